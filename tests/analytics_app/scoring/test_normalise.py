from analytics_app.indicators.response import RESPONSE_RATE, RESPONSE_SPEED
from analytics_app.records import Interval
from analytics_app.scoring.normalise import score_interval, score_of


def test_no_value_has_no_score() -> None:
    assert score_of(RESPONSE_RATE, None) is None
    assert score_interval(RESPONSE_RATE, None) is None


def test_score_reaches_its_ends_and_stays_there() -> None:
    assert [score_of(RESPONSE_RATE, x) for x in (0, 0.45, 0.9, 1)] == [0, 50, 100, 100]


def test_interval_of_a_score_rises_where_the_value_falls() -> None:
    assert score_interval(RESPONSE_SPEED, Interval(4, 24, 0.95)) == Interval(60, 100, 0.95)

"""Figures that are shown and never scored."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.indicators.diagnostics import (
    DIAGNOSTICS,
    Actor,
    correction_transparency,
    cosine,
    gini,
    hashtag_use,
    jaccard,
    openness,
    periodic_series_rate,
    problem_shares,
    ratio,
    relation_of,
    service_word_share,
    top_share,
)

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_every_diagnostic_is_named_in_both_languages_once() -> None:
    assert len({one.id for one in DIAGNOSTICS}) == len(DIAGNOSTICS) == 11
    for one in DIAGNOSTICS:
        assert one.name.id != one.name.en
        assert one.formula.id != one.formula.en


def test_nothing_known_is_none_never_zero() -> None:
    assert openness([None, None]) is None
    assert periodic_series_rate([], []) is None
    assert correction_transparency([]) is None
    assert service_word_share([], {"ktp"}) == (None, [])
    assert jaccard([], []) is None
    assert cosine({}, {"a": 1}) is None
    assert ratio(3, None) is ratio(3, 0) is None
    assert hashtag_use([]) == (None, None)
    assert top_share([], 0) is None
    assert problem_shares({"tidak_menjawab": 5}) == {}


def test_openness_leaves_unknown_posts_out() -> None:
    assert openness([True, True, False, None]) == 2 / 3


def test_weeks_with_a_digest() -> None:
    days = [date(2026, 5, 4) + timedelta(days=n) for n in range(28)]
    assert periodic_series_rate([days[6], days[7], days[8]], days) == 0.5


def test_corrections_within_a_day() -> None:
    wrong = [(NOW, NOW + timedelta(hours=24)), (NOW, NOW + timedelta(hours=25)), (NOW, None)]
    assert correction_transparency(wrong) == 1 / 3


def test_words_and_hashtags() -> None:
    share, words = service_word_share(["ktp", "rapat", "ktp", "acara"], {"ktp"})
    assert (share, words) == (0.5, [("ktp", 2), ("acara", 1), ("rapat", 1)])
    assert hashtag_use([{"#a", "#b"}, {"#a"}, set(), set()]) == (50.0, 0.5)


def test_relations_without_a_government_are_none() -> None:
    assert relation_of(Actor.CITIZEN, Actor.GOVERNMENT) == "C2G"
    assert relation_of(Actor.CITIZEN, Actor.CITIZEN) is None


@given(counts=st.lists(st.integers(0, 40), min_size=1, max_size=12).filter(any))
def test_gini_is_the_mean_difference_over_twice_the_mean(counts: list[int]) -> None:
    n, mean = len(counts), sum(counts) / len(counts)
    difference = sum(abs(a - b) for a in counts for b in counts) / (n * n)
    assert abs((gini(counts) or 0.0) - difference / (2 * mean)) < 1e-9

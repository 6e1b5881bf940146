"""Dimensions and composite: coverage, openness, statuses, and what must hold whatever the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import ScoreStatus, Status
from analytics_app.indicators.definition import Dimension, MethodError
from analytics_app.indicators.registry import INDICATORS
from analytics_app.records import IndicatorResult
from analytics_app.scoring.aggregate import (
    Conduct,
    Scores,
    arithmetic,
    base_weights,
    composite,
    dimension_score,
    geometric,
    scores_of,
)

S, I, U = Dimension.SERVICE_INTERACTION, Dimension.INFORMATION, Dimension.USABILITY  # noqa: E741
ALL = {one.id: 50.0 for one in INDICATORS}


def result(name: str, status: Status, score: float | None = None, **detail: bool) -> IndicatorResult:
    x = None if score is None else 0.5
    return IndicatorResult(name, status, x, None, None, 0, None, score, detail=detail)


def test_results_become_scores_by_their_status() -> None:
    found = scores_of(
        [
            result("response_rate", Status.SCORED, 40.0),
            result("deadline_compliance", Status.SCORED, 60.0, proxy=True),
            result("original_information_share", Status.NOT_APPLICABLE),
            result("findability", Status.NOT_OBSERVABLE),
        ]
    )
    assert found.by_id == {"response_rate": 40.0, "deadline_compliance": 60.0}
    assert found.not_applicable == {"original_information_share"}
    assert found.proxies == {"deadline_compliance"}


def test_what_cannot_exist_leaves_the_weight_and_what_is_missing_does_not() -> None:
    some = {
        name: 50.0
        for name in base_weights(I)
        if name not in ("original_information_share", "information_lag")
    }
    missing = dimension_score(I, Scores(some))
    absent = dimension_score(
        I, Scores(some, not_applicable={"original_information_share", "information_lag"})
    )
    assert (missing.coverage, absent.coverage) == (pytest.approx(0.8), 1.0)


def test_a_stand_in_carries_half_its_weight_and_the_other_half_is_missing() -> None:
    scores = {
        "response_rate": 0.0,
        "deadline_compliance": 100.0,
        **dict.fromkeys(("response_speed", "answer_quality", "closed_loop_rate", "reply_equity"), 0.0),
    }
    full, half = (
        dimension_score(S, Scores(scores)),
        dimension_score(S, Scores(scores, proxies={"deadline_compliance"})),
    )
    assert (full.coverage, half.coverage) == (pytest.approx(0.80), pytest.approx(0.725))
    assert full.score == pytest.approx(100 * 15 / 80)
    assert half.score == pytest.approx(100 * 7.5 / 72.5)


def test_sixty_per_cent_of_the_weight_is_enough_and_less_is_not() -> None:
    names = ["response_rate", "response_speed", "deadline_compliance"]
    at = dimension_score(S, Scores(dict.fromkeys([*names, "reply_equity"], 50.0)))
    below = dimension_score(S, Scores(dict.fromkeys([*names, "privacy_safety"], 50.0)))
    assert (at.coverage, at.status) == (pytest.approx(0.6), ScoreStatus.SCORED)
    assert (below.score, below.status) == (None, ScoreStatus.LOW_COVERAGE)


def test_service_interaction_needs_a_response_figure() -> None:
    others = {name: 50.0 for name in base_weights(S) if not name.startswith("response")}
    assert dimension_score(S, Scores(others)).status is ScoreStatus.NO_RESPONSE_FIGURE


def test_closing_up_is_known_and_scores_zero() -> None:
    closed = [Conduct(openness=0.5, threads=9), Conduct(is_blocked=True)]
    for conduct in closed:
        found = dimension_score(S, Scores({}), conduct)
        assert (found.status, found.score) == (ScoreStatus.CLOSED, 0.0)
        assert composite(Scores(ALL), conduct).score == pytest.approx(geometric([50, 50, 1]))
    for conduct in (Conduct(openness=0.5, threads=10), Conduct(openness=0.9, threads=0), Conduct(threads=0)):
        assert dimension_score(S, Scores({}), conduct).status is not ScoreStatus.CLOSED


def test_an_inactive_account_is_shown_as_such() -> None:
    found = dimension_score(I, Scores(ALL), Conduct(own_posts=29))
    assert (found.status, found.score) == (ScoreStatus.INACTIVE, None)
    assert dimension_score(I, Scores(ALL), Conduct(own_posts=30)).status is ScoreStatus.SCORED


def test_bad_input_is_refused() -> None:
    with pytest.raises(MethodError, match="unknown method version '9'"):
        composite(Scores(ALL), version="9")
    with pytest.raises(MethodError, match="add up to 1"):
        composite(Scores(ALL), dimension_weights={U: 0.5, I: 0.5, S: 0.5})
    with pytest.raises(MethodError, match="add up to 1"):
        composite(Scores(ALL), dimension_weights={U: 0.5, I: 0.5})
    with pytest.raises(MethodError, match="negative"):
        dimension_score(S, Scores(ALL), weights={"response_rate": -1.0, "response_speed": 2.0})


scores = st.dictionaries(st.sampled_from(sorted(ALL)), st.floats(0, 100), min_size=5)


@given(scores, st.floats(0, 1))
def test_composite_never_exceeds_the_arithmetic_mean(given_scores: dict[str, float], openness: float) -> None:
    found = composite(Scores(given_scores), Conduct(openness=openness))
    if (
        found.score is not None
        and found.arithmetic is not None
        and min(d.score or 0 for d in found.dimensions) >= 1
    ):
        assert found.score <= found.arithmetic + 1e-9


@given(scores, st.sampled_from(sorted(ALL)))
def test_an_indicator_without_a_score_moves_no_dimension(given_scores: dict[str, float], name: str) -> None:
    """Taking it out of the scores is the same as never having had it; its weight goes to nobody in particular."""
    without = {key: value for key, value in given_scores.items() if key != name}
    for dimension in (U, I, S):
        found = dimension_score(dimension, Scores(without))
        if found.score is not None:
            plain = sum(base_weights(dimension)[key] * without[key] for key in found.weights)
            assert found.score == pytest.approx(
                plain / sum(base_weights(dimension)[key] for key in found.weights)
            )


@given(scores, st.sampled_from(sorted(ALL)), st.floats(0, 50))
def test_a_better_indicator_never_lowers_the_composite(
    given_scores: dict[str, float], name: str, more: float
) -> None:
    if name in given_scores:
        better = given_scores | {name: min(100.0, given_scores[name] + more)}
        one, other = composite(Scores(given_scores)).score, composite(Scores(better)).score
        if one is not None and other is not None:
            assert one <= other + 1e-9


def test_means_without_weights_are_equal_ones() -> None:
    assert arithmetic([1, 2, 6]) == pytest.approx(3)
    assert geometric([2, 4, 8]) == pytest.approx(4)

"""The declarations say what the method says (section 5.6)."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Status
from analytics_app.indicators.arithmetic import Knots, piecewise, seed_of
from analytics_app.indicators.definition import PEER_LOG2, Dimension, IndicatorDefinition, MethodError
from analytics_app.indicators.registry import (
    BY_ID,
    INDICATORS,
    INTERNAL,
    WITHOUT_INPUT,
    all_results,
    check_weights,
)

# id: dimension, weight, direction, knots as the method prints them
METHOD = {
    "account_authenticity": ("U", 15, "up", ((0, 0), (100, 100))),
    "findability": ("U", 15, "up", ((0, 0), (1, 100))),
    "profile_completeness": ("U", 20, "up", ((0, 0), (1, 100))),
    "service_navigation": ("U", 20, "up", ((0, 0), (1, 100))),
    "cross_channel_integration": ("U", 10, "up", ((0, 0), (1, 100))),
    "content_accessibility": ("U", 10, "up", ((0, 0), (0.9, 100))),
    "channel_coverage": ("U", 5, "up", ((0, 0), (333 / 501.2, 100))),
    "audience_engagement": ("U", 5, "up", "peer_log2"),
    "service_content_share": ("I", 15, "up", ((0, 0), (0.6, 100))),
    "persona_content_share": ("I", 10, "down", ((0.1, 100), (0.5, 0))),
    "original_information_share": ("I", 10, "up", ((0, 0), (0.5, 60), (0.75, 100))),
    "topic_diversity": ("I", 10, "up", ((1, 0), (7, 100))),
    "update_regularity": ("I", 15, "up", ((0, 0), (5 / 7, 60), (1, 100))),
    "information_lag": ("I", 10, "down", ((24, 100), (72, 60), (168, 0))),
    "service_info_completeness": ("I", 15, "up", ((0, 0), (1, 100))),
    "evidence_share": ("I", 10, "up", ((0, 0), (0.6, 100))),
    "plain_language": ("I", 5, "up", ((0, 0), (0.9, 100))),
    "response_rate": ("S", 20, "up", ((0, 0), (0.9, 100))),
    "response_speed": ("S", 15, "down", ((4, 100), (24, 60), (72, 0))),
    "deadline_compliance": ("S", 15, "up", ((0, 0), (0.85, 60), (1, 100))),
    "answer_quality": ("S", 10, "up", ((0, 0), (1, 100))),
    "closed_loop_rate": ("S", 10, "up", ((0, 0), (0.85, 60), (1, 100))),
    "reply_equity": ("S", 10, "up", ((0, 0), (0.8, 60), (1, 100))),
    "citizen_interaction_share": ("S", 5, "up", ((0, 0), (0.5, 60), (0.8, 100))),
    "after_hours_response": ("S", 5, "up", ((0, 0), (0.9, 100))),
    "privacy_safety": ("S", 5, "down", ((0, 100), (5, 0))),
    "participation_rate": ("S", 5, "up", "peer_log2"),
}
#: Where section 5 and section 12 state how many.
MINIMUM = {
    "reply_equity": 30,
    "privacy_safety": 1000,
    "answer_quality": 30,
    "information_lag": 10,
    "findability": 5,
}


def test_declarations_are_those_of_the_method() -> None:
    declared = {
        one.id: (
            one.dimension,
            one.weight,
            one.direction,
            "peer_log2" if one.knots is PEER_LOG2 else one.knots,
        )
        for one in INDICATORS
    }
    assert declared == METHOD
    assert set(BY_ID) == set(METHOD)
    assert {name: BY_ID[name].min_n for name in MINIMUM} == MINIMUM


def test_the_internal_indicator_stays_out_of_the_dimensions() -> None:
    assert [(one.id, one.weight, one.dimension) for one in INTERNAL] == [
        ("channel_parity", 0, Dimension.INTERNAL)
    ]


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(MethodError, match=r"add up to 100.*'S': 80"):
        check_weights(one for one in INDICATORS if one.id != "response_rate")


@pytest.mark.parametrize(
    ("knots", "direction"),
    [
        (((0.5, 0.0), (0.0, 100.0)), "up"),  # x falls
        (((0.0, 0.0), (0.0, 100.0)), "up"),
        (((0.0, 100.0), (1.0, 0.0)), "up"),  # the score turns
        (((0.0, 0.0), (1.0, 120.0)), "up"),
        (((0.0, 0.0),), "up"),
    ],
)
def test_knots_out_of_order_are_refused(knots: Knots, direction: Literal["up"]) -> None:
    with pytest.raises(MethodError, match="response_rate"):
        replace(BY_ID["response_rate"], knots=knots, direction=direction)


def test_an_indicator_without_input_says_so_and_never_zero() -> None:
    results = all_results([])
    assert {result.indicator for result in results} == set(WITHOUT_INPUT)
    assert {(result.x, result.score, result.status) for result in results} == {
        (None, None, Status.NOT_OBSERVABLE)
    }


@given(x=st.floats(0, 2000), more=st.floats(0, 2000))
def test_a_better_value_never_scores_less(x: float, more: float) -> None:
    for one in INDICATORS:
        worse, better = (x, x + more) if one.direction == "up" else (x + more, x)
        assert one.score(worse) <= one.score(better)


@pytest.mark.parametrize("definition", INDICATORS, ids=lambda definition: definition.id)
def test_score_never_turns_against_the_direction(definition: IndicatorDefinition) -> None:
    values = [number / 50 * definition.shown_knots[-1][0] * 1.2 for number in range(51)]
    scores = [definition.score(value) for value in values]
    assert scores == sorted(scores, reverse=definition.direction == "down")
    assert {min(scores), max(scores)} == {0, 100}


@pytest.mark.parametrize("definition", [*INDICATORS, *INTERNAL], ids=lambda definition: definition.id)
def test_every_statement_is_made_in_both_languages(definition: IndicatorDefinition) -> None:
    for text in (
        definition.name,
        definition.formula,
        definition.anchors,
        definition.missing,
        definition.sample,
        definition.gaming,
        definition.countermeasure,
    ):
        assert text.id
        assert text.en
        assert text.id != text.en


def test_piecewise_is_flat_outside_the_knots() -> None:
    assert [piecewise(x, ((1, 10), (3, 30))) for x in (0, 1, 2, 3, 4)] == [10, 10, 20, 30, 30]


def test_seed_is_the_beginning_of_the_named_hash() -> None:
    # printf 'x:contoh|2026-03-31|1.1.0' | sha256sum
    assert seed_of("x:contoh", date(2026, 3, 31), "1.1.0") == 0x3CAA67CC
    assert seed_of("x:contoh", date(2026, 3, 31), "1.1.0") != seed_of("x:contoh", date(2026, 4, 1), "1.1.0")

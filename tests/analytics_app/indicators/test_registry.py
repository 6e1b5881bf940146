"""The declarations say what the method says (section 5.6)."""

from datetime import date

import pytest

from analytics_app.indicators.arithmetic import piecewise, seed_of
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.registry import BY_ID, INDICATORS

# id: dimension, weight, direction, knots as the method prints them
METHOD = {
    "original_information_share": ("I", 10, "up", ((0, 0), (0.5, 60), (0.75, 100))),
    "update_regularity": ("I", 15, "up", ((0, 0), (5 / 7, 60), (1, 100))),
    "response_rate": ("S", 20, "up", ((0, 0), (0.9, 100))),
    "response_speed": ("S", 15, "down", ((4, 100), (24, 60), (72, 0))),
    "citizen_interaction_share": ("S", 5, "up", ((0, 0), (0.5, 60), (0.8, 100))),
    "after_hours_response": ("S", 5, "up", ((0, 0), (0.9, 100))),
}


def test_declarations_are_those_of_the_method() -> None:
    declared = {one.id: (one.dimension, one.weight, one.direction, one.knots) for one in INDICATORS}
    assert declared == METHOD
    assert set(BY_ID) == set(METHOD)


@pytest.mark.parametrize("definition", INDICATORS, ids=lambda definition: definition.id)
def test_score_never_turns_against_the_direction(definition: IndicatorDefinition) -> None:
    values = [number / 50 * definition.knots[-1][0] * 1.2 for number in range(51)]
    scores = [definition.score(value) for value in values]
    assert scores == sorted(scores, reverse=definition.direction == "down")
    assert {min(scores), max(scores)} == {0, 100}


@pytest.mark.parametrize("definition", INDICATORS, ids=lambda definition: definition.id)
def test_every_statement_is_made_in_both_languages(definition: IndicatorDefinition) -> None:
    for text in (
        definition.name,
        definition.formula,
        definition.anchors,
        definition.missing,
        definition.sample,
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

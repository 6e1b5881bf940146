"""What holds for every figure: plotly knows each attribute, JSON can carry it, colours are tokens."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go
import pytest

from analytics_app.figures import theme
from tests.analytics_app.figures.examples import every_figure

FIGURES = every_figure()


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_knows_every_attribute(name: str) -> None:
    go.Figure(FIGURES[name])


def test_the_check_above_would_find_a_wrong_attribute() -> None:
    wrong = {"data": [], "layout": {**FIGURES["volume"]["layout"], "barmodes": "stack"}}
    with pytest.raises(ValueError, match="barmodes"):
        go.Figure(wrong)


@pytest.mark.parametrize("name", FIGURES)
def test_json_carries_it_without_nan(name: str) -> None:
    assert json.loads(json.dumps(FIGURES[name], allow_nan=False)) == FIGURES[name]


@pytest.mark.parametrize("name", FIGURES)
def test_no_colour_is_written_out(name: str) -> None:
    text = json.dumps(FIGURES[name]).replace(json.dumps(theme.CLEAR), "")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl", text)


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_can_be_dragged_or_zoomed_by_accident(name: str) -> None:
    layout = FIGURES[name]["layout"]
    assert layout["dragmode"] is False
    assert all(axis["fixedrange"] for key, axis in layout.items() if re.fullmatch(r"[xy]axis\d?", key))


def test_words_that_people_read_go_through_the_translator() -> None:
    """With a translator that hides all words, none of the Indonesian ones is left in the figures."""
    hidden = json.dumps(every_figure(lambda words: "x"))
    for words in (
        "pesan per minggu",
        "Bagikan ulang",
        "sudah dijawab",
        "jam setempat",
        "Sen",
        "data kurang",
        "aduan",
    ):
        assert words in json.dumps(FIGURES)
        assert words not in hidden

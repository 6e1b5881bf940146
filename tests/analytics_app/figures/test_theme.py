"""theme.py names colours, tokens.css gives them; both must agree, and be readable, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analytics_app.figures import theme

CSS = Path(__file__).resolve().parents[3] / "static" / "css"


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def _themes() -> dict[str, dict[str, str]]:
    light, dark = (CSS / "tokens.css").read_text().split("@media screen and (prefers-color-scheme: dark)")
    return {"light": _tokens(light), "dark": {**_tokens(light), **_tokens(dark)}}


THEMES = _themes()
DARK_ONLY = _tokens((CSS / "tokens.css").read_text().split("prefers-color-scheme: dark")[1])


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_colour_that_figures_name_has_a_value_in_both_themes() -> None:
    values = [value for name, value in vars(theme).items() if name.isupper() and isinstance(value, str)]
    named = set(re.findall(r"var\((--[\w-]+)\)", " ".join([*values, *theme.SEQUENCE])))
    assert len(named) >= 16
    assert named <= THEMES["light"].keys()
    assert named <= DARK_ONLY.keys(), "a colour kept from light would be lost on dark paper"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["--paper", "--surface", "--raised"])
@pytest.mark.parametrize("words", ["--ink", "--muted", "--accent", "--warn"])
def test_words_are_readable_on_every_ground(name: str, ground: str, words: str) -> None:
    assert contrast(THEMES[name][words], THEMES[name][ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_overdue_words_are_readable_on_their_own_ground(name: str) -> None:
    assert contrast(THEMES[name]["--warn"], THEMES[name]["--warn-paper"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("step", range(1, 8))
def test_words_on_a_tile_are_readable_in_every_class(name: str, step: int) -> None:
    words = "--ink" if step <= 4 else "--paper"
    assert contrast(THEMES[name][words], THEMES[name][f"--seq-{step}"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_more_is_always_farther_from_the_paper(name: str) -> None:
    steps = [contrast(THEMES[name][f"--seq-{step}"], THEMES[name]["--surface"]) for step in range(1, 8)]
    assert steps == sorted(steps)


@pytest.mark.parametrize("name", THEMES)
def test_controls_and_marks_stand_out_from_the_ground(name: str) -> None:
    for mark in ("--line-strong", "--accent", "--focus"):
        assert contrast(THEMES[name][mark], THEMES[name]["--surface"]) >= 3


def test_every_height_has_a_class_so_that_nothing_jumps() -> None:
    classes = dict(re.findall(r"\.chart-h(\d+) \{\s*height: (\d+)px", (CSS / "components.css").read_text()))
    assert classes == {str(height): str(height) for height in theme.HEIGHTS}


def test_a_height_without_a_class_is_refused() -> None:
    with pytest.raises(ValueError, match="chart-h333"):
        theme.layout(333)


def test_rows_get_the_smallest_height_that_holds_them() -> None:
    assert theme.height_for_rows(3) == 200
    assert theme.height_for_rows(35) == 1200
    assert theme.height_for_rows(34) == 920
    assert theme.height_for_rows(500) == theme.HEIGHTS[-1]


def test_gaps_split_what_is_known_into_runs() -> None:
    known = [False, True, True, False, True]
    assert [known[part] for part in theme.runs(known)] == [[True, True], [True]]
    assert list(theme.runs([])) == []


def test_a_band_runs_along_the_top_and_back_along_the_bottom() -> None:
    trace = theme.band([1, 2], [10, 20], [30, 40])
    assert list(zip(trace["x"], trace["y"], strict=True)) == [(1, 30), (2, 40), (2, 20), (1, 10)]

"""Regions side by side: a dot with its interval for each, and all of them on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics_app.figures import theme


@dataclass(frozen=True, slots=True)
class RegionPoint:
    """A region's share (0 to 1) with its interval; ``x`` None: too little data. ``is_this``: the page's region."""

    name: str
    x: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    is_this: bool = False


def short_name(name: str) -> str:
    """Kabupaten Boyolali → Kab. Boyolali; names must fit on a phone."""
    return name.replace("Kabupaten ", "Kab. ", 1)


# --- dots with intervals ---------------------------------------------------------------------------


def regions_with_intervals(
    rows: Sequence[RegionPoint], gettext: theme.Translate = str, suffix: str = theme.PERCENT
) -> theme.Figure:
    """One line a region in the given order, first on top. Without a value the line is hatched and says so.

    ``suffix`` stands after each number: the sign of percentages, or nothing after scores from 0 to 100.
    """
    names = [short_name(row.name) for row in rows]
    unknown = [short_name(row.name) for row in rows if row.x is None]
    hatch = theme.hatched_bars([100] * len(unknown), unknown, orientation="h", hoverinfo="skip")
    words = gettext("data kurang")
    layout = theme.layout(
        theme.height_for_rows(len(rows)),
        margin={"l": 8, "r": 20, "t": 28, "b": 12},
        narrow={"yaxis.tickfont.size": 12, "xaxis.dtick": 50},
        xaxis=theme.percent_axis(range=[-2, 102], side="top", ticksuffix=suffix),
        yaxis=_name_axis(names),
        bargap=0.4,
        annotations=[
            theme.note(words, 0, name, xanchor="left", xshift=8, bgcolor=theme.PAPER) for name in unknown
        ],
    )
    dots = _dots([row for row in rows if row.x is not None], suffix)
    return {"data": [hatch, dots] if unknown else [dots], "layout": layout}


def _name_axis(names: Sequence[str]) -> dict[str, Any]:
    order = {"type": "category", "categoryorder": "array", "categoryarray": list(names), "dtick": 1}
    font = {"color": theme.INK, "size": 13}
    return theme.axis(**order, range=[len(names) - 0.5, -0.5], tickfont=font, ticks="")


def _dots(rows: Sequence[RegionPoint], suffix: str) -> theme.Trace:
    hover = (
        "%{y}: %{x:.0f}" + suffix
        + "<br>%{customdata[0]:.0f}–%{customdata[1]:.0f}" + suffix
        + "<br>n = %{customdata[2]:,.0f}<extra></extra>"
    )  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [theme.percent(row.x) for row in rows],
        "y": [short_name(row.name) for row in rows],
        "error_x": _errors(rows),
        "marker": {"size": 9, "color": [theme.ACCENT if row.is_this else theme.INK for row in rows]},
        "customdata": [[theme.percent(row.low), theme.percent(row.high), row.n] for row in rows],
        "hovertemplate": hover,
        "cliponaxis": False,
    }


def _errors(rows: Sequence[RegionPoint]) -> dict[str, Any]:
    """Distances from the dot to both limits; 0 where there is no interval."""
    limits = [(100 * (row.x or 0.0), theme.percent(row.low), theme.percent(row.high)) for row in rows]
    return {
        "type": "data",
        "symmetric": False,
        "array": [0.0 if high is None else high - x for x, _, high in limits],
        "arrayminus": [0.0 if low is None else x - low for x, low, _ in limits],
        "color": theme.LINE_STRONG,
        "thickness": 1.5,
        "width": 3,
    }


# --- the spread ------------------------------------------------------------------------------------

#: Two dots closer than this (percentage points) would cover each other, also on a phone.
_DOT_WIDTH = 2.4
#: Levels kept free above the dots for the names, each with a level of its own, so that none covers another.
_ROOM_ABOVE = 6.2
_LOW_NAME, _HIGH_NAME, _THIS_NAME = 1.4, 2.8, 4.2

Placed = tuple[RegionPoint, float, int]


def national_spread(rows: Sequence[RegionPoint], gettext: theme.Translate = str) -> theme.Figure:
    """Every region with a value as a dot on one axis, stacked where they meet; this region in its colour.

    The lowest, the highest and this region are named. Regions without a value are counted.
    """
    placed = _stacked([row for row in rows if row.x is not None])
    top = max((level for *_, level in placed), default=0)
    notes = [_name(entry, top + room) for entry, room in _named(placed)]
    missing = len(rows) - len(placed)
    if missing:
        words = f"{gettext('data kurang')}: {missing}"
        notes.append(theme.note(words, 0, 1, xref="paper", yref="paper", xanchor="left", yanchor="top"))
    layout = theme.layout(
        200,
        margin={"l": 16, "r": 16, "t": 8, "b": 40},
        xaxis=theme.percent_axis(range=[-2, 102], showgrid=False, showline=True, ticks="outside"),
        yaxis={"visible": False, "range": [-0.8, top + _ROOM_ABOVE], "fixedrange": True},
        annotations=notes,
    )
    return {"data": [_spread_dots(placed)], "layout": layout}


def _stacked(rows: Sequence[RegionPoint]) -> list[Placed]:
    """Each region with its percentage and the lowest level on which it touches no dot placed before it."""
    last_on_level: list[float] = []
    placed: list[Placed] = []
    for row in sorted(rows, key=lambda row: (row.x or 0.0, row.name)):
        x = 100 * (row.x or 0.0)
        free = (level for level, last in enumerate(last_on_level) if x - last >= _DOT_WIDTH)
        level = next(free, len(last_on_level))
        last_on_level[level : level + 1] = [x]
        placed.append((row, x, level))
    return placed


def _spread_dots(placed: Sequence[Placed]) -> theme.Trace:
    marker = {
        "size": [13 if row.is_this else 10 for row, *_ in placed],
        "color": [theme.ACCENT if row.is_this else theme.PEER for row, *_ in placed],
        "line": {"color": theme.PAPER, "width": 1},
        "opacity": 1,
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for _, x, _ in placed],
        "y": [level for *_, level in placed],
        "text": [row.name for row, *_ in placed],
        "marker": marker,
        "hovertemplate": "%{text}: %{x:.0f}" + theme.PERCENT + "<extra></extra>",
        "cliponaxis": False,
    }


def _named(placed: Sequence[Placed]) -> list[tuple[Placed, float]]:
    """This region and the ends with the level of their names; the ends last, on top of this one's hairline."""
    ends = [(entry, _LOW_NAME) for entry in placed[:1]] + [(entry, _HIGH_NAME) for entry in placed[1:][-1:]]
    named = [entry for entry, _ in ends]
    this = [(entry, _THIS_NAME) for entry in placed if entry[0].is_this and entry not in named]
    return [*this, *ends]


def _name(entry: Placed, name_level: float) -> dict[str, Any]:
    """A name above all dots with a hairline down to its own."""
    row, x, level = entry
    colour = theme.ACCENT if row.is_this else theme.MUTED
    return {
        "text": f"{row.name} {x:.0f}" + theme.PERCENT,
        "x": x,
        "y": level,
        "ax": 0,
        "ayref": "y",
        "ay": name_level,
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": theme.LINE_STRONG,
        "standoff": 7,
        "xanchor": "left" if x < 30 else "right" if x > 70 else "center",
        "font": {"size": 13, "color": colour},
        "bgcolor": theme.PAPER,
    }

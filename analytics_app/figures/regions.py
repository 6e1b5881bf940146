"""Regions side by side: a dot with its interval for each, and all of them on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def regions_with_intervals(rows: Sequence[RegionPoint], gettext: theme.Translate = str) -> theme.Figure:
    """One line a region in the given order, first on top. Without a value the line says so."""
    names = [short_name(row.name) for row in rows]
    known = [row for row in rows if row.x is not None]
    data = [_dots(known)]
    notes = [
        theme.note(gettext("data kurang"), 0, short_name(row.name), xanchor="left", xshift=4)
        for row in rows
        if row.x is None
    ]
    layout = theme.layout(
        theme.height_for_rows(len(rows)),
        margin={"l": 8, "r": 16, "t": 28, "b": 28},
        narrow={"yaxis.tickfont.size": 12, "xaxis.tickvals": [0, 0.5, 1]},
        xaxis=theme.share_axis(range=[-0.02, 1.02], side="top"),
        yaxis=theme.axis(
            type="category",
            categoryorder="array",
            categoryarray=names,
            range=[len(rows) - 0.5, -0.5],
            tickfont={"color": theme.INK, "size": 13},
            ticks="",
            dtick=1,
        ),
        annotations=notes,
    )
    return {"data": data, "layout": layout}


def _dots(rows: Sequence[RegionPoint]) -> theme.Trace:
    points = [(row, row.x or 0.0) for row in rows]
    errors = {
        "type": "data",
        "symmetric": False,
        "array": [(x if row.high is None else row.high) - x for row, x in points],
        "arrayminus": [x - (x if row.low is None else row.low) for row, x in points],
        "color": theme.LINE_STRONG,
        "thickness": 1.5,
        "width": 3,
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for _, x in points],
        "y": [short_name(row.name) for row in rows],
        "error_x": errors,
        "marker": {"size": 9, "color": [theme.ACCENT if row.is_this else theme.INK for row in rows]},
        "customdata": [[row.low, row.high, row.n] for row in rows],
        "hovertemplate": "%{y}: %{x:.0%}<br>%{customdata[0]:.0%}–%{customdata[1]:.0%}, n = %{customdata[2]:,.0f}<extra></extra>",
        "cliponaxis": False,
    }


#: Two dots closer than this on the share axis would cover each other.
_DOT_WIDTH = 0.016


def national_spread(rows: Sequence[RegionPoint], gettext: theme.Translate = str) -> theme.Figure:
    """Every region with a value as a dot on one axis, stacked where they meet; this region in its colour.

    The lowest, the highest and this region are named. Regions without a value are counted below.
    """
    placed = _stacked([row for row in rows if row.x is not None])
    missing = len(rows) - len(placed)
    top = max((level for _, _, level in placed), default=0)
    notes = _names(placed)
    if missing:
        words = f"{gettext('data kurang')}: {missing}"
        notes.append(
            theme.note(words, 1, 0, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=4)
        )
    layout = theme.layout(
        200,
        margin={"l": 16, "r": 16, "t": 8, "b": 40},
        xaxis=theme.share_axis(range=[-0.02, 1.02], showgrid=False, showline=True, ticks="outside"),
        yaxis={"visible": False, "range": [-1.2, max(top + 3, 8)], "fixedrange": True},
        annotations=notes,
    )
    return {"data": [_spread_dots(placed)], "layout": layout}


Placed = tuple[RegionPoint, float, int]


def _stacked(rows: Sequence[RegionPoint]) -> list[Placed]:
    """Each region with its value and the lowest level on which it touches no dot placed before it."""
    last_on_level: list[float] = []
    placed: list[Placed] = []
    for row, x in sorted(((row, row.x or 0.0) for row in rows), key=lambda pair: (pair[1], pair[0].name)):
        free = (level for level, last in enumerate(last_on_level) if x - last >= _DOT_WIDTH)
        level = next(free, len(last_on_level))
        last_on_level[level : level + 1] = [x]
        placed.append((row, x, level))
    return placed


def _spread_dots(placed: Sequence[Placed]) -> theme.Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for _, x, _ in placed],
        "y": [level for *_, level in placed],
        "text": [row.name for row, *_ in placed],
        "marker": {
            "size": [13 if row.is_this else 10 for row, *_ in placed],
            "color": [theme.ACCENT if row.is_this else theme.PEER for row, *_ in placed],
            "line": {"color": theme.PAPER, "width": 1},
        },
        "hovertemplate": "%{text}: %{x:.0%}<extra></extra>",
        "cliponaxis": False,
    }


def _names(placed: Sequence[Placed]) -> list[dict[str, object]]:
    """Direct labels, each on its own height so that they cannot cover each other."""
    if not placed:
        return []
    ends = [placed[0]] if len(placed) == 1 else [placed[0], placed[-1]]
    this = [entry for entry in placed if entry[0].is_this and entry not in ends]
    return [
        theme.note(
            row.name,
            x,
            level,
            yshift=10 if not row.is_this else 26,
            yanchor="bottom",
            xanchor="left" if x < 0.3 else "right" if x > 0.7 else "center",
            font={"size": 13, "color": theme.ACCENT if row.is_this else theme.MUTED},
        )
        for row, x, level in [*ends, *this]
    ]

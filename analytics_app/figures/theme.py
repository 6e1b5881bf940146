"""How every figure looks. Colours are names of tokens in static/css/tokens.css; charts.js puts in their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Figure = dict[str, Any]
Trace = dict[str, Any]
#: Turns an Indonesian source text into the reader's language. Figures know no Django, so views pass gettext.
Translate = Callable[[str], str]

PAPER = "var(--surface)"
INK = "var(--ink)"
MUTED = "var(--muted)"
LINE = "var(--line)"
LINE_STRONG = "var(--line-strong)"
ACCENT = "var(--accent)"
ACCENT_BAND = "var(--accent-band)"
PEER = "var(--peer)"
PEER_BAND = "var(--peer-band)"
WARN = "var(--warn)"
HATCH = "var(--hatch)"
SEQUENCE = tuple(f"var(--seq-{step})" for step in range(1, 8))
CLEAR = "rgba(0,0,0,0)"

#: Heights that have a class in components.css; the box keeps its size while the chart loads.
HEIGHTS = (200, 280, 320, 400, 520, 680, 920, 1200)

SEQUENTIAL_SCALE = [[step / 6, colour] for step, colour in enumerate(SEQUENCE)]
FONT_FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'


def layout(height: int, narrow: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """The layout all figures share; ``parts`` replace or add. ``narrow``: dotted paths changed on small screens."""
    if height not in HEIGHTS:
        raise ValueError(f"no class chart-h{height} in components.css; use one of {HEIGHTS}")
    return {
        "height": height,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONT_FAMILY, "size": 13, "color": INK},
        "margin": {"l": 48, "r": 16, "t": 32, "b": 40},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE_STRONG, "font": {"color": INK, "size": 13}},
        "dragmode": False,
        "showlegend": False,
        "modebar": {"bgcolor": CLEAR, "color": MUTED, "activecolor": INK},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "meta": {"narrow": narrow or {}},
        **parts,
    }


def axis(**parts: Any) -> dict[str, Any]:
    """An axis with hairlines, no zoom."""
    return {
        "gridcolor": LINE,
        "linecolor": LINE_STRONG,
        "tickfont": {"color": MUTED, "size": 13},
        "title": {"font": {"color": MUTED, "size": 13}},
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        **parts,
    }


#: Written after percentages; charts.js drops the space for readers of English.
PERCENT = "\u00a0%"


def percent(share: float | None) -> float | None:
    """A share from 0 to 1 as the percentage that figures draw; unknown stays unknown."""
    return None if share is None else share * 100


def percent_axis(**parts: Any) -> dict[str, Any]:
    """An axis from 0 to 100 %."""
    return axis(**{"range": [0, 102], "tick0": 0, "dtick": 25, "ticksuffix": PERCENT, **parts})


def hatched_bars(x: Sequence[Any], y: Sequence[Any], **parts: Any) -> Trace:
    """Bars that are only a hatch: the sign for unknown or too little data."""
    pattern = {"shape": "/", "fgcolor": LINE_STRONG, "bgcolor": CLEAR, "size": 6, "solidity": 0.12}
    marker = {"color": CLEAR, "pattern": pattern, "line": {"width": 0}}
    return {"type": "bar", "x": list(x), "y": list(y), "marker": marker, **parts}


def titled(text: str) -> dict[str, Any]:
    """The title of an axis."""
    return {"text": text, "font": {"color": MUTED, "size": 13}, "standoff": 8}


def note(text: str, x: Any, y: Any, **parts: Any) -> dict[str, Any]:
    """A direct label without an arrow."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"color": MUTED, "size": 13}, **parts}


def runs(known: Sequence[bool]) -> Iterator[slice]:
    """Stretches of consecutive known points, so that gaps stay gaps."""
    start = None
    for place, is_known in enumerate([*known, False]):
        if is_known and start is None:
            start = place
        elif not is_known and start is not None:
            yield slice(start, place)
            start = None


def band(x: Sequence[Any], low: Sequence[float], high: Sequence[float], colour: str = ACCENT_BAND) -> Trace:
    """A shaded interval as one closed polygon around points without gaps."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *reversed(x)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0, "color": CLEAR},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def height_for_rows(rows: int, row_px: int = 24, frame_px: int = 88) -> int:
    """The smallest height with a class that gives every row its space; the largest when none does."""
    needed = rows * row_px + frame_px
    return next((height for height in HEIGHTS if height >= needed), HEIGHTS[-1])

"""How soon citizens are answered: the Kaplan–Meier curve turned upside down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from analytics_app.figures import theme

#: hours, share still waiting (S), lower and upper limit of S; ascending hours.
CurvePoint = tuple[float, float, float, float]

MARKS = (24.0, 72.0)


def response_curve(
    points: Sequence[CurvePoint],
    peers: Sequence[CurvePoint] = (),
    horizon: float = 168.0,
    gettext: theme.Translate = str,
) -> theme.Figure:
    """Share answered within so many hours, F = 1 − S, as steps with a shaded interval; 24 and 72 h are marked.

    ``peers`` draws the peer group's curve in grey. The curve ends where observation ends.
    """
    unit = gettext("jam")
    marks = [(hours, share) for hours in MARKS if (share := answered_at(points, hours)) is not None]
    data: list[theme.Trace] = []
    if peers:
        data.append(_steps(peers, theme.PEER, 1.5, gettext("Kelompok sebaya"), unit))
    if points:
        data += [
            _step_band(points),
            _steps(points, theme.ACCENT, 2.5, gettext("Dijawab"), unit),
            _marked(marks),
        ]
    hours_title = theme.titled(gettext("jam sejak aduan dibuka"))
    layout = theme.layout(
        320,
        narrow={"xaxis.dtick": 48},
        margin={"l": 48, "r": 16, "t": 28, "b": 44},
        xaxis=theme.axis(range=[0, horizon], dtick=24, showgrid=False, title=hours_title),
        yaxis=theme.percent_axis(title=theme.titled(gettext("sudah dijawab"))),
        shapes=[_line_at(hours) for hours in MARKS],
        annotations=[
            *(_name_of(hours, unit) for hours in MARKS),
            *(_value_of(mark) for mark in marks),
            *_peer_label(peers, horizon, gettext),
        ],
    )
    return {"data": data, "layout": layout}


def answered_at(points: Sequence[CurvePoint], hours: float) -> float | None:
    """F at ``hours``; None before the first point or after the last: the curve is not continued."""
    if not points or hours > points[-1][0] or hours < points[0][0]:
        return None
    return 1 - points[bisect_right([point[0] for point in points], hours) - 1][1]


def _steps(points: Sequence[CurvePoint], colour: str, width: float, words: str, unit: str) -> theme.Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": words,
        "x": [hours for hours, *_ in points],
        "y": [100 * (1 - waiting) for _, waiting, *_ in points],
        "line": {"shape": "hv", "color": colour, "width": width},
        "hovertemplate": "%{x:.1f} " + unit + ": %{y:.1f}" + theme.PERCENT + "<extra>" + words + "</extra>",
    }


def _step_band(points: Sequence[CurvePoint]) -> theme.Trace:
    """The interval with the same steps as the curve: each limit holds until the next reply."""
    x: list[float] = []
    low: list[float] = []
    high: list[float] = []
    for place, (hours, _, waiting_low, waiting_high) in enumerate(points):
        if place:
            x.append(hours)
            low.append(low[-1])
            high.append(high[-1])
        x.append(hours)
        low.append(100 * (1 - waiting_high))
        high.append(100 * (1 - waiting_low))
    return theme.band(x, low, high)


Mark = tuple[float, float]


def _marked(marks: Sequence[Mark]) -> theme.Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [hours for hours, _ in marks],
        "y": [100 * share for _, share in marks],
        "marker": {"color": theme.ACCENT, "size": 8},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _value_of(mark: Mark) -> dict[str, Any]:
    """The value at a mark, below and right of it, where a rising curve is not; above it near the axis."""
    hours, share = mark
    is_low = share < 0.2
    place = {
        "xanchor": "left",
        "xshift": 7,
        "yanchor": "bottom" if is_low else "top",
        "yshift": 5 if is_low else -5,
    }
    font = {"color": theme.INK, "size": 15}
    text = f"{100 * share:.0f}" + theme.PERCENT
    return theme.note(text, hours, 100 * share, font=font, bgcolor=theme.PAPER, opacity=0.9, **place)


def _line_at(hours: float) -> dict[str, Any]:
    place = {"x0": hours, "x1": hours, "y0": 0, "y1": 1, "yref": "paper"}
    line = {"color": theme.LINE_STRONG, "width": 1, "dash": "dot"}
    return {"type": "line", **place, "line": line, "layer": "below"}


def _name_of(hours: float, unit: str) -> dict[str, Any]:
    return theme.note(f"{hours:.0f} {unit}", hours, 1, yref="paper", yanchor="bottom")


def _peer_label(
    peers: Sequence[CurvePoint], horizon: float, gettext: theme.Translate
) -> list[dict[str, Any]]:
    """Written below the right end of the grey curve, where it is flattest."""
    end = min(horizon, peers[-1][0]) if peers else 0.0
    share = answered_at(peers, 0.5 * end)
    if share is None:
        return []
    words = gettext("kelompok sebaya")
    return [theme.note(words, end, 100 * share, xanchor="right", yanchor="top", yshift=-14)]

"""When citizens write, and whether they are answered: hour of the day by weekday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics_app.figures import theme

HOURS = range(24)
WEEKDAYS = range(7)

#: The colour key spans this part of the width, above the right end of its panel. plotly's own colour bar sets
#: style attributes when it redraws, which the Content-Security-Policy forbids.
_KEY_LEFT, _KEY_RIGHT = 0.6, 0.81
_UPPER, _LOWER = (0.57, 1.0), (0.0, 0.43)

Grid = list[list[float | None]]


@dataclass(frozen=True, slots=True)
class HourCell:
    """One hour of one weekday (0 = Monday) in the region's own time.

    ``opened``: threads opened; None where it is not captured or too few to show. ``share``: answered in time,
    0 to 1; None where too few threads were opened to say.
    """

    weekday: int
    hour: int
    opened: int | None
    share: float | None


def demand_and_answers(rows: Sequence[HourCell], gettext: theme.Translate = str) -> theme.Figure:
    """Two panels on the same hours: threads opened above, share answered below. No value: hatched."""
    days = [  # one by one, so that makemessages finds them
        *(gettext("Sen"), gettext("Sel"), gettext("Rab"), gettext("Kam")),
        *(gettext("Jum"), gettext("Sab"), gettext("Min")),
    ]
    opened = _grid({(row.weekday, row.hour): row.opened for row in rows})
    share = _grid({(row.weekday, row.hour): theme.percent(row.share) for row in rows})
    most = max((value for hours in opened for value in hours if value is not None), default=1) or 1
    data = [
        *_panel(opened, days, "y", most, "%{z:,.0f} " + gettext("aduan")),
        *_panel(share, days, "y2", 100, "%{z:.0f}" + theme.PERCENT + " " + gettext("dijawab")),
    ]
    hours_axis = {"range": [-0.5, 23.5], "dtick": 3, "showgrid": False, "anchor": "y2"}
    layout = theme.layout(
        520,
        narrow={"xaxis.dtick": 6},
        margin={"l": 40, "r": 12, "t": 36, "b": 44},
        xaxis=theme.axis(**hours_axis, title=theme.titled(gettext("jam setempat"))),
        yaxis=_day_axis(_UPPER, days),
        yaxis2=_day_axis(_LOWER, days),
        shapes=[*_key_colours(_UPPER[1]), *_key_colours(_LOWER[1])],
        annotations=[
            *_heading(gettext("Aduan dibuka"), f"{most:.0f}", _UPPER[1]),
            *_heading(gettext("Bagian yang dijawab"), "100" + theme.PERCENT, _LOWER[1]),
        ],
    )
    return {"data": data, "layout": layout}


def _grid(values: Mapping[tuple[int, int], float | None]) -> Grid:
    return [[values.get((day, hour)) for hour in HOURS] for day in WEEKDAYS]


def _panel(grid: Grid, days: Sequence[str], axis: str, most: float, words: str) -> list[theme.Trace]:
    heat = {
        "type": "heatmap",
        "x": list(HOURS),
        "y": list(WEEKDAYS),
        "z": grid,
        "text": [[day] * len(HOURS) for day in days],
        "yaxis": axis,
        "colorscale": theme.SEQUENTIAL_SCALE,
        "zmin": 0,
        "zmax": most,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "hovertemplate": "%{text} %{x}.00<br>" + words + "<extra></extra>",
    }
    return [heat, _hatching(grid, axis)]


#: Three diagonals of a cell around its centre: (x, y) from, (x, y) to.
_DIAGONALS = (((-0.45, 0.0), (0.0, -0.45)), ((-0.45, 0.45), (0.45, -0.45)), ((0.0, 0.45), (0.45, 0.0)))


def _hatching(grid: Grid, axis: str) -> theme.Trace:
    """Short diagonals in every cell without a value; plotly's heat map knows no pattern."""
    x: list[float | None] = []
    y: list[float | None] = []
    for day, hour in ((day, hour) for day in WEEKDAYS for hour in HOURS if grid[day][hour] is None):
        for (x0, y0), (x1, y1) in _DIAGONALS:
            x += [hour + x0, hour + x1, None]
            y += [day + y0, day + y1, None]
    line = {"color": theme.HATCH, "width": 1}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "yaxis": axis,
        "line": line,
        "hoverinfo": "skip",
    }


def _day_axis(domain: tuple[float, float], days: Sequence[str]) -> dict[str, Any]:
    ticks = {"tickvals": list(WEEKDAYS), "ticktext": list(days), "ticks": ""}
    return theme.axis(domain=list(domain), range=[6.5, -0.5], showgrid=False, **ticks)


def _key_colours(top: float) -> list[dict[str, Any]]:
    width = (_KEY_RIGHT - _KEY_LEFT) / len(theme.SEQUENCE)
    shared = {"type": "rect", "xref": "paper", "yref": "paper", "y0": top + 0.016, "y1": top + 0.038}
    return [
        {**shared, "x0": left, "x1": left + width, "fillcolor": colour, "line": {"width": 0}}
        for left, colour in (
            (_KEY_LEFT + place * width, colour) for place, colour in enumerate(theme.SEQUENCE)
        )
    ]


def _heading(words: str, most: str, top: float) -> list[dict[str, Any]]:
    """The panel's name at the left, the ends of its colour key at the right."""
    place = {"xref": "paper", "yref": "paper", "yanchor": "middle"}
    ink = {"color": theme.INK, "size": 13}
    return [
        theme.note(words, 0, top + 0.027, xanchor="left", **{**place, "font": ink}),
        theme.note("0", _KEY_LEFT, top + 0.027, xanchor="right", xshift=-4, **place),
        theme.note(most, _KEY_RIGHT, top + 0.027, xanchor="left", xshift=4, **place),
    ]

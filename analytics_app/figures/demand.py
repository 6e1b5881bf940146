"""When citizens write, and whether they are answered: hour of the day by weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.figures import theme

HOURS = range(24)
WEEKDAYS = range(7)


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
    """Two panels on the same hours: threads opened above, share answered below. Cells without a value are hatched."""
    days = [gettext(day) for day in ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")]
    opened = _grid({(row.weekday, row.hour): row.opened for row in rows})
    share = _grid({(row.weekday, row.hour): row.share for row in rows})
    data = [
        *_panel(opened, days, "y", "coloraxis", "%{z:,.0f} " + gettext("aduan")),
        *_panel(share, days, "y2", "coloraxis2", "%{z:.0%} " + gettext("dijawab")),
    ]
    layout = theme.layout(
        520,
        narrow={"xaxis.dtick": 6},
        margin={"l": 40, "r": 12, "t": 36, "b": 44},
        xaxis=theme.axis(
            range=[-0.5, 23.5],
            dtick=3,
            showgrid=False,
            anchor="y2",
            title=theme.titled(gettext("jam setempat")),
        ),
        yaxis=_day_axis([0.56, 1.0]),
        yaxis2=_day_axis([0.0, 0.44]),
        coloraxis=_colours(1.0, {"tickformat": ",.0f", "nticks": 4}, {"cmin": 0}),
        coloraxis2=_colours(0.44, {"tickformat": ".0%", "tickvals": [0, 0.5, 1]}, {"cmin": 0, "cmax": 1}),
        annotations=[
            _heading(gettext("Aduan dibuka"), 1.0),
            _heading(gettext("Bagian yang dijawab"), 0.44),
        ],
    )
    return {"data": data, "layout": layout}


Grid = list[list[float | None]]


def _grid(values: dict[tuple[int, int], float | None] | dict[tuple[int, int], int | None]) -> Grid:
    return [[values.get((day, hour)) for hour in HOURS] for day in WEEKDAYS]


def _panel(grid: Grid, days: Sequence[str], axis: str, colours: str, words: str) -> list[theme.Trace]:
    heat = {
        "type": "heatmap",
        "x": list(HOURS),
        "y": list(days),
        "z": grid,
        "yaxis": axis,
        "coloraxis": colours,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "hovertemplate": "%{y} %{x}.00<br>" + words + "<extra></extra>",
    }
    return [heat, _hatching(grid, axis)]


def _hatching(grid: Grid, axis: str) -> theme.Trace:
    """Three short diagonals in every cell without a value; plotly's heat map knows no pattern."""
    x: list[float | None] = []
    y: list[float | None] = []
    for day, hours in enumerate(grid):
        for hour, value in enumerate(hours):
            if value is None:
                x += [
                    hour - 0.45,
                    hour + 0.0,
                    None,
                    hour - 0.45,
                    hour + 0.45,
                    None,
                    hour + 0.0,
                    hour + 0.45,
                    None,
                ]
                y += [day + 0.0, day - 0.45, None, day + 0.45, day - 0.45, None, day + 0.45, day + 0.0, None]
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


def _day_axis(domain: list[float]) -> dict[str, object]:
    return theme.axis(domain=domain, type="category", range=[6.5, -0.5], showgrid=False, ticks="")


def _colours(top: float, ticks: dict[str, object], limits: dict[str, float]) -> dict[str, object]:
    """A thin colour key above the right end of its panel."""
    key = {
        "orientation": "h",
        "len": 0.36,
        "thickness": 8,
        "x": 1,
        "xanchor": "right",
        "y": top,
        "yanchor": "bottom",
        "ypad": 4,
        "xpad": 0,
        "outlinewidth": 0,
        "ticklabelposition": "outside top",
        "tickfont": {"color": theme.MUTED, "size": 13},
        **ticks,
    }
    return {"colorscale": theme.SEQUENTIAL_SCALE, "colorbar": key, **limits}


def _heading(words: str, top: float) -> dict[str, object]:
    font = {"color": theme.INK, "size": 13}
    return theme.note(words, 0, top, xref="paper", yref="paper", xanchor="left", yanchor="bottom", font=font)

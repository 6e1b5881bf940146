"""What a month is made of: stacked shares, and one share as a line. Unknown months stay empty and hatched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics_app.figures import theme

#: Fills of the layers from the first on; beyond these a chart would need more layers than eyes can tell apart.
_FILLS = (
    theme.SEQUENCE[6],
    theme.SEQUENCE[3],
    theme.SEQUENCE[1],
    theme.SEQUENCE[5],
    theme.SEQUENCE[2],
    theme.PEER,
)
_PATTERNS = ("", "", "", ".", "x", "")
MOST_LAYERS = len(_FILLS)


@dataclass(frozen=True, slots=True)
class MonthMix:
    """Counts by layer in one month; ``n`` None: unknown, which is drawn as a hatch and not as nothing."""

    start: date
    n: int | None
    counts: Mapping[str, int]


def stacked_shares(
    rows: Sequence[MonthMix], layers: Sequence[tuple[str, str]], gettext: theme.Translate = str
) -> theme.Figure:
    """Bars from 0 to 100 % per month; ``layers`` are (id, name), drawn upwards in their order.

    Raises ValueError for more than MOST_LAYERS layers.
    """
    if len(layers) > MOST_LAYERS:
        raise ValueError(f"{len(layers)} layers; {MOST_LAYERS} can be told apart")
    known = [row for row in rows if row.n]
    data = [_layer(known, place, id, name) for place, (id, name) in enumerate(layers)]
    unknown = [row.start.isoformat() for row in rows if not row.n]
    if unknown:
        data.append(
            theme.hatched_bars(
                unknown,
                [100] * len(unknown),
                name=gettext("tidak diketahui"),
                hoverinfo="name",
                showlegend=True,
            )
        )
    layout = theme.layout(
        400,
        narrow={"xaxis.nticks": 5, "legend.font.size": 11},
        margin={"l": 48, "r": 16, "t": 88, "b": 40},
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        xaxis=theme.axis(type="date", showgrid=False, tickformat="%b\n%Y", tickangle=0, nticks=12),
        yaxis=theme.percent_axis(),
    )
    return {"data": data, "layout": layout}


def share_line(rows: Sequence[tuple[date, float | None, int]], title: str) -> theme.Figure:
    """One share by month (start, share or None, n) as a line that breaks where nothing is known."""
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [start.isoformat() for start, _, _ in rows],
        "y": [theme.percent(share) for _, share, _ in rows],
        "customdata": [n for _, _, n in rows],
        "connectgaps": False,
        "line": {"color": theme.ACCENT, "width": 2},
        "marker": {"color": theme.ACCENT, "size": 6},
        "hovertemplate": "%{x|%b %Y}<br>%{y:.0f}"
        + theme.PERCENT
        + "<br>n = %{customdata:,.0f}<extra></extra>",
    }
    layout = theme.layout(
        280,
        narrow={"xaxis.nticks": 5},
        margin={"l": 48, "r": 16, "t": 12, "b": 40},
        xaxis=theme.axis(type="date", showgrid=False, tickformat="%b\n%Y", tickangle=0, nticks=8),
        yaxis=theme.percent_axis(title=theme.titled(title)),
    )
    return {"data": [line], "layout": layout}


def _layer(rows: Sequence[MonthMix], place: int, id: str, name: str) -> theme.Trace:
    marker = {"color": _FILLS[place], "line": {"width": 0}}
    if _PATTERNS[place]:
        marker["pattern"] = {
            "shape": _PATTERNS[place], "fgcolor": theme.PAPER, "bgcolor": _FILLS[place], "size": 6, "solidity": 0.25
        }  # fmt: skip
    return {
        "type": "bar",
        "name": name,
        "x": [row.start.isoformat() for row in rows],
        "y": [100 * row.counts.get(id, 0) / (row.n or 1) for row in rows],
        "customdata": [row.counts.get(id, 0) for row in rows],
        "marker": marker,
        "hovertemplate": name
        + "<br>%{x|%b %Y}<br>%{y:.0f}"
        + theme.PERCENT
        + " (%{customdata:,.0f})<extra></extra>",
    }

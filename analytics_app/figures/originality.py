"""Original posts against reposts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics_app.figures import theme


@dataclass(frozen=True, slots=True)
class OriginalShare:
    """Share of originals among originals and reposts in one period; None where it has none or is not captured.

    ``n`` is originals plus reposts; ``low`` and ``high`` limit the 95 % interval where there is one.
    """

    start: date
    share: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None


def original_share(rows: Sequence[OriginalShare], gettext: theme.Translate = str) -> theme.Figure:
    """A line from 0 to 100 % with its shaded interval; it breaks where nothing is known."""
    data = [*_bands(rows), _line(rows)]
    layout = theme.layout(
        280,
        narrow={"xaxis.nticks": 5},
        margin={"l": 48, "r": 16, "t": 12, "b": 40},
        xaxis=theme.axis(type="date", showgrid=False, tickformat="%b\n%Y", tickangle=0, nticks=8),
        yaxis=theme.percent_axis(title=theme.titled(gettext("bagian asli"))),
    )
    return {"data": data, "layout": layout}


def _line(rows: Sequence[OriginalShare]) -> theme.Trace:
    hover = "%{x|%-d %b %Y}<br>%{y:.0f}" + theme.PERCENT + "<br>n = %{customdata:,.0f}<extra></extra>"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [row.start.isoformat() for row in rows],
        "y": [theme.percent(row.share) for row in rows],
        "customdata": [row.n for row in rows],
        "connectgaps": False,
        "line": {"color": theme.ACCENT, "width": 2},
        "marker": {"color": theme.ACCENT, "size": 6},
        "hovertemplate": hover,
    }


def _bands(rows: Sequence[OriginalShare]) -> list[theme.Trace]:
    """One polygon for each stretch in which every period has an interval."""
    known = [None not in (row.share, row.low, row.high) for row in rows]
    return [
        theme.band(
            [row.start.isoformat() for row in rows[part]],
            [100 * (row.low or 0.0) for row in rows[part]],
            [100 * (row.high or 0.0) for row in rows[part]],
        )
        for part in theme.runs(known)
    ]

"""Who speaks to whom, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics_app.figures import theme


@dataclass(frozen=True, slots=True)
class MonthRelations:
    """Messages of one month by relation. All None: nothing of the month was captured, which is not 0."""

    month: date
    to_citizens: int | None
    from_citizens: int | None
    to_governments: int | None
    unknown: int | None


def relations_per_month(rows: Sequence[MonthRelations], gettext: theme.Translate = str) -> theme.Figure:
    """Stacked bars from zero: G2C, C2G, G2G, and official messages to whom nobody knows."""
    months = [row.month.isoformat() for row in rows]
    stacks = (
        (gettext("G2C: kepada warga"), [row.to_citizens for row in rows], theme.SEQUENCE[6]),
        (gettext("C2G: dari warga"), [row.from_citizens for row in rows], theme.SEQUENCE[4]),
        (gettext("G2G: kepada instansi"), [row.to_governments for row in rows], theme.SEQUENCE[2]),
        (gettext("penerima tidak diketahui"), [row.unknown for row in rows], theme.PEER),
    )
    layout = theme.layout(
        320,
        narrow={"xaxis.nticks": 5, "legend.entrywidth": 1, "legend.entrywidthmode": "fraction"},
        barmode="stack",
        bargap=0.2,
        showlegend=True,
        hovermode="x unified",
        xaxis=theme.axis(type="date", showgrid=False, tickformat="%b\n%Y", tickangle=0, nticks=8),
        yaxis=theme.axis(
            rangemode="tozero", tickformat=",.0f", title=theme.titled(gettext("pesan per bulan"))
        ),
    )
    return {"data": [_bars(*stack, months) for stack in stacks], "layout": layout}


def _bars(words: str, counts: Sequence[int | None], colour: str, months: Sequence[str]) -> theme.Trace:
    return {
        "type": "bar",
        "name": words,
        "x": list(months),
        "y": list(counts),
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertemplate": "%{y:,.0f}",
    }

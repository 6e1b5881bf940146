"""How much is posted, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics_app.figures import theme


@dataclass(frozen=True, slots=True)
class WeekVolume:
    """Messages of one week (``week_start`` = its Monday). All None: the week was not captured, which is not 0."""

    week_start: date
    original: int | None
    repost: int | None
    reply: int | None

    @property
    def is_known(self) -> bool:
        return None not in (self.original, self.repost, self.reply)


def volume_per_week(rows: Sequence[WeekVolume], gettext: theme.Translate = str) -> theme.Figure:
    """Stacked bars from zero: original, reply, repost; a hatched column where the week was not captured."""
    weeks = [row.week_start.isoformat() for row in rows]
    stacks = (
        (gettext("Asli"), [row.original for row in rows], theme.SEQUENCE[6]),
        (gettext("Balasan"), [row.reply for row in rows], theme.SEQUENCE[4]),
        (gettext("Bagikan ulang"), [row.repost for row in rows], theme.SEQUENCE[2]),
    )
    data = [_bars(words, weeks, counts, colour) for words, counts, colour in stacks]
    unknown = [row.week_start.isoformat() for row in rows if not row.is_known]
    if unknown:
        data.append(_unknown_columns(gettext("Tak terekam"), unknown))
    layout = theme.layout(
        320,
        narrow={"xaxis.nticks": 5, "legend.entrywidth": 0.5, "legend.entrywidthmode": "fraction"},
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        hovermode="x unified",
        xaxis=theme.axis(
            type="date", showgrid=False, tickformat="%b\n%Y", tickangle=0, hoverformat="%-d %b %Y", nticks=8
        ),
        yaxis=theme.axis(
            rangemode="tozero", tickformat=",.0f", title=theme.titled(gettext("pesan per minggu"))
        ),
        yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
    )
    return {"data": data, "layout": layout}


def _bars(words: str, weeks: Sequence[str], counts: Sequence[int | None], colour: str) -> theme.Trace:
    return {
        "type": "bar",
        "name": words,
        "x": list(weeks),
        "y": list(counts),
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertemplate": "%{y:,.0f}",
    }


def _unknown_columns(words: str, weeks: Sequence[str]) -> theme.Trace:
    """Full-height hatched columns on an axis of their own."""
    hover = words + "<extra></extra>"
    return theme.hatched_bars(weeks, [1] * len(weeks), name=words, yaxis="y2", hovertemplate=hover)

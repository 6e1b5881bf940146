"""From selected rows to figures and to the tables that stand below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext

from analytics_app.choices import Status
from analytics_app.figures.demand import HourCell, demand_and_answers
from analytics_app.figures.originality import OriginalShare, original_share
from analytics_app.figures.regions import RegionPoint, national_spread, regions_with_intervals
from analytics_app.figures.response_curve import response_curve
from analytics_app.figures.theme import PERCENT
from analytics_app.figures.volume import WeekVolume, volume_per_week
from analytics_app.formats import count, decimal, in_unit, interval_in_unit, percent
from analytics_app.indicators.intervals import wilson
from analytics_app.selectors.counts import Counts, Hour
from analytics_app.selectors.national import RegionRow
from analytics_app.selectors.values import Value
from analytics_app.views.wording import day_words

#: Below this many threads the share answered in one hour of the week is not shown.
MIN_HOUR_CASES = 3
#: Rows of the curve's table: hours since opening.
CURVE_TABLE_HOURS = (1.0, 4.0, 8.0, 24.0, 48.0, 72.0, 168.0)

Chart = dict[str, Any]


def volume_chart(weeks: Sequence[Counts]) -> Chart | None:
    """Own posts, replies and reposts per week; None before anything was captured."""
    known = _from_first_known(weeks)
    if not known:
        return None
    rows = [WeekVolume(week.start, week.own_originals, week.repost, week.reply) for week in known]
    table = [
        (day_words(w.start), count(w.own_originals), count(w.reply), count(w.repost), count(w.threads))
        for w in known
    ]
    columns = [
        gettext("Minggu mulai"),
        gettext("Asli"),
        gettext("Balasan"),
        gettext("Bagikan ulang"),
        gettext("Aduan dibuka"),
    ]
    return {"figure": volume_per_week(rows, gettext), "rows": table, "columns": columns}


def originality_chart(months: Sequence[Counts]) -> Chart | None:
    """Share of own originals among originals and reposts, per month."""
    known = [month for month in _from_first_known(months) if month.own_originals is not None]
    if not any((month.own_originals or 0) + (month.repost or 0) for month in known):
        return None
    rows = [_original(month) for month in _from_first_known(months)]
    table = [
        (
            date_format(row.start, "F Y"),
            percent(row.share),
            "–" if row.low is None or row.high is None else interval_in_unit(row.low, row.high, "percent"),
            count(row.n),
        )
        for row in rows
    ]
    columns = [gettext("Bulan"), gettext("Bagian asli"), gettext("Selang 95 %"), "n"]
    return {"figure": original_share(rows, gettext), "rows": table, "columns": columns}


def _original(month: Counts) -> OriginalShare:
    originals, reposts = month.own_originals, month.repost
    if originals is None or reposts is None or originals + reposts == 0:
        return OriginalShare(month.start, None, None if originals is None else 0)
    n = originals + reposts
    limits = wilson(originals, n)
    return OriginalShare(month.start, originals / n, n, limits.low, limits.high)


def curve_chart(value: Value | None) -> Chart | None:
    """The response-time curve with its interval; None without threads that can be observed."""
    points = [tuple(point) for point in (value.detail.get("curve", ()) if value else ())]
    if not points:
        return None
    reached = points[-1][0]
    table = [
        (f"{hours:.0f}", percent(1 - at[1], 1), interval_in_unit(1 - at[3], 1 - at[2], "percent"))
        for hours in CURVE_TABLE_HOURS
        if hours <= reached
        for at in [max((p for p in points if p[0] <= hours), key=lambda p: p[0])]
    ]
    columns = [gettext("Jam sejak dibuka"), gettext("Sudah dijawab"), gettext("Selang 95 %")]
    return {"figure": response_curve(points, gettext=gettext), "rows": table, "columns": columns}


def demand_chart(hours: Sequence[Hour]) -> Chart | None:
    """When citizens write, and which share of that is answered within 72 hours."""
    if not hours:
        return None
    seen = {(row.weekday, row.hour): row for row in hours}
    cells = []
    for weekday in range(7):
        for hour in range(24):
            row = seen.get((weekday, hour))
            share = row.in_time / row.matured if row and row.matured >= MIN_HOUR_CASES else None
            cells.append(HourCell(weekday, hour, row.opened if row else 0, share))
    columns = [gettext("Jam setempat"), gettext("Aduan dibuka"), gettext("Dijawab dalam 72 jam")]
    return {"figure": demand_and_answers(cells, gettext), "rows": _demand_table(hours), "columns": columns}


def _demand_table(hours: Sequence[Hour]) -> list[tuple[str, str, str]]:
    """Six blocks of four hours: the heat map's 168 cells would be no table to read."""
    table = []
    for first in range(0, 24, 4):
        block = [row for row in hours if first <= row.hour < first + 4]
        matured = sum(row.matured for row in block)
        share = sum(row.in_time for row in block) / matured if matured >= MIN_HOUR_CASES else None
        words = f"{first:02d}.00–{first + 4:02d}.00"
        table.append((words, count(sum(row.opened for row in block)), percent(share)))
    return table


def spread_chart(rows: Sequence[RegionRow]) -> Chart | None:
    """All regions as dots on one line."""
    if not any(row.is_scored for row in rows):
        return None
    return {"figure": national_spread([_point(row) for row in rows], gettext), "rows": []}


def children_chart(rows: Sequence[RegionRow]) -> Chart | None:
    """Kabupaten and kota with their intervals, highest first."""
    if not any(row.is_scored for row in rows):
        return None
    known = sorted((row for row in rows if row.is_scored), key=lambda row: -(row.x or 0.0))
    return {"figure": regions_with_intervals([_point(row) for row in known], gettext), "rows": []}


class Line(Protocol):
    """A line of a table of peers."""

    name: str
    x: float | None
    low: float | None
    high: float | None
    n: int | None


def comparison_chart(rows: Sequence[Line], *, is_share: bool) -> Chart | None:
    """Peers with their intervals in the table's order; shares as percentages, scores as they are."""
    if not any(row.x is not None for row in rows):
        return None
    scale = 1.0 if is_share else 0.01
    points = [
        RegionPoint(
            row.name, *(None if x is None else scale * x for x in (row.x, row.low, row.high)), n=row.n or 0
        )
        for row in rows
    ]
    return {"figure": regions_with_intervals(points, gettext, PERCENT if is_share else ""), "rows": []}


def trend_rows(series: Sequence[Value], unit: str) -> list[tuple[str, str, str, str]]:
    """Date, value, interval, n of one indicator over time."""

    return [
        (
            day_words(value.as_of),
            in_unit(value.x, unit) if value.status == Status.SCORED else "–",
            "–"
            if value.interval is None
            else interval_in_unit(value.interval.low, value.interval.high, unit),
            count(value.n),
        )
        for value in series
    ]


def _point(row: RegionRow) -> RegionPoint:
    limits = row.value.interval if row.value else None
    return RegionPoint(
        name=row.region.name,
        x=row.x,
        low=limits.low if limits and row.is_scored else None,
        high=limits.high if limits and row.is_scored else None,
        n=row.value.n if row.value else None,
    )


def _from_first_known(rows: Sequence[Counts]) -> list[Counts]:
    """Without the stretch before anything was captured: it would only be empty space."""
    first = next((place for place, row in enumerate(rows) if row.original is not None), None)
    return [] if first is None else list(rows[first:])


def knots_drawing(knots: Sequence[tuple[float, float]], x: float | None, score: float | None) -> Chart:
    """Coordinates (text, 0-300 by 0-120) of the score's knots as a polyline and the value's mark, for an SVG."""
    low, high = min(k[0] for k in knots), max(k[0] for k in knots)
    if x is not None:
        low, high = min(low, x), max(high, x)
    margin = (high - low) * 0.08 or 1.0
    low, high = low - (margin if low > 0 else 0.0), high + margin

    def at(value: float, points: float) -> tuple[str, str]:
        return f"{40 + 270 * (value - low) / (high - low):.1f}", f"{12 + 108 * (1 - points / 100):.1f}"

    ends = [(low, knots[0][1]), *knots, (high, knots[-1][1])]
    drawn = " ".join(",".join(at(*point)) for point in ends)
    marks = [
        {
            "x": at(*k)[0],
            "y": at(*k)[1],
            "value": k[0],
            "places": 0 if k[0].is_integer() else None,  # as short as the axis can say it without rounding
            "score": decimal(k[1], 0),
        }
        for k in knots
    ]
    mark = None
    if x is not None and score is not None:
        mark = {"x": at(x, score)[0], "y": at(x, score)[1]}
    return {"line": drawn, "knots": marks, "mark": mark}

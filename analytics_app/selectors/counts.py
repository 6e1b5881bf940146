"""Daily counts added up for the pages: volume and kinds of posts per week, demand and answers per hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from analytics_app.periods import Period

METRICS = ("original", "quote", "repost", "reply", "citizen", "threads")


@dataclass(frozen=True, slots=True)
class Week:
    """Counts of one week from Monday. None: the week lies outside what was captured."""

    monday: date
    original: int | None = None
    quote: int | None = None
    repost: int | None = None
    reply: int | None = None
    citizen: int | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """7 × 24 counts, Monday first, by local hour: threads opened that need an answer, and first answers."""

    demand: tuple[tuple[int, ...], ...]
    answers: tuple[tuple[int, ...], ...]

    @property
    def is_empty(self) -> bool:
        return not any(map(any, self.demand))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekly_counts(
    account_ids: Sequence[int], first_day: date, last_day: date, captured: frozenset[date]
) -> list[Week]:
    """Every week from ``first_day`` to ``last_day``; weeks without a captured day are unknown. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS, [list(account_ids), first_day, last_day])
        found = {(monday, metric): int(value) for monday, metric, value in cursor.fetchall()}
    seen = {monday_of(day) for day in captured}
    mondays = []
    monday = monday_of(first_day)
    while monday <= last_day:
        mondays.append(monday)
        monday += timedelta(days=7)
    return [_week(monday, found, monday in seen) for monday in mondays]


def _week(monday: date, found: dict[tuple[date, str], int], is_captured: bool) -> Week:
    counts = {metric: found.get((monday, metric)) for metric in METRICS}
    if not is_captured and not any(counts.values()):
        return Week(monday)
    return Week(monday, **{metric: count or 0 for metric, count in counts.items()})


def hourly_rhythm(*, period: Period, zone: str, account_ids: Sequence[int], whole_region: bool) -> Rhythm:
    """Openings and first answers by local weekday and hour, of threads opened in the period. One query.

    ``whole_region``: first answers by any account of the government, as region scores count them.
    """
    column = "first_region_response_at" if whole_region else "first_response_at"
    with connection.cursor() as cursor:
        cursor.execute(
            _RHYTHM.format(response=column),
            {"zone": zone, "accounts": list(account_ids), "start": period.start_at, "end": period.end_at},
        )
        rows = cursor.fetchall()
    grids = {kind: [[0] * 24 for _ in range(7)] for kind in ("demand", "answers")}
    for kind, weekday, hour, count in rows:
        grids[kind][weekday - 1][hour] = count
    return Rhythm(*(tuple(tuple(row) for row in grids[kind]) for kind in ("demand", "answers")))


_WEEKS = """
SELECT date_trunc('week', local_day)::date, metric, sum(value)
FROM analytics_app_dailyrollup
WHERE account_id = ANY(%s) AND local_day BETWEEN %s AND %s
GROUP BY 1, 2
"""
_RHYTHM = """
WITH asked AS (
    SELECT opened_at AT TIME ZONE %(zone)s AS opened,
           CASE WHEN {response} < %(end)s THEN {response} AT TIME ZONE %(zone)s END AS answered
    FROM analytics_app_thread
    WHERE account_id = ANY(%(accounts)s) AND needs_response AND time_precision = 'exact'
      AND opened_at >= %(start)s AND opened_at < %(end)s)
SELECT 'demand', extract(isodow FROM opened)::int, extract(hour FROM opened)::int, count(*)::int
FROM asked GROUP BY 2, 3
UNION ALL
SELECT 'answers', extract(isodow FROM answered)::int, extract(hour FROM answered)::int, count(*)::int
FROM asked WHERE answered IS NOT NULL GROUP BY 2, 3
"""

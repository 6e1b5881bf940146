"""Daily counts added up for the pages: posts per week and month, demand and answers per hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db import connection

from analytics_app.periods import Period

METRICS = ("original", "quote", "repost", "reply", "citizen", "threads")
IN_TIME_HOURS = 72
Step = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one week (from Monday) or month. None: it lies outside what was captured, which is not 0."""

    start: date
    original: int | None = None
    quote: int | None = None
    repost: int | None = None
    reply: int | None = None
    citizen: int | None = None
    threads: int | None = None

    @property
    def own_originals(self) -> int | None:
        """Own posts that are no reposts; quotes are counted with them."""
        return None if self.original is None or self.quote is None else self.original + self.quote


@dataclass(frozen=True, slots=True)
class Hour:
    """Threads opened in one local hour of one weekday (0 = Monday), those old enough to judge, and those of them
    that were answered within 72 hours."""

    weekday: int
    hour: int
    opened: int
    matured: int
    in_time: int


def start_of(day: date, step: Step) -> date:
    """The Monday of its week, or the first of its month."""
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def list_counts(
    account_ids: Sequence[int], first_day: date, last_day: date, captured: frozenset[date], step: Step
) -> list[Counts]:
    """Every week or month that begins from ``first_day`` to ``last_day``, oldest first. One query.

    One that began before ``first_day`` would hold a part of its days and look like a quiet one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [step, list(account_ids), first_day, last_day])
        found = {(start, metric): int(value) for start, metric, value in cursor.fetchall()}
    seen = {start_of(day, step) for day in captured}
    days = (first_day + timedelta(days=offset) for offset in range((last_day - first_day).days + 1))
    starts = sorted({start_of(day, step) for day in days})
    return [_counts(start, found, start in seen) for start in starts if start >= first_day]


def _counts(start: date, found: dict[tuple[date, str], int], is_captured: bool) -> Counts:
    counts = {metric: found.get((start, metric), 0) for metric in METRICS}
    return Counts(start, **counts) if is_captured or any(counts.values()) else Counts(start)


def list_hours(account_ids: Sequence[int], period: Period, zone: str, *, by_region: bool) -> list[Hour]:
    """The hours of the week in which threads of the period were opened. One query.

    ``by_region``: an answer by any account of the government counts, as in region scores.
    """
    response = "first_region_response_at" if by_region else "first_response_at"
    parameters: dict[str, Any] = {
        "zone": zone,
        "accounts": list(account_ids),
        "start": period.start_at,
        "end": period.end_at,
        "patience": timedelta(hours=IN_TIME_HOURS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOURS.format(response=response), parameters)
        return [Hour(*row) for row in cursor.fetchall()]


_COUNTS = """
SELECT date_trunc(%s, local_day)::date AS start, metric, sum(value)
FROM analytics_app_dailyrollup
WHERE account_id = ANY(%s) AND local_day BETWEEN %s AND %s
GROUP BY 1, 2
"""
_HOURS = """
SELECT extract(isodow FROM opened_at AT TIME ZONE %(zone)s)::int - 1,
       extract(hour FROM opened_at AT TIME ZONE %(zone)s)::int,
       count(*)::int,
       (count(*) FILTER (WHERE opened_at <= %(end)s - %(patience)s))::int,
       (count(*) FILTER (WHERE opened_at <= %(end)s - %(patience)s
                           AND {response} <= opened_at + %(patience)s AND {response} >= opened_at))::int
FROM analytics_app_thread
WHERE account_id = ANY(%(accounts)s) AND needs_response AND time_precision = 'exact'
  AND opened_at >= %(start)s AND opened_at < %(end)s
GROUP BY 1, 2 ORDER BY 1, 2
"""

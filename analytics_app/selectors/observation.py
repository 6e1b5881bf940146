"""The ledger of days that stands beside every figure: captured, partly captured, not captured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from analytics_app.choices import Side
from analytics_app.coverage_spans import Observed, Span, join_spans
from analytics_app.models import CoverageSpan
from analytics_app.periods import Period


class DayState(StrEnum):
    CAPTURED = "captured"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class LedgerDay:
    local_day: date
    state: DayState


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """What one source holds of an account, for reading: [start_at, end_at] and which sides."""

    source: str
    is_stated: bool
    sides: tuple[Side, ...]
    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class Captured:
    """What was captured of one account, by side, and the sources behind it."""

    by_side: Mapping[Side, Observed]
    sources: tuple[SourceSpan, ...] = ()

    @property
    def last_at(self) -> datetime | None:
        return max((o.last_at for o in self.by_side.values() if o.last_at), default=None)


NOTHING = Captured({side: Observed() for side in Side})


def captured_by_account(account_ids: Iterable[int]) -> dict[int, Captured]:
    """Account id → what was captured of it; accounts of which nothing was are left out. One query."""
    rows: dict[int, list[CoverageSpan]] = defaultdict(list)
    for row in CoverageSpan.objects.filter(account__in=list(account_ids)).order_by("start_at"):
        rows[row.account_id or 0].append(row)
    return {key: _captured(found) for key, found in rows.items()}


def ledger(captured: Captured, period: Period, zone: ZoneInfo) -> list[LedgerDay]:
    """Each local day of the period: all sides captured, some, or none."""
    sides = [observed.days(period, zone) for observed in captured.by_side.values()]
    every, some = set.intersection(*sides), set.union(*sides)
    days = (period.first_day + timedelta(days=offset) for offset in range(period.days))
    return [LedgerDay(day, _state(day, every, some)) for day in days]


def captured_days(captures: Iterable[Captured], period: Period, zone: ZoneInfo) -> frozenset[date]:
    """Local days of the period on which something of at least one account was captured."""
    days: set[date] = set()
    for captured in captures:
        for observed in captured.by_side.values():
            days |= observed.days(period, zone)
    return frozenset(days)


def count_states(days: Iterable[LedgerDay]) -> dict[str, int]:
    """How many days of each state; every state is named."""
    counts = {state.value: 0 for state in DayState}
    for day in days:
        counts[day.state.value] += 1
    return counts


def _captured(rows: list[CoverageSpan]) -> Captured:
    by_side = {
        side: join_spans(
            Span(row.source, row.is_stated, row.start_at, row.end_at)
            for row in rows
            if getattr(row, f"covers_{side}")
        )
        for side in Side
    }
    return Captured(by_side, tuple(_source(row) for row in rows))


def _source(row: CoverageSpan) -> SourceSpan:
    sides = tuple(side for side in Side if getattr(row, f"covers_{side}"))
    return SourceSpan(row.source, row.is_stated, sides, row.start_at, row.end_at)


def _state(day: date, every: set[date], some: set[date]) -> DayState:
    if day in every:
        return DayState.CAPTURED
    return DayState.PARTLY if day in some else DayState.NOT

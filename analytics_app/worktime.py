"""Working time of Indonesian civil servants: office hours, working days, deadlines counted in them.

Hours follow Perpres 21/2023 (37.5 hours a week from 07:30); closing times are derived from it, and a calendar may
set other hours for single days (Ramadan). Holidays are data of a calendar, with a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

_OPENING = time(7, 30)
_CLOSING = time(16, 0)
_FRIDAY_CLOSING = time(16, 30)
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off besides weekends, and days with other office hours (opening, closing)."""

    version: str
    holidays: frozenset[date]
    hours: Mapping[date, tuple[time, time]] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def office_hours(self, day: date) -> tuple[time, time]:
        """Opening and closing time of a working day."""
        usual = (_OPENING, _FRIDAY_CLOSING if day.weekday() == _FRIDAY else _CLOSING)
        return self.hours.get(day, usual)


def national_calendar(years: Iterable[int]) -> WorkCalendar:
    """Public holidays and cuti bersama of the years, as the installed ``holidays`` package knows them."""
    days = frozenset(day for year in sorted(set(years)) for day in _national_holidays(year))
    return WorkCalendar(version=calendar_version(), holidays=days)


@cache
def calendar_version() -> str:
    """Names the source of the national holidays; stored beside every score."""
    return f"holidays-{version('holidays')}-ID-public+government"


@cache
def _national_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("ID", years=year, categories=("public", "government")))


def is_office_time(instant: datetime, zone: ZoneInfo, calendar: WorkCalendar) -> bool:
    """Whether an office is open: from opening time until just before closing time of a working day."""
    local = instant.astimezone(zone)
    day = local.date()
    if not calendar.is_working_day(day):
        return False
    opening, closing = calendar.office_hours(day)
    return opening <= local.time() < closing


def due_at(received_at: datetime, working_days: int, zone: ZoneInfo, calendar: WorkCalendar) -> datetime:
    """Closing time (UTC) of the n-th working day after receipt; what is settled then is in time.

    Before opening counts as that day, at or after closing and on days off as the next working day; day 1 is the
    working day after receipt (method sections 3 and 12).
    """
    return closing_after(received_day(received_at, zone, calendar), working_days, zone, calendar)


def closing_after(received: date, working_days: int, zone: ZoneInfo, calendar: WorkCalendar) -> datetime:
    """Closing time (UTC) of the n-th working day after that day."""
    day = received
    for _ in range(working_days):
        day = calendar.next_working_day(day)
    return datetime.combine(day, calendar.office_hours(day)[1], zone).astimezone(UTC)


def received_day(received_at: datetime, zone: ZoneInfo, calendar: WorkCalendar) -> date:
    """The working day on which a message counts as received."""
    local = received_at.astimezone(zone)
    day = local.date()
    if calendar.is_working_day(day) and local.time() < calendar.office_hours(day)[1]:
        return day
    return calendar.next_working_day(day)

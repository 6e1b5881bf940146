"""Half-open local days: the window that is scored, and quarters, cut in a region's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

WINDOW_DAYS = 90
_SHORT_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura", "UTC": "UTC"}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """Local days ``first_day`` to ``last_day`` inclusive; as instants ``start_at`` <= t < ``end_at`` (UTC)."""

    start_at: datetime
    end_at: datetime
    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def __contains__(self, instant: datetime) -> bool:
        return self.start_at <= instant < self.end_at


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def roman(self) -> str:
        """I, II, III or IV, as quarters (triwulan) are written in Indonesian."""
        return _ROMAN[self.number - 1]


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of WIB, WITA, WIT, UTC (in any case) or an IANA name; ZoneInfoNotFoundError otherwise."""
    return ZoneInfo(_SHORT_ZONES.get(name.strip().upper(), name.strip()))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an aware instant in a zone."""
    return instant.astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a local day and of the next one, in UTC."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def period(first_day: date, last_day: date, zone: ZoneInfo) -> Period:
    """The local days ``first_day`` to ``last_day``, both included."""
    return Period(_midnight(first_day, zone), day_bounds(last_day, zone)[1], first_day, last_day)


def window(as_of: date, zone: ZoneInfo, days: int = WINDOW_DAYS) -> Period:
    """The local days that end with ``as_of`` inclusive (method section 12, "Window")."""
    return period(as_of - timedelta(days=days - 1), as_of, zone)


def quarter_of(day: date) -> Quarter:
    """The quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_label(quarter: Quarter) -> str:
    """The quarter's stable name, "2026-Q3"; pages write it out with ``Quarter.roman``."""
    return f"{quarter.year}-Q{quarter.number}"


def completed_quarters(first_day: date, today: date) -> list[Quarter]:
    """The quarters that began on or after ``first_day`` and ended before ``today``, oldest first."""
    quarter = quarter_of(first_day)
    if quarter.first_day < first_day:
        quarter = quarter.next
    found = []
    while quarter.last_day < today:
        found.append(quarter)
        quarter = quarter.next
    return found

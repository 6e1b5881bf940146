from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from analytics_app.periods import (
    Quarter,
    completed_quarters,
    day_bounds,
    local_day,
    period,
    quarter_label,
    quarter_of,
    window,
    zone_of,
)

WIB = zone_of("WIB")


@pytest.mark.parametrize(
    ("name", "hours"), [("WIB", 7), ("wita", 8), ("WIT", 9), ("UTC", 0), ("Asia/Jakarta", 7)]
)
def test_zone_names_of_indonesia_and_iana(name: str, hours: int) -> None:
    assert datetime(2026, 1, 1, tzinfo=zone_of(name)).utcoffset() == timedelta(hours=hours)


def test_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        zone_of("Mars/Olympus")


def test_local_day_begins_at_local_midnight() -> None:
    assert local_day(datetime(2026, 1, 1, 16, 59, 59, tzinfo=UTC), WIB) == date(2026, 1, 1)
    assert local_day(datetime(2026, 1, 1, 17, 0, tzinfo=UTC), WIB) == date(2026, 1, 2)
    assert day_bounds(date(2026, 1, 2), WIB)[0] == datetime(2026, 1, 1, 17, 0, tzinfo=UTC)


def test_day_of_a_clock_change_has_23_hours() -> None:
    start, end = day_bounds(date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(hours=23)


def test_window_is_the_ninety_local_days_that_end_with_as_of() -> None:
    found = window(date(2026, 3, 31), WIB)
    assert (found.first_day, found.last_day, found.days) == (date(2026, 1, 1), date(2026, 3, 31), 90)
    assert found.start_at in found
    assert found.end_at not in found
    assert found.end_at - timedelta(microseconds=1) in found
    assert local_day(found.start_at, WIB) == found.first_day
    assert local_day(found.end_at, WIB) == date(2026, 4, 1)


def test_quarters_of_a_year() -> None:
    months = [quarter_of(date(2026, month, 1)).number for month in range(1, 13)]
    assert months == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    last = Quarter(2026, 4)
    assert (last.first_day, last.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (quarter_label(last), last.roman, last.next) == ("2026-Q4", "IV", Quarter(2027, 1))


def test_quarter_is_completed_the_day_after_its_last_day() -> None:
    since = date(2025, 8, 15)  # in the middle of a quarter, which is then incomplete
    assert completed_quarters(since, date(2026, 3, 31)) == [Quarter(2025, 4)]
    assert completed_quarters(since, date(2026, 4, 1)) == [Quarter(2025, 4), Quarter(2026, 1)]


def test_period_of_one_day() -> None:
    assert period(date(2026, 1, 1), date(2026, 1, 1), WIB).days == 1

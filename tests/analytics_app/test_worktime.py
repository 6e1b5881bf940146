"""Office hours and working days in local time; deadlines of the worked example stand in tests/method."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.periods import zone_of
from analytics_app.worktime import WorkCalendar, calendar_version, due_at, is_office_time, national_calendar

WIT = zone_of("WIT")
CALENDAR = WorkCalendar(
    "test",
    holidays=frozenset({date(2026, 3, 19)}),
    hours={date(2026, 3, 2): (time(8, 0), time(15, 0))},
)


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-03-04T07:29", False),  # Wednesday
        ("2026-03-04T07:30", True),
        ("2026-03-04T15:59", True),
        ("2026-03-04T16:00", False),
        ("2026-03-06T16:29", True),  # Friday
        ("2026-03-06T16:30", False),
        ("2026-03-07T10:00", False),  # Saturday
        ("2026-03-19T10:00", False),  # holiday
        ("2026-03-02T07:45", False),  # Ramadan hours
        ("2026-03-02T15:30", False),
    ],
)
def test_office_is_open_in_local_hours_of_working_days(local: str, is_open: bool) -> None:
    instant = datetime.fromisoformat(local).replace(tzinfo=WIT).astimezone(UTC)
    assert is_office_time(instant, WIT, CALENDAR) is is_open


def test_same_instant_is_office_time_in_one_zone_and_not_in_another() -> None:
    instant = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)  # 07:00 WIB, 09:00 WIT
    assert is_office_time(instant, WIT, CALENDAR)
    assert not is_office_time(instant, zone_of("WIB"), CALENDAR)


def test_receipt_before_opening_counts_as_that_day() -> None:
    early = datetime(2026, 3, 4, 5, 0, tzinfo=WIT)
    assert due_at(early, 1, WIT, CALENDAR) == datetime(2026, 3, 5, 16, 0, tzinfo=WIT)


def test_due_time_follows_the_calendars_closing_time() -> None:
    friday = datetime(2026, 2, 27, 10, 0, tzinfo=WIT)
    assert due_at(friday, 1, WIT, CALENDAR) == datetime(2026, 3, 2, 15, 0, tzinfo=WIT)


@given(
    st.integers(0, 180 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.integers(1, 60),
)
def test_due_day_leaves_exactly_the_working_days_between(received_at: datetime, days: int) -> None:
    due = due_at(received_at, days, WIT, CALENDAR).astimezone(WIT)
    local = received_at.astimezone(WIT)
    day, working = local.date(), 0
    while day < due.date():
        day += timedelta(days=1)
        working += CALENDAR.is_working_day(day)
    received_open = (
        CALENDAR.is_working_day(local.date()) and local.time() < CALENDAR.office_hours(local.date())[1]
    )
    assert working == days + (not received_open)


def test_national_calendar_holds_public_holidays_and_joint_leave() -> None:
    calendar = national_calendar([2025, 2026])
    assert date(2025, 8, 17) in calendar.holidays
    assert date(2026, 12, 24) in calendar.holidays  # cuti bersama
    assert date(2026, 12, 23) not in calendar.holidays
    assert calendar.version == calendar_version()
    assert calendar.version.startswith("holidays-0.")

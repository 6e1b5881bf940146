from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import TimePrecision
from analytics_app.sources.times import Shape, read_stamp, to_instant

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Sun Sep 14 15:10:18 +0000 2025", datetime(2025, 9, 14, 15, 10, 18, tzinfo=UTC)),
        ("Sun Sep 14 15:10:18 -0130 2025", datetime(2025, 9, 14, 16, 40, 18, tzinfo=UTC)),
        ("2020-04-01T17:31:32.000Z", datetime(2020, 4, 1, 17, 31, 32, tzinfo=UTC)),
        ("2025-09-16T15:08:45+00:00", datetime(2025, 9, 16, 15, 8, 45, tzinfo=UTC)),
        ("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1700000000.5", datetime(2023, 11, 14, 22, 13, 20, 500_000, tzinfo=UTC)),
        ("1700000000123", datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)),
        ("12 Januari 2024 pukul 13.20 WIB", datetime(2024, 1, 12, 6, 20, tzinfo=UTC)),
        ("5 Agu 2024 07:05 WIT", datetime(2024, 8, 4, 22, 5, tzinfo=UTC)),
        ("2024-01-05 10:00 +0800", datetime(2024, 1, 5, 2, 0, tzinfo=UTC)),
    ],
)
def test_times_with_a_zone_need_no_other(value: str, moment: datetime) -> None:
    stamp = read_stamp(value)
    assert stamp is not None
    assert to_instant(stamp, None) == (moment, TimePrecision.EXACT)


@pytest.mark.parametrize(
    ("value", "order", "moment"),
    [
        ("2022-01-01 00:29:00", None, datetime(2022, 1, 1, 0, 29)),  # noqa: DTZ001
        ("2022/1/5 3.04", None, datetime(2022, 1, 5, 3, 4)),  # noqa: DTZ001
        ("03/12/2024 13.20", "dmy", datetime(2024, 12, 3, 13, 20)),  # noqa: DTZ001
        ("03/12/2024 13.20", "mdy", datetime(2024, 3, 12, 13, 20)),  # noqa: DTZ001
        ("8/21/2021 10:59:00", "mdy", datetime(2021, 8, 21, 10, 59)),  # noqa: DTZ001
        ("12/08/21 9:05", "mdy", datetime(2021, 12, 8, 9, 5)),  # noqa: DTZ001
        ("12-08-2021 9:05 PM", "dmy", datetime(2021, 8, 12, 21, 5)),  # noqa: DTZ001
        ("Jan 5, 2024 12:05 AM", None, datetime(2024, 1, 5, 0, 5)),  # noqa: DTZ001
        ("Senin, 5 Agustus 2024, 10:00", None, datetime(2024, 8, 5, 10, 0)),  # noqa: DTZ001
    ],
)
def test_times_without_a_zone_wait_for_one(value: str, order: str | None, moment: datetime) -> None:
    stamp = read_stamp(value, order)
    assert stamp is not None
    assert to_instant(stamp, None) is None
    assert to_instant(stamp, UTC) == (moment.replace(tzinfo=UTC), TimePrecision.EXACT)
    assert to_instant(stamp, JAKARTA) == (
        moment.replace(tzinfo=UTC) - timedelta(hours=7),
        TimePrecision.EXACT,
    )


@pytest.mark.parametrize("value", ["2021-06-24", "20210624", "24/6/2021", "24 Juni 2021"])
def test_a_date_alone_is_the_local_midnight_of_its_day(value: str) -> None:
    stamp = read_stamp(value, "dmy")
    assert stamp is not None
    assert to_instant(stamp, JAKARTA) == (datetime(2021, 6, 23, 17, 0, tzinfo=UTC), TimePrecision.DAY)


@pytest.mark.parametrize(
    ("value", "ago"),
    [
        ("3 minggu yang lalu", timedelta(weeks=3)),
        ("12 hari yang lalu (diedit)", timedelta(days=12)),
        ("43 menit yang lalu", timedelta(minutes=43)),
        ("sejam yang lalu", timedelta(hours=1)),
        ("2 years ago", timedelta(days=730.5)),
        ("a day ago (edited)", timedelta(days=1)),
        ("Kemarin", timedelta(days=1)),
    ],
)
def test_relative_times_are_approximate_and_need_a_reference(value: str, ago: timedelta) -> None:
    stamp = read_stamp(value)
    reference = datetime(2025, 5, 19, 3, 5, tzinfo=UTC)
    assert stamp is not None
    assert stamp.shape is Shape.RELATIVE
    assert to_instant(stamp, UTC) is None
    assert to_instant(stamp, UTC, reference) == (reference - ago, TimePrecision.APPROXIMATE)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "kemarin sore",
        "12345",
        "99/99/2021",
        "31/12/1850",
        "2021-13-01",
        "25:00",
        "Feb 30, 2024",
        "@admin",
    ],
)
def test_what_is_no_time_is_not_made_one(value: str) -> None:
    assert read_stamp(value, "dmy") is None
    assert read_stamp(value) is None


@given(
    st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)),  # noqa: DTZ001
    st.integers(-11 * 60, 13 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_an_iso_time_is_read_back_to_the_instant(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    stamp = read_stamp(aware.isoformat())
    assert stamp is not None
    assert to_instant(stamp, None) == (aware, TimePrecision.EXACT)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fail(value: str) -> None:
    read_stamp(value)
    read_stamp(value, "mdy")

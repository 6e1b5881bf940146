"""The profile over the hours of the day that gives a wrong zone away."""

import pytest

from analytics_app.views.imports.hours import hour_profile


def one_message_at(hour: int) -> list[int]:
    return [int(h == hour) for h in range(24)]


@pytest.mark.parametrize(
    ("stated", "zone", "local", "shown"),
    [
        (20, "UTC", "Asia/Jakarta", 3),
        (20, "WIB", "Asia/Jakarta", 20),
        (20, "WIB", "Asia/Jayapura", 22),
        (1, "WIT", "Asia/Jakarta", 23),
    ],
)
def test_hours_are_shown_as_local_hours(stated: int, zone: str, local: str, shown: int):
    profile = hour_profile(one_message_at(stated), zone, local)
    assert profile is not None
    assert [bar.hour for bar in profile.bars if bar.count] == [shown]


def test_share_of_the_night_is_counted_from_midnight_to_five():
    profile = hour_profile([1] * 24, "WIB", "Asia/Jakarta")
    assert profile is not None
    assert profile.night == 5 / 24
    assert sum(bar.is_night for bar in profile.bars) == 5


def test_tallest_bar_fills_the_drawing_and_none_leaves_it():
    profile = hour_profile([hour * hour for hour in range(24)], "UTC", "Asia/Makassar")
    assert profile is not None
    assert max(bar.height for bar in profile.bars) == 48
    assert all(0 <= bar.y <= 48 and bar.y + bar.height == 48 for bar in profile.bars)


def test_no_times_without_zone_no_profile():
    assert hour_profile([0] * 24, "WIB", "Asia/Jakarta") is None

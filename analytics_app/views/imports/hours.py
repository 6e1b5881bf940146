"""The messages of a file over the hours of the day, under each zone its times could be meant in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NIGHT = range(5)
_OFFSETS = {"UTC": 0, "WIB": 7, "WITA": 8, "WIT": 9}
_BAR_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class HourBar:
    """One hour: its place and height in a drawing of 24 × 10 by 48 units."""

    hour: int
    count: int
    x: int
    y: float
    height: float
    is_night: bool


@dataclass(frozen=True, slots=True)
class HourProfile:
    """Local hours if the file's times are meant in ``zone``; ``night`` is the share from 00:00 to 04:59."""

    zone: str
    bars: tuple[HourBar, ...]
    night: float


def hour_profile(stated: Sequence[int], zone: str, local: str) -> HourProfile | None:
    """Counts by stated hour, read in ``zone``, as hours in the region's zone ``local`` (IANA). None without any."""
    total, top = sum(stated), max(stated, default=0)
    if not total:
        return None
    shift = _local_offset(local) - _OFFSETS[zone]
    counts = [stated[(hour - shift) % 24] for hour in range(24)]
    bars = tuple(_bar(hour, count, top) for hour, count in enumerate(counts))
    return HourProfile(zone, bars, sum(counts[hour] for hour in NIGHT) / total)


def _bar(hour: int, count: int, top: int) -> HourBar:
    height = round(_BAR_HEIGHT * count / top, 1)
    return HourBar(hour, count, hour * 10, _BAR_HEIGHT - height, height, hour in NIGHT)


def _local_offset(zone: str) -> int:
    """Hours east of Greenwich; Indonesia has had no summer time since the zones were drawn."""
    offset = ZoneInfo(zone).utcoffset(datetime(2024, 1, 1, tzinfo=UTC))
    assert offset is not None
    return int(offset.total_seconds() // 3600)

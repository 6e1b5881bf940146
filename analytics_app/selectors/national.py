"""The provinces side by side, and what the national sentence needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts_app.choices import RegionLevel
from accounts_app.models import Region
from analytics_app.choices import Status
from analytics_app.models import IndicatorValue
from analytics_app.periods import quarter_of
from analytics_app.selectors.values import SOCIAL, Value, latest_of_regions

HEADLINE = "response_rate"


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region with its headline value; ``value`` is None where nothing was ever computed."""

    region: Region
    value: Value | None

    @property
    def is_scored(self) -> bool:
        return self.value is not None and self.value.status == Status.SCORED

    @property
    def x(self) -> float | None:
        return self.value.x if self.value is not None and self.is_scored else None


@dataclass(frozen=True, slots=True)
class RegionTable:
    """Regions with their headline values, and what can be said of them together."""

    rows: tuple[RegionRow, ...]

    @property
    def scored(self) -> list[RegionRow]:
        return [row for row in self.rows if row.is_scored]

    @property
    def lowest(self) -> RegionRow:
        return min(self.scored, key=lambda row: row.x or 0.0)

    @property
    def highest(self) -> RegionRow:
        return max(self.scored, key=lambda row: row.x or 0.0)

    @property
    def data_until(self) -> date | None:
        return max((row.value.as_of for row in self.rows if row.value), default=None)


SORTS = {
    "nama": lambda row: row.region.name,
    "nilai": lambda row: (row.x is None, row.x or 0.0),
    "n": lambda row: row.value.n if row.value else -1,
    "cakupan": lambda row: (row.value.coverage or 0.0) if row.value else -1.0,
}


def list_provinces() -> list[Region]:
    """The 38 provinces by code. One query."""
    return list(Region.objects.filter(level=RegionLevel.PROVINCE).order_by("code"))


def region_table(regions: Iterable[Region], until: date | None = None) -> RegionTable:
    """The regions with their newest headline value not after ``until``. One query."""
    listed = list(regions)
    values = latest_of_regions(listed, HEADLINE, until)
    return RegionTable(tuple(RegionRow(region, values.get(region.pk)) for region in listed))


def sort_rows(rows: Sequence[RegionRow], key: str) -> list[RegionRow]:
    """By one of ``SORTS``, "-" before it reverses; regions without a value come last either way."""
    name, is_down = key.removeprefix("-"), key.startswith("-")
    if name not in SORTS:
        return list(rows)
    if name != "nilai":
        return sorted(rows, key=SORTS[name], reverse=is_down)
    known = sorted((row for row in rows if row.is_scored), key=lambda row: row.x or 0.0, reverse=is_down)
    return known + [row for row in rows if not row.is_scored]


def list_dates_nationwide() -> list[date]:
    """The newest date of any province, then the quarters' ends before it, newest first. One query.

    Provinces whose data end on other days keep their own newest value in the table; it says so.
    """
    rows = IndicatorValue.objects.filter(
        region__level=RegionLevel.PROVINCE, indicator=HEADLINE, pool=SOCIAL
    ).order_by("-as_of")
    dates = list(rows.values_list("as_of", flat=True).distinct())
    return dates[:1] + [day for day in dates[1:] if quarter_of(day).last_day == day]


def children_visible(region: Region, visible: Iterable[Region]) -> list[Region]:
    """The kabupaten and kota of a province among the regions that the reader may see."""
    return [child for child in visible if child.parent_id == region.pk]

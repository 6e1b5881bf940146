"""What of real regions is public: completed quarters that an administrator has published, in cells of ten and more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from accounts_app.models import Region
from analytics_app.choices import Status
from analytics_app.models import IndicatorValue, Publication
from analytics_app.periods import quarter_of
from analytics_app.selectors.values import NOBODY, SOCIAL, Value, value_of

MIN_CELL = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """One completed quarter of one region: what publishing it would show, and whether it is published."""

    region: Region
    quarter_end: date
    shown: int  # indicators that the public would see
    provisional: int  # have a value, but rest on labels that nobody has audited
    too_few: int  # have a value that rests on fewer than ten cases
    publication: Publication | None


def is_public(value: Value | None) -> bool:
    """Whether a value of a real region may be public once its quarter is (method sections 8 and 12.15)."""
    return (
        value is not None and value.status == Status.SCORED and not value.provisional and value.n >= MIN_CELL
    )


def is_shown_in_example(value: Value | None) -> bool:
    """Example data show at once, provisional or not; small cells stay hidden there too."""
    return value is not None and value.status == Status.SCORED and value.n >= MIN_CELL


def published_quarters(region: Region) -> list[date]:
    """The ends of the region's published quarters, newest first. One query."""
    return list(region.publications.order_by("-quarter_end").values_list("quarter_end", flat=True))


def latest_published(regions: Iterable[Region]) -> dict[int, date]:
    """Region id → end of its newest published quarter. One query."""
    rows = (
        Publication.objects.filter(region__in=[region.pk for region in regions] or [NOBODY])
        .order_by()
        .values_list("region_id")
    )
    return dict(rows.annotate(newest=Max("quarter_end")))


def values_published(region_dates: dict[int, date], indicator: str) -> dict[int, Value]:
    """Region id → the indicator's value at the given date. One query."""
    rows = IndicatorValue.objects.filter(
        region__in=list(region_dates) or [NOBODY],
        indicator=indicator,
        pool=SOCIAL,
        as_of__in=set(region_dates.values()) or {date.min},
    ).order_by("computed_at")
    return {row.region_id: value_of(row) for row in rows if region_dates[row.region_id or 0] == row.as_of}  # type: ignore[misc]


def list_candidates(limit: int = 500) -> list[Candidate]:
    """Completed quarters of all regions with values, newest first. Three queries."""
    rows = IndicatorValue.objects.filter(region__isnull=False, pool=SOCIAL).defer("detail")
    grouped: dict[tuple[int, date], list[Value]] = defaultdict(list)
    for row in rows.order_by("-as_of", "region__code"):
        if quarter_of(row.as_of).last_day == row.as_of:
            row.detail = {}
            grouped[row.region_id or 0, row.as_of].append(value_of(row))
    regions = Region.objects.in_bulk({region_id for region_id, _ in grouped})
    published = {
        (row.region_id, row.quarter_end): row for row in Publication.objects.select_related("published_by")
    }
    listed = list(grouped.items())[:limit]
    return [_candidate(regions[key[0]], key[1], values, published.get(key)) for key, values in listed]


def find_candidate(region: Region, quarter_end: date) -> bool:
    """Whether the region has values for a completed quarter that ends on this day. One query."""
    if quarter_of(quarter_end).last_day != quarter_end:
        return False
    return IndicatorValue.objects.filter(region=region, as_of=quarter_end, pool=SOCIAL).exists()


def _candidate(
    region: Region, quarter_end: date, values: list[Value], publication: Publication | None
) -> Candidate:
    scored = [value for value in values if value.status == Status.SCORED]
    return Candidate(
        region=region,
        quarter_end=quarter_end,
        shown=sum(is_public(value) for value in scored),
        provisional=sum(value.provisional for value in scored),
        too_few=sum(value.n < MIN_CELL for value in scored),
        publication=publication,
    )

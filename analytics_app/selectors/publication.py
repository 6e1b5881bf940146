"""What of real regions is public: completed quarters that an administrator has published, in cells of ten and more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from accounts_app.models import Region
from analytics_app.choices import Status
from analytics_app.models import IndicatorValue, Publication, QuarterSnapshot
from analytics_app.periods import quarter_of
from analytics_app.selectors.values import NOBODY, SOCIAL, Value, value_of

MIN_CELL = 10
#: How long the agency may reply before a quarter is published (method section 9).
RIGHT_OF_REPLY_DAYS = 14
Values = dict[tuple[str, str], Value]  # (pool, indicator) → value


@dataclass(frozen=True, slots=True)
class Candidate:
    """One completed quarter of one region: what publishing it would show, and whether it is published."""

    region: Region
    quarter_end: date
    shown: int  # indicators that the public would see
    provisional: int  # have a value, but rest on labels that nobody has audited
    too_few: int  # have a value that rests on fewer than ten cases
    publication: Publication | None
    ready_on: date  # from this day on it may be published
    prepared_at: datetime | None  # when its figures were frozen


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


def ready_on(quarter_end: date) -> date:
    """The first day on which the quarter may be published: its right of reply has passed."""
    return quarter_end + timedelta(days=RIGHT_OF_REPLY_DAYS)


def values_published(region_dates: dict[int, date], indicator: str) -> dict[int, Value]:
    """Region id → the indicator's value at the given date, as published. Two queries."""
    rows = _as_published(Q(region__in=list(region_dates) or [NOBODY]), set(region_dates.values()))
    rows = rows.filter(indicator=indicator, pool=SOCIAL)
    return {row.region_id: value_of(row) for row in rows if region_dates[row.region_id or 0] == row.as_of}  # type: ignore[misc]


def series_published(region: Region, quarter_ends: Iterable[date], indicator: str) -> list[Value]:
    """One indicator at these quarters' ends, as published, oldest first. Two queries."""
    rows = _as_published(Q(region=region), set(quarter_ends)).filter(indicator=indicator, pool=SOCIAL)
    return sorted((value_of(row) for row in rows), key=lambda value: value.as_of)


def list_published(region: Region, quarter_end: date) -> Values:
    """What the region's quarter was published with. Two queries."""
    rows = _as_published(Q(region=region), {quarter_end})
    return {(row.pool, row.indicator): value_of(row) for row in rows}


def list_changed(region: Region, quarter_end: date) -> list[tuple[Value, Value | None]]:
    """Published figures that computing again has changed since: what was published, what holds now. Three queries.

    Only where the published one may be seen; None: no figure holds any more.
    """
    now = {(row.pool, row.indicator): value_of(row) for row in
           IndicatorValue.objects.filter(region=region, as_of=quarter_end).order_by("computed_at")}  # fmt: skip
    published = list_published(region, quarter_end).items()
    pairs = [(value, now.get(key)) for key, value in published if key[0] == SOCIAL and is_public(value)]
    return [(value, current) for value, current in pairs if _differs(value, current)]


def _differs(value: Value, current: Value | None) -> bool:
    """In what the public sees: values are stored with six decimals, "the same digits" means these."""
    if current is None or current.x is None or value.x is None:
        return True
    return (round(value.x, 6), value.n, value.status) != (round(current.x, 6), current.n, current.status)


def _as_published(of: Q, quarter_ends: set[date]) -> QuerySet[IndicatorValue]:
    """The frozen rows of these regions and dates; of quarters that nothing was frozen of, those that hold now."""
    frozen = QuarterSnapshot.objects.filter(of, quarter_end__in=quarter_ends or {date.min})
    ids, prepared = [], Q(pk__in=[])
    for region_id, quarter_end, value_ids in frozen.values_list("region_id", "quarter_end", "value_ids"):
        ids += value_ids
        prepared |= Q(region=region_id, as_of=quarter_end)
    current = Q(superseded_at=None) & of & Q(as_of__in=quarter_ends or {date.min}) & ~prepared
    return IndicatorValue.history.filter(Q(pk__in=ids) | current).order_by("computed_at", "pk")


def list_candidates(limit: int = 500) -> list[Candidate]:
    """Completed quarters of all regions with values, newest first. Four queries."""
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
    prepared = {
        (region_id, day): at
        for region_id, day, at in QuarterSnapshot.objects.values_list(
            "region_id", "quarter_end", "prepared_at"
        )
    }
    listed = list(grouped.items())[:limit]
    return [
        _candidate(regions[key[0]], key[1], values, published.get(key), prepared.get(key))
        for key, values in listed
    ]


def find_candidate(region: Region, quarter_end: date) -> bool:
    """Whether the region has values for a completed quarter that ends on this day. One or two queries."""
    if quarter_of(quarter_end).last_day != quarter_end:
        return False
    if IndicatorValue.objects.filter(region=region, as_of=quarter_end, pool=SOCIAL).exists():
        return True
    return QuarterSnapshot.objects.filter(region=region, quarter_end=quarter_end).exists()


def _candidate(
    region: Region,
    quarter_end: date,
    values: list[Value],
    publication: Publication | None,
    prepared_at: datetime | None,
) -> Candidate:
    scored = [value for value in values if value.status == Status.SCORED]
    return Candidate(
        region=region,
        quarter_end=quarter_end,
        shown=sum(is_public(value) for value in scored),
        provisional=sum(value.provisional for value in scored),
        too_few=sum(value.n < MIN_CELL for value in scored),
        publication=publication,
        ready_on=ready_on(quarter_end),
        prepared_at=prepared_at,
    )

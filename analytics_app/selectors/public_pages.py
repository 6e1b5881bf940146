"""What the public may see: real regions in published quarters, example data at once; never small or provisional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts_app.choices import AccountStatus, RegionLevel
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Status
from analytics_app.indicators.registry import INDICATORS
from analytics_app.scoring.suppression import PublicCounts, suppress
from analytics_app.selectors import scores
from analytics_app.selectors.comparison import tier_of
from analytics_app.selectors.national import HEADLINE, RegionRow, RegionTable, list_provinces
from analytics_app.selectors.publication import (
    MIN_CELL,
    is_public,
    is_shown_in_example,
    latest_published,
    list_changed,
    list_published,
    published_quarters,
    series_published,
    values_published,
)
from analytics_app.selectors.scores import ScoreRow, ScoreTable, ScoreValue
from analytics_app.selectors.values import (
    SOCIAL,
    Value,
    latest_of_regions,
    list_dates,
    list_series,
    list_values,
)

PROVISIONAL = "public_provisional"
SMALL = "public_small"


@dataclass(frozen=True, slots=True)
class PublicRegion:
    """One region as the public sees it at one date; ``as_of`` None: nothing is public yet."""

    region: Region
    dates: Sequence[date]
    as_of: date | None
    values: dict[str, Value | None]  # by indicator, hidden ones without x
    counts: PublicCounts | None  # answered, waiting, not observable
    trend: Sequence[Value]
    accounts: Sequence[OfficialAccount]
    children: RegionTable
    scores: dict[str, ScoreValue]  # by measure, hidden ones without a score
    tier: str | None = None  # among its peers; None: none, or none that is public
    changed: Sequence[
        tuple[Value, Value | None]
    ] = ()  # published figures and what holds now, where it differs


def public_table(regions: Sequence[Region], *, is_example: bool) -> RegionTable:
    """The regions with what of their headline value is public. One or two queries."""
    if is_example:
        values = latest_of_regions(regions, HEADLINE)
    else:
        values = values_published(latest_published(regions), HEADLINE)
    rows = (RegionRow(region, veiled(values.get(region.pk), is_example=is_example)) for region in regions)
    return RegionTable(tuple(rows))


def public_provinces(*, is_example: bool) -> RegionTable:
    """All provinces; two or three queries."""
    return public_table(list_provinces(), is_example=is_example)


def public_scores(measure: str, *, is_example: bool) -> ScoreTable:
    """One measure of all provinces, as far as it is public. Two or three queries."""
    provinces = list_provinces()
    if is_example:
        found = scores.latest_of_regions(provinces, measure)
    else:
        found = scores.scores_at(latest_published(provinces), measure)
    rows = (
        ScoreRow(region, scores.veiled(found.get(region.pk), is_example=is_example)) for region in provinces
    )
    return ScoreTable(measure, tuple(rows))


def _scores(region: Region, as_of: date, is_example: bool) -> dict[str, ScoreValue]:
    found = scores.list_scores(region, as_of)
    veils = {measure: scores.veiled(value, is_example=is_example) for measure, value in found.items()}
    return {measure: value for measure, value in veils.items() if value is not None}


def find_province(code: str) -> Region | None:
    return Region.objects.filter(code=code, level=RegionLevel.PROVINCE).first()


def load_public_region(region: Region, wanted: date | None, *, is_example: bool) -> PublicRegion | None:
    """The region at the wanted date or the newest public one; None when the wanted date is not public."""
    dates = list_dates(region) if is_example else published_quarters(region)
    if wanted is not None and wanted not in dates:
        return None
    as_of = wanted or (dates[0] if dates else None)
    if as_of is None:
        stored = {}
    else:
        stored = list_values(region, as_of) if is_example else list_published(region, as_of)
    values = (
        {i.id: veiled(stored.get((SOCIAL, i.id)), is_example=is_example) for i in INDICATORS} if as_of else {}
    )
    measures = _scores(region, as_of, is_example) if as_of else {}
    whole = measures.get(scores.COMPOSITE)
    # A tier rests on the composite: where that must not be shown, neither may the tier.
    is_placed = as_of is not None and whole is not None and whole.score is not None
    children = list(region.children.filter(official_accounts__isnull=False).distinct().order_by("code"))
    return PublicRegion(
        region=region,
        dates=dates,
        as_of=as_of,
        values=values,
        counts=_counts(values.get(HEADLINE)),
        trend=_trend(region, dates, is_example),
        accounts=_accounts(region),
        children=public_table(children, is_example=is_example),
        scores=measures,
        tier=tier_of(region.code, as_of) if as_of and is_placed else None,
        changed=[] if is_example or as_of is None else _changed(region, as_of),
    )


def _changed(region: Region, as_of: date) -> list[tuple[Value, Value | None]]:
    pairs = list_changed(region, as_of)
    return [(value, current if is_public(current) else None) for value, current in pairs]


def veiled(value: Value | None, *, is_example: bool) -> Value | None:
    """The value, or what remains of it when it must not be shown: no number and no count, and why."""
    if value is None or value.status != Status.SCORED:
        return value and replace(value, n=0, detail={}, numerator=None, denominator=None)
    if is_shown_in_example(value) if is_example else is_public(value):
        return value
    why = SMALL if value.n < MIN_CELL else PROVISIONAL
    return replace(
        value,
        status=Status.INSUFFICIENT,
        reason=why,
        x=None,
        interval=None,
        score=None,
        numerator=None,
        denominator=None,
        n=0,
        provisional=False,
        detail={},
    )


def _counts(rate: Value | None) -> PublicCounts | None:
    if rate is None or rate.status != Status.SCORED or not rate.counts:
        return None
    return suppress([rate.counts[name] for name in ("answered", "waiting", "not_observable")])


def _trend(region: Region, dates: Sequence[date], is_example: bool) -> list[Value]:
    if not dates:
        return []
    if is_example:
        series = [value for value in list_series(region, HEADLINE) if value.as_of in dates]
    else:
        series = series_published(region, dates, HEADLINE)
    veils = (veiled(value, is_example=is_example) for value in series)
    return [value for value in veils if value is not None]


def _accounts(region: Region) -> list[OfficialAccount]:
    accounts = OfficialAccount.objects.filter(region=region, status=AccountStatus.ATTESTED)
    accounts = accounts.select_related("agency").only("platform", "handle", "role", "agency__name")
    return list(accounts.order_by("role", "platform", "handle"))

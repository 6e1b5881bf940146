"""Writes indicators of accounts and regions down, and knows which have to be computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.registry import WITHOUT_INPUT
from analytics_app.models import CoverageSpan, ImportBatch, IndicatorValue
from analytics_app.periods import completed_quarters, local_day
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import Computed, compute_region
from analytics_app.selectors.window import observed_by_account
from analytics_app.services.locks import LockSpace, hold
from analytics_app.text.taxonomy import VERSION as TAXONOMY_VERSION
from analytics_app.worktime import calendar_version


def mark_concerned(batch: ImportBatch) -> None:
    """Marks the accounts whose coverage a batch states or shows: their figures have to be computed again."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"batch": batch.pk})


def score_stale(now: datetime, on_progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Computes every region with stale accounts at each date that the change reaches; returns how many regions."""
    with hold(LockSpace.SCORE):
        regions = list(
            Region.objects.filter(official_accounts__in=_stale_accounts()).distinct().order_by("code")
        )
        for done, region in enumerate(regions):
            on_progress(done, len(regions))
            with transaction.atomic():
                since = _take_stale(region)
                if since is not None:
                    score_region(region, since, now)
        # The last account of a region was moved to another one.
        watched = OfficialAccount.objects.values("region_id")
        IndicatorValue.objects.filter(region__isnull=False).exclude(region__in=watched).delete()
        on_progress(len(regions), len(regions))
        return len(regions)


def _stale_accounts() -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id FROM analytics_app_stalescore")
        return [row[0] for row in cursor.fetchall()]


def _take_stale(region: Region) -> date | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_app_stalescore s USING accounts_app_officialaccount a "
            "WHERE a.id = s.account_id AND a.region_id = %s RETURNING s.since",
            [region.pk],
        )
        return min((row[0] for row in cursor.fetchall()), default=None)


def score_region(region: Region, since: date, now: datetime) -> None:
    """Writes a region's values at its dates from ``since`` on, and removes those of dates it no longer has.

    A later file can also bring dates before ``since``: quarters that ended between two captures.
    """
    dates = score_dates(region, now)
    values = IndicatorValue.objects.filter(region=region) | IndicatorValue.objects.filter(
        account__region=region
    )
    values.exclude(as_of__in=dates).delete()
    known = set(IndicatorValue.objects.filter(region=region).values_list("as_of", flat=True).distinct())
    for as_of in dates:
        if as_of >= since or as_of not in known:
            _write(region, as_of, compute_region(region, as_of), now)


def score_dates(region: Region, now: datetime) -> list[date]:
    """The ends of completed quarters that were covered, and the last covered day ("data sampai")."""
    zone = ZoneInfo(region.zone)
    accounts = list(OfficialAccount.objects.filter(region=region).values_list("pk", flat=True))
    observed = [
        span for side in ("posts", "replies") for span in observed_by_account(accounts, side=side).values()
    ]
    firsts = [o.first_at for o in observed if o.first_at is not None]
    lasts = [o.last_at for o in observed if o.last_at is not None]
    if not firsts or not lasts:
        return []
    today = local_day(now, zone)
    # A span that ends at midnight ends with the day before.
    last = min(local_day(max(lasts) - timedelta(microseconds=1), zone), today)
    quarters = completed_quarters(local_day(min(firsts), zone) - timedelta(days=91), last + timedelta(days=1))
    ends = {quarter.last_day for quarter in quarters if quarter.last_day >= local_day(min(firsts), zone)}
    return sorted(ends | {last})


def _write(region: Region, as_of: date, computed: list[Computed], now: datetime) -> None:
    IndicatorValue.objects.filter(region=region, as_of=as_of).delete()
    IndicatorValue.objects.filter(account__region=region, as_of=as_of).delete()
    IndicatorValue.objects.bulk_create(
        _value(region, as_of, subject, result, now)
        for subject in computed
        for result in subject.results
        if result.indicator not in WITHOUT_INPUT
    )


def _value(
    region: Region, as_of: date, subject: Computed, result: IndicatorResult, now: datetime
) -> IndicatorValue:
    interval = result.interval
    return IndicatorValue(
        account=subject.account,
        region=None if subject.account else region,
        pool=subject.pool,
        indicator=result.indicator,
        as_of=as_of,
        status=result.status.value,
        provisional=result.provisional,
        reason=result.reason or "",
        x=_rounded(result.x),
        numerator=_rounded(result.numerator),
        denominator=_rounded(result.denominator),
        n=result.n,
        low=_rounded(interval.low) if interval else None,
        high=_rounded(interval.high) if interval else None,
        level=interval.level if interval else None,
        score=_rounded(result.score),
        coverage=_rounded(subject.coverage),
        detail=dict(result.detail),
        method_version=METHOD_VERSION,
        taxonomy_version=TAXONOMY_VERSION,
        calendar_version=calendar_version(),
        computed_at=now,
    )


def _rounded(value: float | None) -> float | None:
    """Stored values have 6 decimals (method section 12, "Seeds")."""
    return None if value is None else round(float(value), 6)


# Unstated spans of one source are joined, so this one also moves what lies between the one before and itself.
_MARK = f"""
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT s.account_id, min((LEAST(s.start_at, b.end_at) AT TIME ZONE 'UTC')::date - 1)
FROM {CoverageSpan._meta.db_table} s CROSS JOIN LATERAL (
    SELECT max(o.end_at) AS end_at FROM {CoverageSpan._meta.db_table} o
    WHERE o.account_id = s.account_id AND o.source = s.source AND o.batch_id <> s.batch_id
      AND NOT s.is_stated AND NOT o.is_stated AND o.start_at <= s.start_at) b
WHERE s.batch_id = %(batch)s AND s.account_id IS NOT NULL GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""

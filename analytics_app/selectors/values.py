"""Stored indicator values as frozen records, for one subject or for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Status
from analytics_app.models import IndicatorValue
from analytics_app.records import Interval

SOCIAL = IndicatorValue.Pool.SOCIAL
CHANNEL = IndicatorValue.Pool.CHANNEL
Subject = Region | OfficialAccount
#: An id that no row has: a page asks the same number of queries of a region without anything below it.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One indicator of one subject at one date; fields as in records.IndicatorResult, plus what versions it has."""

    indicator: str
    pool: str
    as_of: date
    status: Status
    provisional: bool
    reason: str
    x: float | None
    numerator: float | None
    denominator: float | None
    n: int
    interval: Interval | None
    score: float | None
    coverage: float | None
    method_version: str
    taxonomy_version: str
    calendar_version: str
    computed_at: datetime
    deadline_rules_version: str = ""
    data_version: str = ""
    code_version: str = ""
    cause: str = IndicatorValue.Cause.FIRST
    superseded_at: datetime | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """Threads by state, where the indicator rests on threads; else empty."""
        counts: Mapping[str, int] = self.detail.get("counts", {})
        return counts


def value_of(row: IndicatorValue) -> Value:
    """A stored row as a record."""
    has_interval = row.low is not None and row.high is not None and row.level is not None
    return Value(
        indicator=row.indicator,
        pool=row.pool,
        as_of=row.as_of,
        status=Status(row.status),
        provisional=row.provisional,
        reason=row.reason,
        x=row.x,
        numerator=row.numerator,
        denominator=row.denominator,
        n=row.n,
        interval=Interval(row.low or 0.0, row.high or 0.0, row.level or 0.0) if has_interval else None,
        score=row.score,
        coverage=row.coverage,
        method_version=row.method_version,
        taxonomy_version=row.taxonomy_version,
        calendar_version=row.calendar_version,
        computed_at=row.computed_at,
        deadline_rules_version=row.deadline_rules_version,
        data_version=row.data_version,
        code_version=row.code_version,
        cause=row.cause,
        superseded_at=row.superseded_at,
        detail=row.detail,
    )


def list_dates(subject: Subject) -> list[date]:
    """The dates for which the subject has values, newest first. One query."""
    dates = _of(subject).order_by("-as_of").values_list("as_of", flat=True).distinct()
    return list(dates)


def list_values(subject: Subject, as_of: date) -> dict[tuple[str, str], Value]:
    """(pool, indicator) → value at the date, of the newest method version. One query."""
    rows = _of(subject).filter(as_of=as_of).order_by("computed_at")
    return {(row.pool, row.indicator): value_of(row) for row in rows}


def list_series(subject: Subject, indicator: str, pool: str = SOCIAL) -> list[Value]:
    """One indicator at all dates, oldest first, without the detail. One query.

    Of the newest method version alone: a line through two of them would show the method, not the region.
    """
    versions = list_series_of_versions(subject, indicator, pool)
    return next(reversed(versions.values()), [])


def list_series_of_versions(subject: Subject, indicator: str, pool: str = SOCIAL) -> dict[str, list[Value]]:
    """Method version → its values, oldest first, without the detail; the newest version last. One query."""
    rows = _of(subject).filter(indicator=indicator, pool=pool).defer("detail").order_by("as_of")
    found: dict[str, list[Value]] = {}
    for row in rows:
        found.setdefault(row.method_version, []).append(_without_detail(row))
    return dict(sorted(found.items(), key=lambda item: max(value.computed_at for value in item[1])))


def list_history(subject: Subject, indicator: str, as_of: date, pool: str = SOCIAL) -> list[Value]:
    """Every figure ever stated for the date, oldest first, without the detail: what held and what replaced it."""
    of = {"region": subject} if isinstance(subject, Region) else {"account": subject}
    rows = IndicatorValue.history.filter(**of, indicator=indicator, pool=pool, as_of=as_of)
    return [_without_detail(row) for row in rows.defer("detail").order_by("pk")]


def latest_of_regions(
    regions: Iterable[Region], indicator: str, until: date | None = None, pool: str = SOCIAL
) -> dict[int, Value]:
    """Region id → its newest value not after ``until``. One query, also for no regions."""
    rows = IndicatorValue.objects.filter(region__in=[region.pk for region in regions] or [NOBODY])
    newest = _newest(rows, "region_id", indicator, until, pool)
    return {row.region_id or 0: _without_detail(row) for row in newest}


def latest_of_accounts(
    accounts: Sequence[OfficialAccount], indicator: str, until: date | None, pool: str | None = None
) -> dict[int, Value]:
    """Account id → its newest value not after ``until``. One query, also for no accounts."""
    rows = IndicatorValue.objects.filter(account__in=[account.pk for account in accounts] or [NOBODY])
    newest = _newest(rows, "account_id", indicator, until, pool)
    return {row.account_id or 0: _without_detail(row) for row in newest}


def _of(subject: Subject) -> QuerySet[IndicatorValue]:
    if isinstance(subject, Region):
        return IndicatorValue.objects.filter(region=subject)
    return IndicatorValue.objects.filter(account=subject)


def _newest(
    rows: QuerySet[IndicatorValue], subject: str, indicator: str, until: date | None, pool: str | None
) -> QuerySet[IndicatorValue]:
    rows = rows.filter(indicator=indicator).defer("detail")
    if pool is not None:
        rows = rows.filter(pool=pool)
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    return rows.order_by(subject, "-as_of", "-computed_at").distinct(subject)


def _without_detail(row: IndicatorValue) -> Value:
    row.detail = {}  # set, so that the deferred column is not asked for row by row
    return value_of(row)

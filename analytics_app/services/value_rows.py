"""Indicator values as rows that only ever come: what differs is added, what it replaces is superseded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts_app.models import Region
from analytics_app.indicators.deadlines import LAPOR_PRACTICE
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import Computed
from analytics_app.text.taxonomy import VERSION as TAXONOMY_VERSION
from analytics_app.worktime import calendar_version

#: What a figure says. Rows that agree in these are the same figure, whatever else came in meanwhile.
FIGURE = (
    "status", "provisional", "reason", "x", "numerator", "denominator", "n", "low", "high", "level", "score",
    "coverage", "detail",
)  # fmt: skip
RULES = ("taxonomy_version", "calendar_version", "deadline_rules_version")
DECIMALS = 6  # of stored values (method section 12, "Seeds")

Key = tuple[int | None, str, str, date]


@dataclass(frozen=True, slots=True)
class Computation:
    """When figures were computed, from which data and by which code."""

    now: datetime
    data_version: str
    code_version: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows came, of these how many in place of another, and how many now hold no more."""

    added: int = 0
    replaced: int = 0
    superseded: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.added + other.added, self.replaced + other.replaced, self.superseded + other.superseded
        )


def of_region(region: Region) -> QuerySet[IndicatorValue]:
    """The current values of a region and of its accounts."""
    rows = IndicatorValue.objects
    return rows.filter(region=region) | rows.filter(account__region=region)


def write_values(region: Region, as_of: date, computed: Iterable[Computed], by: Computation) -> Written:
    """Adds the figures that differ from those that hold at the date under this method, and supersedes those.

    Figures of subjects and indicators that are not computed any more hold no longer. Two reads, at most two writes.
    """
    held = {_key(row): row for row in of_region(region).filter(as_of=as_of, method_version=METHOD_VERSION)}
    wanted = {
        _key(row): row
        for subject in computed
        for result in subject.results
        for row in [_row(region, as_of, subject, result, by)]
    }
    new = [_succeed(row, held.get(key)) for key, row in wanted.items() if not _is_same(row, held.get(key))]
    gone = [row.pk for key, row in held.items() if not _is_same(row, wanted.get(key))]
    supersede(IndicatorValue.objects.filter(pk__in=gone), by.now)
    IndicatorValue.objects.bulk_create(new)
    return Written(len(new), sum(row.replaces_id is not None for row in new), len(gone))


def supersede(rows: QuerySet[IndicatorValue], now: datetime) -> int:
    """These values hold no more; they stay as history."""
    return rows.filter(superseded_at=None).update(superseded_at=now)


def _key(row: IndicatorValue) -> Key:
    return row.account_id, row.pool, row.indicator, row.as_of


def _is_same(row: IndicatorValue, other: IndicatorValue | None) -> bool:
    return other is not None and all(getattr(row, name) == getattr(other, name) for name in FIGURE)


def _succeed(row: IndicatorValue, before: IndicatorValue | None) -> IndicatorValue:
    if before is not None:
        row.replaces_id, row.cause = before.pk, _cause(row, before)
    return row


def _cause(row: IndicatorValue, before: IndicatorValue) -> IndicatorValue.Cause:
    """Other rules or data explain another figure; where neither differs, the earlier one was wrong."""
    if any(getattr(row, name) != getattr(before, name) for name in RULES):
        return IndicatorValue.Cause.RULES
    if row.data_version != before.data_version:
        return IndicatorValue.Cause.DATA
    return IndicatorValue.Cause.ERRATUM


def _row(
    region: Region, as_of: date, subject: Computed, result: IndicatorResult, by: Computation
) -> IndicatorValue:
    interval = result.interval
    return IndicatorValue(
        account=subject.account,
        region=None if subject.account else region,
        pool=str(subject.pool),
        indicator=result.indicator,
        as_of=as_of,
        status=result.status.value,
        provisional=result.provisional,
        reason=str(result.reason or ""),
        x=_rounded(result.x),
        numerator=_rounded(result.numerator),
        denominator=_rounded(result.denominator),
        n=result.n,
        low=_rounded(interval.low) if interval else None,
        high=_rounded(interval.high) if interval else None,
        level=interval.level if interval else None,
        score=_rounded(result.score),
        coverage=_rounded(subject.coverage),
        detail=_as_stored(result.detail),
        method_version=METHOD_VERSION,
        taxonomy_version=TAXONOMY_VERSION,
        calendar_version=calendar_version(),
        deadline_rules_version=LAPOR_PRACTICE.version,
        data_version=by.data_version,
        code_version=by.code_version,
        computed_at=by.now,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DECIMALS)


def _as_stored(detail: Any) -> Any:
    """What JSON keeps of it, floats with the decimals of stored values."""
    return _rounded_all(json.loads(json.dumps(detail, default=dict)))


def _rounded_all(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded_all(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded_all(one) for one in value]
    return round(value, DECIMALS) if isinstance(value, float) else value

"""Indicator values as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts_app.models import Region
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import Computed
from analytics_app.services.figure_rows import (
    Computation,
    Rows,
    Written,
    as_stored,
    rounded,
    subject_and_versions,
)

Key = tuple[int | None, str, str, date]


def _key(row: IndicatorValue) -> Key:
    return row.account_id, row.pool, row.indicator, row.as_of


def _measured(row: IndicatorValue) -> frozenset[str]:
    """The indicator where a number was stated: where none was, none was wrong."""
    return frozenset() if row.x is None else frozenset({row.indicator})


VALUES = Rows(
    IndicatorValue,
    _key,
    numbers=("x", "numerator", "denominator", "n", "low", "high", "level", "score", "coverage"),
    words=("status", "provisional", "reason"),
    details=("detail",),
    extent=_measured,
)


def write_values(region: Region, as_of: date, computed: Iterable[Computed], by: Computation) -> Written:
    """Adds the values that differ from those that hold at the date, and supersedes those."""
    wanted = (_row(region, as_of, subject, result, by) for subject in computed for result in subject.results)
    return VALUES.write(region, as_of, wanted, by)


def _row(
    region: Region, as_of: date, subject: Computed, result: IndicatorResult, by: Computation
) -> IndicatorValue:
    interval = result.interval
    return IndicatorValue(
        **subject_and_versions(region, subject.account, as_of, by),
        pool=str(subject.pool),
        indicator=result.indicator,
        status=result.status.value,
        provisional=result.provisional,
        reason=str(result.reason or ""),
        x=rounded(result.x),
        numerator=rounded(result.numerator),
        denominator=rounded(result.denominator),
        n=result.n,
        low=rounded(interval.low) if interval else None,
        high=rounded(interval.high) if interval else None,
        level=interval.level if interval else None,
        score=rounded(result.score),
        coverage=rounded(subject.coverage),
        detail=as_stored(result.detail),
    )

"""Figures as rows that only ever come: what differs is added, what it replaces is superseded (decision 0104)."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.deadlines import LAPOR_PRACTICE
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models.figure import Figure
from analytics_app.text.taxonomy import VERSION as TAXONOMY_VERSION
from analytics_app.text.taxonomy.additions import taxonomy_version
from analytics_app.worktime import calendar_version

RULES = ("taxonomy_version", "calendar_version", "deadline_rules_version")
F = TypeVar("F", bound=Figure)
DECIMALS = 6  # of stored figures (method section 12, "Seeds")


@dataclass(frozen=True, slots=True)
class Computation:
    """When figures were computed, from which data, by which code, after how many changes of the taxonomy."""

    now: datetime
    data_version: str
    code_version: str
    taxonomy_change: int = 0


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


@dataclass(frozen=True, slots=True)
class Rows(Generic[F]):
    """How rows of one table are told apart, and which fields are what a figure says.

    What a figure says are its ``numbers``, the ``words`` that tell how to take them, and ``details`` that explain
    them. Rows that say the same are the same figure, whatever else came in meanwhile. ``extent``: what of the method
    could be measured; where that grew the earlier figure was no error.
    """

    model: type[F]
    key: Callable[[F], Hashable]
    numbers: Sequence[str]
    words: Sequence[str]
    details: Sequence[str]
    extent: Callable[[F], frozenset[str]]

    @property
    def says(self) -> tuple[str, ...]:
        return (*self.numbers, *self.words, *self.details)

    def of_region(self, region: Region) -> QuerySet[F]:
        """The current figures of a region and of its accounts."""
        rows: QuerySet[F] = self.model.objects.all()  # type: ignore[attr-defined]
        return rows.filter(region=region) | rows.filter(account__region=region)

    def write(self, region: Region, as_of: date, wanted: Iterable[F], by: Computation) -> Written:
        """Adds the figures that differ from those that hold at the date under this method, and supersedes those.

        Figures of what is not computed any more hold no longer. One read, at most two writes.
        """
        rows = self.of_region(region).filter(as_of=as_of, method_version=METHOD_VERSION)
        held = {self.key(row): row for row in rows}
        computed = {self.key(row): row for row in wanted}
        new = [
            self._succeed(row, held.get(key))
            for key, row in computed.items()
            if not self._is_same(row, held.get(key))
        ]
        gone = [row.pk for key, row in held.items() if not self._is_same(row, computed.get(key))]
        if gone:
            supersede(self.of_region(region).filter(pk__in=gone), by.now)
        if new:
            self.model.objects.bulk_create(new)  # type: ignore[attr-defined]
        return Written(len(new), sum(row.cause != Figure.Cause.FIRST for row in new), len(gone))

    def _is_same(self, row: F, other: F | None) -> bool:
        return other is not None and _agree(row, other, self.says)

    def _succeed(self, row: F, before: F | None) -> F:
        if before is not None:
            row.replaces = before
            row.cause = self._cause(row, before)
        return row

    def _cause(self, row: F, before: F) -> Figure.Cause:
        """Other data, rules or extent explain another number; where none differs, the earlier one was wrong.

        Where the numbers are the same none was wrong, whatever else differs.
        """
        if _agree(row, before, (*self.numbers, *self.words)):
            return Figure.Cause.DETAIL
        if not _agree(row, before, RULES):
            return Figure.Cause.RULES
        if row.data_version != before.data_version:
            return Figure.Cause.DATA
        if _agree(row, before, self.numbers):
            return Figure.Cause.DETAIL
        has_grown = self.extent(before) < self.extent(row)
        return Figure.Cause.RULES if has_grown else Figure.Cause.ERRATUM


def _agree(row: Figure, other: Figure, names: Sequence[str]) -> bool:
    return all(getattr(row, name) == getattr(other, name) for name in names)


def supersede(rows: QuerySet[Any], now: datetime) -> int:
    """These figures hold no more; they stay as history."""
    return rows.filter(superseded_at=None).update(superseded_at=now)


def subject_and_versions(
    region: Region, account: OfficialAccount | None, as_of: date, by: Computation
) -> dict[str, Any]:
    """The fields that every figure has, whatever it measures."""
    return {
        "account": account,
        "region": None if account else region,
        "as_of": as_of,
        "method_version": METHOD_VERSION,
        "taxonomy_version": taxonomy_version(TAXONOMY_VERSION, by.taxonomy_change),
        "calendar_version": calendar_version(),
        "deadline_rules_version": LAPOR_PRACTICE.version,
        "data_version": by.data_version,
        "code_version": by.code_version,
        "computed_at": by.now,
    }


def rounded(value: float | None) -> float | None:
    """With the decimals of stored figures."""
    return None if value is None else round(float(value), DECIMALS)


def as_stored(detail: Any) -> Any:
    """What JSON keeps of it, floats with the decimals of stored figures."""
    return _rounded_all(json.loads(json.dumps(detail, default=dict)))


def _rounded_all(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded_all(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded_all(one) for one in value]
    return round(value, DECIMALS) if isinstance(value, float) else value

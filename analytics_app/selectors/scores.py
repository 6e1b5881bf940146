"""Stored dimensions and composites as frozen records, for one subject or for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from accounts_app.choices import RegionLevel
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import ScoreStatus
from analytics_app.models import Score
from analytics_app.periods import quarter_of
from analytics_app.records import Interval
from analytics_app.selectors.values import NOBODY, Subject

Measure = Score.Measure
COMPOSITE = Measure.COMPOSITE


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """One dimension or composite of one subject at one date; fields as in models.Score.

    ``is_hidden``: it is known, but may not be shown to this reader; then there is neither score nor interval.
    """

    measure: str
    as_of: date
    status: ScoreStatus
    provisional: bool
    reason: str
    score: float | None
    arithmetic: float | None
    coverage: float | None
    openness: float | None
    openness_factor: float
    ninety: Interval | None
    ninety_five: Interval | None
    n: int | None
    is_number_public: bool
    seed: int
    parts: Sequence[Mapping[str, Any]]
    versions: Mapping[str, str]
    computed_at: datetime
    cause: str
    superseded_at: datetime | None
    is_hidden: bool = False

    @property
    def method_version(self) -> str:
        return self.versions["method"]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One region with its score; None where nothing was ever computed."""

    region: Region
    value: ScoreValue | None

    @property
    def score(self) -> float | None:
        return self.value.score if self.value else None


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Regions with one measure, and what can be said of them together."""

    measure: str
    rows: tuple[ScoreRow, ...]

    @property
    def scored(self) -> list[ScoreRow]:
        return [row for row in self.rows if row.score is not None]

    @property
    def data_until(self) -> date | None:
        return max((row.value.as_of for row in self.rows if row.value), default=None)


def score_of(row: Score) -> ScoreValue:
    """A stored row as a record."""
    return ScoreValue(
        measure=row.measure,
        as_of=row.as_of,
        status=ScoreStatus(row.status),
        provisional=row.provisional,
        reason=row.reason,
        score=row.score,
        arithmetic=row.arithmetic,
        coverage=row.coverage,
        openness=row.openness,
        openness_factor=row.openness_factor,
        ninety=_interval(row.low90, row.high90, 0.90),
        ninety_five=_interval(row.low95, row.high95, 0.95),
        n=row.n,
        is_number_public=row.is_number_public,
        seed=row.seed,
        parts=row.parts,
        versions={
            "method": row.method_version,
            "taxonomy": row.taxonomy_version,
            "calendar": row.calendar_version,
            "deadline_rules": row.deadline_rules_version,
            "data": row.data_version,
            "code": row.code_version,
        },
        computed_at=row.computed_at,
        cause=row.cause,
        superseded_at=row.superseded_at,
    )


def _interval(low: float | None, high: float | None, level: float) -> Interval | None:
    return None if low is None or high is None else Interval(low, high, level)


def list_scores(subject: Subject, as_of: date) -> dict[str, ScoreValue]:
    """Measure → score at the date, of the newest method version. One query."""
    rows = Score.objects.filter(**_of(subject), as_of=as_of).order_by("computed_at")
    return {row.measure: score_of(row) for row in rows}


def list_series_of_versions(subject: Subject, measure: str) -> dict[str, list[ScoreValue]]:
    """Method version → its scores, oldest first, without parts; the newest version last. One query."""
    rows = Score.objects.filter(**_of(subject), measure=measure).defer("parts").order_by("as_of")
    found: dict[str, list[ScoreValue]] = {}
    for row in rows:
        found.setdefault(row.method_version, []).append(_without_parts(row))
    return dict(sorted(found.items(), key=lambda item: max(one.computed_at for one in item[1])))


def list_history(subject: Subject, measure: str, as_of: date) -> list[ScoreValue]:
    """Every score ever stated for the date, oldest first, without parts."""
    rows = Score.history.filter(**_of(subject), measure=measure, as_of=as_of).defer("parts")
    return [_without_parts(row) for row in rows.order_by("pk")]


def latest_of_regions(
    regions: Iterable[Region], measure: str, until: date | None = None
) -> dict[int, ScoreValue]:
    """Region id → its newest score not after ``until``, without its parts' numbers. One query."""
    rows = Score.objects.filter(region__in=[region.pk for region in regions] or [NOBODY], measure=measure)
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    newest = rows.order_by("region_id", "-as_of", "-computed_at").distinct("region_id")
    return {row.region_id or 0: score_of(row) for row in newest}


def scores_at(region_dates: Mapping[int, date], measure: str) -> dict[int, ScoreValue]:
    """Region id → its score at the given date. One query."""
    rows = Score.objects.filter(
        region__in=list(region_dates) or [NOBODY],
        measure=measure,
        as_of__in=set(region_dates.values()) or {date.min},
    ).order_by("computed_at")
    return {
        row.region_id or 0: score_of(row) for row in rows if region_dates[row.region_id or 0] == row.as_of
    }


def score_table(regions: Iterable[Region], measure: str, until: date | None = None) -> ScoreTable:
    """The regions with their newest score not after ``until``. One query."""
    listed = list(regions)
    found = latest_of_regions(listed, measure, until)
    return ScoreTable(measure, tuple(ScoreRow(region, found.get(region.pk)) for region in listed))


def has_composites() -> bool:
    """Whether any province has a composite now. One query."""
    known = Score.objects.filter(measure=COMPOSITE, region__level=RegionLevel.PROVINCE, score__isnull=False)
    return known.exists()


def list_dates_nationwide() -> list[date]:
    """The newest date of any province's scores, then the quarters' ends before it, newest first. One query."""
    rows = Score.objects.filter(region__level=RegionLevel.PROVINCE, measure=COMPOSITE).order_by("-as_of")
    dates = list(rows.values_list("as_of", flat=True).distinct())
    return dates[:1] + [day for day in dates[1:] if quarter_of(day).last_day == day]


_SORTS = {
    "nama": lambda row: row.region.name,
    "n": lambda row: (row.value.n or 0) if row.value else -1,
    "cakupan": lambda row: (row.value.coverage or 0.0) if row.value else -1.0,
}


def sort_rows(rows: Sequence[ScoreRow], key: str) -> list[ScoreRow]:
    """By nama, nilai, n or cakupan, "-" before it reverses; regions without a score come last either way."""
    name, is_down = key.removeprefix("-"), key.startswith("-")
    if name == "nilai":
        known = sorted(
            (row for row in rows if row.score is not None), key=lambda row: row.score or 0.0, reverse=is_down
        )
        return known + [row for row in rows if row.score is None]
    return sorted(rows, key=_SORTS[name], reverse=is_down) if name in _SORTS else list(rows)


def veiled(value: ScoreValue | None, *, is_example: bool) -> ScoreValue | None:
    """What the public may see of it: never a provisional score of a real region, a number only where it is sure.

    Band and interval stay where the number goes (method section 9); details below the score are not shown.
    """
    if value is None or value.score is None:
        return value and replace(value, n=None, parts=_statuses(value.parts))
    if value.provisional and not is_example:
        return replace(
            value,
            score=None,
            arithmetic=None,
            ninety=None,
            ninety_five=None,
            n=None,
            parts=(),
            is_hidden=True,
        )
    return value


def _statuses(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Which dimensions miss, without their scores."""
    return [
        {"dimension": part["dimension"], "status": part["status"]} for part in parts if "dimension" in part
    ]


def _of(subject: Subject) -> dict[str, Region | OfficialAccount]:
    return {"region": subject} if isinstance(subject, Region) else {"account": subject}


def _without_parts(row: Score) -> ScoreValue:
    row.parts = []  # set, so that the deferred column is not asked for row by row
    return score_of(row)

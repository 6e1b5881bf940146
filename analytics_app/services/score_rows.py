"""Dimensions and composites as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts_app.models import Region
from analytics_app.choices import ScoreStatus, Status
from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.registry import BY_ID
from analytics_app.models import Score
from analytics_app.scoring.aggregate import EQUAL_WEIGHTS, PROXY_FACTOR, DimensionScore, base_weights
from analytics_app.scoring.bootstrap import Uncertain
from analytics_app.selectors.region_score import SubjectScore
from analytics_app.services.figure_rows import (
    DECIMALS,
    Computation,
    Rows,
    Written,
    as_stored,
    rounded,
    subject_and_versions,
)

Key = tuple[int | None, str, date]


def _key(row: Score) -> Key:
    return row.account_id, row.measure, row.as_of


def _measured(row: Score) -> frozenset[str]:
    """The indicators, or dimensions, that had a score."""
    return frozenset(
        part.get("indicator") or part["dimension"] for part in row.parts if part["score"] is not None
    )


SCORES = Rows(
    Score,
    _key,
    numbers=(
        "score", "arithmetic", "coverage", "openness", "openness_factor", "low90", "high90", "low95", "high95", "n",
    ),
    words=("status", "provisional", "reason", "is_number_public"),
    details=("seed", "parts"),
    extent=_measured,
)  # fmt: skip


def write_scores(region: Region, as_of: date, scores: Iterable[SubjectScore], by: Computation) -> Written:
    """Adds the scores that differ from those that hold at the date, and supersedes those."""
    wanted = (row for one in scores for row in _rows(region, as_of, one, by))
    return SCORES.write(region, as_of, wanted, by)


def _rows(region: Region, as_of: date, subject: SubjectScore, by: Computation) -> list[Score]:
    """Its three dimensions, then the composite."""
    common = {**subject_and_versions(region, subject.account, as_of, by), "seed": subject.seed}
    dimensions = [_dimension_row(subject, one, common) for one in subject.composite.dimensions]
    return [*dimensions, _composite_row(subject, dimensions, common)]


def _dimension_row(subject: SubjectScore, one: DimensionScore, common: dict[str, Any]) -> Score:
    is_service = one.dimension is Dimension.SERVICE_INTERACTION
    parts = [_part(subject, one, name, weight) for name, weight in base_weights(one.dimension).items()]
    carrying = [part for part in parts if part["share"]]
    carrying.sort(key=lambda part: -part["share"])
    doubts = [part["reason"] for part in carrying if part["provisional"] and one.status is ScoreStatus.SCORED]
    return Score(
        **common,
        measure=one.dimension.value,
        status=one.status.value,
        provisional=bool(doubts),
        reason=doubts[0] if doubts else _shared_reason(parts),
        coverage=rounded(one.coverage),
        openness=rounded(subject.conduct.openness) if is_service else None,
        openness_factor=round(one.factor, DECIMALS),
        parts=as_stored(parts),
        **_numbers(one.score, subject.uncertainty.dimensions.get(one.dimension)),
    )


def _part(subject: SubjectScore, one: DimensionScore, name: str, weight: float) -> dict[str, Any]:
    """One indicator in the mean: its declared weight, the share it got, its score, or why it has none."""
    result = next((result for result in subject.results if result.indicator == name), None)
    is_scored = result is not None and result.status is Status.SCORED
    is_proxy = bool(result and result.detail.get("proxy"))
    return {
        "indicator": name,
        "status": result.status.value if result else Status.NOT_OBSERVABLE.value,
        "reason": str(result.reason or "") if result else "",
        "provisional": bool(result and result.provisional),
        "weight": weight * (PROXY_FACTOR if is_proxy else 1.0),
        "declared_weight": BY_ID[name].weight,
        "share": one.weights.get(name, 0.0),
        "score": result.score if result and is_scored else None,
    }


def _shared_reason(parts: list[dict[str, Any]]) -> str:
    """The reason that all indicators give, as before monitoring began; else none."""
    reasons = {part["reason"] for part in parts}
    return str(reasons.pop()) if len(reasons) == 1 else ""


def _composite_row(subject: SubjectScore, dimensions: list[Score], common: dict[str, Any]) -> Score:
    doubts = [one.reason for one in dimensions if one.provisional]
    whole = subject.composite
    is_known = whole.status is ScoreStatus.SCORED
    parts = [
        {
            "dimension": one.measure,
            "status": one.status,
            "weight": EQUAL_WEIGHTS[Dimension(one.measure)],
            "score": one.score,
        }
        for one in dimensions
    ]
    return Score(
        **common,
        measure=Score.Measure.COMPOSITE,
        status=whole.status.value,
        provisional=is_known and bool(doubts),
        reason=doubts[0] if is_known and doubts else "",
        arithmetic=rounded(whole.arithmetic),
        coverage=min(one.coverage or 0.0 for one in dimensions),
        parts=as_stored(parts),
        **_numbers(whole.score, subject.uncertainty.composite),
    )


def _numbers(score: float | None, sure: Uncertain | None) -> dict[str, Any]:
    if score is None or sure is None:
        return {"score": None}
    return {
        "score": rounded(score),
        "low90": rounded(sure.ninety.low),
        "high90": rounded(sure.ninety.high),
        "low95": rounded(sure.ninety_five.low),
        "high95": rounded(sure.ninety_five.high),
        "n": sure.n,
        "is_number_public": sure.is_number_public,
    }

"""The inputs of one value as JSON: what somebody else needs to compute it again."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts_app.models import Region
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.selectors.evidence import Threads
from analytics_app.selectors.values import Subject, Value


def recomputation(
    subject: Subject,
    definition: IndicatorDefinition,
    value: Value | None,
    as_of: date,
    threads: Threads | None,
) -> dict[str, Any]:
    """Versions, the stored result, and the threads by their public ids; no text and no person."""
    inputs: dict[str, Any] = {
        "subject": f"region:{subject.code}"
        if isinstance(subject, Region)
        else f"account:{subject.public_id}",
        "indicator": definition.id,
        "formula": definition.formula.en,
        "knots": [list(knot) for knot in definition.shown_knots],
        "scale": definition.scale.value,
        "min_n": definition.min_n,
        "as_of": as_of.isoformat(),
    }
    if value is not None:
        inputs |= {"versions": _versions(value), "result": _result(value), "detail": dict(value.detail)}
    if threads is not None:
        inputs["window"] = {
            "first_day": threads.period.first_day.isoformat(),
            "last_day": threads.period.last_day.isoformat(),
        }
        inputs["counts"] = threads.counts()
        inputs["threads"] = _threads(threads)
    return inputs


def _versions(value: Value) -> dict[str, str]:
    return {
        "method": value.method_version,
        "taxonomy": value.taxonomy_version,
        "calendar": value.calendar_version,
        "computed_at": value.computed_at.isoformat(),
    }


def _result(value: Value) -> dict[str, Any]:
    interval = value.interval
    return {
        "status": value.status.value,
        "reason": value.reason or None,
        "provisional": value.provisional,
        "x": value.x,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "n": value.n,
        "interval": [interval.low, interval.high] if interval else None,
        "level": interval.level if interval else None,
        "score": value.score,
        "coverage": value.coverage,
    }


def _threads(threads: Threads) -> list[dict[str, Any]]:
    return [
        {
            "thread": row.public_id,
            "opened_at": row.opened_at.isoformat(),
            "response_at": row.outcome.response_at.isoformat() if row.outcome.response_at else None,
            "observed_until": row.outcome.end_at.isoformat() if row.outcome.end_at else None,
            "is_negative": row.outcome.is_negative,
            "is_after_hours": row.outcome.is_after_hours,
            "state": row.state.value,
        }
        for row in threads.rows
    ]

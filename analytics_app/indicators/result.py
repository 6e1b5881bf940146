"""How indicators state what they found; one place decides what may stand beside which status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from analytics_app.choices import Status
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.records import IndicatorResult, Interval


class WhyNot(StrEnum):
    """Why an indicator has no value."""

    BELOW_MINIMUM = "below_minimum"
    NO_ACCOUNTS = "no_accounts"  # nobody registered an account that could be looked at
    NO_CASES = "no_cases"
    COVERAGE = "coverage"  # the sources left in the pool hold too little
    ENDS_EARLY = "ends_early"  # observation ended before the horizon with most still waiting
    OUTSIDE_SPAN = "outside_span"  # nothing lies in the time that the sources cover
    SOURCE_CANNOT_CARRY = "source_cannot_carry"
    PLATFORM_HAS_NONE = "platform_has_none"
    UNKNOWN_ADDRESSEES = "unknown_addressees"
    MAIN_ACCOUNT_UNKNOWN = "main_account_unknown"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a value rests on: counts that can be added up, the sample size, and what the evidence page shows."""

    numerator: float | None = None
    denominator: float | None = None
    n: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


def scored(
    definition: IndicatorDefinition,
    sample: Sample,
    x: float,
    interval: Interval,
    provisional_reason: str | None,
) -> IndicatorResult:
    """A value with its score; provisional where ``provisional_reason`` says why."""
    return IndicatorResult(
        indicator=definition.id,
        status=Status.SCORED,
        x=x,
        numerator=sample.numerator,
        denominator=sample.denominator,
        n=sample.n,
        interval=interval,
        score=definition.score(x),
        provisional=provisional_reason is not None,
        reason=provisional_reason,
        detail=sample.detail,
    )


def without_value(
    definition: IndicatorDefinition,
    sample: Sample,
    status: Status,
    why: WhyNot,
    provisional_reason: str | None,
) -> IndicatorResult:
    """No value, for ``why``; the counts stay, so that they can still be shown and added up."""
    return IndicatorResult(
        indicator=definition.id,
        status=status,
        x=None,
        numerator=sample.numerator,
        denominator=sample.denominator,
        n=sample.n,
        interval=None,
        score=None,
        provisional=provisional_reason is not None,
        reason=why,
        detail=sample.detail,
    )

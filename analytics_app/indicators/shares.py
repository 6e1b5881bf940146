"""k of n: what every indicator that is a share has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.misclassification import Audit, corrected, corrected_interval
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.records import IndicatorResult

#: The label is a machine's and nobody has measured its errors yet.
LABELS_NOT_AUDITED = "labels_not_audited"


def share_of(
    definition: IndicatorDefinition,
    k: int,
    n: int,
    *,
    why_not: WhyNot | None = None,
    provisional_reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> IndicatorResult:
    """k/n with Wilson's interval; ``why_not`` (a reason found before counting) or too few cases give no value."""
    sample = Sample(k, n, n, detail or {})
    why = why_not or too_few(definition, n)
    if why is not None:
        return unknown(definition, why, sample, provisional_reason)
    return scored(definition, sample, k / n, wilson(k, n), provisional_reason)


def labelled_share(
    definition: IndicatorDefinition,
    k: int,
    n: int,
    audit: Audit | None,
    *,
    why_not: WhyNot | None = None,
) -> IndicatorResult:
    """k/n by a classifier, corrected by its audit; without one the value stands as observed and is provisional."""
    weak = WhyNot.CLASSIFIER_TOO_WEAK if audit is not None and not audit.is_reliable else None
    provisional = LABELS_NOT_AUDITED if audit is None else None
    why = why_not or too_few(definition, n) or weak
    if audit is None or why is not None:
        return share_of(definition, k, n, why_not=why, provisional_reason=provisional)
    se, sp = audit.sensitivity, audit.specificity
    detail = {"observed_share": k / n, "sensitivity": se, "specificity": sp}
    interval = corrected_interval(wilson(k, n), se, sp)
    return scored(definition, Sample(k, n, n, detail), corrected(k / n, se, sp), interval, None)


def too_few(definition: IndicatorDefinition, n: int) -> WhyNot | None:
    """Whether n keeps the indicator from having a value."""
    if n == 0:
        return WhyNot.NO_CASES
    return WhyNot.BELOW_MINIMUM if n < definition.min_n else None

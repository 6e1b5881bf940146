"""k of n: what every indicator that is a share has in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.misclassification import Audit, corrected
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.records import IndicatorResult, Interval

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


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """One labelled case. ``is_main``: of the government's main accounts; ``is_certain``: a person gave the label."""

    is_hit: bool
    is_main: bool = True
    is_certain: bool = False


def labelled_share(
    definition: IndicatorDefinition,
    cases: Sequence[LabelledCase],
    audit: Audit | None,
    *,
    why_not: WhyNot | None = None,
    provisional_reason: str | None = LABELS_NOT_AUDITED,
) -> IndicatorResult:
    """Share of hits, corrected by the audit of the labels; without one as observed and provisional.

    The main accounts' cases together weigh as much as all others' (where there are both), the interval is Wilson's on
    the effective n. Only what a machine labelled is corrected: what a person said is taken as said.
    """
    k, n = sum(case.is_hit for case in cases), len(cases)
    weak = WhyNot.CLASSIFIER_TOO_WEAK if audit is not None and not audit.is_reliable else None
    provisional = provisional_reason if audit is None else None
    why = why_not or too_few(definition, n) or weak
    if why is not None:
        return unknown(definition, why, Sample(k, n, n), provisional)
    x, n_eff = half_main([(case.is_main, int(case.is_hit), 1) for case in cases])
    detail: dict[str, Any] = {} if n_eff > n - 1e-6 else {"n_eff": n_eff}
    interval = wilson(x * n_eff, n_eff)
    if audit is not None:
        certain = _Certain.of(cases)
        se, sp = audit.sensitivity, audit.specificity
        detail |= {"observed_share": x, "sensitivity": se, "specificity": sp, "by_people": certain.n}
        detail["audit"] = [audit.hits, audit.misses, audit.rejections, audit.false_alarms]
        low, x, high = (certain.corrected(end, se, sp) for end in (interval.low, x, interval.high))
        interval = Interval(low, high, interval.level)
    return scored(definition, Sample(k, n, n, detail), x, interval, provisional)


def case_weights(are_main: Sequence[bool]) -> list[float]:
    """Weights that sum to 1: main accounts' cases together as much as all others' (method section 6, "Region")."""
    sizes = Counter(are_main)
    return [1 / len(sizes) / sizes[is_main] for is_main in are_main]


def half_main(counts: Iterable[tuple[bool, int, int]]) -> tuple[float, float]:
    """Weighted share and effective n of (is main, k, n), main accounts together at half of the weight."""
    groups = {True: [0, 0], False: [0, 0]}
    for is_main, k, n in counts:
        groups[is_main][0] += k
        groups[is_main][1] += n
    held = [(k, n) for k, n in groups.values() if n]
    weight = 1 / len(held)
    return sum(weight * k / n for k, n in held), 1 / sum(weight * weight / n for _, n in held)


@dataclass(frozen=True, slots=True)
class _Certain:
    """The part of a share that people labelled: its weight, its hits' weight, how many cases."""

    weight: float
    hits: float
    n: int

    @classmethod
    def of(cls, cases: Sequence[LabelledCase]) -> _Certain:
        weights = case_weights([case.is_main for case in cases])
        own = [(weight, case.is_hit) for weight, case in zip(weights, cases, strict=True) if case.is_certain]
        return cls(fsum(w for w, _ in own), fsum(w for w, hit in own if hit), len(own))

    def corrected(self, share: float, sensitivity: float, specificity: float) -> float:
        """The share with the machine's part corrected (Rogan and Gladen)."""
        rest = 1 - self.weight
        if rest < 1e-9:
            return share
        machine = min(1.0, max(0.0, (share - self.hits) / rest))
        return self.hits + rest * corrected(machine, sensitivity, specificity)


def too_few(definition: IndicatorDefinition, n: int) -> WhyNot | None:
    """Whether n keeps the indicator from having a value."""
    if n == 0:
        return WhyNot.NO_CASES
    return WhyNot.BELOW_MINIMUM if n < definition.min_n else None

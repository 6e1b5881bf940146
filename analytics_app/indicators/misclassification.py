"""Shares that rest on a classifier, corrected by what an audited sample says of its errors (Rogan and Gladen)."""

from __future__ import annotations

from dataclasses import dataclass

from analytics_app.indicators.definition import MethodError

#: Below this sum of sensitivity and specificity the correction only multiplies noise.
MIN_SUM = 1.2


@dataclass(frozen=True, slots=True)
class Audit:
    """What coders found of one class against the rest: of its true members, and of all others."""

    hits: int  # members that the classifier found
    misses: int
    rejections: int  # others that it left alone
    false_alarms: int

    def __post_init__(self) -> None:
        if min(self.hits, self.misses, self.rejections, self.false_alarms) < 0:
            raise MethodError("counts of an audit cannot be negative")
        if self.hits + self.misses == 0 or self.rejections + self.false_alarms == 0:
            raise MethodError("an audit needs true members of the class, and others")
        if self.sensitivity + self.specificity <= 1:
            raise MethodError(
                f"sensitivity {self.sensitivity:.3f} + specificity {self.specificity:.3f} ≤ 1: "
                "the labels are no better than chance, nothing can be corrected with them"
            )

    @property
    def sensitivity(self) -> float:
        return self.hits / (self.hits + self.misses)

    @property
    def specificity(self) -> float:
        return self.rejections / (self.rejections + self.false_alarms)

    @property
    def is_reliable(self) -> bool:
        return self.sensitivity + self.specificity > MIN_SUM


def corrected(observed: float, sensitivity: float, specificity: float) -> float:
    """p = (p_obs + sp − 1)/(se + sp − 1), clipped to [0, 1]; MethodError where se + sp ≤ 1."""
    if sensitivity + specificity <= 1:
        raise MethodError(f"sensitivity {sensitivity} + specificity {specificity} ≤ 1")
    return min(1.0, max(0.0, (observed + specificity - 1) / (sensitivity + specificity - 1)))

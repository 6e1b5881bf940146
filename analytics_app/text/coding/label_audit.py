"""What codes by people say of a label's classes: each class against the rest (method sections 5.7, 12.15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics_app.indicators.definition import MethodError
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.misclassification import Audit
from analytics_app.records import Interval


@dataclass(frozen=True, slots=True)
class AuditedMessage:
    """What people settled on, and what the machine said (None: it abstained).

    ``weight``: for how many messages of the population this one was drawn.
    """

    code: str
    label: str | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ClassAudit:
    """One class against the rest. The four counts are messages; precision, recall and F1 are weighted.

    Sensitivity and specificity are of the counts, with Wilson's intervals; None without a case.
    """

    name: str
    hits: int
    misses: int
    rejections: int
    false_alarms: int
    precision: float | None
    recall: float | None
    f1: float | None

    @property
    def support(self) -> int:
        """Messages that people gave this class."""
        return self.hits + self.misses

    @property
    def sensitivity(self) -> float | None:
        return _share(self.hits, self.misses)

    @property
    def specificity(self) -> float | None:
        return _share(self.rejections, self.false_alarms)

    @property
    def sensitivity_interval(self) -> Interval | None:
        n = self.hits + self.misses
        return wilson(self.hits, n) if n else None

    @property
    def specificity_interval(self) -> Interval | None:
        n = self.rejections + self.false_alarms
        return wilson(self.rejections, n) if n else None

    def for_correction(self) -> Audit | None:
        """The counts for the correction of Rogan and Gladen; None where they cannot correct anything."""
        try:
            return Audit(self.hits, self.misses, self.rejections, self.false_alarms)
        except MethodError:
            return None


def audit_class(name: str, messages: Sequence[AuditedMessage]) -> ClassAudit:
    """One class; an abstention of the machine is a miss of its class."""
    count = dict.fromkeys(((True, True), (True, False), (False, False), (False, True)), 0)
    weight = dict.fromkeys(count, 0.0)
    for message in messages:
        cell = (message.code == name, message.label == name)
        count[cell] += 1
        weight[cell] += message.weight
    hit, missed, alarm = weight[True, True], weight[True, False], weight[False, True]
    total = 2 * hit + missed + alarm
    return ClassAudit(
        name=name,
        hits=count[True, True],
        misses=count[True, False],
        rejections=count[False, False],
        false_alarms=count[False, True],
        precision=_share(hit, alarm),
        recall=_share(hit, missed),
        f1=2 * hit / total if total else None,
    )


def _share(part: float, rest: float) -> float | None:
    return part / (part + rest) if part + rest else None

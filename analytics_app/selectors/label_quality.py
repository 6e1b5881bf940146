"""How far scores may rely on stored labels: what coders made of the newest sample of each label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analytics_app.choices import LabelTask, Status
from analytics_app.indicators.misclassification import MIN_SUM, Audit
from analytics_app.indicators.result import WhyNot
from analytics_app.models import CodingTask
from analytics_app.selectors.coding_results import audited_sample
from analytics_app.text.coding.label_audit import AuditedMessage, ClassAudit, audit_class
from analytics_app.text.rules.labels import NEEDS_RESPONSE

#: The class that stands for every intent that needs a response (and for "no keyword matched", which does too).
NEEDS = "needs_response"


@dataclass(frozen=True)
class LabelQuality:
    """One label's newest sample that was coded twice often enough. ``status`` None: there is none."""

    status: Status | None = None
    task: str | None = None  # its public id
    messages: tuple[AuditedMessage, ...] = ()

    @cached_property
    def _classes(self) -> dict[str, ClassAudit]:
        return {}

    def class_audit(self, name: str) -> ClassAudit:
        """One class against the rest."""
        if name not in self._classes:
            self._classes[name] = audit_class(name, self.messages)
        return self._classes[name]

    def audit(self, name: str) -> Audit | None:
        """For the correction of a share; None: not audited, coded too differently, or too weak to correct with."""
        return self.class_audit(name).for_correction() if self.status is Status.SCORED else None

    @property
    def is_audited(self) -> bool:
        """Whether people agreed on a sample that the machine had labelled."""
        return self.status is Status.SCORED and bool(self.messages)

    @property
    def why_not(self) -> WhyNot | None:
        """Coders who disagree leave no value to whatever rests on the label."""
        return WhyNot.CODERS_DISAGREE if self.status is Status.UNRELIABLE else None

    def why_not_class(self, name: str) -> WhyNot | None:
        """Also where the machine's sensitivity and specificity add up to 1.2 or less."""
        if self.why_not is not None or self.status is not Status.SCORED:
            return self.why_not
        found = self.class_audit(name)
        if found.sensitivity is None or found.specificity is None:
            return None
        return WhyNot.CLASSIFIER_TOO_WEAK if found.sensitivity + found.specificity <= MIN_SUM else None


_UNKNOWN = LabelQuality()


@dataclass(frozen=True, slots=True)
class Qualities:
    """What is known of every label that a score rests on."""

    by_label: Mapping[LabelTask, LabelQuality] = field(default_factory=dict)

    def of(self, label: LabelTask) -> LabelQuality:
        return self.by_label.get(label, _UNKNOWN)


#: The labels that indicators rest on.
LABELS = (LabelTask.INTENT, LabelTask.TOPIC, LabelTask.FUNCTION, LabelTask.PERSONAL_DATA)


def load_qualities() -> Qualities:
    """What coders made of each label. One query where nothing was coded; a label with a sample adds a few."""
    coded = set(CodingTask.objects.filter(label__in=LABELS).values_list("label", flat=True).distinct())
    found = {label: _load(label) for label in LABELS if label in coded}
    return Qualities({label: quality for label, quality in found.items() if quality is not None})


def _load(label: LabelTask) -> LabelQuality | None:
    found = audited_sample(label)
    if found is None:
        return None
    messages = found.messages
    if label is LabelTask.INTENT:
        messages = [AuditedMessage(_need(one.code), _need(one.label), one.weight) for one in messages]
    return LabelQuality(found.status, found.task.public_id, tuple(messages))


def _need(intent: str | None) -> str:
    return NEEDS if intent is None or intent in NEEDS_RESPONSE else "none"

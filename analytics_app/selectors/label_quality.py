"""How far scores may rely on stored labels: what coders made of the newest sample of each label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from analytics_app.choices import LabelTask, Status
from analytics_app.indicators.misclassification import MIN_SUM, Audit
from analytics_app.indicators.quality import CodedReply
from analytics_app.indicators.result import WhyNot
from analytics_app.models import CodingTask
from analytics_app.selectors.coding import CODERS_A_MESSAGE
from analytics_app.selectors.coding_results import CodedItem, audited_sample, coded_items
from analytics_app.text.coding.label_audit import AuditedMessage, ClassAudit, audit_class
from analytics_app.text.coding.rubric import marks_of
from analytics_app.text.rules.labels import NEEDS_RESPONSE

#: The class that stands for every intent that needs a response (and for "no keyword matched", which does too).
NEEDS = "needs_response"
#: The coders' class of messages that show personal data or ask for them in the open.
SHOWS_DATA = "ada"


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


@dataclass(frozen=True)
class Qualities:
    """What people made of every label that a score rests on.

    ``incidents``: message → whether coders took it for one that shows personal data. ``replies``: message → the marks
    that at least two coders gave it.
    """

    by_label: Mapping[LabelTask, LabelQuality] = field(default_factory=dict)
    incidents: Mapping[int, bool] = field(default_factory=dict)
    replies: Mapping[int, CodedReply] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """Tells what people said by now from what they said before; empty where they said nothing."""
        if not (self.by_label or self.incidents or self.replies):
            return ""
        told = [
            sorted((label, repr(one.status), one.task, one.messages) for label, one in self.by_label.items()),
            sorted(self.incidents.items()),
            sorted(self.replies.items()),
        ]
        return sha256(repr(told).encode()).hexdigest()[:16]

    def of(self, label: LabelTask) -> LabelQuality:
        return self.by_label.get(label, _UNKNOWN)


#: The labels that indicators rest on.
LABELS = (LabelTask.INTENT, LabelTask.TOPIC, LabelTask.FUNCTION, LabelTask.PERSONAL_DATA)


def load_qualities() -> Qualities:
    """What coders made of each label. One query where nothing was coded; a label with a sample adds a few."""
    coded = set(CodingTask.objects.values_list("label", flat=True).distinct())
    found = {label: _load(label) for label in LABELS if label in coded}
    return Qualities(
        {label: quality for label, quality in found.items() if quality is not None},
        _incidents() if LabelTask.PERSONAL_DATA in coded else {},
        _replies() if LabelTask.ANSWER in coded else {},
    )


def _incidents() -> dict[int, bool]:
    """By the newest word of those who agreed, or of who settled it."""
    return {
        one.item.message_id: one.agreed == SHOWS_DATA
        for one in _items(LabelTask.PERSONAL_DATA)
        if one.agreed is not None
    }


def _replies() -> dict[int, CodedReply]:
    return {
        one.item.message_id: CodedReply(tuple(marks_of(code) for _, code in sorted(one.codes.items())))
        for one in _items(LabelTask.ANSWER)
        if len(one.codes) >= CODERS_A_MESSAGE
    }


def _items(label: LabelTask) -> Iterator[CodedItem]:
    for task in CodingTask.objects.filter(label=label).order_by("created_at", "pk"):
        yield from coded_items(task)


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

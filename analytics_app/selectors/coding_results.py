"""What coders found: how well they agree, what was settled, and how the machine's labels stand against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from accounts_app.database_scope import as_system
from accounts_app.models import User
from analytics_app.choices import LabelTask, Status
from analytics_app.indicators.agreement import krippendorff_nominal
from analytics_app.indicators.misclassification import Audit
from analytics_app.models import Adjudication, CodingItem, CodingTask
from analytics_app.selectors.coding import CODERS_A_MESSAGE, codebook_of, held_codes
from analytics_app.selectors.machine_labels import machine_labels
from analytics_app.text.coding.agreement import Agreement, alpha, kappa
from analytics_app.text.coding.label_audit import AuditedMessage, ClassAudit, audit_class

#: Fewer messages coded twice say nothing of how reliable coding is (as many as method section 5 asks of replies).
MIN_CODED_TWICE = 30


@dataclass(frozen=True, slots=True)
class CodedItem:
    """One message of a sample: each coder's class by user id, what was settled, and what the machine said."""

    item: CodingItem
    codes: Mapping[int, str]
    settled: str | None
    is_labelled: bool
    label: str | None

    @property
    def agreed(self) -> str | None:
        """The class that holds: what was settled, else what two coders gave alike."""
        if self.settled is not None:
            return self.settled
        alike = set(self.codes.values())
        return next(iter(alike)) if len(alike) == 1 and len(self.codes) >= CODERS_A_MESSAGE else None

    @property
    def is_disputed(self) -> bool:
        """Coded differently, and nobody settled it."""
        return self.settled is None and len(set(self.codes.values())) > 1


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Two coders: agreement, and how often the one gave a class where the other gave another."""

    one: str
    other: str
    kappa: Agreement
    alpha: Agreement
    share: float | None
    confusion: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: how often it holds, how well coders agree on it against the rest, and the machine's figures."""

    id: str
    n: int
    alpha: Agreement
    machine: ClassAudit


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the page shows of a task. Coders are letters, in the order of their first code."""

    task: CodingTask
    coders: tuple[str, ...]
    coded: int
    coded_twice: int
    settled: int
    disputed: int
    alpha: Agreement
    pairs: tuple[PairFigures, ...]
    classes: tuple[ClassFigures, ...]
    n_machine: int
    abstained: int
    confusion: Mapping[tuple[str, str | None], int]  # (code, machine's label)

    @property
    def status(self) -> Status:
        return status_of(self.alpha)


@dataclass(frozen=True, slots=True)
class Reliability:
    """What indicators may ask of a label: whether people agree on it enough (method section 5.7)."""

    status: Status
    alpha: float | None
    n: int
    task: CodingTask


def status_of(agreement: Agreement) -> Status:
    """SCORED, UNRELIABLE below the least α, INSUFFICIENT where α is undefined or rests on too few messages."""
    if agreement.value is None or agreement.n < MIN_CODED_TWICE:
        return Status.INSUFFICIENT
    return Status.SCORED if agreement.is_reliable else Status.UNRELIABLE


def reliability_of(label: LabelTask) -> Reliability | None:
    """Of the newest task of the label that was coded twice often enough; None where there is none.

    ``indicators`` ask ``status``: UNRELIABLE means that α lies below 0.667.
    """
    found = newest_coded(label)
    if found is None:
        return None
    task, items = found
    agreement = alpha(_units(items), task.seed)
    return Reliability(status_of(agreement), agreement.value, agreement.n, task)


@dataclass(frozen=True, slots=True)
class AuditedSample:
    """The newest sample of a label that was coded twice often enough, as scores read it."""

    task: CodingTask
    status: Status
    messages: list[AuditedMessage]


def audited_sample(label: LabelTask) -> AuditedSample | None:
    """What ``reliability_of`` and ``audit_of`` say, read once and without intervals; None where there is none."""
    found = newest_coded(label)
    if found is None:
        return None
    task, items = found
    paired = [unit for unit in _units(items) if len(unit) > 1]
    value = krippendorff_nominal(paired)
    return AuditedSample(task, status_of(Agreement(value, None, len(paired))), _audited(items))


def audit_of(label: LabelTask, code_class: str) -> Audit | None:
    """Sensitivity and specificity of the machine's label, from the newest task of the label; None without.

    Samples drawn by the machine's doubt are left out: their errors are more than the population's.
    """
    found = newest_coded(label)
    if found is None:
        return None
    return audit_class(code_class, _audited(found[1])).for_correction()


def newest_coded(label: LabelTask) -> tuple[CodingTask, list[CodedItem]] | None:
    """The newest task of the label that two people coded often enough, with its sample; None where there is none.

    Samples drawn by the machine's doubt are left out: their errors are more than the population's.
    """
    tasks = CodingTask.objects.filter(label=label).exclude(design=CodingTask.Design.UNCERTAINTY)
    for task in tasks.order_by("-created_at", "-pk"):
        items = coded_items(task)
        if sum(len(item.codes) >= CODERS_A_MESSAGE for item in items) >= MIN_CODED_TWICE:
            return task, items
    return None


def results_of(task: CodingTask) -> Results:
    """Everything about the task. Four queries."""
    items = coded_items(task)
    letters = _letters(items)
    audited = _audited(items)
    holding = Counter(item.agreed for item in items)
    return Results(
        task=task,
        coders=tuple(letters.values()),
        coded=sum(bool(item.codes) for item in items),
        coded_twice=sum(len(item.codes) >= CODERS_A_MESSAGE for item in items),
        settled=sum(item.settled is not None for item in items),
        disputed=sum(item.is_disputed for item in items),
        alpha=alpha(_units(items), task.seed),
        pairs=tuple(_pair(items, one, other, letters, task.seed) for one, other in combinations(letters, 2)),
        classes=tuple(
            ClassFigures(
                each.id,
                holding[each.id],
                alpha(_against_rest(items, each.id), task.seed),
                audit_class(each.id, audited),
            )
            for each in codebook_of(task).classes
        ),
        n_machine=len(audited),
        abstained=sum(one.label is None for one in audited),
        confusion=Counter((one.code, one.label) for one in audited),
    )


@as_system
def coded_items(task: CodingTask) -> list[CodedItem]:
    """The whole sample in its order, coded or not. Four queries."""
    items = list(CodingItem.objects.filter(task=task).select_related("region").order_by("order"))
    codes = held_codes(items)
    settled = {
        one.item_id: one.code_class for one in Adjudication.objects.filter(item__task=task).order_by("pk")
    }
    labels = machine_labels(LabelTask(task.label), [item.message_id for item in items])
    return [
        CodedItem(
            item=item,
            codes={code.coder_id: code.code_class for code in codes[item.pk]},
            settled=settled.get(item.pk),
            is_labelled=item.message_id in labels,
            label=labels.get(item.message_id),
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class Given:
    """One code that stands, or one decision, with who gave it (e-mail address)."""

    is_settled: bool
    person: str
    code_class: str
    note: str
    at: datetime


@as_system
def list_given(task: CodingTask) -> list[tuple[CodingItem, Given]]:
    """Every code that stands and the decision that holds, by message in the order of the sample. Four queries."""
    items = list(CodingItem.objects.filter(task=task).select_related("region").order_by("order"))
    codes = held_codes(items)
    settled = {one.item_id: one for one in Adjudication.objects.filter(item__task=task).order_by("pk")}
    people = {code.coder_id for held in codes.values() for code in held}
    people |= {one.adjudicator_id for one in settled.values()}
    emails = dict(User.objects.filter(pk__in=people).values_list("pk", "email"))
    given = []
    for item in items:
        given += [
            (item, Given(False, emails[code.coder_id], code.code_class, code.note, code.created_at))
            for code in codes[item.pk]
        ]
        if one := settled.get(item.pk):
            who = emails[one.adjudicator_id]
            given.append((item, Given(True, who, one.code_class, one.note, one.created_at)))
    return given


# --- pieces --------------------------------------------------------------------------------------


def _letters(items: Sequence[CodedItem]) -> dict[int, str]:
    coders = dict.fromkeys(coder for item in items for coder in item.codes)
    return {coder: _letter(place) for place, coder in enumerate(sorted(coders))}


def _letter(place: int) -> str:
    """A … Z, then AA, AB …"""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _units(items: Sequence[CodedItem]) -> list[list[str | None]]:
    return [list(item.codes.values()) for item in items]


def _against_rest(items: Sequence[CodedItem], code_class: str) -> list[list[str | None]]:
    return [["1" if code == code_class else "0" for code in item.codes.values()] for item in items]


def _pair(
    items: Sequence[CodedItem], one: int, other: int, letters: Mapping[int, str], seed: int
) -> PairFigures:
    both = [
        (item.codes[one], item.codes[other]) for item in items if one in item.codes and other in item.codes
    ]
    return PairFigures(
        one=letters[one],
        other=letters[other],
        kappa=kappa(both, seed),
        alpha=alpha(both, seed),
        share=sum(a == b for a, b in both) / len(both) if both else None,
        confusion=Counter(both),
    )


def _audited(items: Sequence[CodedItem]) -> list[AuditedMessage]:
    return [
        AuditedMessage(item.agreed, item.label, item.item.weight)
        for item in items
        if item.agreed is not None and item.is_labelled
    ]

"""How good the machine's labels are where people have coded, and how its labels drift. Counts alone, no text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count

from accounts_app.database_scope import as_system
from analytics_app.choices import LabelTask
from analytics_app.models import CodingTask, Label, LabelCorrection
from analytics_app.selectors.coding import codebook_of
from analytics_app.selectors.coding_results import CodedItem, newest_coded, reliability_of
from analytics_app.selectors.machine_labels import TASKS_OF_LABELS
from analytics_app.text.classify import LabelSource, Task
from analytics_app.text.coding.agreement import Agreement, alpha
from analytics_app.text.coding.label_audit import AuditedMessage, ClassAudit, audit_class
from analytics_app.text.evaluation import evaluate

#: Ids that drift looks at, evenly spread; those that hold a message are its sample. Few enough for a page.
DRIFT_SAMPLE = 60_000
#: Months with fewer messages of the sample are unknown.
MIN_MONTH = 20
#: Fewer coded messages of a language or platform say nothing about it.
MIN_GROUP = 10
WORST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The machine against people among messages of one kind; None of few.

    ``classes``: those that people or the machine gave, each against the rest; none of few messages.
    """

    name: str
    n: int
    accuracy: float | None
    macro_f1: float | None
    classes: tuple[ClassAudit, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Labels whose model stated a confidence between ``low`` and ``low`` + 0.1, and how often they were right."""

    low: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class CardAudit:
    """The machine's labels against the newest sample that two people coded.

    ``worst``: which class people gave, what the machine said instead (None: nothing), how often. ``by_version``: how
    many of these labels each source and version gave ("rule 1.1.0+2"); those that label now may be others.
    """

    task: CodingTask
    alpha: Agreement
    n: int
    abstained: int
    macro_f1: float | None
    classes: tuple[ClassAudit, ...]
    confusion: Mapping[tuple[str, str | None], int]
    platforms: tuple[GroupFigures, ...]
    languages: tuple[GroupFigures, ...]
    calibration: tuple[ConfidenceBin, ...]
    worst: tuple[tuple[str, str | None, int], ...]
    by_version: Mapping[str, int]


@as_system
def audit_card(label: LabelTask) -> CardAudit | None:
    """The audit of a label; None where nobody has coded enough of it. Some ten queries."""
    found = newest_coded(label)
    if found is None:
        return None
    task, items = found
    known = [item for item in items if item.agreed is not None and item.is_labelled]
    pairs = [(item.agreed or "", item.label) for item in known]
    audited = [
        AuditedMessage(code, said, item.item.weight) for (code, said), item in zip(pairs, known, strict=True)
    ]
    classes = tuple(audit_class(each.id, audited) for each in codebook_of(task).classes)
    errors = Counter(pair for pair in pairs if pair[0] != pair[1])
    languages = _languages(known)
    return CardAudit(
        task=task,
        alpha=alpha([list(item.codes.values()) for item in items], task.seed),
        n=len(known),
        abstained=sum(said is None for _, said in pairs),
        macro_f1=evaluate(*zip(*pairs, strict=True)).macro_f1 if pairs else None,
        classes=classes,
        confusion=Counter(pairs),
        platforms=_groups(known, lambda item: item.item.platform),
        languages=_groups(known, lambda item: languages.get(item.item.message_id, "")),
        calibration=_calibration(known, TASKS_OF_LABELS[label]),
        worst=tuple((code, said, n) for (code, said), n in errors.most_common(WORST_SHOWN)),
        by_version=_versions(known, TASKS_OF_LABELS[label]),
    )


def is_reliable(label: LabelTask) -> bool | None:
    """Whether people agree enough on a label; None where nobody knows."""
    found = reliability_of(label)
    return None if found is None else found.status == "scored"


@as_system
def count_corrections() -> dict[str, int]:
    """Task → messages whose label a person corrected. One query."""
    rows = LabelCorrection.objects.values("task").annotate(n=Count("message", distinct=True)).order_by()
    return {row["task"]: row["n"] for row in rows}


def _groups(items: Sequence[CodedItem], key: Callable[[CodedItem], str]) -> tuple[GroupFigures, ...]:
    members: dict[str, list[CodedItem]] = defaultdict(list)
    for item in items:
        members[key(item)].append(item)
    return tuple(_group(name, found) for name, found in sorted(members.items(), key=lambda one: -len(one[1])))


def _group(name: str, items: Sequence[CodedItem]) -> GroupFigures:
    if len(items) < MIN_GROUP:
        return GroupFigures(name, len(items), None, None)
    pairs = [(item.agreed or "", item.label) for item in items]
    figures = evaluate(*zip(*pairs, strict=True))
    audited = [
        AuditedMessage(code, said, item.item.weight) for (code, said), item in zip(pairs, items, strict=True)
    ]
    given = sorted({code for code, _ in pairs} | {said for _, said in pairs if said is not None})
    classes = tuple(audit_class(one, audited) for one in given)
    return GroupFigures(name, len(items), figures.accuracy, figures.macro_f1, classes)


def _languages(items: Sequence[CodedItem]) -> dict[int, str]:
    ids = [item.item.message_id for item in items]
    rows = Label.objects.filter(message_id__in=ids, task=Task.LANGUAGE.value)
    return dict(rows.values_list("message_id", "value"))


def _versions(items: Sequence[CodedItem], task: Task) -> Mapping[str, int]:
    ids = [item.item.message_id for item in items]
    given = Label.objects.filter(message_id__in=ids, task=task).values_list("source", "version")
    return Counter(f"{source} {version}" for source, version in given)


def _calibration(items: Sequence[CodedItem], task: Task) -> tuple[ConfidenceBin, ...]:
    stated = dict(
        Label.objects.filter(
            message_id__in=[item.item.message_id for item in items],
            task=task.value,
            source=LabelSource.MODEL.value,
        ).values_list("message_id", "confidence")
    )
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for item in items:
        confidence = stated.get(item.item.message_id)
        if confidence is not None:
            bins[min(int(confidence * 10), 9)].append((confidence, item.agreed == item.label))
    return tuple(
        ConfidenceBin(
            place / 10,
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
        )
        for place, members in sorted(bins.items())
    )


# --- drift ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DriftMonth:
    """One month of the sample: its messages, those without a label, and how many each class has.

    ``by_version``: how many labels each source and version gave ("rule 1.1.0+2").
    """

    start: date
    n: int
    unlabelled: int
    by_class: Mapping[str, int]
    by_version: Mapping[str, int]

    @property
    def is_known(self) -> bool:
        return self.n >= MIN_MONTH


@dataclass(frozen=True, slots=True)
class Drift:
    """``is_sample``: every so manyth message was looked at, not each."""

    months: tuple[DriftMonth, ...]
    is_sample: bool


@as_system
def label_drift(task: Task, *, is_official: bool, since: date, size: int = DRIFT_SAMPLE) -> Drift:
    """Labels of a task by month, from every so manyth stored message. Two queries whose work does not grow.

    Months are those of Jakarta: the sample is the country's. Messages that wait to be labelled are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM analytics_app_message")
        low, high = cursor.fetchone()
        if low is None:
            return Drift((), is_sample=False)
        step = max(1, (high - low) // size)
        cursor.execute(
            _DRIFT,
            {
                "low": low,
                "high": high,
                "step": step,
                "task": task.value,
                "official": is_official,
                "since": since,
            },
        )
        return Drift(_months(cursor.fetchall()), is_sample=step > 1)


def _months(rows: Sequence[tuple[date, str | None, str | None, str | None, int]]) -> tuple[DriftMonth, ...]:
    classes: dict[date, Counter[str]] = defaultdict(Counter)
    versions: dict[date, Counter[str]] = defaultdict(Counter)
    total: Counter[date] = Counter()
    for month, value, source, version, n in rows:
        total[month] += n
        if value is not None:
            classes[month][value] += n
            versions[month][f"{source} {version}" if source != LabelSource.PERSON else f"{source}"] += n
    return tuple(
        DriftMonth(month, n, n - classes[month].total(), classes[month], versions[month])
        for month, n in sorted(total.items())
    )


_DRIFT = """
SELECT date_trunc('month', m.created_at AT TIME ZONE 'Asia/Jakarta')::date, l.value, l.source, l.version, count(*)
FROM generate_series(%(low)s, %(high)s, %(step)s) AS g (id)
JOIN analytics_app_message m ON m.id = g.id
LEFT JOIN analytics_app_stalelabel w ON w.message_id = m.id
LEFT JOIN analytics_app_label l ON l.message_id = m.id AND l.task = %(task)s
WHERE w.message_id IS NULL AND (m.account_id IS NOT NULL) = %(official)s AND m.created_at >= %(since)s
GROUP BY 1, 2, 3, 4
"""

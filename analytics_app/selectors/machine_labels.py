"""What the machine said of messages: the one place that knows where labels are stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable

from accounts_app.database_scope import as_system
from analytics_app.choices import LabelTask
from analytics_app.models import Label, LabelCorrection, Message, StaleLabel
from analytics_app.text.classify import LabelSource, Task

#: Coders' tasks and classes as the pipeline calls them, where the names differ.
TASKS_OF_LABELS: Mapping[LabelTask, Task] = {
    LabelTask.INTENT: Task.INTENT,
    LabelTask.PROBLEM: Task.PROBLEM,
    LabelTask.SERVICE: Task.SERVICE,
    LabelTask.SENTIMENT: Task.SENTIMENT,
    LabelTask.TOPIC: Task.TOPIC,
    LabelTask.FUNCTION: Task.FUNCTION,
    LabelTask.PERSONAL_DATA: Task.INCIDENT,
}
_CLASSES: Mapping[str, str] = {
    "negative": "negatif",
    "neutral": "netral",
    "positive": "positif",
    "ditampilkan": "ada",
    "diminta_di_ruang_terbuka": "ada",
}


@as_system
def machine_labels(label: LabelTask, message_ids: Collection[int]) -> dict[int, str | None]:
    """The machine's class of each message that it labelled, None where it abstained or found nothing.

    Messages that wait to be labelled are left out, and those whose label a person set: that is no word of the
    machine's; also those that the model in use learnt from, of which it only repeats what it was told. For personal
    data nothing found means that there are none. Four queries at most.
    """
    if label not in TASKS_OF_LABELS:
        return {}
    waiting = set(StaleLabel.objects.filter(message_id__in=message_ids).values_list("message_id", flat=True))
    told = set(
        LabelCorrection.objects.filter(message_id__in=message_ids, task=TASKS_OF_LABELS[label]).values_list(
            "message_id", flat=True
        )
    )
    told |= _learnt_from(TASKS_OF_LABELS[label])
    if label is LabelTask.INTENT:  # kept on the message since before labels had a table
        labelled = Message.objects.filter(pk__in=message_ids, intent_version__isnull=False)
        return {id: intent for id, intent in labelled.values_list("pk", "intent") if id not in told}
    if not has_machine_labels(label):
        return {}
    nothing = "tidak_ada" if label is LabelTask.PERSONAL_DATA else None
    stored = set(Message.objects.filter(pk__in=message_ids).values_list("pk", flat=True))
    found: dict[int, str | None] = dict.fromkeys(stored - waiting - told, nothing)
    labels = Label.objects.filter(message_id__in=list(found), task=TASKS_OF_LABELS[label])
    found.update((id, _CLASSES.get(value, value)) for id, value in labels.values_list("message_id", "value"))
    return found


def has_machine_labels(label: LabelTask) -> bool:
    """Whether labels of this task are stored at all."""
    if label is LabelTask.INTENT:
        return True
    if label not in TASKS_OF_LABELS:
        return False
    return Label.objects.filter(task=TASKS_OF_LABELS[label]).exclude(source=LabelSource.PERSON).exists()


def confidence_of(label: LabelTask) -> Combinable | None:
    """A model's confidence in 0-1 as an expression over messages; None where no model labelled this task."""
    if label not in TASKS_OF_LABELS:
        return None
    by_model = Label.objects.filter(task=TASKS_OF_LABELS[label], source=LabelSource.MODEL)
    if not by_model.exists():
        return None
    return Subquery(by_model.filter(message=OuterRef("pk")).values("confidence")[:1])


def _learnt_from(task: Task) -> frozenset[int]:
    """The messages whose codes or corrections the model of the task learnt from, by its own description."""
    path = Path(settings.TEXT_MODEL_DIR) / f"{task}.json"
    return _messages_named(path, path.stat().st_mtime_ns) if path.exists() else frozenset()


@lru_cache(maxsize=16)
def _messages_named(path: Path, changed_ns: int) -> frozenset[int]:
    try:
        return frozenset(json.loads(path.read_bytes()).get("people", {}).get("message_ids", ()))
    except (OSError, ValueError, TypeError, AttributeError):
        return frozenset()  # damaged: the model is not used either

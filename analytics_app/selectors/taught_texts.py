"""What people taught: texts that two coders agree on or that were settled, and labels that a person corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from accounts_app.database_scope import as_system
from analytics_app.choices import LabelTask
from analytics_app.models import CodingTask, LabelCorrection, Message
from analytics_app.selectors.coding_results import coded_items
from analytics_app.selectors.machine_labels import TASKS_OF_LABELS
from analytics_app.text.classify import CLASSES, Task

CHUNK = 2_000
#: What coders are asked for each task. Codes of personal data say only whether there are any, not what was done.
_CODED = {task: label for label, task in TASKS_OF_LABELS.items() if label is not LabelTask.PERSONAL_DATA}
_CLASSES: Mapping[str, str] = {"negatif": "negative", "netral": "neutral", "positif": "positive"}


@dataclass(frozen=True, slots=True)
class TaughtText:
    """A message's text, as it is stored, and the class that people gave it."""

    message_id: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Taught:
    """The texts to learn from, by message, and how many messages people looked at that teach nothing, by reason.

    ``disputed``: coders differ and nobody settled it, or two samples came to different classes; ``no_class``: people
    said that no class fits, or one that labels do not have; ``gone``: the text is no longer held.
    """

    texts: tuple[TaughtText, ...]
    disputed: int
    no_class: int
    gone: int


@as_system
def taught_texts(task: Task) -> Taught:
    """What people said of a task; a correction goes before codes. Messages that one coder alone coded are left out."""
    coded, disputed = _coded(task)
    said: dict[int, str | None] = {id: value for id, value in coded.items() if id not in disputed}
    corrected = dict(_corrections(task))
    said |= corrected
    taught = {id: value for id, value in said.items() if value in CLASSES[task]}
    texts = tuple(TaughtText(id, text, str(taught[id])) for id, text in _texts(taught))
    return Taught(texts, len(disputed - corrected.keys()), len(said) - len(taught), len(taught) - len(texts))


def _coded(task: Task) -> tuple[dict[int, str], set[int]]:
    """By message the class that coders agree on, and the messages that they do not agree on."""
    found: dict[int, set[str]] = defaultdict(set)
    disputed: set[int] = set()
    label = _CODED.get(task)
    for sample in CodingTask.objects.filter(label=label) if label else ():
        for coded in coded_items(sample):
            if coded.agreed is not None:
                found[coded.item.message_id].add(_CLASSES.get(coded.agreed, coded.agreed))
            elif coded.is_disputed:
                disputed.add(coded.item.message_id)
    disputed |= {id for id, values in found.items() if len(values) > 1}
    return {id: min(values) for id, values in found.items()}, disputed


def _corrections(task: Task) -> Iterator[tuple[int, str | None]]:
    """The newest correction of each message; None: no class fits."""
    rows = (
        LabelCorrection.objects.filter(task=task).order_by("message_id", "-at", "-pk").distinct("message_id")
    )
    yield from rows.values_list("message_id", "value").iterator(chunk_size=CHUNK)


def _texts(message_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """The texts that are still held, in the order of the messages' ids."""
    ids = sorted(message_ids)
    for start in range(0, len(ids), CHUNK):
        held = Message.objects.filter(pk__in=ids[start : start + CHUNK], text_gone=None).exclude(text="")
        yield from held.order_by("pk").values_list("pk", "text")

"""What is said of messages and by whom: each label with its origin, the corrections behind it, what they change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts_app.models import OfficialAccount
from analytics_app.models import Label, LabelCorrection, Message, StaleScore, Thread
from analytics_app.selectors.labels import list_labels
from analytics_app.text.classify import CITIZEN_TASKS, OFFICIAL_TASKS, Task
from analytics_app.text.classify import Label as TextLabel


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word as it was given. ``value`` None: no class fits; ``by`` is an e-mail address."""

    task: str
    value: str | None
    old_value: str | None
    old_source: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LabelState:
    """One task of one message: its label if there is one, and what people said of it, newest first."""

    task: Task
    label: TextLabel | None
    corrections: Sequence[Correction]

    @property
    def is_person_none(self) -> bool:
        """A person said that no class fits; that is a word too, but no label."""
        return self.label is None and bool(self.corrections)


def label_states(messages: Mapping[int, bool]) -> dict[int, list[LabelState]]:
    """Every task of these messages (id → official or not), in the order of the pipeline. Two queries."""
    labels, told = list_labels(list(messages)), _corrections(list(messages))
    return {
        id: [
            LabelState(task, labels.get(id, {}).get(task.value), told.get((id, task.value), ()))
            for task in tasks_of(is_official)
        ]
        for id, is_official in messages.items()
    }


def tasks_of(is_official: bool) -> tuple[Task, ...]:
    """What messages of officials, and of citizens, are labelled with."""
    return OFFICIAL_TASKS if is_official else CITIZEN_TASKS


def intents_of_threads(thread_intents: Mapping[int, str | None]) -> dict[int, TextLabel]:
    """Thread id → a label that gives the thread's intent, as the threads page shows where it came from. One query."""
    rows = Label.objects.filter(message__thread__in=list(thread_intents), task=Task.INTENT.value)
    found: dict[int, TextLabel] = {}
    for row in rows.select_related("message").order_by("message_id"):
        thread = row.message.thread_id or 0
        if row.value == thread_intents[thread]:
            found.setdefault(thread, TextLabel(row.task, row.value, row.confidence, row.source, row.version))
    return found


def find_message(id: int) -> Message | None:
    """A message that the reader's rows hold, with the accounts that it belongs to loaded. One query."""
    return (
        Message.objects.filter(pk=id)
        .select_related(
            "account__region", "account__agency", "addressed_account__region", "thread__account__region"
        )
        .first()
    )


def accounts_of(message: Message) -> list[OfficialAccount]:
    """Whose message it is: its official author; else whom the citizen speaks to; else whom it concerns.

    What a private message concerns beside whom it is addressed to gives no right to it.
    """
    if message.account is not None:
        return [message.account]
    thread = message.thread
    spoken_to = [message.addressed_account, thread.account if thread else None]
    found = {account.pk: account for account in spoken_to if account is not None}
    if found or message.kind == "direct":
        return list(found.values())
    return list(OfficialAccount.objects.filter(links__message=message).select_related("region"))


def is_catching_up(thread: Thread) -> bool:
    """Whether threads and figures still have to follow what changed in this conversation. One or two queries."""
    return (
        Message.objects.filter(thread=thread, needs_rebuild=True).exists()
        or StaleScore.objects.filter(account=thread.account_id).exists()
    )


def _corrections(ids: Collection[int]) -> dict[tuple[int, str], list[Correction]]:
    found: dict[tuple[int, str], list[Correction]] = defaultdict(list)
    rows = LabelCorrection.objects.filter(message__in=ids).select_related("by").order_by("-at", "-pk")
    for row in rows:
        found[row.message_id, row.task].append(
            Correction(
                row.task, row.value, row.old_value, row.old_source, row.by.email if row.by else "", row.at
            )
        )
    return found

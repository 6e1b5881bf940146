"""What coders have before them: tasks, the next message with what it answers, and how far they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from accounts_app.access import may_nationally, own_regions, regions_of_coding_led_by
from accounts_app.database_scope import as_system
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.choices import LabelTask
from analytics_app.models import Adjudication, Code, CodingItem, CodingTask, Message
from analytics_app.text.coding.codebook import CODEBOOKS, Codebook

#: Each message is coded by two people who do not see each other's codes.
CODERS_A_MESSAGE = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One message before a coder: masked as stored, with what it answers; nothing of what anybody made of it."""

    item: CodingItem
    text: str
    platform: str
    handle: str | None  # of an official author
    context: str | None
    context_handle: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one coder in one task. ``total``: coded, skipped and still open for this person."""

    coded: int
    skipped: int
    open: int

    @property
    def total(self) -> int:
        return self.coded + self.skipped + self.open


# --- tasks ---------------------------------------------------------------------------------------


def codebook_of(task: CodingTask) -> Codebook:
    """The classes of the task."""
    return CODEBOOKS[LabelTask(task.label)]


def list_tasks_led_by(user: User) -> QuerySet[CodingTask]:
    """Tasks all of whose regions the user leads; those of the whole country only where the user leads all of it."""
    if may_nationally(user, Permission.LEAD_CODING):
        return list_tasks()
    chosen = CodingTask.regions.through.objects.filter(codingtask=OuterRef("pk"))
    outside = chosen.exclude(region__in=regions_of_coding_led_by(user))
    return list_tasks().filter(Exists(chosen), ~Exists(outside))


def list_tasks() -> QuerySet[CodingTask]:
    """All tasks, the newest first: coders may see that they exist, wherever their messages come from."""
    return CodingTask.objects.order_by("-created_at", "-pk")


def find_task(public_id: str) -> CodingTask:
    """The task; Http404 where there is none."""
    return _or_404(list_tasks().filter(public_id=public_id).first())


def find_task_led_by(user: User, public_id: str) -> CodingTask:
    """The task; Http404 for unknown and forbidden alike."""
    return _or_404(list_tasks_led_by(user).filter(public_id=public_id).first())


def _or_404(task: CodingTask | None) -> CodingTask:
    if task is None:
        raise Http404
    return task


def count_coded_twice(tasks: list[CodingTask]) -> dict[int, int]:
    """How many messages of each task have all the codes they need. One query."""
    items = (
        CodingItem.objects.filter(task__in=tasks)
        .annotate(coders=_count_coders())
        .filter(coders__gte=CODERS_A_MESSAGE)
        .values_list("task_id")
    )
    return dict(items.annotate(n=Count("pk", distinct=True)).order_by())


# --- one coder -----------------------------------------------------------------------------------


def standing_codes() -> QuerySet[Code]:
    """Codes and skips that were not taken back; of one coder and message the last one holds."""
    return Code.objects.exclude(action=Code.Action.UNDO).filter(undone_by=None)


@as_system
def own_items(item_ids: Collection[int], user: User) -> frozenset[int]:
    """Those of the messages that concern a region that is the user's own. Two queries at most."""
    if not own_regions(user):
        return frozenset()
    others = _not_own(CodingItem.objects.filter(pk__in=item_ids), user)
    return frozenset(item_ids).difference(others.values_list("pk", flat=True))


@as_system
def progress_of(task: CodingTask, user: User) -> Progress:
    """How far the coder is. Two queries."""
    items = _for_coder(task, user)
    counts = items.aggregate(
        coded=Count("pk", filter=Q(mine=Code.Action.CODE)),
        skipped=Count("pk", filter=Q(mine=Code.Action.SKIP, others__lt=CODERS_A_MESSAGE)),
        open=Count("pk", filter=Q(mine=None, others__lt=CODERS_A_MESSAGE)),
    )
    return Progress(**counts)


@as_system
def next_message(task: CodingTask, user: User, *, skipped: bool = False) -> Shown | None:
    """The next message for the coder, or of those skipped the first; None when there is none left."""
    items = _for_coder(task, user).filter(others__lt=CODERS_A_MESSAGE)
    item = items.filter(mine=Code.Action.SKIP if skipped else None).order_by("order").first()
    return None if item is None else _shown(item)


def find_item(task: CodingTask, public_id: str) -> CodingItem:
    """A message of the task; Http404 where there is none."""
    item = CodingItem.objects.filter(task=task, public_id=public_id).first()
    if item is None:
        raise Http404
    return item


@as_system
def has_only_own(task: CodingTask, user: User) -> bool:
    """Whether all messages of the task are of regions that are the user's own."""
    return not _not_own(CodingItem.objects.filter(task=task), user).exists()


def _for_coder(task: CodingTask, user: User) -> Any:
    """Messages that the person may code or settle: ``mine`` what the person did, ``others`` how many coded it."""
    mine = standing_codes().filter(item=OuterRef("pk"), coder=user).order_by("-pk").values("action")[:1]
    items = _not_own(CodingItem.objects.filter(task=task), user).filter(_is_readable())
    return items.annotate(mine=Subquery(mine), others=_count_coders(~Q(coder=user)))


def _not_own(items: QuerySet[CodingItem], user: User) -> QuerySet[CodingItem]:
    own = own_regions(user)
    if not own:
        return items
    concerned = Message.objects.filter(pk=OuterRef("message_id"), links__account__region__in=own)
    return items.exclude(region__in=own).filter(~Exists(concerned))


def _is_readable() -> Exists:
    """The message is still there, with its text."""
    return Exists(Message.objects.filter(pk=OuterRef("message_id")).exclude(text=""))


def _count_coders(*who: Q) -> Coalesce:
    """How many people, of those meant, have coded the message."""
    coded = standing_codes().filter(*who, item=OuterRef("pk"), action=Code.Action.CODE)
    count = coded.order_by().values("item").annotate(n=Count("coder", distinct=True)).values("n")
    return Coalesce(Subquery(count), 0)


def _shown(item: CodingItem) -> Shown:
    message = Message.objects.select_related("account", "parent__account").get(pk=item.message_id)
    parent = message.parent
    return Shown(
        item=item,
        text=message.text,
        platform=message.platform,
        handle=message.account.handle if message.account else None,
        context=parent.text if parent else None,
        context_handle=parent.account.handle if parent and parent.account else None,
    )


# --- adjudication --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A message on which two coders differ, and what each said; who they are is not told."""

    shown: Shown
    codes: tuple[tuple[str, str], ...]  # class and note
    left: int


def held_codes(items: Collection[CodingItem]) -> dict[int, list[Code]]:
    """By item the code that holds of each coder, in the order in which they came in. One query."""
    last: dict[tuple[int, int], Code] = {}
    for code in standing_codes().filter(item__in=items, action=Code.Action.CODE).order_by("pk"):
        last[code.item_id, code.coder_id] = code
    held: dict[int, list[Code]] = {item.pk: [] for item in items}
    for code in last.values():
        held[code.item_id].append(code)
    return held


def differ(codes: Iterable[Code]) -> bool:
    """Whether the codes of one message name more than one class."""
    return len({code.code_class for code in codes}) > 1


@as_system
def next_disagreement(task: CodingTask, user: User) -> Disagreement | None:
    """The first message that two others coded differently, that nobody settled and that is not the user's own."""
    waiting = _for_coder(task, user).filter(
        ~Exists(Adjudication.objects.filter(item=OuterRef("pk"))),
        Q(mine=None) | Q(mine=Code.Action.SKIP),
        others__gte=CODERS_A_MESSAGE,
    )
    items = list(waiting.order_by("order"))
    codes = held_codes(items)
    found = [item for item in items if differ(codes[item.pk])]
    if not found:
        return None
    said = tuple((code.code_class, code.note) for code in codes[found[0].pk])
    return Disagreement(_shown(found[0]), said, len(found))

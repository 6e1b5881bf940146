"""What coders do: give a class, skip, take back, settle. Rows are only added; the same act again adds none."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import cached_property

from django.db import transaction

from accounts_app.access import may
from accounts_app.database_scope import as_system
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.models import Adjudication, Code, CodingItem, CodingTask
from analytics_app.selectors.coding import (
    CODERS_A_MESSAGE,
    codebook_of,
    differ,
    own_items,
    standing_codes,
)

NOTE_LENGTH = 500


class Refusal(StrEnum):
    """Why somebody may not code a message. Labels for people live in views/coding/wording.py."""

    NOT_A_CODER = "not_a_coder"
    OWN_REGION = "own_region"
    UNKNOWN_CLASS = "unknown_class"
    CODED_BY_OTHERS = "coded_by_others"
    ALREADY_CODED = "already_coded"  # by the person, who wants to skip or to settle it
    NOTHING_TO_SETTLE = "nothing_to_settle"


class CodingRefused(Exception):
    """The act was not done, and nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Sitting:
    """Acts on messages that stay locked until the transaction ends; ``save`` writes them, together.

    What was said of the messages is read once, however many acts follow.
    """

    def __init__(self, items: Collection[CodingItem]) -> None:
        locked = CodingItem.objects.select_related("task").select_for_update(of=("self",))
        self._items = {
            item.pk: item for item in locked.filter(pk__in=[item.pk for item in items]).order_by("pk")
        }
        self._last: dict[int, dict[int, Code]] = {pk: {} for pk in self._items}
        for code in standing_codes().filter(item__in=self._items).order_by("pk"):
            self._last[code.item_id][code.coder_id] = code
        self._codes: list[Code] = []
        self._settled: list[Adjudication] = []
        self._people: dict[int, tuple[bool, frozenset[int]]] = {}

    def code(self, user: User, item: CodingItem, code_class: str, note: str = "") -> bool:
        """Gives the message a class. False where the person said the same before. Raises CodingRefused."""
        self._require(user, item, code_class)
        mine = self._last[item.pk].get(user.pk)
        if mine is None or mine.action != Code.Action.CODE:
            self._require_room(user, item)
        elif (mine.code_class, mine.note) == (code_class, note[:NOTE_LENGTH]):
            return False
        self._add(user, item, Code.Action.CODE, code_class, note)
        return True

    def skip(self, user: User, item: CodingItem, note: str = "") -> bool:
        """Puts the message off. False where it is put off already. Raises CodingRefused."""
        self._require(user, item)
        mine = self._last[item.pk].get(user.pk)
        if mine is not None and mine.action == Code.Action.CODE:
            raise CodingRefused(Refusal.ALREADY_CODED)
        if mine is not None and mine.note == note[:NOTE_LENGTH]:
            return False
        self._add(user, item, Code.Action.SKIP, "", note)
        return True

    def settle(self, user: User, item: CodingItem, code_class: str, note: str = "") -> bool:
        """A third person's decision on two codes that differ. False where it was settled so. Raises CodingRefused."""
        self._require(user, item, code_class)
        codes = self._held(item)
        if any(code.coder_id == user.pk for code in codes):
            raise CodingRefused(Refusal.ALREADY_CODED)
        if len(codes) < CODERS_A_MESSAGE or not differ(codes):
            raise CodingRefused(Refusal.NOTHING_TO_SETTLE)
        before, note = self._decisions.get(item.pk), note[:NOTE_LENGTH]
        if before is not None and (before.code_class, before.note) == (code_class, note):
            return False
        decision = Adjudication(item=item, adjudicator=user, code_class=code_class, note=note)
        self._decisions[item.pk] = decision
        self._settled.append(decision)
        return True

    def save(self) -> None:
        """Writes what was done, in its order."""
        Code.objects.bulk_create(self._codes)
        Adjudication.objects.bulk_create(self._settled)
        self._codes, self._settled = [], []

    @cached_property
    def _decisions(self) -> dict[int, Adjudication]:
        return {one.item_id: one for one in Adjudication.objects.filter(item__in=self._items).order_by("pk")}

    def _held(self, item: CodingItem) -> list[Code]:
        return [code for code in self._last[item.pk].values() if code.action == Code.Action.CODE]

    def _require(self, user: User, item: CodingItem, code_class: str | None = None) -> None:
        if user.pk not in self._people:
            is_coder = may(user, Permission.CODE)
            self._people[user.pk] = is_coder, own_items(self._items, user) if is_coder else frozenset()
        is_coder, own = self._people[user.pk]
        if not is_coder:
            raise CodingRefused(Refusal.NOT_A_CODER)
        if item.pk in own:
            raise CodingRefused(Refusal.OWN_REGION)
        if code_class is not None and code_class not in codebook_of(self._items[item.pk].task).ids:
            raise CodingRefused(Refusal.UNKNOWN_CLASS)

    def _require_room(self, user: User, item: CodingItem) -> None:
        if len({code.coder_id for code in self._held(item)} - {user.pk}) >= CODERS_A_MESSAGE:
            raise CodingRefused(Refusal.CODED_BY_OTHERS)

    def _add(self, user: User, item: CodingItem, action: Code.Action, code_class: str, note: str) -> None:
        code = Code(item=item, coder=user, action=action, code_class=code_class, note=note[:NOTE_LENGTH])
        self._last[item.pk][user.pk] = code
        self._codes.append(code)


@as_system
@transaction.atomic
def code_message(user: User, item: CodingItem, code_class: str, note: str = "") -> bool:
    """Gives the message a class. False where the person said the same before. Raises CodingRefused."""
    sitting = Sitting([item])
    is_new = sitting.code(user, item, code_class, note)
    sitting.save()
    return is_new


@as_system
@transaction.atomic
def skip_message(user: User, item: CodingItem, note: str = "") -> bool:
    """Puts the message off. False where it is put off already. Raises CodingRefused."""
    sitting = Sitting([item])
    is_new = sitting.skip(user, item, note)
    sitting.save()
    return is_new


@as_system
@transaction.atomic
def undo_last(user: User, task: CodingTask) -> Code | None:
    """Takes back what the person did last in the task; None where nothing is left to take back."""
    last = (
        standing_codes()
        .filter(item__task=task, coder=user)
        .select_related("item")
        .select_for_update(of=("item",))
        .order_by("-pk")
        .first()
    )
    if last is None:
        return None
    _, is_new = Code.objects.get_or_create(
        undoes=last, defaults={"item": last.item, "coder": user, "action": Code.Action.UNDO}
    )
    return last if is_new else None


@as_system
@transaction.atomic
def settle(user: User, item: CodingItem, code_class: str, note: str = "") -> bool:
    """A third person's decision on two codes that differ. False where it was settled so. Raises CodingRefused."""
    sitting = Sitting([item])
    is_new = sitting.settle(user, item, code_class, note)
    sitting.save()
    return is_new

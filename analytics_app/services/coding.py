"""What coders do: give a class, skip, take back, settle. Rows are only added; the same act again adds none."""

from __future__ import annotations

from enum import StrEnum

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
    held_codes,
    is_own,
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


@as_system
@transaction.atomic
def code_message(user: User, item: CodingItem, code_class: str, note: str = "") -> bool:
    """Gives the message a class. False where the person said the same before. Raises CodingRefused."""
    item = _locked(item)
    _require_coder(user, item)
    if code_class not in codebook_of(item.task).ids:
        raise CodingRefused(Refusal.UNKNOWN_CLASS)
    mine = _mine(user, item)
    if mine is None or mine.action != Code.Action.CODE:
        _require_room(user, item)
    elif (mine.code_class, mine.note) == (code_class, note[:NOTE_LENGTH]):
        return False
    _add(user, item, Code.Action.CODE, code_class, note)
    return True


@as_system
@transaction.atomic
def skip_message(user: User, item: CodingItem, note: str = "") -> bool:
    """Puts the message off. False where it is put off already. Raises CodingRefused."""
    item = _locked(item)
    _require_coder(user, item)
    mine = _mine(user, item)
    if mine is not None and mine.action == Code.Action.CODE:
        raise CodingRefused(Refusal.ALREADY_CODED)
    if mine is not None and mine.note == note[:NOTE_LENGTH]:
        return False
    _add(user, item, Code.Action.SKIP, "", note)
    return True


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
    item = _locked(item)
    _require_coder(user, item)
    if code_class not in codebook_of(item.task).ids:
        raise CodingRefused(Refusal.UNKNOWN_CLASS)
    codes = held_codes([item])[item.pk]
    if any(code.coder_id == user.pk for code in codes):
        raise CodingRefused(Refusal.ALREADY_CODED)
    if len(codes) < CODERS_A_MESSAGE or not differ(codes):
        raise CodingRefused(Refusal.NOTHING_TO_SETTLE)
    settled = item.adjudications.order_by("-pk").first()
    note = note[:NOTE_LENGTH]
    if settled is not None and (settled.code_class, settled.note) == (code_class, note):
        return False
    Adjudication.objects.create(item=item, adjudicator=user, code_class=code_class, note=note)
    return True


def _locked(item: CodingItem) -> CodingItem:
    """The message, so that nobody else codes it meanwhile."""
    return CodingItem.objects.select_related("task").select_for_update(of=("self",)).get(pk=item.pk)


def _require_coder(user: User, item: CodingItem) -> None:
    if not may(user, Permission.CODE):
        raise CodingRefused(Refusal.NOT_A_CODER)
    if is_own(item, user):
        raise CodingRefused(Refusal.OWN_REGION)


def _require_room(user: User, item: CodingItem) -> None:
    others = {code.coder_id for code in held_codes([item])[item.pk]} - {user.pk}
    if len(others) >= CODERS_A_MESSAGE:
        raise CodingRefused(Refusal.CODED_BY_OTHERS)


def _mine(user: User, item: CodingItem) -> Code | None:
    return standing_codes().filter(item=item, coder=user).order_by("-pk").first()


def _add(user: User, item: CodingItem, action: Code.Action, code_class: str, note: str) -> None:
    Code.objects.create(item=item, coder=user, action=action, code_class=code_class, note=note[:NOTE_LENGTH])

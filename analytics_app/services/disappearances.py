"""Takes in what is stated of messages that are gone, and works out what holds for each (decision 0103).

Statements are taken whole or not at all, and texts that must go go with them. What else follows is the worker's:
states here, threads and figures by the chain. Safe to run twice and to kill: a statement stays pending until its
message says what it says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import Region, User
from analytics_app.choices import Disappearance, TextGone
from analytics_app.models import DisappearanceStatement, ImportBatch, Message, MessageLink
from analytics_app.services import copies
from analytics_app.services.locks import LockSpace, hold, own
from analytics_app.services.retention import forget_text
from analytics_app.sources.disappearances import DisappearanceProblem, DisappearanceRow, Given
from analytics_app.threads.disappearances import Statement, author_deleted, settle

SLICE = 2_000  # messages a transaction
Name = tuple[str, str]  # platform, platform id
_STATE = ("gone", "gone_at", "gone_by")
_TEXT = ("text", "url", "text_gone", "intent", "needs_response", "intent_version")


@dataclass(frozen=True, slots=True)
class DisappearanceReport:
    """What became of a file, in rows. With ``problems`` nothing was written."""

    read: int
    added: int
    unchanged: int
    problems: tuple[DisappearanceProblem, ...]


@as_system
def take_disappearances(
    given: Collection[Given],
    now: datetime,
    *,
    regions: Sequence[Region] | None,
    source: str = "",
    by: User | None = None,
) -> DisappearanceReport:
    """Writes down what a file states, all or, where a row cannot be used, nothing.

    It speaks for each of ``regions``; None: for the whole country. What was stated last of a message, in the same
    words, is not stated again.
    """
    problems = tuple(one for one in given if isinstance(one, DisappearanceProblem))
    if problems:
        return DisappearanceReport(len(given), 0, 0, problems)
    rows = _by_message([one for one in given if isinstance(one, DisappearanceRow)])
    with transaction.atomic():
        own(LockSpace.STATEMENTS)  # two files at once would both find nothing stated yet
        new: list[DisappearanceStatement] = []
        for start in range(0, len(rows), SLICE):
            names = list(rows)[start : start + SLICE]
            known = _stated(names)
            for region in regions if regions is not None else (None,):
                place = region.pk if region else None
                for name in names:
                    if _is_new(rows[name], known.get((*name, place), [])):
                        new += [_statement(row, region, now, source, by) for row in rows[name]]
        DisappearanceStatement.objects.bulk_create(new, batch_size=5_000)
        _forget_texts({(one.platform, one.platform_id) for one in new})
        if new:
            told: dict[str, Any] = {"rows": len(given), **Counter(str(one.what) for one in new)}
            place_told = regions[0] if regions else None
            record_event(
                AuditAction.DISAPPEARANCES_STATED,
                actor=by,
                subject=AuditSubject("disappearance", name=source),
                new=told,
                region=place_told,
            )
    added = len({(one.platform, one.platform_id, one.what, one.at) for one in new})
    distinct = sum(len(of_one) for of_one in rows.values())
    return DisappearanceReport(len(given), added, distinct - added, ())


def apply_pending() -> int:
    """Works out what holds for every message of which something is pending; returns how many messages changed.

    Those are marked for a rebuild; ``run_figures`` comes after.
    """
    changed = 0
    with hold(LockSpace.REBUILD):  # a rebuild takes the mark off messages that it read before
        while True:
            with transaction.atomic():
                pending = DisappearanceStatement.objects.filter(is_pending=True).order_by("pk")
                names = set(pending.values_list("platform", "platform_id")[:SLICE])
                if not names:
                    return changed
                changed += _apply(names)


def _by_message(rows: Iterable[DisappearanceRow]) -> dict[Name, list[DisappearanceRow]]:
    """The rows of each message by their times, where all have one; else as in the file. Equal ones once."""
    found: dict[Name, dict[tuple[Disappearance, datetime | None], DisappearanceRow]] = defaultdict(dict)
    for row in rows:
        found[row.platform, row.platform_id].setdefault((row.what, row.at), row)
    return {name: _in_time(list(of_one.values())) for name, of_one in found.items()}


def _in_time(rows: list[DisappearanceRow]) -> list[DisappearanceRow]:
    times = [row.at for row in rows if row.at is not None]
    if len(times) < len(rows):
        return rows
    return [row for _at, row in sorted(zip(times, rows, strict=True), key=lambda pair: pair[0])]


def _stated(names: Collection[Name]) -> dict[tuple[str, str, int | None], list[tuple[str, datetime | None]]]:
    """(message, region) → what was stated of it so far, in order. One query."""
    rows = DisappearanceStatement.objects.filter(_named(names)).order_by("pk")
    found: dict[tuple[str, str, int | None], list[tuple[str, datetime | None]]] = defaultdict(list)
    for platform, name, region, what, at in rows.values_list(
        "platform", "platform_id", "region", "what", "at"
    ):
        found[platform, name, region].append((what, at))
    return found


def _is_new(rows: Sequence[DisappearanceRow], known: Sequence[tuple[str, datetime | None]]) -> bool:
    return [(str(row.what), row.at) for row in rows] != list(known[-len(rows) :])


def _statement(
    row: DisappearanceRow, region: Region | None, now: datetime, source: str, by: User | None
) -> DisappearanceStatement:
    return DisappearanceStatement(
        platform=row.platform,
        platform_id=row.platform_id,
        region=region,
        what=row.what,
        at=row.at,
        stated_at=now,
        source=source[:255],
        entered_by=by,
    )


# --- what holds ----------------------------------------------------------------------------------


def _forget_texts(names: set[Name]) -> None:
    """Takes the texts at once that their authors deleted. Places do not move, so no rebuild need be waited for."""
    listed = sorted(names)
    for start in range(0, len(listed), SLICE):
        loaded = _load(set(listed[start : start + SLICE]))
        going = [
            message
            for message in loaded.messages
            if message.text_gone is None and _must_go(message, *loaded.about(message))
        ]
        for message in going:
            forget_text(message, TextGone.DELETED)
        Message.objects.bulk_update(going, _TEXT, batch_size=500)
        copies.forget([message.pk for message in going])


def _apply(names: set[Name]) -> int:
    loaded = _load(names)
    moved = [message for message in loaded.messages if _change(message, *loaded.about(message))]
    for message in moved:
        message.needs_rebuild = True
    Message.objects.bulk_update(moved, (*_STATE, *_TEXT, "needs_rebuild"), batch_size=500)
    copies.forget([message.pk for message in moved if message.text_gone is not None])
    DisappearanceStatement.objects.filter(pk__in=loaded.statement_ids).update(is_pending=False)
    return len(moved)


def _named(names: Collection[Name]) -> Q:
    """A little more than the names, by the index of both columns: the same id may stand on two platforms."""
    return Q(platform__in={platform for platform, _ in names}, platform_id__in=[name for _, name in names])


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Messages, what was stated of them, and the governments that they concern."""

    messages: Sequence[Message]
    stated: dict[Name, list[Statement]]
    concerned: dict[int, set[int]]
    statement_ids: Sequence[int]

    def about(self, message: Message) -> tuple[Sequence[Statement], Collection[int]]:
        return self.stated[message.platform, message.platform_id], self.concerned[message.pk]


def _load(names: set[Name]) -> _Loaded:
    """Both locked until the transaction ends. Four queries."""
    named = _named(names)
    stated: dict[Name, list[Statement]] = defaultdict(list)
    statement_ids = []
    statements = DisappearanceStatement.objects.select_for_update().filter(named)
    for one in statements.order_by("pk"):
        if (name := (one.platform, one.platform_id)) in names:
            statement_ids.append(one.pk)
            what = Disappearance(one.what)
            stated[name].append(Statement(one.region_id, what, one.at, one.stated_at))
    found = Message.objects.select_for_update(of=("self",)).filter(named).order_by("pk")
    messages = [message for message in found if (message.platform, message.platform_id) in names]
    return _Loaded(messages, stated, _concerned(messages), statement_ids)


def _change(message: Message, statements: Sequence[Statement], concerned: Collection[int]) -> bool:
    """Sets what holds, in memory. True when anything is different from before."""
    state = settle(statements, concerned)
    before = (message.gone, message.gone_at, message.gone_by)
    message.gone, message.gone_at, message.gone_by = state or (None, None, None)
    is_moved = before != (message.gone, message.gone_at, message.gone_by)
    must_go = _must_go(message, statements, concerned)
    if must_go and message.text_gone is None:
        forget_text(message, TextGone.DELETED)
        return True
    if not must_go and message.text_gone == TextGone.DELETED:
        _allow_text(message)
        return True
    return is_moved


def _must_go(message: Message, statements: Sequence[Statement], concerned: Collection[int]) -> bool:
    """What official accounts wrote stays, whatever they do with it."""
    return message.account_id is None and author_deleted(statements, concerned)


def _allow_text(message: Message) -> None:
    """Lets the text be read again from the files that brought it; where none is kept any more it stays gone."""
    batches = ImportBatch.objects.filter(captures__message=message, payload__isnull=False)
    is_kept = ImportBatch.objects.filter(pk__in=batches.values("pk")).update(needs_restore=True) > 0
    message.text_gone = None if is_kept else TextGone.RETENTION


def _concerned(messages: Sequence[Message]) -> dict[int, set[int]]:
    """Message → the governments whom it concerns: of an official message its author's alone. Two queries."""
    ids = [message.pk for message in messages]
    found: dict[int, set[int]] = {id: set() for id in ids}
    of_accounts = Message.objects.filter(pk__in=ids).values_list(
        "pk", "account__region", "thread__account__region", "thread__region"
    )
    own: set[int] = set()
    for pk, author, *threads in of_accounts:
        if author is not None:
            own.add(pk)
        found[pk] |= {
            region for region in ([author] if author is not None else threads) if region is not None
        }
    for pk, region in MessageLink.objects.filter(message__in=ids).values_list("message", "account__region"):
        if pk not in own:
            found[pk].add(region)
    return found

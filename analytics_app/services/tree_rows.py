"""Compares what the first two stages of the rebuild found with what is stored, and writes what differs.

Comparing before writing serves twice: few rows are written, and only the threads that something moved are cut anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from analytics_app.records import Answer, ThreadMessage, TreePlace
from analytics_app.services.copying import copy_rows
from analytics_app.services.stored_messages import Stored
from analytics_app.threads.answers import Addresses
from analytics_app.threads.automatic import is_instant

_Row = tuple[Any, ...]
_Messages = Mapping[int, ThreadMessage]


# --- where messages stand ------------------------------------------------------------------------


def changed_places(
    messages: _Messages,
    stored: Mapping[int, Stored],
    places: Mapping[int, TreePlace],
    addresses: Addresses,
    rules_version: str,
) -> list[_Row]:
    """Rows (``_PLACED_COLUMNS``, our id first) of the messages whose place, address or label is another now."""
    rows = []
    for id, message in messages.items():
        place, old = places[id], stored[id]
        address = addresses.accounts.get(id)
        # Who speaks to no account any more is not labelled, as if he had never done so.
        version = rules_version if address is not None else None
        if old.is_text_gone:
            version = old.intent_version
        new = (
            message.account_id,
            place.parent_state.value,
            place.parent_message_id,
            place.root_message_id,
            address,
            id in addresses.joiners,
            message.template_hash,
            version,
        )
        was = (
            old.account_id,
            old.parent_state,
            old.parent_message_id,
            old.root_id,
            old.addressed_account_id,
            old.joins_only,
            old.template_hash,
            old.intent_version,
        )
        if new != was:
            is_labelled = address is not None or old.is_text_gone
            label = (message.intent, message.needs_response) if is_labelled else (None, True)
            rows.append((id, *new, *label))
    return rows


def write_places(rows: Collection[_Row]) -> None:
    """Writes the rows of ``changed_places``; those of the slice in hand lose their mark at the same time."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_PLACED_TABLE)
        copy_rows("placed", _PLACED_COLUMNS, rows)
        cursor.execute(_UPDATE_PLACED)


# --- answers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Answers (reply, message, is inferred, is instant) as stored and as found now, for the same replies."""

    old: frozenset[_Row]
    new: frozenset[_Row]

    def replies(self) -> set[int]:
        """Replies of which some answer is another now."""
        return {row[0] for row in self.old ^ self.new}

    def messages(self, replies: Collection[int]) -> set[int]:
        """What these replies answered before, or answer now."""
        return {row[1] for row in self.old | self.new if row[0] in replies}


def compare_answers(messages: _Messages, answers: Iterable[Answer]) -> AnswerChange:
    """The answers given in these trees beside the stored ones.

    Also those of messages that are nobody's any more: their account was renamed, or what they said changed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, {"ids": list(messages)})
        old = frozenset(cursor.fetchall())
    new = frozenset(
        (
            answer.reply_id,
            answer.message_id,
            answer.inferred,
            is_instant(messages[answer.reply_id], messages[answer.message_id]),
        )
        for answer in answers
    )
    return AnswerChange(old, new)


def write_answers(change: AnswerChange) -> None:
    """Takes out the answers that are no more and puts in the new ones."""
    with connection.cursor() as cursor:
        if gone := change.old - change.new:
            cursor.execute(_DELETE_ANSWERS, [[row[0] for row in gone], [row[1] for row in gone]])
        cursor.execute(_ANSWER_TABLE)
        copy_rows("answered", _ANSWER_COLUMNS, change.new - change.old)
        cursor.execute(_INSERT_ANSWERS)


# --- links ---------------------------------------------------------------------------------------


def write_links(messages: Iterable[ThreadMessage], addresses: Addresses) -> None:
    """The accounts that each of these messages concerns: its author, whom it addresses, whom it mentions."""
    concerned = {message.id: _concerned(message, addresses.accounts.get(message.id)) for message in messages}
    rows = ((id, account) for id, accounts in concerned.items() for account in accounts)
    with connection.cursor() as cursor:
        cursor.execute(_LINK_TABLE)
        copy_rows("linked", ("message_id", "account_id"), rows)
        cursor.execute(_DELETE_LINKS, {"ids": list(concerned)})
        cursor.execute(_INSERT_LINKS)


def _concerned(message: ThreadMessage, address: int | None) -> set[int]:
    named = (message.account_id, address, message.in_reply_to_account_id, message.channel_account_id)
    return {account for account in (*named, *message.mentioned_account_ids) if account is not None}


# --- SQL -----------------------------------------------------------------------------------------

_PLACED_COLUMNS = (
    "id",
    "account_id",
    "parent_state",
    "parent_id",
    "root_id",
    "addressed_account_id",
    "joins_only",
    "template_hash",
    "intent_version",
    "intent",
    "needs_response",
)
_PLACED_TABLE = f"""
DROP TABLE IF EXISTS placed;
CREATE TEMP TABLE placed ON COMMIT DROP AS SELECT {", ".join(_PLACED_COLUMNS)} FROM analytics_app_message WITH NO DATA
"""
_UPDATE_PLACED = f"""
UPDATE analytics_app_message m SET {", ".join(f"{c} = p.{c}" for c in _PLACED_COLUMNS[1:])},
    needs_rebuild = m.needs_rebuild AND NOT EXISTS (SELECT 1 FROM dirty d WHERE d.id = m.id)
FROM placed p WHERE p.id = m.id
"""
_ANSWER_COLUMNS = ("reply_id", "message_id", "is_inferred", "is_instant")
_ANSWERS = f"""
SELECT {", ".join(_ANSWER_COLUMNS)} FROM analytics_app_answer WHERE reply_id = ANY(%(ids)s)
"""
_DELETE_ANSWERS = """
DELETE FROM analytics_app_answer a USING unnest(%s::bigint[], %s::bigint[]) AS g (reply_id, message_id)
WHERE a.reply_id = g.reply_id AND a.message_id = g.message_id
"""
_ANSWER_TABLE = """
DROP TABLE IF EXISTS answered;
CREATE TEMP TABLE answered ON COMMIT DROP AS SELECT * FROM analytics_app_answer WITH NO DATA
"""
_INSERT_ANSWERS = f"""
INSERT INTO analytics_app_answer ({", ".join(_ANSWER_COLUMNS)}) SELECT {", ".join(_ANSWER_COLUMNS)} FROM answered
"""
_LINK_TABLE = """
DROP TABLE IF EXISTS linked;
CREATE TEMP TABLE linked ON COMMIT DROP AS SELECT * FROM analytics_app_messagelink WITH NO DATA
"""
_DELETE_LINKS = """
DELETE FROM analytics_app_messagelink l WHERE l.message_id = ANY(%(ids)s)
AND NOT EXISTS (SELECT 1 FROM linked n WHERE (n.message_id, n.account_id) = (l.message_id, l.account_id))
"""
_INSERT_LINKS = """
INSERT INTO analytics_app_messagelink (message_id, account_id)
SELECT message_id, account_id FROM linked ON CONFLICT DO NOTHING
"""

"""Cuts the threads of pairs of citizen and account and writes those that changed.

Of a pair that has talked for years only the stretch around what moved is read and cut (analytics_app.threads.reach).
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from accounts_app.public_ids import ALPHABET
from analytics_app.choices import TimePrecision
from analytics_app.records import ThreadRecord
from analytics_app.services.copying import copy_rows
from analytics_app.services.stored_messages import KnownAccounts, Stored, load_messages
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.threads.answers import is_table_row
from analytics_app.threads.reach import Mark, reach
from analytics_app.threads.rebuild import Reply, cut_threads
from analytics_app.worktime import WorkCalendar, is_office_time, national_calendar

#: (author key, account); account None: rows of a complaint table whose channel nobody registered.
Pair = tuple[str, int | None]
Template = tuple[int, str]
_STRENGTH = tuple(intent.id for intent in INTENTS)
_PRECISION = {p.value: p for p in TimePrecision}


class Templates:
    """Texts of official replies, and which of them are automatic: at once, on three threads of the account."""

    def __init__(self, hashes: Iterable[str]) -> None:
        self._hashes = sorted(hashes)

    def automatic(self) -> set[Template]:
        """Those of the texts that are automatic by what the database holds now."""
        if not self._hashes:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(_AUTOMATIC, {"hashes": self._hashes})
            return {(account, template) for account, template in cursor.fetchall()}

    @staticmethod
    def pairs_answered_by(templates: Collection[Template]) -> set[Pair]:
        """Pairs that were answered at once with one of these texts."""
        accounts, hashes = zip(*templates, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_ANSWERED_PAIRS, {"accounts": list(accounts), "hashes": list(hashes)})
            return {(author, account) for author, account in cursor.fetchall()}


def instant_templates(pairs: Collection[Pair]) -> set[str]:
    """Hashes of the texts with which these pairs were answered at once."""
    named = [(author, account) for author, account in pairs if account is not None]
    if not named:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_TEMPLATES_OF_PAIRS, [list(column) for column in zip(*named, strict=True)])
        return {template for (template,) in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change moved: messages, and the threads in which they stood before."""

    message_ids: frozenset[int]
    thread_ids: frozenset[int]

    @classmethod
    def of(cls, ids: Iterable[int], stored: Mapping[int, Stored]) -> Moved:
        """These of the stored messages."""
        known = frozenset(ids)
        threads = (stored[id].thread_id for id in known)
        return cls(known, frozenset(thread for thread in threads if thread is not None))


def recut(
    pairs: Collection[Pair],
    alone: list[int],
    known: KnownAccounts,
    automatic: set[Template],
    moved: Moved | None = None,
) -> None:
    """Cuts the threads of these pairs, and of messages without an author, and writes what differs from before.

    With ``moved``, only as far as that reaches; every message that left a thread of these pairs must be among it.
    """
    stored = _load(pairs, alone, known, moved)
    if not stored and not pairs:
        return
    replies = _load_replies(list(stored), automatic)
    threads = [
        thread
        for group, account in _groups(stored)
        for thread in _cut(group, account, stored, replies, known)
    ]
    _write(threads, stored, moved, known)


def _load(
    pairs: Collection[Pair], alone: list[int], known: KnownAccounts, moved: Moved | None
) -> dict[int, Stored]:
    unclaimed = [author for author, account in pairs if account is None]
    params = {"ids": [*alone, *_reached(pairs, moved)], "unclaimed": unclaimed}
    return load_messages(known, _OF_IDS + _UNCLAIMED if unclaimed else _OF_IDS, params)


def _reached(pairs: Collection[Pair], moved: Moved | None) -> set[int]:
    """Ids of the messages of these pairs that must be cut; all of them where nobody says what moved."""
    histories = _histories(pairs)
    if moved is None:
        return {mark.id for history in histories.values() for mark, _ in history}
    starts = _starts(moved)
    found: set[int] = set()
    for pair, history in histories.items():
        touched = {
            mark.id for mark, thread in history if mark.id in moved.message_ids or thread in moved.thread_ids
        }
        found |= reach([mark for mark, _ in history], touched, starts.get(pair, ()))
    return found


def _histories(pairs: Collection[Pair]) -> dict[Pair, list[tuple[Mark, int | None]]]:
    """All messages of each pair, with the thread in which each stands."""
    found: dict[Pair, list[tuple[Mark, int | None]]] = {}
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(_MARKS, [list(column) for column in zip(*pairs, strict=True)])
            for author, account, thread, *values in cursor:
                found.setdefault((author, account), []).append((Mark(*values), thread))
    return found


def _starts(moved: Moved) -> dict[Pair, list[datetime]]:
    """When the threads began in which something moved, by pair."""
    found: dict[Pair, list[datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STARTS, [list(moved.thread_ids)])
        for author, account, started_at in cursor:
            found.setdefault((author, account), []).append(started_at)
    return found


def _groups(stored: dict[int, Stored]) -> list[tuple[list[Stored], int | None]]:
    """Messages by pair; what stands alone may share a group, the cut keeps it apart."""
    groups: dict[tuple[str | None, int | None], list[Stored]] = {}
    for item in stored.values():
        if item.addressed_account_id is not None or is_table_row(item.record):
            groups.setdefault((item.record.author_key, item.addressed_account_id), []).append(item)
    return [(group, account) for (_, account), group in groups.items()]


def _cut(
    group: list[Stored],
    account: int | None,
    stored: dict[int, Stored],
    replies: dict[int, list[Reply]],
    known: KnownAccounts,
) -> list[ThreadRecord]:
    return cut_threads(
        [item.record for item in group],
        account,
        {item.record.id: item.place for item in group},
        {item.record.id for item in group if item.joins_only},
        replies,
        known.counting,
        _STRENGTH,
    )


def _load_replies(message_ids: list[int], automatic: set[Template]) -> dict[int, list[Reply]]:
    replies: dict[int, list[Reply]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_REPLIES, {"ids": message_ids})
        for message, inferred, instant, at, platform_id, id, account, precision, template in cursor:
            is_automatic = instant and (account, template) in automatic
            replies.setdefault(message, []).append(
                Reply(at, platform_id, id, account, _PRECISION[precision], is_automatic, inferred)
            )
    return replies


# --- writing -------------------------------------------------------------------------------------


def _write(
    threads: list[ThreadRecord], stored: dict[int, Stored], moved: Moved | None, known: KnownAccounts
) -> None:
    """Deletes threads that are no more, writes those that differ, files every message under its thread."""
    old = {item.thread_id for item in stored.values() if item.thread_id is not None}
    params = {"old": list(old | moved.thread_ids if moved else old)}
    with connection.cursor() as cursor:
        cursor.execute(_NEW_TABLE)
        copy_rows("cut", _COLUMNS, (_row(thread, known) for thread in threads))
        cursor.execute(_FIND_GONE, params)
        if cursor.rowcount:
            for statement in (_STALE_BEFORE, _UNFILE, _DELETE):
                cursor.execute(statement)
        cursor.execute(_UPSERT)
        cursor.execute(_STALE_AFTER)
        cursor.execute(_STALE_SCORES)
        members = ((thread.key, id) for thread in threads for id in thread.message_ids)
        copy_rows("filed", ("key", "message_id"), members)
        cursor.execute(_FILE)
        cursor.execute(_TAKE_OUT)


def _row(thread: ThreadRecord, known: KnownAccounts) -> tuple[Any, ...]:
    account = thread.account_id
    return (
        thread.key,
        public_id_of(thread.key),
        account,
        known.regions.get(account) if account is not None else None,
        thread.platform.value,
        thread.author_key,
        thread.started_at,
        thread.opened_at,
        thread.opened_message_id,
        thread.needs_response,
        thread.intent,
        thread.time_precision.value,
        thread.first_response_at,
        thread.first_response_id,
        thread.first_region_response_at,
        thread.first_region_response_id,
        thread.is_negative,
        thread.is_region_negative,
        thread.has_automatic_reply,
        thread.is_inferred,
        _is_after_hours(thread.opened_at, known.zones.get(account) if account is not None else None),
        thread.gone.value if thread.gone else None,
        thread.gone_at,
        len(thread.message_ids),
    )


def _is_after_hours(opened_at: datetime, zone: str | None) -> bool:
    if zone is None:
        return False
    local = opened_at.astimezone(ZoneInfo(zone))
    return not is_office_time(opened_at, ZoneInfo(zone), _calendar(local.year))


@lru_cache(maxsize=64)
def _calendar(year: int) -> WorkCalendar:
    return national_calendar([year])


def public_id_of(key: str) -> str:
    """The same thread has the same address after every rebuild, and nobody can guess one."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"thread:{key}".encode(), "sha256")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:14])


# --- SQL -----------------------------------------------------------------------------------------

_MARKS = """
SELECT m.author_key, m.addressed_account_id, m.thread_id,
       m.created_at, m.id, COALESCE(m.root_id, m.id), m.joins_only,
       m.answered_at IS NOT NULL OR m.kind IN ('complaint', 'review')
FROM unnest(%s::text[], %s::bigint[]) AS p (author, account)
JOIN analytics_app_message m ON m.author_key = p.author AND m.addressed_account_id = p.account
"""
_STARTS = "SELECT author_key, account_id, started_at FROM analytics_app_thread WHERE id = ANY(%s)"
_OF_IDS = "WHERE m.id IN (SELECT unnest(%(ids)s::bigint[]))"
# Rows of complaint tables whose channel nobody registered. Asked only where there are some: no index serves it.
_UNCLAIMED = """
 OR m.addressed_account_id IS NULL AND m.author_key = ANY(%(unclaimed)s)
    AND (m.answered_at IS NOT NULL OR m.kind IN ('complaint', 'review'))
"""
_AUTOMATIC = """
SELECT r.account_id, r.template_hash
FROM analytics_app_answer a JOIN analytics_app_message r ON r.id = a.reply_id
JOIN analytics_app_message m ON m.id = a.message_id
WHERE a.is_instant AND r.template_hash = ANY(%(hashes)s) AND r.account_id IS NOT NULL
GROUP BY 1, 2 HAVING count(DISTINCT COALESCE(m.thread_id, -m.id)) >= 3
"""
_TEMPLATES_OF_PAIRS = """
SELECT DISTINCT r.template_hash
FROM unnest(%s::text[], %s::bigint[]) AS p (author, account)
JOIN analytics_app_message m ON m.author_key = p.author AND m.addressed_account_id = p.account
JOIN analytics_app_answer a ON a.message_id = m.id AND a.is_instant
JOIN analytics_app_message r ON r.id = a.reply_id AND r.template_hash IS NOT NULL
"""
_ANSWERED_PAIRS = """
SELECT DISTINCT m.author_key, m.addressed_account_id
FROM unnest(%(accounts)s::bigint[], %(hashes)s::text[]) AS t (account_id, template_hash)
JOIN analytics_app_message r ON r.account_id = t.account_id AND r.template_hash = t.template_hash
JOIN analytics_app_answer a ON a.reply_id = r.id AND a.is_instant
JOIN analytics_app_message m ON m.id = a.message_id
WHERE m.author_key IS NOT NULL AND m.addressed_account_id IS NOT NULL
"""
_REPLIES = """
SELECT a.message_id, a.is_inferred,
       EXISTS (SELECT 1 FROM analytics_app_answer i WHERE i.reply_id = r.id AND i.is_instant),
       r.created_at, r.platform_id, r.id, r.account_id, r.time_precision, r.template_hash
FROM analytics_app_answer a JOIN analytics_app_message r ON r.id = a.reply_id WHERE a.message_id = ANY(%(ids)s)
"""
_COLUMNS = (
    "key", "public_id", "account_id", "region_id", "platform", "author_key", "started_at", "opened_at",
    "opened_message_id", "needs_response", "intent", "time_precision", "first_response_at", "first_response_id",
    "first_region_response_at", "first_region_response_id", "is_negative", "is_region_negative",
    "has_automatic_reply", "is_inferred", "is_after_hours", "gone", "gone_at", "n_messages",
)  # fmt: skip
_NEW_TABLE = f"""
DROP TABLE IF EXISTS cut, filed, moved, gone;
CREATE TEMP TABLE cut ON COMMIT DROP AS SELECT {", ".join(_COLUMNS)} FROM analytics_app_thread WITH NO DATA;
CREATE TEMP TABLE filed (key text, message_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE moved (account_id bigint, opened_at timestamptz) ON COMMIT DROP;
CREATE TEMP TABLE gone (id bigint, account_id bigint, opened_at timestamptz) ON COMMIT DROP
"""
# Asked once: most recuts take no thread away, and the three statements that follow are then not needed.
_FIND_GONE = """
INSERT INTO gone SELECT t.id, t.account_id, t.opened_at FROM analytics_app_thread t
WHERE t.id IN (SELECT unnest(%(old)s::bigint[]))
AND NOT EXISTS (SELECT 1 FROM cut c WHERE c.key = t.key)
"""
_STALE_BEFORE = "INSERT INTO moved SELECT account_id, opened_at FROM gone"
_UNFILE = "UPDATE analytics_app_message SET thread_id = NULL WHERE thread_id IN (SELECT id FROM gone)"
_DELETE = "DELETE FROM analytics_app_thread WHERE id IN (SELECT id FROM gone)"
_UPSERT = f"""
WITH before AS (
    SELECT t.key, t.account_id, t.opened_at FROM analytics_app_thread t JOIN cut c USING (key)),
written AS (
    INSERT INTO analytics_app_thread AS t ({", ".join(_COLUMNS)}) SELECT {", ".join(_COLUMNS)} FROM cut
    ON CONFLICT (key) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in _COLUMNS[1:])}
    WHERE ({", ".join(f"t.{c}" for c in _COLUMNS[1:])})
        IS DISTINCT FROM ({", ".join(f"excluded.{c}" for c in _COLUMNS[1:])})
    RETURNING t.key, t.account_id, t.opened_at)
INSERT INTO moved
SELECT account_id, opened_at FROM written
UNION ALL SELECT b.account_id, b.opened_at FROM before b JOIN written w USING (key)
"""
_MOVED_DAYS = """
SELECT DISTINCT v.account_id, (v.opened_at AT TIME ZONE r.zone)::date AS local_day
FROM moved v JOIN accounts_app_officialaccount a ON a.id = v.account_id JOIN accounts_app_region r ON r.id = a.region_id
"""
_STALE_AFTER = f"""
INSERT INTO analytics_app_staleday (account_id, local_day) {_MOVED_DAYS} ON CONFLICT DO NOTHING
"""
_STALE_SCORES = f"""
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT account_id, min(local_day) FROM ({_MOVED_DAYS}) d GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
# Who left a thread that goes on without him.
_TAKE_OUT = """
UPDATE analytics_app_message m SET thread_id = NULL FROM cut c JOIN analytics_app_thread t USING (key)
WHERE m.thread_id = t.id AND NOT EXISTS (SELECT 1 FROM filed f WHERE f.message_id = m.id)
"""
_FILE = """
UPDATE analytics_app_message m SET thread_id = t.id
FROM filed f JOIN analytics_app_thread t ON t.key = f.key
WHERE m.id = f.message_id AND m.thread_id IS DISTINCT FROM t.id
"""

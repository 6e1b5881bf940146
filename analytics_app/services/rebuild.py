"""Rebuilds what a change touched: trees, addresses, answers, links, then the threads of the citizens concerned.

Messages that need it carry ``needs_rebuild``; a slice of them is worked off in one transaction that also clears the
mark, so the work can be killed at any point and run again. The three stages are pure (see analytics_app.threads);
here they are given closed sets of messages: whole trees for the first two, whole pairs of citizen and account for
the third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import blake2b

from django.db import connection, transaction

from analytics_app.choices import AuthorRole, MessageKind
from analytics_app.models import Message
from analytics_app.records import Answer, ThreadMessage, TreePlace
from analytics_app.services import thread_rows
from analytics_app.services.copying import copy_rows
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.stored_messages import KnownAccounts, Stored, load_messages
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.labels import intent_of
from analytics_app.text.taxonomy import VERSION as INTENT_VERSION
from analytics_app.threads.answers import Addresses, find_answers, is_citizens, resolve_addresses
from analytics_app.threads.automatic import is_instant
from analytics_app.threads.trees import build_trees

SLICE = 10_000
ANALYZE_EVERY = (
    10  # slices between two looks at what the tables hold; without it, joins are planned for empty ones
)


def count_pending() -> int:
    """How many messages wait for a rebuild."""
    return Message.objects.filter(needs_rebuild=True).count()


def rebuild_pending(on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Works off every message that needs a rebuild; returns how many. ``on_progress`` gets the number so far."""
    done = 0
    with hold(LockSpace.REBUILD):
        known = KnownAccounts.load()
        while ids := _next_slice():
            with transaction.atomic():
                rebuild_slice(ids, known)
            done += len(ids)
            on_progress(done)
            if done // len(ids) % ANALYZE_EVERY == 1:
                _refresh_statistics()
    return done


def _refresh_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE analytics_app_message, analytics_app_answer, analytics_app_thread")


def _next_slice() -> list[int]:
    return list(
        Message.objects.filter(needs_rebuild=True).order_by("pk").values_list("pk", flat=True)[:SLICE]
    )


def rebuild_slice(ids: list[int], known: KnownAccounts) -> None:
    """Rebuilds every tree that these messages stand in or touch, and the threads that follow."""
    with connection.cursor() as cursor:
        cursor.execute(_DIRTY_TABLE, {"ids": ids})
    stored = load_messages(known, _TOUCHED, {})
    messages = {id: item.record for id, item in stored.items()}
    places = build_trees(messages.values())
    addresses = resolve_addresses(messages.values(), places)
    messages = _label(messages, stored, addresses)
    answers = find_answers(messages.values(), places, addresses)
    pairs = _pairs(stored, messages, addresses)
    # Also the texts that these citizens were answered with elsewhere: cutting their threads anew can make three of two.
    used = {m.template_hash for m in messages.values() if m.template_hash}
    templates = thread_rows.Templates(used | thread_rows.instant_templates(pairs))
    before = templates.automatic()
    _write_messages(messages, stored, places, addresses)
    _write_answers(messages, answers)
    _write_links(messages, addresses)
    alone = [
        id for id, message in messages.items() if message.author_key is None and _may_stand_alone(message)
    ]
    thread_rows.recut(pairs, alone, known, before)
    after = templates.automatic()
    if changed := before ^ after:
        thread_rows.recut(templates.pairs_answered_by(changed), [], known, after)
    with connection.cursor() as cursor:
        for statement in (_STALE_OWN_DAYS, _STALE_OWN_SCORES, _CLEAR):
            cursor.execute(statement)


def _pairs(
    stored: dict[int, Stored], messages: dict[int, ThreadMessage], addresses: Addresses
) -> set[thread_rows.Pair]:
    """Pairs of citizen and account that these messages belong to now, or belonged to before."""
    pairs: set[thread_rows.Pair] = set()
    for id, message in messages.items():
        if message.author_key is None:
            continue
        if (now := addresses.accounts.get(id)) is not None:
            pairs.add((message.author_key, now))
        if (before := stored[id].addressed_account_id) is not None:
            pairs.add((message.author_key, before))
        elif _may_stand_alone(message) and now is None:
            pairs.add((message.author_key, None))
    return pairs


def _may_stand_alone(message: ThreadMessage) -> bool:
    return is_citizens(message)


# --- labels --------------------------------------------------------------------------------------


def _label(
    messages: dict[int, ThreadMessage], stored: dict[int, Stored], addresses: Addresses
) -> dict[int, ThreadMessage]:
    """Gives citizens' messages to an account their intent, and official replies the hash of their template."""
    wanted = {id for id in addresses.accounts if stored[id].intent_version != INTENT_VERSION}
    official = {
        id
        for id, m in messages.items()
        if m.role == AuthorRole.OFFICIAL and m.kind == MessageKind.REPLY and stored[id].template_hash is None
    }
    texts = dict(Message.objects.filter(pk__in=wanted | official).values_list("pk", "text"))
    labelled = dict(messages)
    for id in wanted:
        label = intent_of(texts[id])
        is_form = messages[id].kind == MessageKind.COMPLAINT
        labelled[id] = replace(
            messages[id], intent=label.intent, needs_response=label.needs_response or is_form
        )
    for id in official:
        labelled[id] = replace(messages[id], template_hash=_template_hash(texts[id]))
    return labelled


def _template_hash(text: str) -> str | None:
    template = template_text(text)
    return blake2b(template.encode(), digest_size=8).hexdigest() if template else None


# --- writing -------------------------------------------------------------------------------------


def _write_messages(
    messages: dict[int, ThreadMessage],
    stored: dict[int, Stored],
    places: dict[int, TreePlace],
    addresses: Addresses,
) -> None:
    """Writes the rows of which something changed."""
    rows = []
    for id, message in messages.items():
        place, old = places[id], stored[id]
        address = addresses.accounts.get(id)
        # Who speaks to no account any more is not labelled, as if he had never done so.
        version = INTENT_VERSION if address is not None else None
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
            label = (message.intent, message.needs_response) if address is not None else (None, True)
            rows.append((id, *new, *label))
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_PLACED_TABLE)
        copy_rows("placed", _PLACED_COLUMNS, rows)
        cursor.execute(_UPDATE_PLACED)


def _write_answers(messages: dict[int, ThreadMessage], answers: list[Answer]) -> None:
    """Replaces the answers given in these trees, touching only what differs.

    Also those of messages that are nobody's any more: their account was renamed, or what they said changed.
    """
    rows = [
        (
            answer.reply_id,
            answer.message_id,
            answer.inferred,
            is_instant(messages[answer.reply_id], messages[answer.message_id]),
        )
        for answer in answers
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER_TABLE)
        copy_rows("answered", ("reply_id", "message_id", "is_inferred", "is_instant"), rows)
        cursor.execute(_DELETE_ANSWERS, {"ids": list(messages)})
        cursor.execute(_INSERT_ANSWERS)


def _write_links(messages: dict[int, ThreadMessage], addresses: Addresses) -> None:
    """The accounts that each message concerns: its author, whom it addresses, whom it mentions."""
    rows = [
        (id, account)
        for id, message in messages.items()
        for account in _concerned(message, addresses.accounts.get(id))
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LINK_TABLE)
        copy_rows("linked", ("message_id", "account_id"), rows)
        cursor.execute(_DELETE_LINKS, {"ids": list(messages)})
        cursor.execute(_INSERT_LINKS)


def _concerned(message: ThreadMessage, address: int | None) -> Iterable[int]:
    named = (message.account_id, address, message.in_reply_to_account_id, message.channel_account_id)
    return {account for account in (*named, *message.mentioned_account_ids) if account is not None}


# --- SQL -----------------------------------------------------------------------------------------

# Every tree that holds one of the messages, its parent, one of its children, or a message of its conversation.
# The slice lies in a table of its own so that each step is a plain join that an index can serve.
_DIRTY_TABLE = """
DROP TABLE IF EXISTS dirty, touched;
CREATE TEMP TABLE dirty ON COMMIT DROP AS
SELECT id, platform, platform_id, parent_platform_id, conversation_id, root_id
FROM analytics_app_message WHERE id = ANY(%(ids)s);
CREATE TEMP TABLE touched ON COMMIT DROP AS
SELECT root_id FROM dirty WHERE root_id IS NOT NULL
UNION
SELECT p.root_id FROM dirty d JOIN analytics_app_message p
    ON p.platform = d.platform AND p.platform_id = d.parent_platform_id WHERE p.root_id IS NOT NULL
UNION
SELECT c.root_id FROM dirty d JOIN analytics_app_message c
    ON c.platform = d.platform AND c.parent_platform_id = d.platform_id WHERE c.root_id IS NOT NULL
UNION
SELECT c.root_id FROM dirty d JOIN analytics_app_message c
    ON c.platform = d.platform AND c.conversation_id = d.conversation_id WHERE c.root_id IS NOT NULL
UNION
SELECT h.root_id FROM dirty d JOIN analytics_app_message h
    ON h.platform = d.platform AND h.platform_id = d.conversation_id WHERE h.root_id IS NOT NULL
UNION
SELECT c.root_id FROM dirty d JOIN analytics_app_message c
    ON c.platform = d.platform AND c.conversation_id = d.platform_id WHERE c.root_id IS NOT NULL;
ANALYZE dirty;
ANALYZE touched
"""
_TOUCHED = """
WHERE m.id IN (SELECT id FROM dirty UNION
               SELECT t.id FROM analytics_app_message t JOIN touched r ON r.root_id = t.root_id)
"""
_CLEAR = """
UPDATE analytics_app_message m SET needs_rebuild = false FROM dirty d WHERE d.id = m.id AND m.needs_rebuild
"""
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
_ANSWER_TABLE = """
DROP TABLE IF EXISTS answered;
CREATE TEMP TABLE answered ON COMMIT DROP AS SELECT * FROM analytics_app_answer WITH NO DATA
"""
_DELETE_ANSWERS = """
DELETE FROM analytics_app_answer a WHERE a.reply_id = ANY(%(ids)s)
AND NOT EXISTS (SELECT 1 FROM answered n WHERE (n.reply_id, n.message_id, n.is_inferred, n.is_instant)
                                             = (a.reply_id, a.message_id, a.is_inferred, a.is_instant))
"""
_INSERT_ANSWERS = """
INSERT INTO analytics_app_answer (reply_id, message_id, is_inferred, is_instant)
SELECT reply_id, message_id, is_inferred, is_instant FROM answered ON CONFLICT DO NOTHING
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
_OWN_DAYS = """
SELECT m.account_id, (m.created_at AT TIME ZONE r.zone)::date AS local_day
FROM analytics_app_message m JOIN accounts_app_officialaccount a ON a.id = m.account_id
JOIN accounts_app_region r ON r.id = a.region_id JOIN dirty d ON d.id = m.id
"""
_STALE_OWN_DAYS = f"""
INSERT INTO analytics_app_staleday (account_id, local_day) SELECT DISTINCT * FROM ({_OWN_DAYS}) d ON CONFLICT DO NOTHING
"""
_STALE_OWN_SCORES = f"""
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT account_id, min(local_day) FROM ({_OWN_DAYS}) d GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""

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
from analytics_app.records import ThreadMessage
from analytics_app.selectors.labels import intents_above_rules
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.services import thread_rows, tree_rows
from analytics_app.services.cycles import no_search_for_cycles
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.stored_messages import KnownAccounts, Stored, load_messages
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.labels import NEEDS_RESPONSE, RULES_VERSION, intent_of
from analytics_app.text.taxonomy.additions import Additions
from analytics_app.threads.answers import Addresses, find_answers, is_citizens, resolve_addresses
from analytics_app.threads.trees import build_trees

SLICE = 10_000


def count_pending() -> int:
    """How many messages wait for a rebuild."""
    return Message.objects.filter(needs_rebuild=True).count()


def rebuild_pending(on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Works off every message that needs a rebuild; returns how many. ``on_progress`` gets the number so far."""
    done = 0
    with hold(LockSpace.REBUILD):
        known = KnownAccounts.load()
        while ids := _next_slice():
            with transaction.atomic(), no_search_for_cycles():
                rebuild_slice(ids, known)
            done += len(ids)
            on_progress(done)
            _refresh_statistics()
    return done


def _refresh_statistics() -> None:
    """Looks again at tables of which much is new: until then joins are planned as if they were empty."""
    with connection.cursor() as cursor:
        cursor.execute(_MUCH_CHANGED)
        if tables := [table for (table,) in cursor.fetchall()]:
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def _next_slice() -> list[int]:
    return list(
        Message.objects.filter(needs_rebuild=True).order_by("pk").values_list("pk", flat=True)[:SLICE]
    )


def rebuild_slice(ids: list[int], known: KnownAccounts) -> None:
    """Rebuilds every tree that these messages stand in or touch, and the threads of whoever was moved by it."""
    with connection.cursor() as cursor:
        cursor.execute(_DIRTY_TABLE, {"ids": ids})
    stored = load_messages(known, _TOUCHED, {})
    messages = {id: item.record for id, item in stored.items()}
    places = build_trees(messages.values())
    addresses = resolve_addresses(messages.values(), places)
    additions = current_additions()
    version = additions.version(RULES_VERSION)
    messages = _label(messages, stored, addresses, set(ids), additions)
    rows = tree_rows.changed_places(messages, stored, places, addresses, version)
    change = tree_rows.compare_answers(messages, find_answers(messages.values(), places, addresses))
    # Whole trees were looked at; what nothing moved in them keeps its thread.
    moved = {row[0] for row in rows}.union(ids) & messages.keys()
    replies = moved | change.replies()
    reached = (moved | change.messages(replies)) & messages.keys()
    pairs = _pairs(reached, messages, stored, addresses)
    # Also the texts that these citizens were answered with elsewhere: cutting their threads anew can make three of two.
    used = _template_hashes(replies & messages.keys(), messages, stored)
    templates = thread_rows.Templates(used | thread_rows.instant_templates(pairs))
    before = templates.automatic()
    tree_rows.write_places(rows)
    tree_rows.write_answers(change)
    tree_rows.write_links((messages[id] for id in moved), addresses)
    alone = [id for id in reached if messages[id].author_key is None and is_citizens(messages[id])]
    thread_rows.recut(pairs, alone, known, before, thread_rows.Moved.of(reached, stored))
    after = templates.automatic()
    if changed := before ^ after:
        thread_rows.recut(templates.pairs_answered_by(changed), [], known, after)
    with connection.cursor() as cursor:
        for statement in (_STALE_OWN_DAYS, _STALE_OWN_SCORES, _STALE_LABELS, _SETTLE_AGAIN, _CLEAR):
            cursor.execute(statement)


def _pairs(
    ids: Iterable[int], messages: dict[int, ThreadMessage], stored: dict[int, Stored], addresses: Addresses
) -> set[thread_rows.Pair]:
    """Pairs of citizen and account that these messages belong to now, or belonged to before."""
    pairs: set[thread_rows.Pair] = set()
    for id in ids:
        message = messages[id]
        if message.author_key is None:
            continue
        if (now := addresses.accounts.get(id)) is not None:
            pairs.add((message.author_key, now))
        if (before := stored[id].addressed_account_id) is not None:
            pairs.add((message.author_key, before))
        elif is_citizens(message) and now is None:
            pairs.add((message.author_key, None))
    return pairs


def _template_hashes(
    ids: Iterable[int], messages: dict[int, ThreadMessage], stored: dict[int, Stored]
) -> set[str]:
    """Hashes of what these replies say now, and said before."""
    found = {hash for id in ids for hash in (messages[id].template_hash, stored[id].template_hash)}
    return {hash for hash in found if hash is not None}


# --- labels --------------------------------------------------------------------------------------


def _label(
    messages: dict[int, ThreadMessage],
    stored: dict[int, Stored],
    addresses: Addresses,
    changed: set[int],
    additions: Additions,
) -> dict[int, ThreadMessage]:
    """Gives citizens' messages to an account their intent, and official replies the hash of their template."""
    version = additions.version(RULES_VERSION)
    wanted = {
        id
        for id in addresses.accounts
        if stored[id].intent_version != version and not stored[id].is_text_gone
    }
    official = {
        id
        for id, m in messages.items()
        if m.role == AuthorRole.OFFICIAL
        and m.kind == MessageKind.REPLY
        and (id in changed or stored[id].template_hash is None)
    }
    texts = dict(Message.objects.filter(pk__in=wanted | official).values_list("pk", "text"))
    labelled = dict(messages)
    said = intents_above_rules(wanted)
    for id in wanted:
        intent = said[id] if id in said else intent_of(texts[id], additions).intent
        # Without an intent, and in a form for complaints, somebody waits for an answer.
        waits = intent is None or intent in NEEDS_RESPONSE or messages[id].kind == MessageKind.COMPLAINT
        labelled[id] = replace(messages[id], intent=intent, needs_response=waits)
    for id in official:
        labelled[id] = replace(messages[id], template_hash=_template_hash(texts[id]))
    return labelled


def _template_hash(text: str) -> str | None:
    template = template_text(text)
    return blake2b(template.encode(), digest_size=8).hexdigest() if template else None


# --- SQL -----------------------------------------------------------------------------------------

_STALE_LABELS = """
INSERT INTO analytics_app_stalelabel (message_id) SELECT id FROM dirty ON CONFLICT DO NOTHING
"""
# Whom a message concerns may have changed, and with it whose word about it counts.
_SETTLE_AGAIN = """
UPDATE analytics_app_disappearancestatement s SET is_pending = true
FROM dirty d WHERE s.platform = d.platform AND s.platform_id = d.platform_id AND NOT s.is_pending
"""
_MUCH_CHANGED = """
SELECT relname FROM pg_stat_user_tables WHERE n_mod_since_analyze > 1000 + n_live_tup / 2
AND relname IN ('analytics_app_message', 'analytics_app_answer', 'analytics_app_messagelink', 'analytics_app_thread')
"""
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

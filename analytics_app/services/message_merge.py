"""Merges rows into the message table and notes which batch brought them: the statements of every import.

Whoever calls it keeps withdrawals away (LockSpace.MESSAGES, or being one): nothing else deletes messages, so that
every capture written here has its message without the database looking each one up (decision 0073).
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator

from django.db import connection

from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.models import ImportBatch
from analytics_app.services.copying import copy_rows
from analytics_app.services.message_rows import COLUMNS, COUNTS, Row, merge_rows, row_key


def upsert_rows(batch: ImportBatch, rows: list[Row]) -> tuple[int, int]:
    """Merges rows into the message table; returns how many messages are new and how many changed."""
    distinct: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = row_key(row)
        distinct[key] = merge_rows(distinct[key], row) if key in distinct else row
    if not distinct:
        return 0, 0
    # Sorted, so that two imports that overlap take their locks in the same order and cannot deadlock.
    copy_rows("incoming", COLUMNS, [distinct[key] for key in sorted(distinct)])
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, {"batch": batch.pk})
        new, written, changed, moved, moved_from = cursor.fetchone()
        if written < len(distinct):  # where every row was new or changed, its capture is written already
            cursor.execute(_CAPTURE, {"batch": batch.pk})
        cursor.execute("TRUNCATE incoming")
        if moved:
            cursor.execute(_STALE_DAYS, [moved, moved_from])
    return new, changed


@contextlib.contextmanager
def temporary_tables() -> Iterator[None]:
    """Tables of this connection alone: the rows on their way in, and ordinals of rows without an id."""
    columns = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming, ordinals")
        cursor.execute(
            f"CREATE TEMP TABLE incoming AS SELECT {columns} FROM analytics_app_message WITH NO DATA"
        )
        cursor.execute("CREATE TEMP TABLE ordinals (base bytea PRIMARY KEY, n integer NOT NULL)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming, ordinals")


def count_equals(seen: Counter[bytes]) -> dict[bytes, int]:
    """How often each row without an id came before; adds this chunk's. In the database, so that memory stays flat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ordinals SELECT * FROM unnest(%s::bytea[], %s::int[]) ON CONFLICT (base) "
            "DO UPDATE SET n = ordinals.n + excluded.n RETURNING base, n",
            [list(seen), list(seen.values())],
        )
        return {bytes(base): n - seen[bytes(base)] for base, n in cursor.fetchall()}


# --- SQL -----------------------------------------------------------------------------------------
# A later capture wins where it says something; what it does not say stays. What decides where a message stands (its
# time, kind, conversations, a parent that the source states) is merged so that the order of files makes no difference.
# A change that moves a message among the others (not one of counts alone) sets needs_rebuild.

_STRUCTURE = (
    "kind",
    "text",
    "time_precision",
    "author_key",
    "handle_key",
    "is_official_by_source",
    "parent_platform_id",
    "parent_is_inferred",
    "in_reply_to_key",
    "mention_keys",
    "leading_mentions",
    "answered_at",
    "channel_account_id",
)
_DETAILS = ("lang", "url", "agency_name", "topic_name")

_GIVES_PARENT = (  # an assumed parent never takes the place of a stated one
    "(excluded.parent_platform_id IS NOT NULL AND (m.parent_platform_id IS NULL OR m.parent_is_inferred "
    "OR NOT excluded.parent_is_inferred))"
)
_LOSES_ID = (
    "(m.author_key IS DISTINCT FROM m.handle_key AND m.author_key IS NOT NULL "
    "AND excluded.author_key = excluded.handle_key)"
)
_RANK = "array_position(ARRAY['{}', '{}', '{}']::varchar[], %s.time_precision)".format(*TimePrecision)
_OLD_RANK, _NEW_RANK = _RANK % "m", _RANK % "excluded"


def _merged(column: str) -> str:
    if column in ("text", "mention_keys", "leading_mentions"):  # the names are those of the text
        is_heard = "excluded.text <> '' AND m.text_gone IS NULL"
        return f"CASE WHEN {is_heard} THEN excluded.{column} ELSE m.{column} END"
    if column == "url":
        return "CASE WHEN m.text_gone IS NULL THEN COALESCE(excluded.url, m.url) END"
    if column == "kind":  # "original" is also what a source says that cannot tell
        return f"CASE WHEN excluded.kind = '{MessageKind.ORIGINAL}' THEN m.kind ELSE excluded.kind END"
    if column == "time_precision":
        return f"CASE WHEN {_NEW_RANK} < {_OLD_RANK} THEN excluded.time_precision ELSE m.time_precision END"
    if column == "author_key":  # a stable user id stays where a later file gives the name alone
        return f"CASE WHEN {_LOSES_ID} THEN m.author_key ELSE COALESCE(excluded.author_key, m.author_key) END"
    if column in ("parent_platform_id", "parent_is_inferred"):
        return f"CASE WHEN {_GIVES_PARENT} THEN excluded.{column} ELSE m.{column} END"
    return f"COALESCE(excluded.{column}, m.{column})"


_CREATED = (
    f"CASE WHEN {_NEW_RANK} < {_OLD_RANK} THEN excluded.created_at "
    f"WHEN {_NEW_RANK} > {_OLD_RANK} THEN m.created_at ELSE LEAST(m.created_at, excluded.created_at) END"
)
_CONVERSATIONS = (
    "ARRAY(SELECT DISTINCT c COLLATE \"C\" FROM unnest(COALESCE(m.also_in_conversations, '{}') || "
    "COALESCE(excluded.also_in_conversations, '{}') || ARRAY[m.conversation_id, excluded.conversation_id]) c "
    "WHERE c IS NOT NULL ORDER BY 1)"
)
_SAME_STRUCTURE = " AND ".join(f"m.{c} IS NOT DISTINCT FROM {_merged(c)}" for c in _STRUCTURE)
_SAME_TIME = f"m.created_at = {_CREATED}"
_SAME_CONVERSATION = (
    "(excluded.conversation_id IS NULL OR (m.conversation_id = excluded.conversation_id "
    "AND excluded.also_in_conversations IS NULL) OR (m.conversation_id IS NOT NULL AND "
    "ARRAY[excluded.conversation_id] || COALESCE(excluded.also_in_conversations, '{}') "
    "<@ (m.conversation_id || COALESCE(m.also_in_conversations, '{}'))))"
)
_SAME_DETAILS = " AND ".join(f"m.{c} IS NOT DISTINCT FROM {_merged(c)}" for c in _DETAILS + COUNTS)
_UPSERT = f"""
INSERT INTO analytics_app_message AS m (
    {", ".join(COLUMNS)}, first_batch_id, needs_rebuild, needs_response, joins_only)
SELECT {", ".join(COLUMNS)}, %(batch)s, true, true, false FROM incoming
ON CONFLICT (platform, platform_id) DO UPDATE SET
    {", ".join(f"{c} = {_merged(c)}" for c in _STRUCTURE + _DETAILS + COUNTS)},
    intent_version = CASE WHEN m.text = {_merged("text")} THEN m.intent_version END,
    created_at = {_CREATED},
    conversation_id = ({_CONVERSATIONS})[1],
    also_in_conversations = NULLIF(({_CONVERSATIONS})[2:], '{{}}'),
    needs_rebuild = m.needs_rebuild OR NOT ({_SAME_STRUCTURE} AND {_SAME_TIME} AND {_SAME_CONVERSATION})
WHERE NOT ({_SAME_STRUCTURE} AND {_SAME_TIME} AND {_SAME_CONVERSATION} AND {_SAME_DETAILS})
RETURNING m.id, old.id IS NULL AS is_new, m.first_batch_id,
    CASE WHEN old.created_at <> new.created_at THEN old.account_id END AS moved_account, old.created_at AS moved_from
"""
# A row that this batch itself brought and changes again (a file that states a message twice) is not counted as changed.
_MERGE = f"""
WITH written AS ({_UPSERT}),
captured AS (
    INSERT INTO analytics_app_capture (message_id, batch_id) SELECT id, %(batch)s FROM written
    ON CONFLICT DO NOTHING)
SELECT count(*) FILTER (WHERE is_new), count(*),
    count(*) FILTER (WHERE NOT is_new AND first_batch_id IS DISTINCT FROM %(batch)s),
    array_agg(moved_account) FILTER (WHERE moved_account IS NOT NULL),
    array_agg(moved_from) FILTER (WHERE moved_account IS NOT NULL)
FROM written
"""
# The day that an official message was counted on before its time was corrected.
_STALE_DAYS = """
INSERT INTO analytics_app_staleday (account_id, local_day)
SELECT DISTINCT a.id, (d.at AT TIME ZONE r.zone)::date
FROM unnest(%s::bigint[], %s::timestamptz[]) AS d (account_id, at)
JOIN accounts_app_officialaccount a ON a.id = d.account_id JOIN accounts_app_region r ON r.id = a.region_id
ON CONFLICT DO NOTHING
"""
_CAPTURE = """
INSERT INTO analytics_app_capture (message_id, batch_id)
SELECT m.id, %(batch)s FROM incoming i JOIN analytics_app_message m USING (platform, platform_id)
ON CONFLICT DO NOTHING
"""

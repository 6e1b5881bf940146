"""Reads a batch's file into the message table: 10,000 rows a transaction, each written down in a ledger.

What the ledger holds is not written again, so an import that was killed at any instant ends, when run again, with
the rows of an undisturbed one. Rows are merged with what is known (ON CONFLICT), so a file that overlaps another
doubles nothing.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from accounts_app import registry
from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform, SourceFormat, TimePrecision
from analytics_app.models import ImportBatch, ImportChunk, RejectedRow
from analytics_app.records import MessageRecord, ParsedRow, RowError
from analytics_app.services import coverage, payloads
from analytics_app.services.copying import copy_rows
from analytics_app.services.locks import LockSpace, share
from analytics_app.services.message_rows import (
    COLUMNS,
    MessageRows,
    Row,
    RowContext,
    UnnamedRows,
    merge_rows,
    row_key,
)
from analytics_app.services.options import options_of
from analytics_app.services.rejected_rows import RejectedText
from analytics_app.sources.inspection import Inspection, inspect
from analytics_app.sources.parsing import Rows, parse

CHUNK_ROWS = 10_000
_CHANNEL = "channel_account_id"  # in ImportBatch.inspection
MAX_REJECTED_KEPT = 10_000  # a file that is wrong throughout need not be kept twice
Progress = Callable[[ImportBatch], None]


class Chunk(NamedTuple):
    """One transaction's worth of a file, as far as it can be made ready without the database."""

    items: list[ParsedRow | RowError]
    records: list[MessageRecord]
    built: UnnamedRows
    bytes_read: int


class Cancelled(Exception):
    """A person asked to stop the import."""


def ingest(
    batch: ImportBatch,
    path: Path | None = None,
    inspection: Inspection | None = None,
    on_progress: Progress = lambda batch: None,
) -> None:
    """Reads the file of a batch from where the ledger ends. ``path`` saves restoring the stored payload.

    Raises SourceRefused, payloads.PayloadGone, Cancelled. The caller holds the batch's lock.
    """
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=ImportBatch.State.READING, started_at=batch.started_at or timezone.now(), error=""
    )
    if path is not None:
        _read(batch, path, inspection, on_progress)
    else:
        with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder:
            restored = Path(folder) / f"payload{Path(batch.file_name).suffix[:10]}"
            payloads.restore_payload(batch, restored)
            _read(batch, restored, None, on_progress)
    _close(batch)


def read_again(batch: ImportBatch) -> None:
    """Merges all rows that a batch's ledger holds once more: brings back what a withdrawal took from it."""
    done = set(batch.chunks.values_list("seq", flat=True))  # the rest is still to come, and to be counted
    with temporary_tables():
        for seq, _, rows in _stored_rows(batch):
            if seq in done:
                with transaction.atomic():
                    upsert_rows(batch, rows)


def read_spans_again(batch: ImportBatch) -> None:
    """Widens the unstated spans of a batch by what its file was asked for; writes no message."""
    with temporary_tables():
        spans = coverage.OwnSpans(batch)
        for _, records, rows in _stored_rows(batch):
            spans.write(_asked_for(records, rows))


def _stored_rows(batch: ImportBatch) -> Iterator[tuple[int, list[MessageRecord], list[Row]]]:
    """The chunks of the stored payload: number, records, rows. Needs temporary_tables. Raises PayloadGone."""
    with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder:
        path = Path(folder) / f"payload{Path(batch.file_name).suffix[:10]}"
        payloads.restore_payload(batch, path)
        options = options_of(batch.options)
        items = parse(path, options, inspect(path, options))
        builder = MessageRows(row_context(batch), count_equals)
        for seq in count():
            chunk = list(islice(items, CHUNK_ROWS))
            if not chunk:
                return
            records = [item.record for item in chunk if isinstance(item, ParsedRow)]
            yield seq, records, builder.rows(records)


def _asked_for(records: list[MessageRecord], rows: list[Row]) -> list[Row]:
    """Rows without those that came along because another message refers to them."""
    return [row for row, record in zip(rows, records, strict=True) if not record.is_context]


def _read(batch: ImportBatch, path: Path, inspection: Inspection | None, on_progress: Progress) -> None:
    options = options_of(batch.options)
    inspection = inspection or inspect(path, options)
    rows = parse(path, options, inspection)
    kept_text = RejectedText(inspection, official_handles())
    done = set(batch.chunks.values_list("seq", flat=True))
    with temporary_tables():
        context = row_context(batch)
        _remember_channel(batch, context.channel_account_id)
        builder = MessageRows(context, count_equals)
        spans = coverage.OwnSpans(batch)
        for seq, chunk in enumerate(_read_ahead(_chunks(rows, builder))):
            named = builder.name(chunk.built)
            if seq in done:
                continue
            write_spans = partial(spans.write, _asked_for(chunk.records, named))
            _write_chunk(batch, seq, chunk.items, named, chunk.bytes_read, kept_text, write_spans)
            batch.refresh_from_db()
            on_progress(batch)
            if batch.cancel_requested:
                raise Cancelled


def _chunks(rows: Rows, builder: MessageRows) -> Iterator[Chunk]:
    """The rows in transactions' worths, each with how far in the file it reaches."""
    while items := list(islice(rows, CHUNK_ROWS)):
        records = [item.record for item in items if isinstance(item, ParsedRow)]
        yield Chunk(items, records, builder.build(records), rows.bytes_read)


def _read_ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Makes the next chunk ready while the database works on this one: all of that is pure, so it may run in
    another thread."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        following = pool.submit(next, chunks, None)
        while (chunk := following.result()) is not None:
            following = pool.submit(next, chunks, None)
            yield chunk


def row_context(batch: ImportBatch) -> RowContext:
    """What the batch says of all its rows. A complaint table's channel is registered if there is none yet."""
    return RowContext(batch.source, _channel_of(batch), official_handles())


def official_handles() -> frozenset[tuple[str, str]]:
    """(platform, lower-case handle) of every registered account: the names that stay readable."""
    handles = OfficialAccount.objects.values_list("platform", "handle")
    return frozenset((platform, handle.lower()) for platform, handle in handles)


def _channel_of(batch: ImportBatch) -> int | None:
    """The complaint channel a table's rows belong to.

    The one found when the file was first read; the one named like the source; else the region's only one, where the
    source was not named or somebody registered that channel. A source of another name is another channel: both may
    number their rows from one.
    """
    if batch.region is None or batch.platform not in ("", Platform.CHANNEL):
        return None
    if batch.format not in (SourceFormat.COMPLAINT, SourceFormat.TABLE):
        return None
    channels = {
        account.handle.lower(): account
        for account in OfficialAccount.objects.filter(region=batch.region, platform=Platform.CHANNEL)
    }
    known = batch.inspection.get(_CHANNEL)
    if any(account.pk == known for account in channels.values()):
        return int(known)
    if batch.source.lower() in channels:
        return channels[batch.source.lower()].pk
    if len(channels) == 1:
        (only,) = channels.values()
        if batch.source == batch.format or only.status != AccountStatus.DRAFT:
            return only.pk
    if batch.platform != Platform.CHANNEL:  # rows name their own platforms: none may be a complaint
        return None
    return registry.ensure_channel(batch.region, batch.source).pk


def _remember_channel(batch: ImportBatch, channel: int | None) -> None:
    """Read again, the rows must come to the same channel, whatever was registered since."""
    if channel is not None and batch.inspection.get(_CHANNEL) != channel:
        batch.inspection = {**batch.inspection, _CHANNEL: channel}
        batch.save(update_fields=["inspection"])


def _write_chunk(
    batch: ImportBatch,
    seq: int,
    chunk: list[ParsedRow | RowError],
    rows: list[Row],
    bytes_done: int,
    kept_text: RejectedText,
    write_spans: Callable[[], None],
) -> None:
    errors = [item for item in chunk if isinstance(item, RowError)]
    reasons = Counter(error.reason.value for error in errors)
    with transaction.atomic():
        _commit_without_waiting()
        share(LockSpace.MESSAGES)  # no withdrawal looks at these messages until they are committed
        new, changed = upsert_rows(batch, rows)
        write_spans()
        _keep_rejected(batch, errors, kept_text)
        ImportChunk.objects.create(
            batch=batch,
            seq=seq,
            rows_read=len(chunk),
            rows_new=new,
            rows_changed=changed,
            rows_unchanged=len(rows) - new - changed,
            rejected_by_reason=dict(reasons),
            bytes_done=bytes_done,
        )
        ImportBatch.objects.filter(pk=batch.pk).update(bytes_done=bytes_done)
    _count_rows(batch)


def _commit_without_waiting() -> None:
    """Spares this transaction the wait for the disk: rows and ledger go together, so that a server that crashes
    forgets the last chunks whole and they are read again; the next commit that waits makes all of them last."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def upsert_rows(batch: ImportBatch, rows: list[Row]) -> tuple[int, int]:
    """Merges rows into the message table; returns how many messages are new and how many changed."""
    distinct: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = row_key(row)
        distinct[key] = merge_rows(distinct[key], row) if key in distinct else row
    if not distinct:
        return 0, 0
    # Sorted, so that two imports that overlap take their locks in the same order and cannot deadlock.
    copy_rows("incoming", COLUMNS, (distinct[key] for key in sorted(distinct)))
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, {"batch": batch.pk})
        written = cursor.fetchall()
        new = [row[0] for row in written if row[1]]
        if len(new) == len(distinct):  # the common case needs no look at the messages
            cursor.execute(_CAPTURE_NEW, {"batch": batch.pk, "ids": new})
        else:
            cursor.execute(_CAPTURE, {"batch": batch.pk})
        cursor.execute("TRUNCATE incoming")
        if moved := [row[3:] for row in written if row[3] is not None]:
            cursor.execute(_STALE_DAYS, [list(column) for column in zip(*moved, strict=True)])
    changed = sum(1 for row in written if not row[1] and row[2] != batch.pk)
    return len(new), changed


def _keep_rejected(batch: ImportBatch, errors: list[RowError], kept_text: RejectedText) -> None:
    if not errors:
        return
    room = max(0, MAX_REJECTED_KEPT - RejectedRow.objects.filter(batch=batch).count())
    RejectedRow.objects.bulk_create(
        [
            RejectedRow(
                batch=batch,
                line=error.line,
                reason=error.reason.value,
                column=(error.column or "")[:120],
                detail=kept_text.masked(error.detail),
                raw=kept_text.masked(error.raw),
            )
            for error in errors[:room]
        ],
        ignore_conflicts=True,
    )


def _count_rows(batch: ImportBatch) -> None:
    """The batch's counts are the ledger's sums: the same after any number of interruptions."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ROWS, {"batch": batch.pk})


def _close(batch: ImportBatch) -> None:
    _count_rows(batch)
    batch.refresh_from_db()
    reasons: Counter[str] = Counter()
    for by_reason in batch.chunks.values_list("rejected_by_reason", flat=True):
        reasons.update(by_reason)
    batch.rejected_by_reason = dict(reasons)
    batch.bytes_done = batch.file_size
    batch.save(update_fields=["rejected_by_reason", "bytes_done"])


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
_COUNTS = ("like_count", "repost_count", "reply_count", "quote_count", "view_count")


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
        return f"CASE WHEN excluded.text <> '' THEN excluded.{column} ELSE m.{column} END"
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
_SAME_DETAILS = " AND ".join(f"m.{c} IS NOT DISTINCT FROM {_merged(c)}" for c in _DETAILS + _COUNTS)
_UPSERT = f"""
INSERT INTO analytics_app_message AS m (
    {", ".join(COLUMNS)}, first_batch_id, needs_rebuild, needs_response, joins_only)
SELECT {", ".join(COLUMNS)}, %(batch)s, true, true, false FROM incoming
ON CONFLICT (platform, platform_id) DO UPDATE SET
    {", ".join(f"{c} = {_merged(c)}" for c in _STRUCTURE + _DETAILS + _COUNTS)},
    intent_version = CASE WHEN m.text = {_merged("text")} THEN m.intent_version END,
    created_at = {_CREATED},
    conversation_id = ({_CONVERSATIONS})[1],
    also_in_conversations = NULLIF(({_CONVERSATIONS})[2:], '{{}}'),
    needs_rebuild = m.needs_rebuild OR NOT ({_SAME_STRUCTURE} AND {_SAME_TIME} AND {_SAME_CONVERSATION})
WHERE NOT ({_SAME_STRUCTURE} AND {_SAME_TIME} AND {_SAME_CONVERSATION} AND {_SAME_DETAILS})
RETURNING m.id, (xmax = 0), m.first_batch_id,
    CASE WHEN old.created_at <> new.created_at THEN old.account_id END, old.created_at
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
_CAPTURE_NEW = (
    "INSERT INTO analytics_app_capture (message_id, batch_id) SELECT unnest(%(ids)s::bigint[]), %(batch)s"
)
_COUNT_ROWS = """
UPDATE analytics_app_importbatch b SET rows_read = c.read, rows_new = c.new, rows_changed = c.changed,
    rows_unchanged = c.unchanged, rows_rejected = c.read - c.new - c.changed - c.unchanged
FROM (SELECT COALESCE(sum(rows_read), 0) AS read, COALESCE(sum(rows_new), 0) AS new,
             COALESCE(sum(rows_changed), 0) AS changed, COALESCE(sum(rows_unchanged), 0) AS unchanged
      FROM analytics_app_importchunk WHERE batch_id = %(batch)s) c
WHERE b.id = %(batch)s
"""

"""Reads a batch's file into the message table: 10,000 rows a transaction, each written down in a ledger.

What the ledger holds is not written again, so an import that was killed at any instant ends, when run again, with
the rows of an undisturbed one. Rows are merged with what is known (ON CONFLICT), so a file that overlaps another
doubles nothing.
"""

from __future__ import annotations

import contextlib
import gc
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
from analytics_app.choices import Platform, SourceFormat
from analytics_app.models import ImportBatch, ImportChunk, RejectedRow
from analytics_app.records import MessageRecord, ParsedRow, RowError
from analytics_app.services import coverage, payloads
from analytics_app.services.erased_people import load_erased_people
from analytics_app.services.locks import LockSpace, share
from analytics_app.services.message_merge import count_equals, temporary_tables, upsert_rows
from analytics_app.services.message_rows import MessageRows, Row, RowContext, UnnamedRows
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
    kept_text = RejectedText(inspection, official_handles(), load_erased_people())
    done = set(batch.chunks.values_list("seq", flat=True))
    with temporary_tables(), _few_searches_for_cycles():
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


@contextlib.contextmanager
def _few_searches_for_cycles() -> Iterator[None]:
    """Rows form no cycles; a search through those in hand for every 700 new ones is a fifth of building them."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def row_context(batch: ImportBatch) -> RowContext:
    """What the batch says of all its rows. A complaint table's channel is registered if there is none yet."""
    region_code = batch.region.code if batch.region else ""
    return RowContext(
        batch.source, _channel_of(batch), official_handles(), load_erased_people(), region_code=region_code
    )


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


_COUNT_ROWS = """
UPDATE analytics_app_importbatch b SET rows_read = c.read, rows_new = c.new, rows_changed = c.changed,
    rows_unchanged = c.unchanged, rows_rejected = c.read - c.new - c.changed - c.unchanged
FROM (SELECT COALESCE(sum(rows_read), 0) AS read, COALESCE(sum(rows_new), 0) AS new,
             COALESCE(sum(rows_changed), 0) AS changed, COALESCE(sum(rows_unchanged), 0) AS unchanged
      FROM analytics_app_importchunk WHERE batch_id = %(batch)s) c
WHERE b.id = %(batch)s
"""

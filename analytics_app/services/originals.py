"""What came in before it was masked, from the encrypted files: for who serves a citizen, and for rotating keys.

Nothing of it is stored or logged; whoever calls this writes the audit event.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from accounts_app.database_scope import as_system
from analytics_app.choices import Platform
from analytics_app.models import ImportBatch, Message
from analytics_app.records import MessageRecord, ParsedRow
from analytics_app.services import payloads
from analytics_app.services.ingest import row_context
from analytics_app.services.message_merge import count_equals, temporary_tables
from analytics_app.services.message_rows import MessageRows, row_key
from analytics_app.services.options import options_of
from analytics_app.sources.inspection import inspect
from analytics_app.sources.parsing import parse
from analytics_app.text.personal_data import EMAIL, NIK, PHONE, mask

CHUNK = 1_000  # rows
Key = tuple[str, str]  # platform, platform id


def stored_records(batch: ImportBatch) -> Iterator[MessageRecord]:
    """The good rows of a file as received, in its order. Raises payloads.PayloadGone."""
    with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder:
        path = Path(folder) / f"payload{Path(batch.file_name).suffix[:10]}"
        payloads.restore_payload(batch, path)
        options = options_of(batch.options)
        for item in parse(path, options, inspect(path, options)):
            if isinstance(item, ParsedRow):
                yield item.record


@dataclass(frozen=True, slots=True)
class Original:
    """One message before masking. ``contacts`` are telephone numbers and addresses that masking found in the text."""

    handle: str | None
    user_id: str | None
    text: str
    contacts: tuple[str, ...]


@as_system
def find_originals(messages: Sequence[Message]) -> dict[int, Original]:
    """Our id → the message as received, for those whose file is still kept and whose text was not removed.

    Whether the reader may see them is the caller's question. Files are read until all are found.
    """
    wanted = {(m.platform, m.platform_id): m.pk for m in messages if m.text_gone is None}
    found: dict[int, Original] = {}
    batches = ImportBatch.objects.filter(captures__message__in=wanted.values(), payload__seq=0)
    for batch in batches.distinct().order_by("file_size", "pk"):
        left = {key: pk for key, pk in wanted.items() if pk not in found}
        if not left:
            break
        with contextlib.suppress(payloads.PayloadGone):
            for key, record in _matching(batch, left):
                found[left[key]] = _original(record)
                if len(found) == len(wanted):
                    break
    return found


def _matching(batch: ImportBatch, wanted: Collection[Key]) -> Iterator[tuple[Key, MessageRecord]]:
    ids = {id for _platform, key in wanted for id in (key, key.partition("/")[2])}
    is_any = any(platform == Platform.CHANNEL or key.startswith("k:") for platform, key in wanted)
    records = (one for one in stored_records(batch) if is_any or one.platform_id in ids)
    with temporary_tables():
        builder = MessageRows(row_context(batch), count_equals)
        while chunk := list(islice(records, CHUNK)):
            for record, row in zip(chunk, builder.rows(chunk), strict=True):
                if row_key(row) in wanted:
                    yield row_key(row), record


def _original(record: MessageRecord) -> Original:
    return Original(record.author_handle, record.author_id, record.text, tuple(_contacts(record.text)))


def _contacts(text: str) -> list[str]:
    """What masking takes for a telephone number or an e-mail address, in the order of the text."""
    parts = re.split(rf"({re.escape(PHONE)}|{re.escape(EMAIL)}|{re.escape(NIK)})", mask(text))
    pattern = "".join("(.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    hit = re.fullmatch(pattern, text, re.DOTALL)
    if hit is None:  # digits of other scripts: masking rewrote more than it masked
        return []
    found = [value for token, value in zip(parts[1::2], hit.groups(), strict=True) if token != NIK]
    return list(dict.fromkeys(found))

"""What came in before it was masked, from the encrypted files: for who serves a citizen, and for rotating keys.

Nothing of it is stored or logged; whoever calls this writes the audit event.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from analytics_app.models import ImportBatch
from analytics_app.records import MessageRecord, ParsedRow
from analytics_app.services import payloads
from analytics_app.services.options import options_of
from analytics_app.sources.inspection import inspect
from analytics_app.sources.parsing import parse


def stored_records(batch: ImportBatch) -> Iterator[MessageRecord]:
    """The good rows of a file as received, in its order. Raises payloads.PayloadGone."""
    with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder:
        path = Path(folder) / f"payload{Path(batch.file_name).suffix[:10]}"
        payloads.restore_payload(batch, path)
        options = options_of(batch.options)
        for item in parse(path, options, inspect(path, options)):
            if isinstance(item, ParsedRow):
                yield item.record

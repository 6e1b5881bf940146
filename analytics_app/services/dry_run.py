"""What an import would do, without doing it.

The messages a file touches are copied into temporary tables that bear the names of the real ones and therefore stand
before them; then the importer's own statements run on them. So a dry run counts exactly as an import does, writes
nothing, and holds no lock that an import would have to wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from analytics_app.models import ImportBatch
from analytics_app.records import ParsedRow, RowError
from analytics_app.services import ingest, message_merge
from analytics_app.services.intake import ImportSettings
from analytics_app.services.message_rows import MessageRows, Row, row_key
from analytics_app.services.options import options_of
from analytics_app.services.rejected_rows import RejectedText
from analytics_app.sources.inspection import Inspection
from analytics_app.sources.parsing import parse

MAX_EXAMPLES = 50
_NO_BATCH = -1  # no stored message was brought by it
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DryRunReport:
    """Rows read = new + changed + unchanged + rejected.

    ``rejected`` holds total and by_reason (count a reason); ``examples`` are the first rejected rows, masked.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    rejected: Mapping[str, Any]
    examples: tuple[RowError, ...] = ()


def dry_run(
    path: Path,
    settings: ImportSettings,
    inspection: Inspection,
    on_progress: OnProgress = lambda bytes_read, rows_read: None,
) -> DryRunReport:
    """Reads the whole file and compares it with what is stored. Raises SourceRefused, and what on_progress raises."""
    rows = parse(path, options_of(settings.reading()), inspection)
    read = new = changed = unchanged = 0
    reasons: Counter[str] = Counter()
    examples: list[RowError] = []
    kept_text = RejectedText(inspection, ingest.official_handles())
    with _shadow_tables(), message_merge.temporary_tables():
        batch = _batch(settings, inspection)
        builder = MessageRows(ingest.row_context(batch), message_merge.count_equals)
        while chunk := list(islice(rows, ingest.CHUNK_ROWS)):
            errors = [item for item in chunk if isinstance(item, RowError)]
            built = builder.rows([item.record for item in chunk if isinstance(item, ParsedRow)])
            _copy_known(built)
            inserted, updated = message_merge.upsert_rows(batch, built)
            read, new, changed = read + len(chunk), new + inserted, changed + updated
            unchanged += len(built) - inserted - updated
            reasons.update(error.reason.value for error in errors)
            examples += [_masked(error, kept_text) for error in errors[: MAX_EXAMPLES - len(examples)]]
            on_progress(rows.bytes_read, read)
    rejected = {"total": reasons.total(), "by_reason": dict(reasons)}
    return DryRunReport(read, new, changed, unchanged, rejected, tuple(examples))


def _batch(settings: ImportSettings, inspection: Inspection) -> ImportBatch:
    """The import as it would be opened; never saved."""
    return ImportBatch(
        pk=_NO_BATCH,
        source=settings.source or inspection.format.value,
        format=inspection.format.value,
        region=settings.region,
        platform=inspection.platform.value if inspection.platform else "",
    )


def _masked(error: RowError, kept_text: RejectedText) -> RowError:
    return replace(error, detail=kept_text.masked(error.detail), raw=kept_text.masked(error.raw)[:2_000])


class _shadow_tables:
    """Empty temporary twins of the message tables, inside a transaction that is always rolled back.

    Only the rollback makes them safe: a twin that outlived the dry run would swallow the next import.
    """

    def __enter__(self) -> None:
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        with connection.cursor() as cursor:
            cursor.execute(_SHADOWS)

    def __exit__(self, *exc: Any) -> None:
        transaction.set_rollback(True)
        self._transaction.__exit__(*exc)


def _copy_known(rows: list[Row]) -> None:
    keys = {row_key(row) for row in rows}
    if keys:
        platforms, ids = zip(*keys, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_COPY_KNOWN, [list(platforms), list(ids)])


# --- SQL -----------------------------------------------------------------------------------------

_SHADOWS = """
CREATE TEMP TABLE analytics_app_message (LIKE analytics_app_message INCLUDING DEFAULTS INCLUDING IDENTITY);
CREATE UNIQUE INDEX ON pg_temp.analytics_app_message (platform, platform_id);
CREATE TEMP TABLE analytics_app_capture (LIKE analytics_app_capture)
"""
_COPY_KNOWN = """
INSERT INTO pg_temp.analytics_app_message
SELECT m.* FROM public.analytics_app_message m
JOIN unnest(%s::text[], %s::text[]) AS k (platform, platform_id) USING (platform, platform_id)
ON CONFLICT (platform, platform_id) DO NOTHING
"""

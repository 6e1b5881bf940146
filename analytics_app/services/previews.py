"""The first rows of a file as they would be stored: masked, with pseudonyms, ready to be shown."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from accounts_app.pseudonyms import shown_name
from analytics_app.records import MessageRecord, ParsedRow, RowError
from analytics_app.services.ingest import official_handles
from analytics_app.services.intake import ImportSettings
from analytics_app.services.message_rows import COLUMNS, MessageRows, Row, RowContext
from analytics_app.services.options import options_of
from analytics_app.services.rejected_rows import RejectedText
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.inspection import Inspection
from analytics_app.sources.parsing import parse
from analytics_app.text.personal_data import mask, replace_mentions

SAMPLE_ROWS = 20
SAMPLE_CELLS = 2
MAX_SHOWN = 500
MAX_CELL = 60
_AUTHOR_FIELDS = ("author_id", "author_handle", "in_reply_to_handle")
_AT = {name: index for index, name in enumerate(COLUMNS)}


def sample_rows(path: Path, settings: ImportSettings, inspection: Inspection) -> list[dict[str, Any]]:
    """The first rows, good and rejected, as plain JSON values; none while a question is open."""
    try:
        items = list(islice(parse(path, options_of(settings.reading()), inspection), SAMPLE_ROWS))
    except SourceRefused:
        return []
    context = RowContext(settings.source or "", None, official_handles())
    builder = MessageRows(context, lambda seen: {})
    kept_text = RejectedText(inspection, context.official_handles)
    return [
        _good(item, builder.rows([item.record])[0], context)
        if isinstance(item, ParsedRow)
        else _rejected(item, kept_text)
        for item in items
    ]


def sample_cells(inspection: Inspection) -> dict[str, list[str]]:
    """A few different cells of each column, masked; of columns that name an author none."""
    found: dict[str, list[str]] = {}
    for column in inspection.columns:
        if inspection.mapping.get(column) not in _AUTHOR_FIELDS:
            cells = [str(row.get(column) or "").strip() for row in inspection.preview]
            found[column] = [_masked_cell(cell) for cell in dict.fromkeys(filter(None, cells))][:SAMPLE_CELLS]
    return found


def _masked_cell(cell: str) -> str:
    return replace_mentions(mask(cell), lambda handle: "…")[:MAX_CELL]


def _good(item: ParsedRow, row: Row, context: RowContext) -> dict[str, Any]:
    record = item.record
    value = {name: row[index] for name, index in _AT.items()}
    return {
        "line": item.line,
        "platform": value["platform"],
        "kind": value["kind"],
        "created_at": record.created_at.isoformat(),
        "time_precision": value["time_precision"],
        "author": _author(record, row, context),
        "is_official": record.is_official,
        "text": value["text"][:MAX_SHOWN],
        "is_reply": value["parent_platform_id"] is not None,
        "answered_at": record.answered_at.isoformat() if record.answered_at else None,
        "agency": value["agency_name"],
        "topic": value["topic_name"],
    }


def _author(record: MessageRecord, row: Row, context: RowContext) -> str | None:
    """A registered account by its name, everybody else by a pseudonym."""
    handle = (record.author_handle or "").lower()
    if handle and (record.platform.value, handle) in context.official_handles:
        return f"@{record.author_handle}"
    key = row[_AT["handle_key"]] or row[_AT["author_key"]]
    return shown_name(key) if key else None


def _rejected(error: RowError, kept_text: RejectedText) -> dict[str, Any]:
    return {
        "line": error.line,
        "reason": error.reason.value,
        "column": error.column or "",
        "detail": kept_text.masked(error.detail),
        "raw": kept_text.masked(error.raw)[:MAX_SHOWN],
    }

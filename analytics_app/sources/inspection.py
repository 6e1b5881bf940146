"""One look through a file before anything is imported: what it is, what it holds, what a person must still say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics_app.choices import Platform, SourceFormat
from analytics_app.records import FormatCapability, MessageRecord, RowError
from analytics_app.sources.capability import capability_of
from analytics_app.sources.cells import has_mojibake, is_nothing
from analytics_app.sources.columns import column_values, looks_like_text, looks_like_time
from analytics_app.sources.containers import Table
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.generic_table import REPOST_TEXT
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.platforms import find_platform, read_platform
from analytics_app.sources.questions import Question, list_questions
from analytics_app.sources.recognition import ApiSource, TableSource, open_source
from analytics_app.sources.refusals import refuse_document
from analytics_app.sources.time_columns import TimeColumn, TimeScan
from analytics_app.sources.zones import read_zone

PREVIEW_ROWS = 20
_TIME_FIELDS = ("created_at", "answered_at", "extracted_at")


@dataclass(frozen=True)
class Inspection:
    """What a file is and holds.

    ``mapping`` goes from column to canonical field. ``platform`` is None where each row names its own
    (``platform_evidence`` then says which column) or where nothing tells it (then there is a question).
    ``hour_profile`` counts the zone-less creation times over the 24 hours as stated. ``records`` counts rows
    without the header, those that no column can be read from (``broken``: torn rows, API objects that are no message)
    too. A row that is whole may still be rejected in parsing, for its id or time.
    """

    format: SourceFormat
    evidence: str
    container: str
    encoding: str
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    mapping: dict[str, str]
    platform: Platform | None
    platform_evidence: str
    capability: FormatCapability
    time_columns: tuple[TimeColumn, ...]
    hour_profile: tuple[int, ...]
    records: int
    broken: int
    mojibake: int
    has_ids: bool
    preview: tuple[dict[str, Any], ...]
    questions: tuple[Question, ...]

    def time_column(self, field: str) -> TimeColumn | None:
        """What the column of a time field said about itself."""
        return next((column for column in self.time_columns if column.field == field), None)


def inspect(path: Path, options: ParseOptions) -> Inspection:
    """Recognises a file and reads it through once, with bounded memory. Raises SourceRefused."""
    if options.zone is not None:
        read_zone(options.zone)
    source = open_source(path, options)
    if isinstance(source, ApiSource):
        return _inspect_api(source)
    return _inspect_table(source, options)


def open_questions(inspection: Inspection, options: ParseOptions) -> tuple[Question, ...]:
    """The questions of an inspection that the options do not answer."""
    answered = {"zone": options.zone, "date_order": options.date_order, "platform": options.platform}
    return tuple(question for question in inspection.questions if answered.get(question.code) is None)


# --- tables --------------------------------------------------------------------------------------


def _inspect_table(source: TableSource, options: ParseOptions) -> Inspection:
    _require_messages(source)
    table, mapping = source.table, source.mapping
    counts = _count(source)
    times = tuple(scan.result(options.date_order) for scan in counts.scans.values())
    platform, evidence = _platform(source, options)
    created = next((column for column in times if column.field == "created_at"), None)
    return Inspection(
        format=source.profile.format,
        evidence=source.profile.evidence,
        container=table.kind,
        encoding=getattr(table, "encoding", ""),
        delimiter=getattr(table, "delimiter", None),
        sheet=getattr(table, "sheet", None),
        sheets=getattr(table, "sheets", ()),
        columns=table.columns,
        mapping=mapping,
        platform=platform,
        platform_evidence=evidence,
        capability=capability_of(
            source.profile.format,
            mapping.values(),
            has_reposts_in_text=counts.reposts > 0,
            has_exact_time=created is None or (created.has_clock and created.relative < created.values),
        ),
        time_columns=times,
        hour_profile=tuple(counts.scans["created_at"].hours) if "created_at" in counts.scans else (0,) * 24,
        records=counts.records,
        broken=counts.broken,
        mojibake=counts.mojibake,
        has_ids=counts.ids > 0,
        preview=tuple(
            dict(zip(table.columns, cells, strict=False)) for cells in source.sample[:PREVIEW_ROWS]
        ),
        questions=list_questions(
            table.columns, mapping, times, knows_platform=platform is not None or bool(evidence)
        ),
    )


@dataclass
class _Counts:
    scans: dict[str, TimeScan]
    records: int = 0
    broken: int = 0
    mojibake: int = 0
    reposts: int = 0
    ids: int = 0


def _count(source: TableSource) -> _Counts:
    table = source.table
    place = {field: table.columns.index(column) for column, field in source.mapping.items()}
    name = {field: column for column, field in source.mapping.items()}
    counts = _Counts({field: TimeScan(name[field], field) for field in _TIME_FIELDS if field in place})
    scans = [(place[field], scan) for field, scan in counts.scans.items()]
    text, identity, clock = place.get("text"), place.get("platform_id"), place.get("created_clock")
    for item in table.records():
        counts.records += 1
        if isinstance(item, RowError):
            counts.broken += 1
            continue
        cells = item[1]
        for index, scan in scans:
            value = cells[index]
            if clock is not None and scan.field == "created_at" and value:
                value = f"{value.strip()} {cells[clock].strip()}"
            scan.add("" if is_nothing(value) else value)
        if text is not None:
            value = cells[text]
            if not value.isascii() and has_mojibake(value):
                counts.mojibake += 1
            if value.startswith("RT @") and REPOST_TEXT.match(value):
                counts.reposts += 1
        if identity is not None and cells[identity]:
            counts.ids += 1
    return counts


def _require_messages(source: TableSource) -> None:
    """Refuses a table that has no column of times or none of texts, whatever the columns are called."""
    table, mapped = source.table, set(source.mapping.values())
    if not source.sample:
        raise SourceRefused(
            "empty", "Tabel ini tidak punya satu baris data pun yang utuh.", "Periksa berkasnya."
        )
    spare = [column for column in table.columns if column not in source.mapping]
    values = {column: column_values(table.columns, source.sample, column) for column in spare}
    names = ", ".join(column for column in table.columns if column)[:200]
    if "created_at" not in mapped and not any(map(looks_like_time, values.values())):
        raise SourceRefused(
            "not_messages",
            f"Ini bukan tabel pesan: tidak ada kolom yang berisi waktu. Kolomnya: {names}.",
            "Sertakan waktu setiap pesan, atau petakan kolomnya (--map).",
        )
    if "text" not in mapped and not any(map(looks_like_text, values.values())):
        raise SourceRefused(
            "not_messages",
            f"Ini bukan tabel pesan: tidak ada kolom yang berisi teks. Kolomnya: {names}.",
            "Sertakan isi setiap pesan, atau petakan kolomnya (--map).",
        )


def _platform(source: TableSource, options: ParseOptions) -> tuple[Platform | None, str]:
    if options.platform is not None:
        return options.platform, "dipilih"
    if source.profile.platform is not None:
        return source.profile.platform, source.profile.evidence
    if column := platform_column(source.table, source.mapping, source):
        return None, f"kolom “{column}”"
    found = find_platform(source.table.columns, source.mapping, source.sample)
    return found if found else (None, "")


def platform_column(table: Table, mapping: Mapping[str, str], source: TableSource) -> str | None:
    """The column in which rows name their own platform, where at least one is known to us."""
    for column, field in mapping.items():
        if field == "platform":
            values = column_values(table.columns, source.sample, column)
            return column if any(read_platform(value) for value in values) else None
    return None


# --- API bodies ----------------------------------------------------------------------------------


def _inspect_api(source: ApiSource) -> Inspection:
    counts = _Counts({})
    preview: list[dict[str, Any]] = []
    first: Any = None
    for document in _documents(source, counts):
        first = document if first is None else first
        for record in _messages(source, document, counts):
            counts.ids += 1
            counts.mojibake += has_mojibake(record.text)
            if len(preview) < PREVIEW_ROWS:
                preview.append(_preview(record))
    if not counts.ids:
        raise refuse_document(first)
    return Inspection(
        format=source.api.format,
        evidence=source.api.evidence,
        container=source.documents.kind,
        encoding=source.documents.encoding,
        delimiter=None,
        sheet=None,
        sheets=(),
        columns=(),
        mapping={},
        platform=source.api.platform,
        platform_evidence=source.api.evidence,
        capability=capability_of(source.api.format),
        time_columns=(),
        hour_profile=(0,) * 24,
        records=counts.records,
        broken=counts.broken,
        mojibake=counts.mojibake,
        has_ids=True,
        preview=tuple(preview),
        questions=(),
    )


def _documents(source: ApiSource, counts: _Counts) -> Iterator[Any]:
    """The documents of a file; counts the lines that are none."""
    for item in source.documents.documents():
        if isinstance(item, RowError):
            counts.records += 1
            counts.broken += 1
        else:
            yield item[1]


def _messages(source: ApiSource, document: Any, counts: _Counts) -> Iterator[MessageRecord]:
    """The messages of a document; counts everything in it."""
    if not source.api.holds_messages(document):
        counts.records += 1
        counts.broken += 1
        return
    for _, parsed in source.api.parse(document):
        counts.records += 1
        if isinstance(parsed, MessageRecord):
            yield parsed
        else:
            counts.broken += 1


def _preview(record: MessageRecord) -> dict[str, Any]:
    return {
        "id": record.platform_id or "",
        "created_at": record.created_at.isoformat(),
        "author": record.author_handle or record.author_id or "",
        "kind": record.kind.value,
        "parent_id": record.parent_id or "",
        "text": record.text,
    }

"""From a file and its inspection to rows: streaming, in the order of the file, the same at every reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson

from analytics_app.choices import Reason
from analytics_app.records import ParsedRow, RowError
from analytics_app.sources.api_documents import Raw
from analytics_app.sources.csv_records import MAX_RAW_CHARS
from analytics_app.sources.errors import RowProblem, SourceRefused
from analytics_app.sources.inspection import Inspection, open_questions
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.recognition import ApiSource, TableSource, open_source
from analytics_app.sources.table_rows import RowBuilder
from analytics_app.sources.zones import read_zone


class Rows(Iterator[ParsedRow | RowError]):
    """The rows of a file. ``bytes_read`` of ``bytes_total`` tell how far reading has come."""

    def __init__(self, source: TableSource | ApiSource, rows: Iterator[ParsedRow | RowError]) -> None:
        self._container = source.documents if isinstance(source, ApiSource) else source.table
        self._rows = rows
        self.bytes_total = self._container.bytes_total

    @property
    def bytes_read(self) -> int:
        return self._container.bytes_read

    def __next__(self) -> ParsedRow | RowError:
        return next(self._rows)

    def __iter__(self) -> Iterator[ParsedRow | RowError]:
        return self._rows


def parse(path: Path, options: ParseOptions, inspection: Inspection) -> Rows:
    """The messages and rejected rows of an inspected file.

    Raises SourceRefused where a question of the inspection is still open. Line numbers are physical lines of the
    file; in JSON that is not JSONL, the number of the object.
    """
    if missing := open_questions(inspection, options):
        question = missing[0]
        raise SourceRefused(f"open_{question.code}", question.text, f"{question.remedy} ({question.option})")
    source = open_source(path, replace(options, format=inspection.format, mapping=inspection.mapping or None))
    if isinstance(source, ApiSource):
        return Rows(source, _api_rows(source))
    return Rows(source, _table_rows(source, options, inspection))


def _table_rows(
    source: TableSource, options: ParseOptions, inspection: Inspection
) -> Iterator[ParsedRow | RowError]:
    times = {column.field: column for column in inspection.time_columns}
    if options.date_order:
        times = {field: replace(column, order=options.date_order) for field, column in times.items()}
    builder = RowBuilder(
        columns=source.table.columns,
        mapping=inspection.mapping,
        profile=source.profile,
        platform=options.platform or inspection.platform,
        times=times,
        zone=read_zone(options.zone) if options.zone else None,
    )
    build = builder.build
    for item in source.table.records():
        yield item if isinstance(item, RowError) else build(item[0], item[1])


def _api_rows(source: ApiSource) -> Iterator[ParsedRow | RowError]:
    number = 0
    for item in source.documents.documents():
        if isinstance(item, RowError):
            yield item
            continue
        line, document = item
        if not source.api.holds_messages(document):
            number += 1
            detail = "Isinya bukan pesan."
            yield RowError(
                line if source.documents.is_lines else number,
                Reason.NOT_A_MESSAGE,
                None,
                detail,
                _raw(document),
            )
            continue
        for raw, parsed in source.api.parse(document):
            number += 1
            at = line if source.documents.is_lines else number
            if isinstance(parsed, RowProblem):
                yield RowError(at, parsed.reason, parsed.column, parsed.detail, _raw(raw))
            else:
                yield ParsedRow(at, parsed)


def _raw(document: Raw) -> str:
    return orjson.dumps(document).decode()[:MAX_RAW_CHARS]

"""Any table of texts, with or without codes: what models learn from, are judged on, or label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics_app.records import RowError
from analytics_app.sources.containers import Table, open_container
from analytics_app.sources.decoding import TextBlocks, read_head, require_text
from analytics_app.sources.json_documents import JsonDocuments
from analytics_app.sources.json_table import JsonTable
from analytics_app.sources.options import ParseOptions

_NO_WORD = re.compile(r"[\W_]+")


class NoColumn(Exception):
    """The table has no column of this name."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text as the file has it, the line it begins at, its code if a column of codes was asked for.

    ``context`` is what other columns say beside it ("kelurahan Jepang kecamatan Mejobo"), "" if none was asked for.
    """

    line: int
    text: str
    code: str | None
    context: str = ""

    @property
    def whole(self) -> str:
        """Text and context, as models read them."""
        return f"{self.text}\n{self.context}" if self.context else self.text


def read_texts_of(
    path: Path,
    text_column: str,
    code_column: str | None = None,
    *,
    context_columns: Sequence[str] = (),
    has_header: bool = True,
) -> Iterator[TextRow | RowError]:
    """The rows of a CSV, TSV, XLSX, JSON or JSONL table. Raises SourceRefused, NoColumn.

    Without a header the file is lines divided by tabs, quotes meaning nothing, and columns are named 1, 2, …; no
    name says then what a column holds, so such a file has no context.
    """
    if not has_header and context_columns:
        raise NoColumn(f"Tanpa baris judul tidak ada kolom {', '.join(context_columns)}.")
    if not has_header:
        return _plain_lines(path, text_column, code_column)
    container = open_container(path, ParseOptions(least_columns=1))
    table = JsonTable(container) if isinstance(container, JsonDocuments) else container
    return _rows(table, text_column, code_column, context_columns)


def _rows(
    table: Table, text_column: str, code_column: str | None, context_columns: Sequence[str]
) -> Iterator[TextRow | RowError]:
    text = _place(table.columns, text_column)
    code = None if code_column is None else _place(table.columns, code_column)
    context = {name: _place(table.columns, name) for name in context_columns}
    for item in table.records():
        if isinstance(item, RowError):
            yield item
        else:
            line, cells = item
            said = " ".join(
                _said(name, cells[place]) for name, place in context.items() if cells[place].strip()
            )
            yield TextRow(line, cells[text], None if code is None else cells[code].strip(), said)


def _said(name: str, value: str) -> str:
    """The column's name, its value's words, and the whole value as one word: more than its parts."""
    whole = _NO_WORD.sub("", value)
    return f"{name} {value}" if whole == value else f"{name} {value} {whole}"


def _place(columns: Sequence[str], name: str) -> int:
    """Where the column stands; capitals and blanks around its name do not matter where only one is meant."""
    if f"{name} (2)" in columns:
        raise NoColumn(f"Kolom “{name}” ada lebih dari satu. Ganti nama salah satunya.")
    if name in columns:
        return columns.index(name)
    alike = [place for place, column in enumerate(columns) if column.casefold() == name.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    raise NoColumn(f"Tidak ada kolom “{name}”. Kolom berkas ini: {', '.join(filter(None, columns))}.")


def _plain_lines(path: Path, text_column: str, code_column: str | None) -> Iterator[TextRow]:
    require_text(read_head(path))
    names = [text_column] if code_column is None else [text_column, code_column]
    if not all(name.isascii() and name.isdigit() and int(name) for name in names):
        raise NoColumn("Tanpa baris judul, kolom ditulis sebagai angka: 1, 2, ….")
    places = [int(name) - 1 for name in names]
    line = 0
    for lines in TextBlocks(path):
        for raw in lines:
            line += 1
            cells = raw.rstrip("\r\n").split("\t")
            if raw.strip() and max(places) < len(cells):
                yield TextRow(line, cells[places[0]], cells[places[1]].strip() if code_column else None)

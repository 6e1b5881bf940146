"""What lies in a file before it means anything: a CSV table, a workbook, or JSON documents.

All three read in one direction with bounded memory and count the bytes they have read.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from analytics_app.records import RowError
from analytics_app.sources.csv_records import Record, read_records
from analytics_app.sources.decoding import (
    HEAD_BYTES,
    TextBlocks,
    detect_encoding,
    known_encoding,
    read_head,
    require_text,
)
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.json_documents import JsonDocuments
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.workbook import WorkbookTable

MAX_COLUMNS = 1_000
MAX_COLUMN_NAME = 300
_DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"  # of a single column, where commas belong to the text


class Table(Protocol):
    """Rows under named columns. ``records`` gives cells as text, as many as there are columns."""

    @property
    def kind(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def bytes_read(self) -> int: ...

    @property
    def bytes_total(self) -> int: ...

    def records(self) -> Iterator[Record | RowError]: ...


class CsvTable:
    """A table of delimited text; the first record names the columns."""

    kind = "csv"

    def __init__(
        self,
        path: Path,
        encoding: str | None = None,
        delimiter: str | None = None,
        least_columns: int = 2,
    ) -> None:
        self.path = path
        self._given_encoding = encoding
        blocks = TextBlocks(path, encoding)
        self._blocks = blocks
        self.bytes_total = blocks.bytes_total
        first_lines = _first_lines(path, encoding)
        self.delimiter, self._header_lines = _find_delimiter(first_lines, delimiter, least_columns)
        self._width, self.columns = self._read_header()

    @property
    def bytes_read(self) -> int:
        return self._blocks.bytes_read

    @property
    def encoding(self) -> str:
        """As recognised; says so where bytes had to be read as Windows-1252."""
        return f"{self._blocks.encoding} + cp1252" if self._blocks.has_fallback else self._blocks.encoding

    def records(self) -> Iterator[Record | RowError]:
        self._blocks = TextBlocks(self.path, self._given_encoding)
        records = read_records(self._blocks, self.delimiter, self._width)
        header_seen = False
        for item in records:
            if header_seen:
                yield item
            else:
                header_seen = not isinstance(item, RowError)

    def _read_header(self) -> tuple[int, tuple[str, ...]]:
        for item in read_records(TextBlocks(self.path, self._given_encoding), self.delimiter):
            if isinstance(item, RowError):
                break
            require_columns(item[1])
            return len(item[1]), name_columns(item[1])
        raise SourceRefused(
            "no_header",
            "Baris pertama berkas ini tidak dapat dibaca sebagai nama kolom.",
            "Pastikan baris pertama berisi nama kolom dan tanda kutipnya tertutup.",
        )


def require_columns(names: Sequence[str]) -> None:
    """Refuses a header with too many columns, or that is data instead of names."""
    if len(names) > MAX_COLUMNS:
        raise SourceRefused(
            "too_many_columns",
            f"Baris pertama punya lebih dari {MAX_COLUMNS:,} kolom.".replace(",", "."),
            "Hapus kolom yang tidak diperlukan atau periksa pemisah kolomnya.",
        )
    if any(len(name) > MAX_COLUMN_NAME for name in names):
        raise SourceRefused(
            "no_header",
            "Baris pertama bukan nama kolom: ada sel yang terlalu panjang.",
            "Tambahkan baris berisi nama kolom di awal berkas.",
        )


def name_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Column names that differ: repeated ones get a number, trailing ones without a name stay empty."""
    seen: Counter[str] = Counter()
    unique = []
    for name in (name.strip() for name in names):
        seen[name] += 1
        unique.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(unique)


def open_container(path: Path, options: ParseOptions) -> CsvTable | WorkbookTable | JsonDocuments:
    """Recognises what lies in a file by its first bytes. Raises SourceRefused."""
    head = read_head(path)
    if head.startswith(b"PK\x03\x04"):
        return WorkbookTable(path, options.sheet, require_columns, options.least_columns)
    require_text(head)
    text = head_text(head, options.encoding).lstrip("\ufeff \t\r\n\x00")
    if text[:100].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise SourceRefused(
            "markup",
            "Isi berkas ini halaman web atau XML, bukan tabel atau JSON.",
            "Unduh lagi datanya sebagai CSV, XLSX, JSONL, atau JSON.",
        )
    if text.startswith(("{", "[")) and not _looks_delimited(text):
        return JsonDocuments(path, options.encoding)
    return CsvTable(path, options.encoding, options.delimiter, options.least_columns)


def head_text(head: bytes, encoding: str | None) -> str:
    """The first bytes as text, for looking at only."""
    return head.decode(known_encoding(encoding) if encoding else detect_encoding(head), "replace")


def _looks_delimited(text: str) -> bool:
    """A CSV whose first column name begins with a bracket."""
    return re.match(r"\[[^\]\"{}]*\][,;\t]", text) is not None


def _first_lines(path: Path, encoding: str | None) -> list[str]:
    lines: list[str] = []
    for block in TextBlocks(path, encoding):
        lines += block
        if len(lines) >= 200 or sum(map(len, lines)) >= HEAD_BYTES:
            break
    return lines[:200]


def _find_delimiter(lines: list[str], given: str | None, least_columns: int) -> tuple[str, int]:
    """The delimiter whose columns the first records agree on best, and how many columns the header has."""
    if given:
        delimiter = {"tab": "\t", "\\t": "\t"}.get(given.lower(), given)
        if len(delimiter) != 1 or delimiter in '"\r\n':
            raise SourceRefused(
                "bad_delimiter", f"Pemisah kolom “{given}” tidak dapat dipakai.", "Pakai , ; | atau tab."
            )
        return delimiter, 0
    scores = {delimiter: _agreement(lines, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best][1] < 2 and least_columns == 1 and lines:
        return _NO_DELIMITER, 1
    if scores[best][1] < 2:
        raise SourceRefused(
            "not_a_table",
            "Berkas ini bukan tabel: baris pertamanya hanya punya satu kolom. "
            f"Isinya: “{lines[0].strip()[:80] if lines else ''}”.",
            "Pastikan kolom dipisahkan koma, titik koma, tab, atau |.",
        )
    return best, scores[best][1]


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Share of the first records that are as wide as the header, and that width; (0, 1) for a single column."""
    widths: list[int] = []
    with contextlib.suppress(csv.Error):
        widths.extend(len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=False) if cells)
    if not widths or widths[0] < 2:
        return 0.0, 1
    if len(widths) > 2:
        widths.pop()  # the last record may be cut
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]

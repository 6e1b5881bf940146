"""CSV records from lines, exact about where each begins, and never swallowed by a quote that does not close.

A record that breaks the rules of quoting, or has another number of columns than the header, loses its first line and
reading resumes at the next one: its continuation lines are too short and are rejected with it, the next whole record
is read. A well-formed table is read exactly as csv.writer wrote it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from enum import Enum
from typing import Final

from analytics_app.choices import Reason
from analytics_app.records import RowError
from analytics_app.sources.decoding import TextBlocks

MAX_RECORD_CHARS = 1_000_000
MAX_RAW_CHARS = 20_000
Record = tuple[int, list[str]]

csv.field_size_limit(4 * MAX_RECORD_CHARS)  # the limit is the process's; ours is MAX_RECORD_CHARS


def read_records(blocks: TextBlocks, delimiter: str, width: int | None = None) -> Iterator[Record | RowError]:
    """Yields (physical line, cells) for every record of ``width`` columns, a RowError for every other.

    Without ``width`` the first record decides it; blank lines are passed over. The header comes as a record.
    """
    state = _Reader(delimiter, width)
    for lines in blocks:
        yield from state.feed(lines)
    yield from state.finish()


class Blank(Enum):
    """A line that holds nothing."""

    BLANK = 0


BLANK: Final = Blank.BLANK


class _Reader:
    def __init__(self, delimiter: str, width: int | None) -> None:
        self.delimiter = delimiter
        self.width = width
        self.line = 1  # physical line of carry[0]
        self.carry: list[str] = []
        self.broken_at: int | None = None  # line of the short record whose continuation may follow
        self.broken_columns = 0

    def feed(self, lines: list[str]) -> Iterator[Record | RowError]:
        yield from self._read(self.carry + lines if self.carry else lines, is_last=False)

    def finish(self) -> Iterator[Record | RowError]:
        if self.carry:
            yield from self._read(self.carry, is_last=True)

    def _read(self, lines: list[str], *, is_last: bool) -> Iterator[Record | RowError]:
        start = 0
        while start < len(lines):
            reader = csv.reader(lines[start:] if start else lines, delimiter=self.delimiter, strict=True)
            before = 0
            base = self.line + start
            width = self.width
            try:
                for cells in reader:
                    if len(cells) == width:
                        yield base + before, cells
                        before = reader.line_num
                        continue
                    after = reader.line_num
                    item = self._odd(base + before, cells, lines[start + before : start + after])
                    if item is None:
                        break  # several lines, wrong width: a quote opened in the first one
                    width = self.width
                    if item is not BLANK:
                        yield item
                    before = after
                else:
                    start = len(lines)
                    break
            except csv.Error as error:
                rest = lines[start + before :]
                if not is_last and _is_unfinished(error) and sum(map(len, rest)) <= MAX_RECORD_CHARS:
                    self.line, self.carry = base + before, rest
                    return
            start += before
            yield self._reject_line(self.line + start, lines[start])
            start += 1
        self.line, self.carry = self.line + start, []

    def _odd(self, line: int, cells: list[str], lines: list[str]) -> Record | RowError | Blank | None:
        """A record of another width than the header's; BLANK for a blank line, None where reading must go back."""
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            return BLANK
        if self.width is None:
            self.width = len(cells)
            return line, cells
        if len(cells) > self.width and not any(cells[self.width :]):
            return line, cells[: self.width]
        if len(lines) > 1:
            return None
        return self._wrong_width(line, len(cells), lines[0])

    def _wrong_width(self, line: int, columns: int, raw: str) -> RowError:
        width = self.width or 0
        total = self.broken_columns + columns - 1
        if self.broken_at is not None and total <= width:
            detail = f"Lanjutan dari baris {self.broken_at} yang terpotong."
            self.broken_columns = total
        else:
            detail = f"Baris ini punya {columns} kolom; tajuk punya {width}."
            self.broken_at, self.broken_columns = line, columns
        if self.broken_columns >= width:
            self.broken_at = None
        return RowError(line, Reason.MALFORMED_ROW, None, detail, raw[:MAX_RAW_CHARS])

    def _reject_line(self, line: int, raw: str) -> RowError:
        self.broken_at = None
        detail = "Tanda kutip di baris ini tidak ditutup dengan benar."
        return RowError(line, Reason.MALFORMED_ROW, None, detail, raw[:MAX_RAW_CHARS])


def _is_unfinished(error: csv.Error) -> bool:
    return "unexpected end of data" in str(error)

"""XLSX worksheets as tables, row by row; refuses archives that unpack to more than they should."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from analytics_app.records import RowError
from analytics_app.sources.csv_records import Record
from analytics_app.sources.errors import SourceRefused

MAX_UNPACKED = 1_500_000_000
MAX_STRINGS = 200_000_000  # the table of shared strings is held in memory
MAX_RATIO = 200
_REMEDY = "Simpan ulang sebagai CSV UTF-8 lalu unggah."


class WorkbookTable:
    """One worksheet; its first filled row names the columns. Without ``sheet`` the first one with two columns."""

    kind = "xlsx"

    def __init__(
        self,
        path: Path,
        sheet: str | None,
        require_columns: Callable[[Sequence[str]], None],
        least_columns: int = 2,
    ) -> None:
        self.path = path
        self.bytes_total = path.stat().st_size
        self.bytes_read = 0
        self.encoding = "xlsx"
        self.delimiter = None
        _require_workbook(path)
        self.sheets = self._sheet_names()
        self.sheet = self._choose(sheet)
        header = next((cells for _, cells in self._filled_rows()), None)
        if header is None:
            raise SourceRefused("empty", f"Lembar “{self.sheet}” kosong.", "Pilih lembar lain.")
        names = [read_cell(value).strip() for value in header]
        require_columns(names)
        while names and not names[-1]:
            names.pop()
        if len(names) < least_columns:
            raise SourceRefused(
                "not_a_table",
                f"Lembar “{self.sheet}” hanya punya satu kolom.",
                "Pilih lembar lain.",
            )
        self.columns = tuple(names)

    def records(self) -> Iterator[Record | RowError]:
        width = len(self.columns)
        rows = self._filled_rows()
        next(rows, None)
        for line, cells in rows:
            texts = [read_cell(value) for value in cells[:width]]
            yield line, texts + [""] * (width - len(texts))

    def _filled_rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        with self.path.open("rb") as file:
            book = _load(file)
            try:
                for line, cells in enumerate(book[self.sheet].iter_rows(values_only=True), start=1):
                    self.bytes_read = max(self.bytes_read, file.tell())
                    if any(value is not None and value != "" for value in cells):
                        yield line, cells
            except (zipfile.BadZipFile, EOFError, ValueError, KeyError) as error:
                raise _broken() from error
            finally:
                book.close()
        self.bytes_read = self.bytes_total

    def _sheet_names(self) -> tuple[str, ...]:
        with self.path.open("rb") as file:
            book = _load(file)
            names = tuple(sheet.title for sheet in book.worksheets)
            book.close()
        return names

    def _choose(self, sheet: str | None) -> str:
        if sheet is not None and sheet not in self.sheets:
            known = ", ".join(self.sheets)
            raise SourceRefused("no_such_sheet", f"Tidak ada lembar “{sheet}”.", f"Lembar yang ada: {known}.")
        if not self.sheets:
            raise SourceRefused("empty", "Buku kerja ini tidak punya lembar data.", _REMEDY)
        return sheet if sheet is not None else self.sheets[0]


def read_cell(value: Any) -> str:
    """A cell as text: dates as ISO, whole floats without a fraction, everything else as Excel holds it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _require_workbook(path: Path) -> None:
    """Looks only at the archive's own directory, so nothing is unpacked before it is known to be small enough."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken() from error
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise SourceRefused(
            "archive", "Berkas ini arsip ZIP, bukan XLSX.", "Buka arsipnya dan unggah berkas di dalamnya."
        )
    unpacked = sum(entry.file_size for entry in entries)
    strings = sum(
        entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml")
    )
    is_bomb = unpacked > 50_000_000 and unpacked > MAX_RATIO * max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED or strings > MAX_STRINGS or is_bomb:
        size = f"{unpacked / 1e6:,.0f}".replace(",", ".")
        raise SourceRefused("too_large", f"Isi buku kerja ini akan mengembang menjadi {size} MB.", _REMEDY)


def _load(file: Any) -> Any:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of styles and extensions that do not concern cell values
            return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # a damaged archive surfaces as almost anything
        raise _broken() from error


def _broken() -> SourceRefused:
    return SourceRefused("broken_workbook", "Berkas XLSX ini rusak dan tidak dapat dibuka.", _REMEDY)

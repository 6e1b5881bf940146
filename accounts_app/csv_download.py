"""CSV that a spreadsheet opens safely: streamed, with a BOM, formulas turned into text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """An answer that the browser saves under ``name`` (letters, digits, dots and hyphens)."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text."""
    return text.startswith(_FORMULA_STARTS)


def escape_cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, (int, float)):
        return value
    text = str(value)
    return f"'{text}" if is_formula(text) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The file line by line, with a BOM before the first."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([escape_cell(value) for value in row]))

"""A list of what a figure counts: one definition of its columns for the page, the JSON and the CSV alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise

from accounts_app.csv_download import csv_download

ROWS_A_PAGE = 25
T = TypeVar("T")
Words = str | Promise
#: What a cell shows: pieces of text, each with the address that it opens ("" for none).
Pieces = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. ``key``: its name in files, where ``value`` stands (JSON); "" for what pages alone show.

    ``shown``: what a page shows of a row, text or pieces with links; "" in ``words`` for what files alone hold.
    ``is_text``: sentences, held to a readable width; everything else stays on one line where it can.
    """

    key: str
    words: Words
    value: Callable[[T], Any] = lambda row: None
    shown: Callable[[T], str | Pieces] = lambda row: ""
    is_number: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Listing(Generic[T]):
    """``name`` in files; ``facts``: what the rows add up to; ``more``: what a computation needs beside the rows."""

    name: str
    title: Words
    note: Words
    columns: Sequence[Column[T]]
    rows: Sequence[T]
    facts: Sequence[tuple[Words, str]] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def inputs(self) -> dict[str, Any]:
        """For the computation by hand: all rows, and what belongs to them."""
        return {self.name: [self._told(row) for row in self.rows], **self.more}

    def csv(self, file_name: str) -> StreamingHttpResponse:
        """The same rows as a file."""
        keys = [column.key for column in self.columns if column.key]
        lines = ([_cell(told[key]) for key in keys] for told in map(self._told, self.rows))
        return csv_download(file_name, keys, lines)

    def _told(self, row: T) -> dict[str, Any]:
        return {column.key: column.value(row) for column in self.columns if column.key}

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """One page of the list for the template."""
        page_obj = Paginator(self.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
        return {"listing": self.table(page_obj.object_list), "page_obj": page_obj}

    def table(self, rows: Sequence[T]) -> dict[str, Any]:
        """These rows for the template."""
        shown = [column for column in self.columns if column.words]
        return {
            "title": self.title,
            "note": self.note,
            "facts": self.facts,
            "columns": [{"words": column.words, "is_number": column.is_number} for column in shown],
            "rows": [
                [
                    {
                        "words": column.words,
                        "is_number": column.is_number,
                        "is_text": column.is_text,
                        "pieces": _pieces(column.shown(row)),
                    }
                    for column in shown
                ]
                for row in rows
            ],
        }


def _pieces(shown: str | Pieces) -> Pieces:
    return [(shown, "")] if isinstance(shown, str) else shown


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

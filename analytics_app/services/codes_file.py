"""Codes from a CSV file: all of it or nothing, and nothing twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import is_formula
from accounts_app.database_scope import as_system
from accounts_app.models import User
from analytics_app.models import CodingItem, CodingTask
from analytics_app.services.coding import CodingRefused, Refusal, Sitting

#: What a download holds; of these an upload needs ITEM, CODER and CLASS.
COLUMNS = ("item", "order", "region", "platform", "stratum", "weight", "kind", "coder", "class", "note", "at")
NEEDED = ("item", "coder", "class")
CODED, SETTLED = "code", "settled"


class Problem(StrEnum):
    """Why a file or a row of it was not taken. The Refusals of services.coding are further ones, of a row."""

    NOT_TEXT = "not_text"  # of the file: empty, or not UTF-8
    MISSING_COLUMNS = "missing_columns"
    BROKEN_ROW = "broken_row"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_KIND = "unknown_kind"
    TWO_CLASSES = "two_classes"  # of one person for one message: which one holds is not for us to say


#: The column in which a refusal is seen.
_COLUMN_OF = {Refusal.UNKNOWN_CLASS: "class", Refusal.NOT_A_CODER: "coder", Refusal.ALREADY_CODED: "coder"}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Where something is wrong (line of the file, column), the value, and why."""

    line: int
    column: str
    value: str
    reason: Problem | Refusal


class CodesRejected(Exception):
    """The file was not taken; nothing of it was written."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Imported:
    """How many codes were new, and how many were there already."""

    new: int
    known: int


Row = tuple[int, Mapping[str, str]]


@as_system
def import_codes(task: CodingTask, content: bytes, *, by: User) -> Imported:
    """Takes the codes of the file, and after them what it settles. Raises CodesRejected with every problem."""
    rows = sorted(_read(content), key=lambda row: row[1]["kind"] == SETTLED)
    with transaction.atomic():
        found = _write(task, rows)
        if found.new:
            told = {"new": found.new, "known": found.known}
            record_event(AuditAction.CODES_IMPORTED, actor=by, subject=task, new=told)
    return found


def _write(task: CodingTask, rows: list[Row]) -> Imported:
    items = {item.public_id: item for item in CodingItem.objects.filter(task=task)}
    wanted = {row["coder"].lower() for _line, row in rows}
    people = {user.email.lower(): user for user in User.objects.filter(email__in=wanted)}
    named = {row["item"] for _line, row in rows}
    sitting = Sitting([item for public_id, item in items.items() if public_id in named])
    problems, new, known = [], 0, 0
    said: dict[tuple[str, str, str], str] = {}
    for line, row in rows:
        try:
            is_new = _take_row(sitting, line, row, items, people)
            _require_one_class(said, line, row)
        except _Bad as bad:
            problems.append(bad.problem)
        else:
            new, known = new + is_new, known + (not is_new)
    if problems:
        raise CodesRejected(sorted(problems, key=lambda problem: problem.line))
    sitting.save()
    return Imported(new, known)


class _Bad(Exception):
    def __init__(self, line: int, column: str, value: str, reason: Problem | Refusal) -> None:
        self.problem = RowProblem(line, column, value[:80], reason)


def _require_one_class(said: dict[tuple[str, str, str], str], line: int, row: Mapping[str, str]) -> None:
    who = row["coder"].lower() if row["kind"] == CODED else ""
    if said.setdefault((row["item"], row["kind"], who), row["class"]) != row["class"]:
        raise _Bad(line, "class", row["class"], Problem.TWO_CLASSES)


def _take_row(
    sitting: Sitting,
    line: int,
    row: Mapping[str, str],
    items: Mapping[str, CodingItem],
    people: Mapping[str, User],
) -> bool:
    item, person = items.get(row["item"]), people.get(row["coder"].lower())
    if item is None:
        raise _Bad(line, "item", row["item"], Problem.UNKNOWN_ITEM)
    if person is None:
        raise _Bad(line, "coder", row["coder"], Problem.UNKNOWN_PERSON)
    if row["kind"] not in (CODED, SETTLED):
        raise _Bad(line, "kind", row["kind"], Problem.UNKNOWN_KIND)
    act = sitting.code if row["kind"] == CODED else sitting.settle
    try:
        return act(person, item, row["class"], row["note"])
    except CodingRefused as refused:
        column = _COLUMN_OF.get(refused.reason, "item")
        raise _Bad(line, column, row[column], refused.reason) from refused


# --- reading -------------------------------------------------------------------------------------


def _read(content: bytes) -> Iterator[Row]:
    """Line and values of each row; comma, semicolon or tab, UTF-8, the header in any order."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CodesRejected([RowProblem(line, "", "", Problem.NOT_TEXT)]) from None
    if not text.strip() or "\0" in text:
        raise CodesRejected([RowProblem(1, "", "", Problem.NOT_TEXT)])
    header_line = text.lstrip().splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header_line.count))
    return _rows(reader)


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    header: list[str] | None = None
    line = 1
    for cells in _whole(reader):
        if any(cell.strip() for cell in cells):
            if header is None:
                header = _header(cells, line)
            else:
                yield line, _values(header, cells, line)
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _whole(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows; one that is none of a CSV, or has a cell of more than 131,072 characters, is a problem of its line."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            line = reader.line_num  # type: ignore[attr-defined]
            raise CodesRejected([RowProblem(line, "", "", Problem.BROKEN_ROW)]) from None


def _header(cells: list[str], line: int) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if missing := [name for name in NEEDED if name not in header]:
        raise CodesRejected([RowProblem(line, ", ".join(missing), "", Problem.MISSING_COLUMNS)])
    return header


def _values(header: list[str], cells: list[str], line: int) -> Mapping[str, str]:
    if len(cells) != len(header):
        raise CodesRejected([RowProblem(line, "", " | ".join(cells)[:80], Problem.BROKEN_ROW)])
    values = {name: _unescaped(cell.strip()) for name, cell in zip(header, cells, strict=True)}
    return {name: values.get(name, "") for name in COLUMNS} | {"kind": values.get("kind") or CODED}


def _unescaped(cell: str) -> str:
    """The text without the apostrophe that a download puts before what a spreadsheet would compute."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell

"""What people saw and wrote into a table: profiles, searches, source items, services, comments, media, the register.

Pure: the bytes of a CSV or JSON file in, rows and problems out. Which accounts and regions exist is asked elsewhere.
An empty cell (in JSON: null) means "not seen", which is never "not there": what is known to be empty is written "-".
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from analytics_app.choices import ObservationKind, Platform
from analytics_app.indicators.guides import COMPONENTS
from analytics_app.indicators.profile import Verification

NOTHING_THERE = "-"
MAX_TEXT = 2000
MAX_ROWS = 20_000


class UnreadableFile(Exception):
    """The file is no table of this kind. ``problem`` is a code, ``where`` names columns or a line."""

    def __init__(self, problem: str, where: str = "") -> None:
        super().__init__(f"{problem}: {where}")
        self.problem, self.where = problem, where


@dataclass(frozen=True, slots=True)
class ObservationProblem:
    """One row that cannot be used: where, why (a code), and the value that is wrong."""

    line: int
    column: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One good row. ``at`` without a zone is local time of the region; ``key`` tells rows of one instant apart."""

    line: int
    kind: ObservationKind
    at: datetime
    key: str
    data: Mapping[str, Any]
    platform: str = ""
    handle: str = ""
    region_code: str = ""


class BadCell(Exception):
    """The reason's code."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its cells are read (text in, JSON value out) and whether it may be empty."""

    name: str
    read: Callable[[str], Any]
    is_required: bool = False


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise BadCell("too_long")
    return "" if value == NOTHING_THERE else value


def _name(value: str) -> str:
    if len(value) > 100:
        raise BadCell("too_long")
    return " ".join(value.split())


def _handle(value: str) -> str:
    name = value.strip().rstrip("/").rsplit("/", 1)[-1].removeprefix("@")
    if not re.fullmatch(r"[\w.\-]{1,100}", name):
        raise BadCell("bad_handle")
    return name


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.lower() not in allowed:
            raise BadCell("unknown_choice")
        return value.lower()

    return read


def _verification(value: str) -> str:
    return Verification.NONE.value if value == NOTHING_THERE else _one_of(*Verification)(value)


def _count(value: str) -> int:
    if not value.isdecimal() or len(value) > 10:
        raise BadCell("bad_count")
    return int(value)


def _rank(value: str) -> int | None:
    """ "-": the account is not among the results that were looked at."""
    if value == NOTHING_THERE:
        return None
    if (rank := _count(value)) < 1:
        raise BadCell("bad_rank")
    return rank


def _components(value: str) -> int:
    if (count := _count(value)) > len(COMPONENTS):
        raise BadCell("bad_components")
    return count


def _yes_no(value: str) -> bool:
    words = {"ya": True, "yes": True, "true": True, "1": True} | dict.fromkeys(
        ("tidak", "no", "false", "0"), False
    )
    if value.lower() not in words:
        raise BadCell("bad_yes_no")
    return words[value.lower()]


def _links(value: str) -> list[str]:
    """Addresses, separated by spaces; each http or https."""
    links = [] if value == NOTHING_THERE else value.split()
    if any(urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).hostname for link in links):
        raise BadCell("bad_link")
    if len(links) > 20 or any(len(link) > 500 for link in links):
        raise BadCell("too_long")
    return list(dict.fromkeys(links))


def _instant(value: str) -> str:
    """ISO 8601, kept as text so that the row can be stored; a date alone stands for its beginning."""
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        raise BadCell("bad_time") from None


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadCell("bad_day") from None


PLATFORM = Column("platform", _one_of(*(one.value for one in Platform)), is_required=True)
HANDLE = Column("handle", _handle, is_required=True)

#: Kind → its columns. The column of the instant is ``AT``'s; what tells rows apart beside it is ``KEYS``'.
COLUMNS: Mapping[ObservationKind, tuple[Column, ...]] = {
    ObservationKind.PROFILE: (
        PLATFORM,
        HANDLE,
        Column("taken_at", _instant, is_required=True),
        Column("display_name", _text),
        Column("bio", _text),
        Column("verification", _verification),
        Column("links", _links),
        Column("followers", _count),
        Column("following", _count),
    ),
    ObservationKind.SEARCH: (
        Column("region_code", _name, is_required=True),
        PLATFORM,
        Column("query", _name, is_required=True),
        Column("rank", _rank, is_required=True),
        Column("observed_at", _instant, is_required=True),
        Column("handle", _handle),
    ),
    ObservationKind.SOURCE_ITEM: (
        PLATFORM,
        HANDLE,
        Column("reference", _name, is_required=True),
        Column("agency", _name),
        Column("submitted_at", _instant, is_required=True),
        Column("is_emergency", _yes_no),
        Column("message_id", _name),
    ),
    ObservationKind.SERVICE: (
        PLATFORM,
        HANDLE,
        Column("service", _name, is_required=True),
        Column("in_remit", _yes_no, is_required=True),
        Column("observed_at", _instant, is_required=True),
        Column("taps", _count),
        Column("components", _components),
        Column("url", _links),
        Column("posted_on", _day),
    ),
    ObservationKind.REGISTER: (
        Column("region_code", _name, is_required=True),
        Column("is_complete", _yes_no, is_required=True),
        Column("checked_at", _instant, is_required=True),
        Column("note", _text),
    ),
    ObservationKind.COMMENTS: (
        PLATFORM,
        HANDLE,
        Column("checked_at", _instant, is_required=True),
        Column("posts_checked", _count, is_required=True),
        Column("posts_open", _count, is_required=True),
        Column("is_blocked", _yes_no),
    ),
    # One row a post with a picture or video; all three empty: what it shows could not be read.
    ObservationKind.MEDIA: (
        PLATFORM,
        HANDLE,
        Column("message_id", _name, is_required=True),
        Column("checked_at", _instant, is_required=True),
        Column("alt_text", _text),
        Column("has_captions", _yes_no),
        Column("caption_repeats_picture", _yes_no),
    ),
}
AT = {
    ObservationKind.PROFILE: "taken_at",
    ObservationKind.SEARCH: "observed_at",
    ObservationKind.SOURCE_ITEM: "submitted_at",
    ObservationKind.SERVICE: "observed_at",
    ObservationKind.COMMENTS: "checked_at",
    ObservationKind.REGISTER: "checked_at",
    ObservationKind.MEDIA: "checked_at",
}
KEYS = {
    ObservationKind.PROFILE: (),
    ObservationKind.SEARCH: ("platform", "query", "handle"),
    ObservationKind.SOURCE_ITEM: ("reference",),
    ObservationKind.SERVICE: ("service",),
    ObservationKind.COMMENTS: (),
    ObservationKind.REGISTER: (),
    ObservationKind.MEDIA: ("message_id",),
}
_OF_SUBJECT = ("region_code", "platform", "handle")


def read_observations(
    content: bytes, kind: ObservationKind, *, is_json: bool
) -> Iterator[ObservationRow | ObservationProblem]:
    """Every row in order, good or bad. Raises UnreadableFile before the first where the file is no such table."""
    records = _json_records(content) if is_json else _csv_records(content, kind)
    return (read_record(line, cells, kind) for line, cells in records)


def read_record(
    line: int, cells: Mapping[str, str], kind: ObservationKind
) -> ObservationRow | ObservationProblem:
    """One row from its cells; a column that is absent is empty."""
    values: dict[str, Any] = {}
    known = {column.name for column in COLUMNS[kind]}
    if strange := sorted(set(cells) - known):
        return ObservationProblem(line, strange[0], "unknown_column", strange[0])
    for column in COLUMNS[kind]:
        value = cells.get(column.name, "").strip()
        if not value and column.is_required:
            return ObservationProblem(line, column.name, "missing_value", "")
        try:
            if value:
                values[column.name] = column.read(value)
        except BadCell as bad:
            return ObservationProblem(line, column.name, str(bad), value[:200])
    if values.get("posts_open", 0) > values.get("posts_checked", 0):
        return ObservationProblem(line, "posts_open", "more_than_checked", str(values["posts_open"]))
    return ObservationRow(
        line=line,
        kind=kind,
        at=datetime.fromisoformat(values[AT[kind]]),
        key=" ".join(str(values.get(name, "")) for name in KEYS[kind]).lower()[:200],
        data={name: value for name, value in values.items() if name not in (*_OF_SUBJECT, AT[kind])},
        platform=values.get("platform", ""),
        handle=values.get("handle", ""),
        region_code=values.get("region_code", ""),
    )


def _csv_records(content: bytes, kind: ObservationKind) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    line, header, found = 1, None, []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if header is None:
                    header = _header(cells, kind)
                else:
                    found.append((line, _named(line, header, cells)))
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile("broken_quotes", str(line)) from None
    return iter(_few(found))


def _header(cells: list[str], kind: ObservationKind) -> list[str]:
    header = [re.sub(r"[\s\-]+", "_", cell.strip().lower()) for cell in cells]
    missing = [one.name for one in COLUMNS[kind] if one.is_required and one.name not in header]
    if missing:
        raise UnreadableFile("missing_columns", ", ".join(missing))
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise UnreadableFile("repeated_column", ", ".join(repeated))
    return header


def _named(line: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(header):
        raise UnreadableFile("malformed_row", str(line))
    return dict(zip(header, cells, strict=False))


def _json_records(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        rows = json.loads(_decode(content))
    except json.JSONDecodeError as error:
        raise UnreadableFile("not_json", str(error.lineno)) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile("not_a_list")
    return iter(_few([(n, {str(k): _cell(v) for k, v in row.items()}) for n, row in enumerate(rows, 1)]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return " ".join(str(one) for one in value) or NOTHING_THERE
    return str(value) or NOTHING_THERE


def _few(rows: list[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    if not rows:
        raise UnreadableFile("empty")
    if len(rows) > MAX_ROWS:
        raise UnreadableFile("too_many_rows", str(len(rows)))
    return rows


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnreadableFile("empty")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("not_utf8", str(content.count(b"\n", 0, error.start) + 1)) from None

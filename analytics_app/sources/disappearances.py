"""Files that say which messages are gone: a CSV or JSON lines table, or X API v2 bodies of a look-up.

Pure: bytes in, rows and problems out. Whether such a message is held, and whose it is, is asked elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from analytics_app.choices import SOCIAL_PLATFORMS, Disappearance, Platform
from analytics_app.sources.observations import BadCell, UnreadableFile

COLUMNS = ("platform", "platform_id", "what", "at")
REQUIRED = ("platform", "platform_id", "what")
MAX_ROWS = 20_000
_ID = re.compile(r"[\w.:\-=]{1,200}", re.ASCII)
_TWEET_ID = re.compile(r"\d{1,19}", re.ASCII)
_PROBLEMS = "/2/problems/"
#: What X answers for a post that it does not give. A suspended author is told apart only by the sentence.
_NOT_GIVEN = ("resource-not-found", "not-authorized-for-resource")
_WHOLE_POSTS = (None, "id", "ids", "tweet_id", "referenced_tweets.id")
_FIELD_ONLY = re.compile(r"\baccess '")  # the post is there, one of its fields may not be read
_SUSPENDED = re.compile(r"\bsuspended\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DisappearanceRow:
    """One message and what became of it; ``at`` None: nobody knows when."""

    line: int
    platform: str
    platform_id: str
    what: Disappearance
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DisappearanceProblem:
    """One row that cannot be used: where, why (a code), and the value that is wrong."""

    line: int
    column: str
    reason: str
    value: str


Given = DisappearanceRow | DisappearanceProblem


def read_disappearances(content: bytes, now: datetime) -> list[Given]:
    """Every row in order, good or bad. Raises UnreadableFile where the file is nothing of this kind.

    A body of the X API gives one row for each post that it reports as not given, and none for others.
    """
    text = _decode(content)
    rows = list(_json_rows(text, now) if text.lstrip()[:1] in "{[" else _csv_rows(text, now))
    if not rows:
        raise UnreadableFile("empty")
    if len(rows) > MAX_ROWS:
        raise UnreadableFile("too_many_rows", str(len(rows)))
    return rows


def _json_rows(text: str, now: datetime) -> Iterator[Given]:
    for line, value in _json_values(text):
        if not isinstance(value, dict):
            yield DisappearanceProblem(line, "", "not_an_object", "")
        elif "errors" in value or "data" in value:
            yield from _of_x_body(line, value)
        else:
            yield _row(line, {str(k): "" if v is None else str(v) for k, v in value.items()}, now)


def _json_values(text: str) -> Iterator[tuple[int, Any]]:
    """The whole as one document, or each line as one."""
    try:
        document = json.loads(text)
    except RecursionError:
        raise UnreadableFile("not_json", "1") from None
    except ValueError:  # no JSON, or a number of thousands of digits
        yield from _json_lines(text)
        return
    yield from enumerate(document, 1) if isinstance(document, list) else [(1, document)]


def _json_lines(text: str) -> Iterator[tuple[int, Any]]:
    for line, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        try:
            yield line, json.loads(row)
        except (ValueError, RecursionError):
            raise UnreadableFile("not_json", str(line)) from None


def _of_x_body(line: int, body: Mapping[str, Any]) -> Iterator[Given]:
    errors = body.get("errors")
    for error in errors if isinstance(errors, list) else ():
        if isinstance(error, dict) and (row := _of_x_error(line, error)):
            yield row


def _of_x_error(line: int, error: Mapping[str, Any]) -> DisappearanceRow | None:
    """A whole post that was not given; fields of one that may not be read are no disappearance."""
    kind = str(error.get("type", "")).partition(_PROBLEMS)[2]
    name = str(error.get("resource_id") or error.get("value") or "")
    if kind not in _NOT_GIVEN or error.get("resource_type") != "tweet" or not _TWEET_ID.fullmatch(name):
        return None
    detail = str(error.get("detail", ""))
    if error.get("parameter") not in _WHOLE_POSTS or _FIELD_ONLY.search(detail):
        return None
    what = Disappearance.AUTHOR_REMOVED if _SUSPENDED.search(detail) else Disappearance.UNKNOWN
    return DisappearanceRow(line, Platform.X, name, what, None)


def _csv_rows(text: str, now: datetime) -> Iterator[Given]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if header is None:
                    header = _header(cells)
                elif len(cells) > len(header):
                    yield DisappearanceProblem(line, "", "malformed_row", "")
                else:
                    yield _row(line, dict(zip(header, cells, strict=False)), now)
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile("broken_quotes", str(line)) from None


def _header(cells: list[str]) -> list[str]:
    header = [re.sub(r"[\s\-]+", "_", cell.strip().lower()) for cell in cells]
    if missing := [name for name in REQUIRED if name not in header]:
        raise UnreadableFile("missing_columns", ", ".join(missing))
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise UnreadableFile("repeated_column", ", ".join(repeated))
    return header


def _row(line: int, cells: Mapping[str, str], now: datetime) -> Given:
    values = {name: str(cells.get(name, "")).strip() for name in COLUMNS}
    column = ""
    try:
        for column in REQUIRED:
            if not values[column]:
                raise BadCell("missing_value")
        column = "platform"
        platform = _one_of(values[column], {one.value for one in SOCIAL_PLATFORMS})
        column = "platform_id"
        if not _ID.fullmatch(values[column]):
            raise BadCell("bad_id")
        column = "what"
        what = Disappearance(_one_of(values[column], {one.value for one in Disappearance}))
        column = "at"
        return DisappearanceRow(line, platform, values["platform_id"], what, _instant(values[column], now))
    except BadCell as bad:
        return DisappearanceProblem(line, column, str(bad), values[column][:200])


def _one_of(value: str, allowed: set[str]) -> str:
    if value.lower() not in allowed:
        raise BadCell("unknown_choice")
    return value.lower()


def _instant(value: str, now: datetime) -> datetime | None:
    """ISO 8601 with its zone: a time without one could be any of three in Indonesia."""
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise BadCell("bad_time") from None
    if at.tzinfo is None:
        raise BadCell("no_zone")
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise BadCell("bad_time") from None
    if at > now:
        raise BadCell("in_future")
    return at


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnreadableFile("empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("not_utf8", str(content.count(b"\n", 0, error.start) + 1)) from None
    if "\x00" in text:
        raise UnreadableFile("not_text")
    return text

"""Reads a CSV file of official accounts. Pure: bytes in, rows and problems out; the tables are not asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

REQUIRED = ("region_code", "agency", "platform", "handle", "role")
OPTIONAL = ("platform_user_id", "monitored_from", "monitored_until")
COLUMNS = REQUIRED + OPTIONAL

PLATFORMS = ("x", "instagram", "facebook", "tiktok", "youtube", "channel")
ROLES = ("utama", "opd", "kecamatan_desa", "kepala_daerah")

_OTHER_PLATFORM_NAMES = {
    "twitter": "x",
    "ig": "instagram",
    "fb": "facebook",
    "yt": "youtube",
    "kanal": "channel",
}
_HANDLE = re.compile(r"[\w.\-]{1,100}")
_ROUNDED_ID = re.compile(r"\d+([.,]\d+)?[eE][+]?\d+")
_SAFE_FLOAT_DIGITS = 15  # a float keeps this many digits; more may be wrong
_PROFILE_PREFIXES = ("channel", "c", "user", "people", "pages")


class RegistryReason(StrEnum):
    """Why a row of the registry file was rejected."""

    MALFORMED_ROW = "malformed_row"
    MISSING_VALUE = "missing_value"
    TOO_LONG = "too_long"
    UNKNOWN_PLATFORM = "unknown_platform"
    UNKNOWN_ROLE = "unknown_role"
    BAD_HANDLE = "bad_handle"
    ROUNDED_ID = "rounded_id"
    BAD_DATE = "bad_date"
    DATES_REVERSED = "dates_reversed"
    UNKNOWN_REGION = "unknown_region"
    FORBIDDEN_REGION = "forbidden_region"
    TWICE_IN_FILE = "twice_in_file"
    OTHER_REGION = "other_region"
    OTHER_USER_ID = "other_user_id"
    ARCHIVED = "archived"


class FileProblem(StrEnum):
    """Why the whole file could not be read."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NOT_UTF8 = "not_utf8"
    MISSING_COLUMNS = "missing_columns"
    REPEATED_COLUMN = "repeated_column"
    BROKEN_QUOTES = "broken_quotes"


class UnreadableRegistryFile(Exception):
    """The file is not a table of official accounts. ``where`` names the columns or the line concerned."""

    def __init__(self, problem: FileProblem, where: str = "") -> None:
        super().__init__(f"{problem}: {where}")
        self.problem = problem
        self.where = where


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One good row. ``handle`` has no "@"; empty optional cells mean "not stated"."""

    line: int
    region_code: str
    agency: str
    platform: str
    handle: str
    role: str
    platform_user_id: str = ""
    monitored_from: date | None = None
    monitored_until: date | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that cannot be used: where, why, and the value that is wrong."""

    line: int
    reason: RegistryReason
    column: str
    value: str


class _BadCell(Exception):
    def __init__(self, reason: RegistryReason, column: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.column, self.value = reason, column, value


def read_registry_file(content: bytes) -> Iterator[AccountRow | RowProblem]:
    """Every row of the file in order, good or bad; blank lines are passed over.

    Comma, semicolon or tab; UTF-8 with or without a byte order mark; the header in any case and order.
    Raises UnreadableRegistryFile, always before the first row except for quotes that never close.
    """
    text = _decode(content)
    records = _records(text)
    _line, header = next(records, (0, []))
    positions = _positions(header)
    return (_read_row(line, cells, positions) for line, cells in records)


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnreadableRegistryFile(FileProblem.EMPTY)
    if b"\0" in content:
        raise UnreadableRegistryFile(FileProblem.NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableRegistryFile(FileProblem.NOT_UTF8, str(line)) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which the record begins, cells) of every record that is not blank."""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise UnreadableRegistryFile(FileProblem.BROKEN_QUOTES, str(line)) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _positions(header: list[str]) -> dict[str, int]:
    names = [re.sub(r"[\s\-]+", "_", name.lower()) for name in header]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UnreadableRegistryFile(FileProblem.MISSING_COLUMNS, ", ".join(missing))
    repeated = [name for name in COLUMNS if names.count(name) > 1]
    if repeated:
        raise UnreadableRegistryFile(FileProblem.REPEATED_COLUMN, ", ".join(repeated))
    return {name: index for index, name in enumerate(names) if name} | {"": len(names)}


def _read_row(line: int, cells: list[str], positions: dict[str, int]) -> AccountRow | RowProblem:
    try:
        if any(cells[positions[""] :]):
            raise _BadCell(RegistryReason.MALFORMED_ROW, "", " | ".join(cells))
        values = {
            name: cells[positions[name]] if positions.get(name, len(cells)) < len(cells) else ""
            for name in COLUMNS
        }
        return _build_row(line, values)
    except _BadCell as bad:
        return RowProblem(line, bad.reason, bad.column, bad.value[:200])


def _build_row(line: int, values: dict[str, str]) -> AccountRow:
    for name in REQUIRED:
        if not values[name]:
            raise _BadCell(RegistryReason.MISSING_VALUE, name, "")
    if len(values["agency"]) > 200:
        raise _BadCell(RegistryReason.TOO_LONG, "agency", values["agency"])
    platform = _platform(values["platform"])
    handle, id_in_url = _handle(platform, values["handle"])
    monitored_from = _date("monitored_from", values["monitored_from"])
    monitored_until = _date("monitored_until", values["monitored_until"])
    if monitored_from and monitored_until and monitored_until < monitored_from:
        raise _BadCell(RegistryReason.DATES_REVERSED, "monitored_until", values["monitored_until"])
    return AccountRow(
        line=line,
        region_code=values["region_code"].replace(",", "."),
        agency=" ".join(values["agency"].split()),
        platform=platform,
        handle=handle,
        role=_role(values["role"]),
        platform_user_id=_user_id(values["platform_user_id"]) or id_in_url,
        monitored_from=monitored_from,
        monitored_until=monitored_until,
    )


def _platform(value: str) -> str:
    name = value.lower()
    name = _OTHER_PLATFORM_NAMES.get(name, name)
    if name not in PLATFORMS:
        raise _BadCell(RegistryReason.UNKNOWN_PLATFORM, "platform", value)
    return name


def _role(value: str) -> str:
    name = re.sub(r"[\s\-/]+", "_", value.lower())
    if name not in ROLES:
        raise _BadCell(RegistryReason.UNKNOWN_ROLE, "role", value)
    return name


def _handle(platform: str, value: str) -> tuple[str, str]:
    """(name without "@", stable id where the address itself holds it)."""
    if platform == "channel":
        if len(value) > 100:
            raise _BadCell(RegistryReason.TOO_LONG, "handle", value)
        return " ".join(value.split()), ""
    name, user_id = split_profile_url(value) if "/" in value else (value, "")
    name = name.removeprefix("@")
    if not _HANDLE.fullmatch(name):
        raise _BadCell(RegistryReason.BAD_HANDLE, "handle", value)
    return name, user_id


def split_profile_url(value: str) -> tuple[str, str]:
    """Name and stable id in a profile's address: ``https://www.tiktok.com/@nama?lang=id`` gives ("nama", "")."""
    url = urlsplit(value if "//" in value else f"https://{value}")
    parts = [part for part in url.path.split("/") if part]
    numeric_id = parse_qs(url.query).get("id", [""])[0]
    if parts[:1] == ["profile.php"] and numeric_id:
        return numeric_id, numeric_id
    if len(parts) > 1 and parts[0].lower() in _PROFILE_PREFIXES:
        return parts[1], parts[1] if parts[0].lower() == "channel" else ""
    return (parts[0] if parts else ""), ""


def _user_id(value: str) -> str:
    """The id as text; one that a spreadsheet rounded (1.9667E+18) is refused, since its last digits are lost."""
    whole, _, fraction = value.partition(".")
    if whole.isdigit() and fraction and not fraction.strip("0") and len(whole) <= _SAFE_FLOAT_DIGITS:
        return whole
    if _ROUNDED_ID.fullmatch(value) or (whole.isdigit() and fraction.isdigit()):
        raise _BadCell(RegistryReason.ROUNDED_ID, "platform_user_id", value)
    if len(value) > 64:
        raise _BadCell(RegistryReason.TOO_LONG, "platform_user_id", value)
    return value


def _date(column: str, value: str) -> date | None:
    """2026-01-31, or 31/01/2026 as spreadsheets in Indonesian write it."""
    if not value:
        return None
    form = "%d/%m/%Y" if "/" in value else "%Y-%m-%d"
    try:
        return datetime.strptime(value, form).date()  # noqa: DTZ007  a calendar day has no zone
    except ValueError:
        raise _BadCell(RegistryReason.BAD_DATE, column, value) from None

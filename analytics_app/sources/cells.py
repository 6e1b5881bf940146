"""Meaning of single cells: ids, counts, names, languages, text."""

from __future__ import annotations

import html
import re

from analytics_app.choices import Reason
from analytics_app.sources.errors import RowProblem

MAX_TEXT_CHARS = 100_000
_EXACT_FLOAT = 2**53

_NOTHING = frozenset(("", "nan", "none", "null", "n/a", "na", "<na>", "nat", "undefined", "-"))
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+\Z")
_WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+\Z")
_R_ESCAPE = re.compile(r"<U\+([0-9A-Fa-f]{4,8})>")
# A lead byte of UTF-8 followed by a continuation byte, both shown as Windows-1252 or Latin-1 characters.
_MOJIBAKE = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019"
    "\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]|\ufffd"
)
_LANGUAGES = {
    "in": "id",
    "iw": "he",
    "ji": "yi",
    **dict.fromkeys(("und", "qme", "qam", "qht", "qst", "qct", "zxx", "art")),
}


def is_nothing(value: str) -> bool:
    """Whether a cell says nothing: blank, or a program's word for a missing value."""
    return value.strip().lower() in _NOTHING


def read_id(value: str, column: str | None) -> str | None:
    """An id as digits or text; None for an empty cell.

    "3.0" is 3. Raises RowProblem FLOAT_ID where a spreadsheet or a float has lost digits (1.9667E+18).
    """
    if value.isdigit():
        return value
    value = value.strip()
    if value.lower() in _NOTHING:
        return None
    if _EXPONENT.match(value):
        raise _lost_digits(value, column)
    if whole := _WHOLE_FLOAT.match(value):
        if int(whole[1]) > _EXACT_FLOAT:
            raise _lost_digits(value, column)
        return whole[1]
    return value.replace("\x00", "")


def _lost_digits(value: str, column: str | None) -> RowProblem:
    return RowProblem(
        Reason.FLOAT_ID,
        column,
        f"Id “{value[:40]}” kehilangan angka karena disimpan sebagai bilangan pecahan. "
        "Ekspor ulang dengan kolom id berformat teks.",
    )


def read_count(value: str) -> int | None:
    """A count of likes, replies, …; None where the cell says nothing or no whole number ("1.0" is 1)."""
    if value.isdigit():
        return min(int(value), 2**31 - 1) if len(value) < 19 else None
    whole = _WHOLE_FLOAT.match(value.strip())
    return min(int(whole[1]), 2**31 - 1) if whole and len(whole[1]) < 19 else None


def read_handle(value: str) -> str | None:
    """A screen name without "@"; None where there is none."""
    value = value.strip().removeprefix("@")
    return None if value.lower() in _NOTHING else value


def read_lang(value: str) -> str | None:
    """A language code; X's legacy codes renewed, its codes for "no language" are None."""
    value = value.strip().lower()
    if value in _NOTHING:
        return None
    return _LANGUAGES.get(value, value)


def read_plain(value: str) -> str | None:
    """A name or label as written; None for an empty cell."""
    value = value.strip()
    return None if value.lower() in _NOTHING else value


def read_table_text(value: str, column: str | None) -> str:
    """Text of a table cell: literal \\n, HTML entities and R's <U+1F923> become the characters they stand for."""
    require_length(value, column)
    if "\\" in value:
        value = value.replace("\\r\\n", "\n").replace("\\n", "\n")
    if "<U+" in value or "<u+" in value:
        value = _R_ESCAPE.sub(_character, value)
    return read_text(value)


def read_text(value: str) -> str:
    """Text as the API gives it: entities resolved once, NUL characters dropped."""
    if "&" in value:
        value = html.unescape(value)
    if "\x00" in value:
        value = value.replace("\x00", "")
    return value.strip() if value and (value[0].isspace() or value[-1].isspace()) else value


def require_length(value: str, column: str | None) -> None:
    """Raises RowProblem TOO_LONG beyond MAX_TEXT_CHARS."""
    if len(value) > MAX_TEXT_CHARS:
        detail = f"Teks sepanjang {len(value):,} karakter; batasnya {MAX_TEXT_CHARS:,}.".replace(",", ".")
        raise RowProblem(Reason.TOO_LONG, column, detail)


def has_mojibake(text: str) -> bool:
    """Whether text holds UTF-8 that was once read as Windows-1252 or Latin-1, or lost characters."""
    return not text.isascii() and _MOJIBAKE.search(text) is not None


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

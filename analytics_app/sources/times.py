"""Times as exports write them, read without a clock and without guessing a zone.

`read_stamp` says what a cell states; `to_instant` places it in time with the zone that a person gave.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum
from typing import NamedTuple

from analytics_app.choices import TimePrecision

EARLIEST, LATEST = 1990, 2100


class Shape(Enum):
    """How a cell writes its time."""

    FULL = "full"  # year first, or the month by name: no doubt about the order
    NUMERIC = "numeric"  # 03/12/2024: day and month can be mistaken for each other
    RELATIVE = "relative"  # 3 minggu yang lalu


class Stamp(NamedTuple):
    """A time as stated. ``moment`` is aware exactly where the cell names a zone; None for a relative time.

    For NUMERIC, ``first`` and ``second`` are the two numbers before the year and ``moment`` is read by the order
    that was asked for.
    """

    shape: Shape
    moment: datetime | None
    has_clock: bool = True
    first: int = 0
    second: int = 0
    ago: timedelta | None = None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januari", "january"),
            ("feb", "februari", "february", "pebruari"),
            ("mar", "maret", "march"),
            ("apr", "april"),
            ("may", "mei"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "agu", "agt", "ags", "agustus", "august", "agust"),
            ("sep", "sept", "september"),
            ("oct", "okt", "oktober", "october"),
            ("nov", "nop", "november", "nopember"),
            ("dec", "des", "desember", "december"),
        ),
        start=1,
    )
    for name in names
}
_ZONES: dict[str, tzinfo] = {
    "z": UTC,
    "utc": UTC,
    "gmt": UTC,
    "wib": timezone(timedelta(hours=7)),
    "wita": timezone(timedelta(hours=8)),
    "wit": timezone(timedelta(hours=9)),
}
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<sec>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?P<zone>z|utc|gmt|wib|wita|wit|[+-]\d{2}:?\d{2})"
_TAIL = rf"(?:(?:\s*,?\s+(?:pukul\s+|jam\s+|at\s+)?|t){_CLOCK}\s*{_ZONE}?)?\s*"
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sep>[/.\-])(?P<b>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}}){_TAIL}", re.I
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[/.\-](?P<month>\d{{1,2}})[/.\-](?P<day>\d{{1,2}}){_TAIL}", re.I)
_DAY_NAME = r"(?:[a-z']{3,9},?\s+)?"
_DAY_MONTH = re.compile(
    rf"{_DAY_NAME}(?P<day>\d{{1,2}})[\s\-]+(?P<name>[a-z]{{3,9}})\.?[\s\-,]+(?P<year>\d{{4}}){_TAIL}", re.I
)
_MONTH_DAY = re.compile(
    rf"{_DAY_NAME}(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){_TAIL}", re.I
)
_UNITS = (
    (r"detik|seconds?|secs?", timedelta(seconds=1)),
    (r"menit|minutes?|mins?", timedelta(minutes=1)),
    (r"jam|hours?|hrs?", timedelta(hours=1)),
    (r"hari|days?", timedelta(days=1)),
    (r"minggu|pekan|weeks?|wks?", timedelta(weeks=1)),
    (r"bulan|months?|mos?", timedelta(days=30.4375)),
    (r"tahun|years?|yrs?", timedelta(days=365.25)),
)
_RELATIVE = re.compile(
    r"(?P<n>\d+|an?|one|se)\s*(?:"
    + "|".join(f"(?P<u{index}>{names})" for index, (names, _) in enumerate(_UNITS))
    + r")\s+(?:yang\s+lalu|lalu|ago)(?:\s*\((?:diedit|edited)\))?",
    re.I,
)
_NOW_WORDS = {
    "baru saja": timedelta(0),
    "just now": timedelta(0),
    "kemarin": timedelta(days=1),
    "yesterday": timedelta(days=1),
}


def read_stamp(value: str, order: str | None = None) -> Stamp | None:
    """What a cell states about time; None where it is no time this reader knows.

    ``order`` ("dmy" or "mdy") is used for numeric dates with the year last; without it their ``moment`` is None.
    """
    if len(value) > 9 and value[4] == "-" and value[:4].isdigit():
        try:
            return _full(datetime.fromisoformat(value), has_clock=len(value) > 10)
        except ValueError:
            pass
    value = value.strip()
    if not value:
        return None
    if value.replace(".", "", 1).isdigit():
        return _read_digits(value)
    if len(value) == 30 and value[19] == " " and value[13] == ":" and (stamp := _read_x(value)):
        return stamp
    for read in (_read_numeric, _read_year_first, _read_named, _read_relative):
        if stamp := read(value, order):
            return stamp
    return None


def to_instant(
    stamp: Stamp, zone: tzinfo | None, reference: datetime | None = None
) -> tuple[datetime, TimePrecision] | None:
    """The instant in UTC and its precision; a date without a clock is the local midnight of its day.

    None where the stamp needs a zone, an order or a reference time that is not there.
    """
    if stamp.shape is Shape.RELATIVE:
        if reference is None or stamp.ago is None:
            return None
        return reference - stamp.ago, TimePrecision.APPROXIMATE
    moment = stamp.moment
    if moment is None:
        return None
    if moment.tzinfo is None:
        if zone is None:
            return None
        moment = moment.replace(tzinfo=zone)
    precision = TimePrecision.EXACT if stamp.has_clock else TimePrecision.DAY
    return moment.astimezone(UTC), precision


def _full(moment: datetime, *, has_clock: bool = True) -> Stamp | None:
    if not EARLIEST <= moment.year <= LATEST:
        return None
    return Stamp(Shape.FULL, moment, has_clock)


def _read_digits(value: str) -> Stamp | None:
    whole, _, fraction = value.partition(".")
    seconds = {10: 1.0, 13: 1e3, 16: 1e6}.get(len(whole))
    if seconds is not None and (len(whole) == 10 or not fraction.strip("0")):
        return _full(datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(value) / seconds))
    if len(whole) == 8 and not fraction:
        try:
            return _full(datetime.fromisoformat(whole), has_clock=False)
        except ValueError:
            return None
    return None


def _read_x(value: str) -> Stamp | None:
    """Sun Sep 14 15:10:18 +0000 2025"""
    try:
        offset = timedelta(hours=int(value[20:23]), minutes=int(value[20] + value[23:25]))
        moment = datetime(
            int(value[26:]),
            _MONTHS[value[4:7].lower()],
            int(value[8:10]),
            int(value[11:13]),
            int(value[14:16]),
            int(value[17:19]),
            tzinfo=timezone(offset) if offset else UTC,
        )
    except (ValueError, KeyError):
        return None
    return _full(moment)


def _read_numeric(value: str, order: str | None) -> Stamp | None:
    match = _NUMERIC.fullmatch(value)
    if not match:
        return None
    first, second = int(match["a"]), int(match["b"])
    day, month = (second, first) if order == "mdy" else (first, second)
    has_clock = match["hour"] is not None
    if order is None:
        day, month = min(first, 28), min(second, 12)  # the clock is read; the day waits for the order
        moment = _moment(match, month or 1, day or 1)
        if moment is None or not 1 <= min(first, second) <= 12 or max(first, second) > 31:
            return None
        return Stamp(Shape.NUMERIC, moment, has_clock, first, second)
    moment = _moment(match, month, day)
    return Stamp(Shape.NUMERIC, moment, has_clock, first, second) if moment else None


def _read_year_first(value: str, order: str | None) -> Stamp | None:
    match = _YEAR_FIRST.fullmatch(value)
    moment = _moment(match, int(match["month"]), int(match["day"])) if match else None
    return Stamp(Shape.FULL, moment, match["hour"] is not None) if match and moment else None


def _read_named(value: str, order: str | None) -> Stamp | None:
    match = _DAY_MONTH.fullmatch(value) or _MONTH_DAY.fullmatch(value)
    month = _MONTHS.get(match["name"].lower()) if match else None
    moment = _moment(match, month, int(match["day"])) if match and month else None
    return Stamp(Shape.FULL, moment, match["hour"] is not None) if match and moment else None


def _read_relative(value: str, order: str | None) -> Stamp | None:
    bare = value.removesuffix("(diedit)").removesuffix("(edited)").strip().lower()
    if bare in _NOW_WORDS:
        return Stamp(Shape.RELATIVE, None, ago=_NOW_WORDS[bare])
    match = _RELATIVE.fullmatch(value)
    if not match:
        return None
    number = int(match["n"]) if match["n"].isdigit() else 1
    if number > 100_000:
        return None
    unit = next(length for index, (_, length) in enumerate(_UNITS) if match[f"u{index}"])
    return Stamp(Shape.RELATIVE, None, ago=number * unit)


def _moment(match: re.Match[str], month: int, day: int) -> datetime | None:
    year = int(match["year"])
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), int(match["sec"] or 0)
    if half := match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    year += 2000 if year < 100 else 0
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(match["zone"]))
    except ValueError:
        return None


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if known := _ZONES.get(name.lower()):
        return known
    digits = name[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if name[0] == "-" else offset)

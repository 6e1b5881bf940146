"""Numbers in the reader's language: 1.234,5 and 61 % in Indonesian, 1,234.5 and 61% in English.

Every function gives an en dash for None: no value is never shown as 0.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_VALUE = "–"
LONGEST_IN_HOURS = 72
_NBSP = "\u00a0"


def _is_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


def _number(value: float, places: int) -> str:
    # number_format cuts a float's digits off; halves go up, as in the charts.
    rounded = Decimal(str(abs(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
    is_negative = value < 0 and any(digit in text for digit in "123456789")
    return f"−{text}" if is_negative else text


def count(value: float | None) -> str:
    """A whole number with thousands separators."""
    return NO_VALUE if value is None else _number(round(value), 0)


def amount(value: float | None) -> str:
    """A sum: whole as a count; of parts, such as 1/rank, with the decimals that the quotient can be checked with."""
    if value is None or abs(value - round(value)) < 0.5e-6:
        return count(value)
    return decimal(value, 2 if abs(value) >= 10 else 3 if abs(value) >= 1 else 6)


def decimal(value: float | None, places: int = 1) -> str:
    """A number with a fixed number of decimals."""
    return NO_VALUE if value is None else _number(float(value), int(places))


def percent(value: float | None, places: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    if value is None:
        return NO_VALUE
    return _number(float(value) * 100, int(places)) + (f"{_NBSP}%" if _is_indonesian() else "%")


def signed(value: float | None, places: int = 1) -> str:
    """A change with its sign; zero has none."""
    if value is None:
        return NO_VALUE
    text = _number(float(value), int(places))
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def wait(value: float | None) -> str:
    """How long somebody waited, from hours: in hours up to the 72 that the method counts, in days beyond."""
    if value is None or value <= LONGEST_IN_HOURS:
        return hours(value)
    return _("%(number)s hari") % {"number": _number(float(value) / 24, 1)}


def hours(value: float | None, places: int = 1) -> str:
    """A length in hours."""
    if value is None:
        return NO_VALUE
    return _("%(number)s jam") % {"number": _number(float(value), int(places))}


def bytes_size(value: float | None) -> str:
    """A file size in kB or MB (decimal units)."""
    if value is None:
        return NO_VALUE
    if value < 1_000_000:
        return f"{_number(value / 1000, 0)}{_NBSP}kB"
    return f"{_number(value / 1_000_000, 1)}{_NBSP}MB"


def in_unit(value: float | None, unit: str, places: int | None = None) -> str:
    """One number in the unit of its indicator: percent, score, hours, count or number (decimals).

    ``places`` overrides the unit's usual number of decimals.
    """
    if unit == "count":
        return count(value)
    formatters = {"percent": (percent, 0), "score": (decimal, 1), "hours": (hours, 1), "number": (decimal, 2)}
    formatter, usual = formatters[unit]
    return formatter(value, usual if places is None else places)


def interval_in_unit(low: float, high: float, unit: str, places: int | None = None) -> str:
    """Both limits with the unit written once: 55–67 %, 1,2–3,4 jam."""
    if unit == "percent":
        suffix = f"{_NBSP}%" if _is_indonesian() else "%"
        return f"{_number(low * 100, places or 0)}–{_number(high * 100, places or 0)}{suffix}"
    if unit == "hours":
        digits = 1 if places is None else places
        return _("%(number)s jam") % {"number": f"{_number(low, digits)}–{_number(high, digits)}"}
    return f"{in_unit(low, unit, places)}–{in_unit(high, unit, places)}"

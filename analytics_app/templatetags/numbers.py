"""The functions of analytics_app/formats.py as filters and tags of templates."""

from __future__ import annotations

from django import template

from analytics_app.formats import (
    NO_VALUE,
    amount,
    bytes_size,
    count,
    decimal,
    hours,
    in_unit,
    interval_in_unit,
    percent,
    signed,
    wait,
)

register = template.Library()

for formatter in (amount, bytes_size, count, decimal, hours, percent, signed, wait):
    register.filter(formatter.__name__, formatter)


@register.simple_tag
def value(number: float | None, unit: str = "number", places: int | None = None) -> str:
    """{% value x unit="percent" %}: a number alone, where no interval belongs to it."""
    return in_unit(number, unit, places)


@register.simple_tag
def interval(low: float | None, high: float | None, unit: str = "number", places: int | None = None) -> str:
    """{% interval low high unit="percent" %}: 55–67 %; an en dash where there is none."""
    return NO_VALUE if low is None or high is None else interval_in_unit(low, high, unit, places)

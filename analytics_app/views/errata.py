"""Published figures that computing again has changed since: the words of the erratum."""

from __future__ import annotations

from collections.abc import Iterable

from analytics_app.formats import count
from analytics_app.indicators.registry import BY_ID
from analytics_app.selectors.values import Value
from analytics_app.views.wording import definition_unit, say, value_words


def changed_rows(changed: Iterable[tuple[Value, Value | None]]) -> list[tuple[str, str, str, str, str]]:
    """Indicator, as published and its n, as it is now and its n; a dash where nothing may be shown now."""
    return [
        (say(BY_ID[value.indicator].name), *_words(value), *_words(current)) for value, current in changed
    ]


def _words(value: Value | None) -> tuple[str, str]:
    if value is None or value.x is None:
        return "–", "–"
    return value_words(value, definition_unit(BY_ID[value.indicator])), count(value.n)

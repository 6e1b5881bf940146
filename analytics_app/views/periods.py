"""The date that a page is about, from its address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest

from analytics_app.views.wording import date_choice

PARAMETER = "s.d."


def wanted_date(request: HttpRequest) -> date | None:
    """The date in ``?s.d.=2026-09-30``; None when none is given; Http404 when it is no date."""
    given = request.GET.get(PARAMETER, "")
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Http404 from error


def chosen_date(request: HttpRequest, dates: Sequence[date]) -> date | None:
    """The wanted date when there are figures for it, else 404; without a wish the newest, None without figures."""
    wanted = wanted_date(request)
    if wanted is None:
        return dates[0] if dates else None
    if wanted not in dates:
        raise Http404
    return wanted


def date_choices(dates: Sequence[date], chosen: date | None) -> list[dict[str, object]]:
    """The options of the period selector, newest first."""
    return [
        {"value": day.isoformat(), "words": date_choice(day, dates[0]), "is_chosen": day == chosen}
        for day in dates
    ]

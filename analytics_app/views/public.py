"""Pages for everybody: no sign-in, no script needed, nothing that names a citizen.

Real regions: completed quarters that an administrator published, cells of ten and more, nothing provisional.
Example data are shown at once; every figure says what they are.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics_app.formats import count
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.registry import INDICATORS, WITHOUT_INPUT
from analytics_app.selectors.installation import is_example_installation
from analytics_app.selectors.national import HEADLINE, RegionRow
from analytics_app.selectors.public_pages import (
    PublicRegion,
    find_province,
    load_public_region,
    public_provinces,
    public_scores,
)
from analytics_app.selectors.scores import Measure
from analytics_app.views.charts import trend_rows
from analytics_app.views.errata import changed_rows
from analytics_app.views.measured import measured_words
from analytics_app.views.national import chosen_measure, measure_choices, table_row, tiles
from analytics_app.views.public_cache import public_page
from analytics_app.views.score_words import (
    MEANINGS,
    NAMES,
    first_sentences,
    score_cards,
    score_row,
    score_tiles,
    table_sentence,
)
from analytics_app.views.subject import unobserved, value_card
from analytics_app.views.wording import (
    TIERS,
    date_choice,
    definition_words,
    government,
    period_words,
    public_sentence,
    reason_words,
)


class Place:
    """All that a public page may know of its request: where it is."""

    def __init__(self, path: str) -> None:
        self.path = path


@public_page
def national(slug: str = "") -> str:
    """The 38 provinces: tile map and table, by composite, dimension or probability of an answer."""
    measure, is_example = chosen_measure(slug), is_example_installation()
    if measure is not None:
        return _national_scores(measure, is_example=is_example)
    table = public_provinces(is_example=is_example)
    context = {
        "sentence": public_sentence(table, is_example=is_example),
        "rows": [public_row(row) for row in table.rows],
        "tiles": tiles(table.rows, "public-province"),
        "data_until": table.data_until if table.scored else None,
        "measures": _measures(None),
        **shared("public-national", is_example=is_example),
    }
    return render_to_string("pages/public_national.html", context)


def _national_scores(measure: Measure, *, is_example: bool) -> str:
    table = public_scores(measure, is_example=is_example)
    context = {
        "sentence": table_sentence(table, is_public=True),
        "score_rows": [
            score_row(row, reverse("public-province", args=[row.region.code]), is_public=True)
            for row in table.rows
        ],
        "score_name": NAMES[measure],
        "score_meaning": MEANINGS[measure],
        "tiles": score_tiles(table.rows, "public-province", is_public=True),
        "data_until": table.data_until if table.scored else None,
        "measures": _measures(measure),
        **shared("public-national", is_example=is_example),
    }
    return render_to_string("pages/public_national.html", context)


def _measures(chosen: Measure | None) -> list[dict[str, Any]]:
    return [
        one | {"url": reverse("public-national-by", args=[one["value"]])} for one in measure_choices(chosen)
    ]


@public_page
def province(code: str, day: date | None = None) -> str:
    """One province, at the newest public date or at the one in the address."""
    region, is_example = find_province(code), is_example_installation()
    found = load_public_region(region, day, is_example=is_example) if region else None
    if region is None or found is None:
        raise Http404
    context = {
        "region": region,
        "sentence": _sentence(found, is_example=is_example),
        "scores": score_cards(found.scores, found.as_of, is_public=True) if found.as_of else [],
        "tier": TIERS[found.tier] if found.tier else "",
        "dates": _dates(found),
        "cards": _cards(found),
        "unobserved": unobserved(),
        "counts": _counts(found),
        "changed": changed_rows(found.changed),
        "trend": trend_rows(found.trend, "percent") if len(found.trend) > 1 else [],
        "accounts": found.accounts,
        "children": [public_row(row) for row in found.children.rows],
        "data_until": found.as_of,
        "period": period_words(found.as_of) if found.as_of else "",
        "coverage": _coverage(found),
        **shared("public-province", code, is_example=is_example),
    }
    return render_to_string("pages/public_province.html", context)


@public_page
def method() -> str:
    """The method, from the same declarations that compute."""
    context = {
        "definitions": [definition_words(definition) for definition in INDICATORS],
        "measured": measured_words(),
        **shared("method", is_example=is_example_installation()),
    }
    return render_to_string("pages/method.html", context)


@require_safe
def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Remembers the language and goes back. A link, since pages that are kept hold no form token."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    wanted = request.GET.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(wanted if is_ours else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def public_row(row: RegionRow) -> dict[str, Any]:
    """One line of a public table; an unpublished region says so."""
    url = reverse("public-province", args=[row.region.code]) if row.region.is_province else ""
    return table_row(row, url) | {"n": row.value.n if row.value and row.is_scored else None}


def shared(name: str, *arguments: str, is_example: bool) -> dict[str, Any]:
    """What the layout of every public page asks for."""
    return {
        "is_example": is_example,
        "method_version": METHOD_VERSION,
        "request": Place(reverse(name, args=arguments)),
        "nav_current": name if name in ("method", "official-account") else "public-national",
    }


def _sentence(found: PublicRegion, *, is_example: bool) -> str:
    name = government(found.region)
    if found.as_of is not None:
        return first_sentences(name, found.scores, found.values.get(HEADLINE), is_public=True)
    reason = reason_words(None) if is_example else (_("Belum ada triwulan yang dipublikasikan."), "")
    return _("Belum ada angka untuk %(name)s.") % {"name": name} + " " + " ".join(reason).strip()


def _cards(found: PublicRegion) -> list[dict[str, Any]]:
    if found.as_of is None:
        return []
    cards = []
    for indicator, value in found.values.items():
        if indicator in WITHOUT_INPUT:
            continue
        card = value_card(indicator, value, found.as_of)
        if value is not None and value.x is None:
            card["result"] = {"status": value.status, "x": None, "n": None}
        cards.append(card)
    return cards


def _counts(found: PublicRegion) -> list[dict[str, str]]:
    """The threads by state; None of the cells is below ten, hidden ones say so."""
    if found.counts is None:
        return []
    words = (_("dijawab"), _("menunggu"), _("tidak teramati"))
    cells = [*zip(words, found.counts.cells, strict=True), (_("semua aduan"), found.counts.total)]
    return [{"words": name, "n": _("disembunyikan") if n is None else count(n)} for name, n in cells]


def _coverage(found: PublicRegion) -> float | None:
    return next((value.coverage for value in found.values.values() if value is not None), None)


def _dates(found: PublicRegion) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("public-province-at", args=[found.region.code, day]),
            "words": date_choice(day, found.dates[0]),
            "is_chosen": day == found.as_of,
        }
        for day in found.dates
    ]

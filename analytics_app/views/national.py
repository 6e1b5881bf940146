"""The staff's first page: the provinces side by side, or the way to the one region that is theirs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.models import Region
from accounts_app.permissions import Permission
from analytics_app.selectors import scores
from analytics_app.selectors.first_steps import FirstSteps, first_steps
from analytics_app.selectors.national import RegionRow, list_dates_nationwide, region_table, sort_rows
from analytics_app.selectors.scores import COMPOSITE, Measure
from analytics_app.views.charts import spread_chart
from analytics_app.views.periods import chosen_date, date_choices
from analytics_app.views.score_words import (
    MEANINGS,
    NAMES,
    SLUGS,
    score_row,
    score_tiles,
    table_sentence,
)
from analytics_app.views.wording import (
    national_sentence,
    period_words,
    provisional_words,
    reason_words,
)

PROVINCES = 38
#: The address's word for the indicator that stands in for a composite.
ANSWERED = "dijawab"


@require_safe
@access.staff_page
def home(request: HttpRequest) -> HttpResponse:
    """National page for those who see all provinces; else their regions; the only region opens at once."""
    visible = list(access.regions_visible_to(request.user))
    if len(visible) == 1:
        return redirect("region", visible[0].code)
    provinces = [region for region in visible if region.is_province]
    is_national = len(provinces) >= PROVINCES or not visible
    measure = chosen_measure(request.GET.get("ukuran", ""))
    if measure is not None:
        return _scores(request, provinces if is_national else visible, measure, is_national=is_national)
    dates = list_dates_nationwide()
    chosen = chosen_date(request, dates)
    table = region_table(provinces if is_national else visible, chosen)
    rows = sort_rows(table.rows, request.GET.get("urut", ""))
    steps = first_steps()
    context = {
        "sentence": national_sentence(table),
        "is_national": is_national,
        "dates": date_choices(dates, chosen),
        "period": period_words(chosen) if chosen else "",
        "data_until": table.data_until,
        "rows": [table_row(row, reverse("region", args=[row.region.code])) for row in rows],
        "tiles": tiles(table.rows, "region") if is_national else None,
        "spread": spread_chart(table.rows),
        "steps": None if steps.has_values else step_list(steps),
        "can_publish": access.may(request.user, Permission.PUBLISH),
        "measures": measure_choices(None),
    }
    return render(request, "pages/home.html", context)


def _scores(
    request: HttpRequest, regions: list[Region], measure: Measure, *, is_national: bool
) -> HttpResponse:
    """The same page by a dimension or the composite."""
    dates = scores.list_dates_nationwide()
    chosen = chosen_date(request, dates)
    table = scores.score_table(regions, measure, chosen)
    rows = scores.sort_rows(table.rows, request.GET.get("urut", "-nilai"))
    context = {
        "sentence": table_sentence(table),
        "is_national": is_national,
        "dates": date_choices(dates, chosen),
        "data_until": table.data_until,
        "score_rows": [score_row(row, reverse("region", args=[row.region.code])) for row in rows],
        "score_name": NAMES[measure],
        "score_meaning": MEANINGS[measure],
        "tiles": score_tiles(table.rows, "region") if is_national else None,
        "can_publish": access.may(request.user, Permission.PUBLISH),
        "measures": measure_choices(measure),
    }
    return render(request, "pages/home.html", context)


def chosen_measure(slug: str) -> Measure | None:
    """What the page compares; None: the probability of an answer. Without a wish the composite, where one exists."""
    if slug == ANSWERED:
        return None
    if not slug:
        return COMPOSITE if scores.has_composites() else None
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]


def measure_choices(chosen: Measure | None) -> list[dict[str, Any]]:
    """What a page of regions can compare, the composite first."""
    choices = [
        {"value": slug, "words": NAMES[measure], "is_chosen": measure == chosen}
        for slug, measure in SLUGS.items()
    ]
    answered = {"value": ANSWERED, "words": _("Peluang dijawab dalam 72 jam"), "is_chosen": chosen is None}
    return [*choices, answered]


def table_row(row: RegionRow, url: str) -> dict[str, Any]:
    """One line of a table of regions."""
    reason, remedy = reason_words(row.value)
    return {
        "region": row.region,
        "url": url,
        "value": row.value if row.is_scored else None,
        "n": row.value.n if row.value else None,
        "coverage": row.value.coverage if row.value else None,
        "as_of": row.value.as_of if row.value else None,
        "reason": reason,
        "remedy": remedy,
        "provisional": provisional_words(row.value),
    }


def tiles(rows: tuple[RegionRow, ...], url_name: str) -> dict[str, dict[str, Any]]:
    """Kemendagri code → what the tile map shows of the province."""
    return {
        row.region.code: {
            "x": row.x,
            "url": reverse(url_name, args=[row.region.code]),
            "reason": reason_words(row.value)[0],
        }
        for row in rows
    }


def step_list(steps: FirstSteps) -> list[dict[str, Any]]:
    """What to do first, with what is done ticked off."""
    return [
        {
            "words": _("Daftarkan akun resmi"),
            "help": _("Akun pemerintah daerah yang akan dipantau; satu per satu atau dari berkas CSV."),
            "url": reverse("account-list"),
            "is_done": steps.has_accounts,
        },
        {
            "words": _("Impor berkas pesan"),
            "help": _("Unggahan akun itu dan pesan warga kepadanya; formatnya dikenali dari isinya."),
            "url": reverse("import-list"),
            "is_done": steps.has_imports,
        },
        {
            "words": _("Lihat angkanya"),
            "help": _("Angka dihitung sendiri setelah impor selesai."),
            "url": reverse("region-list"),
            "is_done": steps.has_values,
        },
    ]

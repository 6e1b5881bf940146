"""The dashboard of one regional government, province or kabupaten/kota, and the list of regions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.models import Region
from accounts_app.permissions import Permission
from analytics_app.selectors.accounts import AccountRow, list_account_rows, split_channels
from analytics_app.selectors.national import children_visible, region_table, sort_rows
from analytics_app.selectors.region_list import search_regions
from analytics_app.selectors.scores import list_scores
from analytics_app.selectors.subject_page import load_region_page
from analytics_app.selectors.values import CHANNEL, list_dates
from analytics_app.views.charts import children_chart
from analytics_app.views.kept_page import kept_page
from analytics_app.views.national import table_row
from analytics_app.views.periods import PARAMETER, chosen_date, date_choices
from analytics_app.views.score_words import first_sentences, score_cards
from analytics_app.views.subject import (
    breadcrumb,
    may_see_some_threads,
    shared_context,
    subject_charts,
    unobserved,
    value_cards,
)
from analytics_app.views.wording import (
    government,
    provisional_words,
    reason_words,
    subject_sentence,
    waiting_sentence,
)

REGIONS_A_PAGE = 60


@require_safe
@access.staff_page
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One government's figures at one date."""
    region, reader = access.region_for(request.user, code), request.user
    parameters = (PARAMETER, "urut")
    return kept_page(
        request, "pages/region.html", parameters, lambda address: _region_context(address, region, reader)
    )


def _region_context(request: HttpRequest, region: Region, reader: access.Visitor) -> dict[str, Any]:
    dates = list_dates(region)
    as_of = chosen_date(request, dates)
    social, channels = split_channels(list_account_rows(region, as_of))
    visible = list(access.regions_visible_to(reader)) if region.is_province else []
    children = region_table(children_visible(region, visible), as_of)
    context: dict[str, Any] = {
        "region": region,
        "breadcrumb": breadcrumb(reader, region),
        "dates": date_choices(dates, as_of),
        "accounts": [account_row(row) for row in social],
        "channels": [account_row(row) for row in channels],
        "children": [
            table_row(row, reverse("region", args=[row.region.code]))
            for row in sort_rows(children.rows, request.GET.get("urut", ""))
            if row.value is not None
        ],
        "children_total": len(children.rows),
        "children_chart": children_chart(children.rows),
        "can_import": access.can_import(reader, region),
    }
    if as_of is None:
        return context | {"sentence": subject_sentence(government(region), None)}
    page = load_region_page(region, [row.account for row in social], as_of)
    rate, scores = page.value("response_rate"), list_scores(region, as_of)
    opens = access.may(reader, Permission.READ_EVIDENCE, region)
    return (
        context
        | shared_context(page)
        | {
            "page": page,
            "sentence": first_sentences(government(region), scores, rate),
            "scores": score_cards(scores, as_of, region if opens else None),
            "waiting": waiting_sentence(rate),
            "cards": value_cards(region, page, reader),
            "unobserved": unobserved(),
            "channel_cards": value_cards(region, page, reader, CHANNEL) if channels else [],
            "charts": subject_charts(page),
            "can_ask_what_if": may_see_some_threads(
                reader, region, [row.account for row in (*social, *channels)]
            ),
        }
    )


@require_safe
@access.staff_page
def region_list(request: HttpRequest) -> HttpResponse:
    """The regions that the reader may see, searched by name or code."""
    words = request.GET.get("cari", "").strip()[:100]
    found = search_regions(access.regions_visible_to(request.user), words)
    page_obj = Paginator(found, REGIONS_A_PAGE).get_page(request.GET.get("page"))
    rows = region_table(list(page_obj.object_list)).rows
    context = {
        "words": words,
        "page_obj": page_obj,
        "rows": [table_row(row, reverse("region", args=[row.region.code])) for row in rows],
    }
    return render(request, "pages/region_list.html", context)


def account_row(row: AccountRow) -> dict[str, Any]:
    """One line of the accounts table."""
    return {
        "account": row.account,
        "url": reverse("account", args=[row.account.public_id]),
        "value": row.value if row.value and row.value.x is not None else None,
        "n": row.value.n if row.value else None,
        "coverage": row.value.coverage if row.value else None,
        "as_of": row.value.as_of if row.value else None,
        "reason": reason_words(row.value)[0],
        "provisional": provisional_words(row.value),
        "counts_in_score": row.counts_in_score,
    }

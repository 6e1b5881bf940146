"""The page of one official account or complaint channel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.models import OfficialAccount
from accounts_app.permissions import Permission
from analytics_app.selectors.accounts import is_counting
from analytics_app.selectors.observation import NOTHING, LedgerDay, SourceSpan, count_states
from analytics_app.selectors.scores import list_scores
from analytics_app.selectors.subject_page import account_ledger, load_account_page, pool_of
from analytics_app.selectors.values import CHANNEL, SOCIAL, list_dates
from analytics_app.views.kept_page import kept_page
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
    DAY_STATES,
    SIDES,
    account_words,
    day_words,
    join_words,
    subject_sentence,
    waiting_sentence,
)

#: Geometry of the ledger's drawing: one column a week, one row a weekday.
CELL, GAP = 10, 2
SPANS_SHOWN = 50


@require_safe
@access.staff_page
def account(request: HttpRequest, public_id: str) -> HttpResponse:
    """One account's figures at one date, and what was captured of it."""
    account, reader = access.account_for(request.user, public_id), request.user
    return kept_page(
        request,
        "pages/account.html",
        (PARAMETER,),
        lambda address: _account_context(address, account, reader),
    )


def _account_context(
    request: HttpRequest, account: OfficialAccount, reader: access.Visitor
) -> dict[str, Any]:
    dates = list_dates(account)
    as_of = chosen_date(request, dates)
    context: dict[str, Any] = {
        "account": account,
        "breadcrumb": breadcrumb(reader, account.region, (account_words(account), "")),
        "dates": date_choices(dates, as_of),
        "counts_in_score": is_counting(account),
        "is_channel": pool_of(account) == CHANNEL,
        "can_import": access.can_import(reader, account.region),
    }
    if as_of is None:
        return context | {"sentence": subject_sentence(str(account), None)}
    page, pool = load_account_page(account, as_of), pool_of(account)
    rate, days = page.value("response_rate", pool), account_ledger(page, account)
    captured = page.captured.get(account.pk, NOTHING)
    scores = list_scores(account, as_of)
    opens = access.may(reader, Permission.READ_EVIDENCE, account)
    return (
        context
        | shared_context(page)
        | {
            "page": page,
            "sentence": first_sentences(str(account), scores, rate),
            "scores": score_cards(scores, as_of, account if opens else None) if pool == SOCIAL else [],
            "waiting": waiting_sentence(rate),
            "cards": value_cards(account, page, reader, pool),
            "unobserved": unobserved() if pool == SOCIAL else [],
            "charts": subject_charts(page, pool),
            "can_ask_what_if": may_see_some_threads(reader, account),
            "ledger": ledger_drawing(days),
            "ledger_counts": [
                {"state": state, "words": words, "days": count_states(days)[state.value]}
                for state, words in DAY_STATES.items()
            ],
            "spans": [span_row(span) for span in captured.sources[-SPANS_SHOWN:]],
            "last_at": captured.last_at,
        }
    )


def ledger_drawing(days: Sequence[LedgerDay]) -> dict[str, Any]:
    """Places of the days as text (numbers in templates are localised), and the months' names above them."""
    first = days[0].local_day
    cells, months = [], []
    for day in days:
        week = ((day.local_day - first).days + first.weekday()) // 7
        x = week * (CELL + GAP)
        if day.local_day.day == 1:
            months.append({"x": str(x), "words": day_words(day.local_day).split(" ")[1]})
        cells.append(
            {"x": str(x), "y": str(14 + day.local_day.weekday() * (CELL + GAP)), "state": day.state.value}
        )
    weeks = (len(days) + first.weekday() + 6) // 7
    runs = [
        f"{day_words(run[0].local_day)}–{day_words(run[-1].local_day)}: {DAY_STATES[state]}"
        for state, found in groupby(days, key=lambda day: day.state)
        for run in [list(found)]
    ]
    return {
        "cells": cells,
        "months": months,
        "width": str(weeks * (CELL + GAP)),
        "height": str(14 + 7 * (CELL + GAP)),
        "label": _("Cakupan data per hari") + ": " + join_words(runs[-6:]),
    }


def span_row(span: SourceSpan) -> dict[str, Any]:
    """One line of the table of sources."""
    return {
        "source": span.source,
        "how": _("dinyatakan pengimpor") if span.is_stated else _("dari pesan pertama sampai terakhir akun"),
        "sides": join_words([str(SIDES[side.value]) for side in span.sides]),
        "start_at": span.start_at,
        "end_at": span.end_at,
    }

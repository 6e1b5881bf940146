"""Every number can be opened: what it is, how it was computed, and the threads behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts_app import access
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import Region
from accounts_app.permissions import Permission
from analytics_app.choices import ThreadState
from analytics_app.indicators.accessibility import CONTENT_ACCESSIBILITY
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.registry import BY_ID
from analytics_app.labels import KINDS
from analytics_app.periods import window, zone_of
from analytics_app.selectors.evidence import (
    ThreadRow,
    Threads,
    count_same_words,
    list_threads,
    openings,
)
from analytics_app.selectors.labelled_posts import LabelledRow
from analytics_app.selectors.media_indicator import MediaCase
from analytics_app.selectors.media_posts import list_media
from analytics_app.selectors.message_labels import intents_of_threads, label_states
from analytics_app.selectors.posts import list_posts
from analytics_app.selectors.subject_page import pool_of
from analytics_app.selectors.values import (
    CHANNEL,
    SOCIAL,
    Subject,
    Value,
    list_dates,
    list_history,
    list_series,
    list_values,
)
from analytics_app.text.classify import Task
from analytics_app.views.charts import curve_chart, knots_drawing, trend_rows
from analytics_app.views.counted_lists import Asked, account_list, counted_list
from analytics_app.views.label_words import origin_words
from analytics_app.views.labelled_posts import (
    account_inputs,
    has_labelled_posts,
    labelled_posts,
    labelled_rows,
    recompute_rows,
    service_words,
)
from analytics_app.views.labels import label_row, may_correct
from analytics_app.views.listing import Listing
from analytics_app.views.media_evidence import media_inputs, media_list
from analytics_app.views.peer_evidence import peer_context, peer_inputs, peers_behind
from analytics_app.views.periods import chosen_date, date_choices
from analytics_app.views.recompute import recomputation
from analytics_app.views.subject import RESPONSE_INDICATORS, bounds_of, breadcrumb, value_card
from analytics_app.views.wording import (
    THREAD_STATES,
    VALUE_CAUSES,
    account_words,
    definition_unit,
    definition_words,
    disappearance_words,
    intent_words,
    join_words,
    missing_words,
    quotient_words,
    sample_words,
    say,
    text_words,
)

ROWS_A_PAGE = 25
EXCERPT = 140
SHOWN_OF_POSTS = (Task.TOPIC, Task.FUNCTION)
POSTING_INDICATORS = ("original_information_share", "update_regularity")
_REGION_CODE = re.compile(r"\d\d(\.\d\d)?")


@require_safe
@access.staff_page
def evidence(request: HttpRequest, key: str, indicator: str) -> HttpResponseBase:
    """The evidence of one indicator; ``?unduh=csv`` the list, ``?unduh=json`` the inputs to compute it again."""
    definition = BY_ID.get(indicator)
    if definition is None:
        raise Http404
    subject, region = evidence_subject(request, key)
    pool = _pool(request, subject)
    as_of = chosen_date(request, dates := list_dates(subject))
    if as_of is None:
        raise Http404
    values = list_values(subject, as_of)
    value = values.get((pool, indicator))
    may_read = access.may(request.user, Permission.READ_CONVERSATIONS, subject)
    asked = Asked(subject, region, as_of, may_read)
    threads = _threads(asked, indicator, pool)
    rows = threads.in_state(_state(request)) if threads else []
    counted = counted_list(asked, indicator) if pool == SOCIAL else None
    wanted = request.GET.get("unduh")
    if wanted == "csv" and threads:
        return _csv(subject, indicator, region, threads, rows, may_read)
    if wanted == "csv" and counted:
        return _counted_csv(asked, indicator, counted)
    lists = _Lists.of(asked, indicator, counted, is_social=pool == SOCIAL)
    peers = peers_behind(subject, indicator, value)
    may_compare = access.may(request.user, Permission.COMPARE)
    if wanted == "json":
        inputs = recomputation(subject, definition, value, as_of, threads) | lists.inputs(asked, indicator)
        inputs |= peer_inputs(peers, is_open=may_compare)
        told = {"list": "recomputation", "indicator": indicator, "as_of": as_of}
        record_event(AuditAction.EXPORTED, subject=subject, new=told)
        return JsonResponse(inputs, json_dumps_params={"indent": 1})
    context = _context(request.user, subject, region, definition, value, pool) | {
        "dates": date_choices(dates, as_of),
        "trend": trend_rows(list_series(subject, indicator, pool), definition_unit(definition)),
        "card": value_card(indicator, value, as_of),
        "data_until": as_of,
        "method_version": value.method_version if value else None,
        "may_read": may_read,
        "history": _history(list_history(subject, indicator, as_of, pool)),
    }
    context |= lists.context(request, asked, indicator)
    context |= peer_context(indicator, value, peers, is_open=may_compare)
    if threads:
        context |= _thread_list(request, region, threads, rows, may_read)
    return render(request, "pages/evidence.html", context)


def _threads(asked: Asked, indicator: str, pool: str) -> Threads | None:
    if indicator not in RESPONSE_INDICATORS:
        return None
    is_after_hours = indicator == "after_hours_response"
    return list_threads(asked.subject, pool, asked.as_of, after_hours_only=is_after_hours)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What a figure of social media was made of besides threads by their state: each as far as it has such a list."""

    counted: Listing[Any] | None
    accounts: Listing[Any] | None
    labelled: list[LabelledRow] | None
    media: list[MediaCase] | None
    has_posts: bool

    @classmethod
    def of(cls, asked: Asked, indicator: str, counted: Listing[Any] | None, *, is_social: bool) -> _Lists:
        if not is_social:
            return cls(None, None, None, None, has_posts=False)
        is_labelled, is_media = has_labelled_posts(indicator), indicator == CONTENT_ACCESSIBILITY.id
        return cls(
            counted,
            account_list(asked, indicator),
            labelled_rows(asked.subject, asked.region, indicator, asked.as_of) if is_labelled else None,
            list_media(asked.subject, asked.as_of) if is_media else None,
            has_posts=indicator in POSTING_INDICATORS,
        )

    def inputs(self, asked: Asked, indicator: str) -> dict[str, Any]:
        """All of them, for a computation by hand."""
        found: dict[str, Any] = {}
        if self.labelled is not None:
            found["posts"] = recompute_rows(self.labelled)
            if added := account_inputs(indicator, self.labelled):
                found["accounts"] = added
        if self.media is not None:
            found["posts"] = media_inputs(self.media)
        if self.has_posts:
            found["posts"] = _post_inputs(asked.subject, asked.region, asked.as_of)
        for listing in (self.counted, self.accounts):
            found |= listing.inputs() if listing else {}
        return found

    def context(self, request: HttpRequest, asked: Asked, indicator: str) -> dict[str, Any]:
        """One page of them, for the template."""
        found: dict[str, Any] = {}
        if self.has_posts:
            found |= _post_list(request, asked.subject, asked.region, asked.as_of)
        if self.labelled is not None:
            found |= labelled_posts(request, asked.region, indicator, self.labelled)
        if self.counted:
            found |= self.counted.context(request) | {"csv_url": f"{_query(request, None)}&unduh=csv"}
        if self.accounts:
            found["accounts"] = self.accounts.table(self.accounts.rows)
        if self.media is not None:
            found |= media_list(request, self.media)
        return found


def evidence_subject(request: HttpRequest, key: str) -> tuple[Subject, Region]:
    """The region or account that ``key`` names, for whom may open its evidence; else 404."""
    if _REGION_CODE.fullmatch(key):
        region = access.region_for(request.user, key)
        found: tuple[Subject, Region] = region, region
    else:
        account = access.account_for(request.user, key)
        found = account, account.region
    if not access.may(request.user, Permission.READ_EVIDENCE, found[0]):
        raise Http404
    return found


def _pool(request: HttpRequest, subject: Subject) -> str:
    if not isinstance(subject, Region):
        return pool_of(subject)
    return CHANNEL if request.GET.get("kanal") == "1" else SOCIAL


def _state(request: HttpRequest) -> ThreadState | None:
    wanted = request.GET.get("keadaan", "")
    if not wanted:
        return None
    if wanted not in set(ThreadState):
        raise Http404
    return ThreadState(wanted)


def _context(
    reader: access.Visitor,
    subject: Subject,
    region: Region,
    definition: IndicatorDefinition,
    value: Value | None,
    pool: str,
) -> dict[str, Any]:
    if isinstance(subject, Region):
        trail, name = (), subject.name
    else:
        trail, name = ((account_words(subject), reverse("account", args=[subject.public_id])),), str(subject)
    return {
        "subject_name": name,
        "is_region": isinstance(subject, Region),
        "is_channel": pool == CHANNEL,
        "breadcrumb": breadcrumb(reader, region, *trail, (say(definition.name), "")),
        "definition": definition_words(definition),
        "value": value,
        "unit": definition_unit(definition),
        "quotient": quotient_words(value, definition, is_region=isinstance(subject, Region)),
        "sample": (sample := sample_words(value, definition)),
        "is_of_accounts": sample != say(definition.sample),
        "missing_elements": missing_words(value),
        "without_guide": join_words(service_words(value.detail.get("without_guide", []) if value else [])),
        "knots": knots_drawing(
            definition.shown_knots, value.x if value else None, value.score if value else None
        ),
        "curve": curve_chart(value),
        "bounds": bounds_of(value),
        "disappeared": disappearance_words(value),
        "is_sum": definition.id == "response_speed",
    }


def _history(values: list[Value]) -> list[dict[str, Any]]:
    return [
        {
            "computed_at": value.computed_at,
            "x": value.x,
            "n": value.n,
            "method": value.method_version,
            "cause": VALUE_CAUSES[value.cause],
            "superseded_at": value.superseded_at,
        }
        for value in values
    ]


# --- the list of posts ---------------------------------------------------------------------------


def _post_list(request: HttpRequest, subject: Subject, region: Region, as_of: date) -> dict[str, Any]:
    """The official posts of the window; these are public anyway."""
    zone = zone_of(region.zone)
    rows = list_posts(subject, window(as_of, zone), zone)
    page_obj = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page_obj.object_list)
    states, here = label_states({row.message_id: True for row in shown}), request.get_full_path()
    posts = [
        {
            "row": row,
            "labels": [
                label_row(row.message_id, one, here, may_correct=may_correct(request.user, row.account))
                for one in states[row.message_id]
                if one.task in SHOWN_OF_POSTS
            ],
            "created_at": localtime(row.created_at, zone),
            "kind": KINDS[row.kind],
            "excerpt": row.text[:EXCERPT],
        }
        for row in shown
    ]
    return {"posts": posts, "page_obj": page_obj, "zone": region.get_zone_display()}


def _post_inputs(subject: Subject, region: Region, as_of: date) -> list[dict[str, Any]]:
    """The same posts for a computation by hand; a new day counts once, and only where it was captured."""
    zone = zone_of(region.zone)
    return [
        {
            "account": f"{row.account.platform}:{row.account.handle.lower()}",
            "role": row.account.role,
            "at": localtime(row.created_at, zone).isoformat(),
            "kind": row.kind.value,
            "is_original": row.is_own,
            "is_new_day": row.is_new_day,
        }
        for row in list_posts(subject, window(as_of, zone), zone)
    ]


# --- the list of threads -------------------------------------------------------------------------


def _thread_list(
    request: HttpRequest, region: Region, threads: Threads, rows: list[ThreadRow], may_read: bool
) -> dict[str, Any]:
    page_obj = Paginator(list(reversed(rows)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page_obj.object_list)
    texts = openings(shown) if may_read else {}
    same = count_same_words(threads.rows)
    origins = intents_of_threads({row.pk: row.intent for row in shown}) if may_read else {}
    accounts = {account.pk: account for account in threads.kept}
    chosen, counts = _state(request), threads.counts()
    keys = {None: "threads", ThreadState.ANSWERED: "answered", ThreadState.WAITING: "waiting"}
    keys |= {ThreadState.NOT_OBSERVABLE: "not_observable", ThreadState.NEGATIVE: "negative"}
    return {
        "threads": [
            {
                "row": row,
                "account": accounts[row.account_id],
                "opened_at": localtime(row.opened_at, zone_of(region.zone)),
                "state": THREAD_STATES[row.state],
                "intent": intent_words(row.intent),
                "same_words": same.get(row.opened_message_id),
                "intent_origin": origin_words(origins.get(row.pk)),
                "excerpt": text_words(*texts.get(row.opened_message_id, ("", None)))[:EXCERPT],
            }
            for row in shown
        ],
        "page_obj": page_obj,
        "counts": counts,
        "dropped": [account_words(account) for account in threads.dropped],
        "states": [
            {
                "url": _query(request, state),
                "words": THREAD_STATES[state] if state else _("semua"),
                "n": counts[key],
                "is_chosen": state == chosen,
            }
            for state, key in keys.items()
        ],
        "csv_url": f"{_query(request, chosen)}&unduh=csv",
        "zone": region.get_zone_display(),
    }


def _query(request: HttpRequest, state: ThreadState | None) -> str:
    query = request.GET.copy()
    for name in ("page", "unduh", "keadaan"):
        query.pop(name, None)
    if state is not None:
        query["keadaan"] = state.value
    return f"?{query.urlencode()}"


def _counted_csv(asked: Asked, indicator: str, counted: Listing[Any]) -> StreamingHttpResponse:
    key = asked.subject.code if isinstance(asked.subject, Region) else asked.subject.public_id
    told = {"list": counted.name, "indicator": indicator, "rows": len(counted.rows), "with_text": False}
    record_event(AuditAction.EXPORTED, subject=asked.subject, new=told)
    return counted.csv(f"{indicator}-{key}-{asked.as_of.isoformat()}.csv")


# --- the same list as a file ---------------------------------------------------------------------

CSV_COLUMNS = ("thread", "account", "platform", "opened_at", "state", "answered_at", "waited_hours", "intent")


def _csv(
    subject: Subject, indicator: str, region: Region, threads: Threads, rows: list[ThreadRow], may_read: bool
) -> StreamingHttpResponse:
    key = subject.code if isinstance(subject, Region) else subject.public_id
    told = {"list": "threads", "indicator": indicator, "rows": len(rows), "with_text": may_read}
    record_event(AuditAction.EXPORTED, subject=subject, new=told)
    name = f"{indicator}-{key}-{threads.period.last_day.isoformat()}.csv"
    header = (*CSV_COLUMNS, "opening") if may_read else CSV_COLUMNS
    return csv_download(name, header, _csv_rows(region, threads, rows, may_read))


def _csv_rows(
    region: Region, threads: Threads, rows: list[ThreadRow], may_read: bool
) -> Iterator[list[str | float]]:
    accounts = {account.pk: account for account in threads.kept}
    texts, zone = openings(rows) if may_read else {}, zone_of(region.zone)
    for row in reversed(rows):
        account, answered = accounts[row.account_id], row.answered_at
        cells: list[str | float] = [
            row.public_id,
            account.handle,
            account.platform,
            localtime(row.opened_at, zone).isoformat(timespec="seconds"),
            row.state.value,
            localtime(answered, zone).isoformat(timespec="seconds") if answered else "",
            "" if row.waited_hours is None else round(row.waited_hours, 4),
            row.intent or "",
        ]
        yield [*cells, text_words(*texts.get(row.opened_message_id, ("", None)))] if may_read else cells

"""Regions beside their peers: what may be said of the order, and how much it owes to choices of the method."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts_app import access
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app import tasks
from analytics_app.indicators.registry import BY_ID
from analytics_app.models import SensitivityRun
from analytics_app.selectors.comparison import (
    ComparedGroup,
    GroupAt,
    compared_group,
    groups_with,
    list_groups,
    run_for,
)
from analytics_app.services import sensitivity_runs
from analytics_app.views.charts import comparison_chart
from analytics_app.views.comparison_wording import (
    COMPOSITE,
    Shown,
    csv_header,
    csv_row,
    group_sentence,
    group_words,
    measure_words,
    pair_sentence,
    progress_of,
    scenario_rows,
    shown_rows,
    withheld_words,
)
from analytics_app.views.national import PROVINCES
from analytics_app.views.wording import date_choice, day_words


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for, among what there is."""

    group: GroupAt
    measure: str
    may_compare: bool


@require_safe
@access.staff_page
def comparison(request: HttpRequest) -> HttpResponseBase:
    """One peer group at one quarter's end; ``?unduh=csv`` the table as it stands."""
    may_compare = access.may(request.user, Permission.COMPARE)
    regions = list(access.regions_visible_to(request.user))
    visible, groups = {region.code for region in regions}, list_groups()
    is_national = sum(region.is_province for region in regions) >= PROVINCES
    own = set() if may_compare and is_national else groups_with(visible)
    if not may_compare:
        groups = [one for one in groups if (one.as_of, one.group) in own]
    if not groups:
        return render(request, "pages/comparison.html", {"groups": []})
    chosen = _chosen(request, groups, own=own)
    found = compared_group(chosen.group, chosen.as_of)
    if found is None:
        raise Http404
    asked = _Asked(chosen, _measure(request, found), may_compare)
    rows = shown_rows(found, asked.measure, None if may_compare else visible)
    if request.GET.get("unduh") == "csv":
        return _csv(asked, found, rows)
    context = _context(request, asked, found, rows, groups) | {"openable": visible}
    return render(request, "pages/comparison.html", context)


@require_POST
@access.page_for(Permission.COMPARE)
def start_sensitivity(request: HttpRequest) -> HttpResponse:
    """Queues the analysis of a group at a quarter's end; one that runs or is done is not begun again."""
    chosen = _chosen(request, list_groups(), request.POST)
    found = compared_group(chosen.group, chosen.as_of)
    if found is None:
        raise Http404
    assert isinstance(request.user, User)  # the door let nobody else in
    try:
        run = sensitivity_runs.ask(found.comparison, request.user, timezone.now())
    except sensitivity_runs.NothingToAnalyse:
        messages.warning(request, _("Kelompok ini tidak punya urutan, jadi tidak ada yang diuji."))
    else:
        if run.state in SensitivityRun.UNFINISHED:
            tasks.analyse_sensitivity.delay(run.pk)
    return redirect(_address(chosen) + "#kepekaan")


@require_safe
@access.page_for(Permission.COMPARE)
def sensitivity_progress(request: HttpRequest, public_id: str) -> JsonResponse:
    """How far an analysis is, for the bar."""
    return JsonResponse(progress_of(_run(public_id)).as_json())


@require_POST
@access.page_for(Permission.COMPARE)
def cancel_sensitivity(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stops an analysis."""
    run = _run(public_id)
    sensitivity_runs.request_cancel(run)
    row = run.comparison
    return redirect(_address(GroupAt(row.as_of, row.group, row.level)) + "#kepekaan")


# --- what is asked for ---------------------------------------------------------------------------


def _chosen(
    request: HttpRequest,
    groups: Sequence[GroupAt],
    given: Mapping[str, Any] | None = None,
    own: Collection[tuple[date, str]] = (),
) -> GroupAt:
    """The group and quarter in the address; a group alone gives its newest quarter.

    A quarter alone, or nothing, gives the first group with a region of the reader's own.
    """
    told = given if given is not None else request.GET
    name, day = told.get("kelompok", ""), told.get("triwulan", "")
    fitting = [one for one in groups if name in ("", one.group) and day in ("", one.as_of.isoformat())]
    if not fitting:
        raise Http404
    return next((one for one in fitting if (one.as_of, one.group) in own), fitting[0])


def _measure(request: HttpRequest, found: ComparedGroup) -> str:
    """The composite where there is an order, else the reply rate; ``?ukuran=`` chooses.

    A measure that the group does not have is left for those: the form sends the one of the group before.
    """
    measure = request.GET.get("ukuran", "")
    if measure and measure != COMPOSITE and measure not in BY_ID:
        raise Http404
    known = _measures(found)
    return measure if measure in known else known[0]


def _measures(found: ComparedGroup) -> list[str]:
    shares = {name for row in found.comparison.rows for name in row["shares"]} or {"response_rate"}
    has_composite = any(row["composite"] for row in found.comparison.rows)
    return [
        *([COMPOSITE] if has_composite else []),
        *sorted(shares, key=lambda name: (name != "response_rate", name)),
    ]


def _run(public_id: str) -> SensitivityRun:
    run = run_for(public_id)
    if run is None:
        raise Http404
    return run


def _address(group: GroupAt) -> str:
    query = urlencode({"kelompok": group.group, "triwulan": group.as_of.isoformat()})
    return f"{reverse('comparison')}?{query}"


# --- the page ------------------------------------------------------------------------------------


def _context(
    request: HttpRequest, asked: _Asked, found: ComparedGroup, rows: list[Shown], groups: list[GroupAt]
) -> dict[str, Any]:
    query = request.GET.copy()
    query["unduh"] = "csv"
    shows_order = asked.may_compare and not found.why_no_order
    return {
        "groups": groups,
        "choices": _choices(asked, found, groups),
        "sentence": group_sentence(found, asked.measure, rows),
        "withheld": withheld_words(found),
        "measure": measure_words(asked.measure),
        "unit": "number" if asked.measure == COMPOSITE else "percent",
        "places": 1 if asked.measure == COMPOSITE else None,
        "has_cases": asked.measure != COMPOSITE,
        "seed": str(found.comparison.seed),  # no number to read but one to copy
        "level": 90 if asked.measure == COMPOSITE else 95,
        "core": [measure_words(name) for name in found.comparison.core],
        "rows": rows,
        "chart": comparison_chart(rows, is_share=asked.measure != COMPOSITE),
        "may_compare": asked.may_compare,
        "shows_order": shows_order,
        "pair": _pair(request, found) if shows_order else None,
        "csv_url": f"?{query.urlencode()}",
        "period": day_words(asked.group.as_of),
        "run": found.run,
        "progress": progress_of(found.run)
        if found.run and found.run.state in SensitivityRun.UNFINISHED
        else None,
        "scenarios": scenario_rows(found.run) if found.run else [],
        "can_analyse": asked.may_compare and not found.comparison.why_not and found.run is None,
        "chosen": asked.group,
        "comparison": found.comparison,
    }


def _choices(asked: _Asked, found: ComparedGroup, groups: list[GroupAt]) -> dict[str, list[dict[str, Any]]]:
    dates = sorted({one.as_of for one in groups}, reverse=True)
    names = list(dict.fromkeys(one.group for one in groups))
    return {
        "groups": [_choice(name, group_words(name), name == asked.group.group) for name in names],
        "dates": [
            _choice(day.isoformat(), date_choice(day, dates[0]), day == asked.group.as_of) for day in dates
        ],
        "measures": [_choice(name, measure_words(name), name == asked.measure) for name in _measures(found)],
    }


def _choice(value: str, words: str, is_chosen: bool) -> dict[str, Any]:
    return {"value": value, "words": words, "is_chosen": is_chosen}


def _pair(request: HttpRequest, found: ComparedGroup) -> dict[str, Any]:
    """Two members and what may be said of them; nothing is said until both are chosen."""
    one, other = request.GET.get("a", ""), request.GET.get("b", "")
    share = found.probability(one, other)
    names = {code: found.regions[code].name for code in found.ranked}
    listed = sorted(names.items(), key=lambda pair: pair[1])
    return {
        "first": [_choice(code, name, code == one) for code, name in listed],
        "second": [_choice(code, name, code == other) for code, name in listed],
        "sentence": pair_sentence(names[one], names[other], share) if share is not None else "",
    }


def _csv(asked: _Asked, found: ComparedGroup, rows: list[Shown]) -> HttpResponseBase:
    shows_order = asked.may_compare and not found.why_no_order
    name = f"bandingkan-{asked.group.group}-{asked.group.as_of.isoformat()}-{asked.measure.replace('_', '-')}.csv"
    told = {"measure": asked.measure, "as_of": asked.group.as_of, "rows": len(rows)}
    record_event(
        AuditAction.EXPORTED, subject=AuditSubject("comparison", name=str(asked.group.group)), new=told
    )
    return csv_download(name, csv_header(shows_order), [csv_row(row, shows_order) for row in rows])

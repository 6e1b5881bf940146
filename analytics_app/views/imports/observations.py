"""What is recorded beside messages: a file of rows, or one row by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts_app.access import page_for, regions_importable_by
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app import tasks
from analytics_app.choices import ObservationKind
from analytics_app.observation_forms import BY_HAND, ObservationFileForm, ObservationForm
from analytics_app.observation_labels import COLUMNS as COLUMN_WORDS
from analytics_app.observation_labels import KINDS, explain, explain_file
from analytics_app.selectors.inputs import list_recent
from analytics_app.services.observation_intake import ObservationReport, take_observations
from analytics_app.sources.observations import (
    COLUMNS,
    ObservationProblem,
    ObservationRow,
    UnreadableFile,
    read_observations,
    read_record,
)

RECENT = 20


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.IMPORT)
def observation_list(request: HttpRequest, kind: str = ObservationKind.PROFILE.value) -> HttpResponse:
    """One kind: its columns, a file to send, what came last; the answer to a file is its report."""
    chosen = _kind(kind)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ObservationFileForm(*sent)
    context: dict[str, Any] = {}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            is_json = file.name.lower().endswith(".json")
            report = _take(
                request, read_observations(file.read(), chosen, is_json=is_json), chosen, file.name
            )
        except UnreadableFile as problem:
            form.add_error("file", explain_file(problem))
        else:
            context = _report_context(report)
    status = 400 if form.errors or context.get("problems") else 200
    return render(
        request, "imports/observations.html", _context(request, chosen, form) | context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.IMPORT)
def observation_new(request: HttpRequest, kind: str) -> HttpResponse:
    """One row by hand, read and checked like one of a file."""
    chosen = _kind(kind)
    if chosen not in BY_HAND:
        raise Http404
    form = ObservationForm(chosen, *((request.POST,) if request.method == "POST" else ()))
    if form.is_valid():
        report = _take(request, [read_record(1, form.cells(), chosen)], chosen, "")
        if not report.problems:
            words = (
                _("Rekaman disimpan.")
                if report.added
                else _("Rekaman ini sudah ada; tidak ada yang ditulis.")
            )
            messages.success(request, words)
            return redirect("observation-list", kind=chosen.value)
        for problem in report.problems:
            form.add_error(problem.column if problem.column in form.fields else None, explain(problem))
    context = {"form": form, "kind": chosen.value, "kind_words": KINDS[chosen], "nav_current": "import-list"}
    return render(request, "imports/observation_new.html", context, status=400 if form.errors else 200)


def _take(request: HttpRequest, rows: Any, kind: ObservationKind, source: str) -> ObservationReport:
    assert isinstance(request.user, User)  # the door let nobody else in
    given: list[ObservationRow | ObservationProblem] = list(rows)
    within = set(regions_importable_by(request.user).values_list("code", flat=True))
    report = take_observations(given, kind, timezone.now(), source=source, by=request.user, within=within)
    if report.added:
        tasks.compute_figures.delay()
    return report


def _kind(kind: str) -> ObservationKind:
    if kind not in set(ObservationKind):
        raise Http404
    return ObservationKind(kind)


def _report_context(report: ObservationReport) -> dict[str, Any]:
    return {"report": report, "problems": [(problem, explain(problem)) for problem in report.problems]}


def _context(request: HttpRequest, kind: ObservationKind, form: ObservationFileForm) -> dict[str, Any]:
    return {
        "form": form,
        "kind": kind.value,
        "kind_words": KINDS[kind],
        "kinds": [
            {"url": reverse("observation-list", args=[one.value]), "words": words, "is_chosen": one is kind}
            for one, words in KINDS.items()
        ],
        "columns": [(one.name, one.is_required, COLUMN_WORDS[one.name]) for one in COLUMNS[kind]],
        "by_hand": kind in BY_HAND,
        "recent": list_recent(regions_importable_by(request.user), kind, RECENT),
        "nav_current": "import-list",
    }

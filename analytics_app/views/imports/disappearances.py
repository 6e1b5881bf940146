"""Messages that are gone: a file that says which, and what was stated last."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts_app.access import can_import, regions_importable_by
from accounts_app.models import User
from analytics_app import tasks
from analytics_app.choices import Disappearance
from analytics_app.disappearance_labels import COLUMNS as COLUMN_WORDS
from analytics_app.disappearance_labels import WORDS, explain, explain_file
from analytics_app.labels import PLATFORMS
from analytics_app.observation_forms import ObservationFileForm
from analytics_app.selectors.disappearances import list_stated
from analytics_app.services.disappearances import DisappearanceReport, take_disappearances
from analytics_app.sources.disappearances import REQUIRED, read_disappearances
from analytics_app.sources.observations import UnreadableFile
from analytics_app.views.imports.common import import_page

RECENT = 50
MAX_PROBLEMS_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@import_page
def disappearance_list(request: HttpRequest) -> HttpResponse:
    """The file to send, its report, and what was stated last."""
    form = ObservationFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, Any] = {}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = _take(request, file.read(), file.name)
        except UnreadableFile as problem:
            form.add_error("file", explain_file(problem))
        else:
            context = _report_context(report)
    status = 400 if form.errors or context.get("problems") else 200
    return render(request, "imports/disappearances.html", _context(request, form) | context, status=status)


def _take(request: HttpRequest, content: bytes, name: str) -> DisappearanceReport:
    user, now = request.user, timezone.now()
    assert isinstance(user, User)  # the door let nobody else in
    regions = None if can_import(user, None) else list(regions_importable_by(user))
    given = read_disappearances(content, now)
    report = take_disappearances(given, now, regions=regions, source=name, by=user)
    if report.added:
        tasks.apply_disappearances.delay()
    return report


def _report_context(report: DisappearanceReport) -> dict[str, Any]:
    shown = report.problems[:MAX_PROBLEMS_SHOWN]
    return {"report": report, "problems": [(problem, explain(problem)) for problem in shown]}


def _context(request: HttpRequest, form: ObservationFileForm) -> dict[str, Any]:
    return {
        "form": form,
        "columns": [(name, name in REQUIRED, words) for name, words in COLUMN_WORDS.items()],
        "ways": list(WORDS.items()),
        "recent": [
            {
                "row": one,
                "what": WORDS[Disappearance(one.statement.what)],
                "platform": PLATFORMS.get(one.statement.platform, one.statement.platform),
                "is_restored": one.statement.what == Disappearance.RESTORED,
            }
            for one in list_stated(request.user, RECENT)
        ],
        "nav_current": "import-list",
    }

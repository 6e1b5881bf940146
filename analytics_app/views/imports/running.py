"""The page of an import: a bar while it runs, a report when it is over; stopping it, trying it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics_app import tasks
from analytics_app.models import ImportBatch
from analytics_app.selectors.imports import batch_for
from analytics_app.services import import_control
from analytics_app.views.imports.common import import_page
from analytics_app.views.imports.progress import import_progress
from analytics_app.views.imports.report import render_report

State = ImportBatch.State
_PHASES = (State.READING, State.BUILDING, State.SCORING)


@require_safe
@import_page
def import_batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where an import stands."""
    batch = batch_for(request.user, public_id)
    if batch.state == State.DRAFT:
        return redirect("import-dry-run" if batch.started_at else "import-format", public_id)
    if not batch.is_running:
        return render_report(request, batch)
    context = {
        "batch": batch,
        "progress": import_progress(batch, timezone.now()),
        "phases": _phases(batch),
        "is_cancellable": batch.state in import_control.CANCELLABLE and not batch.cancel_requested,
    }
    return render(request, "imports/running.html", context)


@require_safe
@import_page
def import_progress_json(request: HttpRequest, public_id: str) -> JsonResponse:
    """How far an import is, for the bar."""
    batch = batch_for(request.user, public_id)
    progress = import_progress(batch, timezone.now())
    return JsonResponse(progress.as_json() | {"state": batch.state})


@require_http_methods(["GET", "HEAD", "POST"])
@import_page
def import_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask whether to stop; POST stops."""
    batch = batch_for(request.user, public_id)
    if batch.state in import_control.CANCELLABLE and request.method != "POST":
        return render(request, "imports/cancel.html", {"batch": batch})
    if request.method == "POST" and not import_control.request_cancel(batch):
        messages.warning(
            request,
            _("Semua baris sudah masuk, jadi impor ini diselesaikan dahulu. Sesudahnya dapat ditarik."),
        )
    return redirect("import-batch", public_id)


@require_POST
@import_page
def import_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on with an import that failed."""
    batch = batch_for(request.user, public_id)
    if import_control.queue_again(batch):
        tasks.import_batch.delay(batch.pk)
    else:
        messages.error(request, _("Berkas aslinya tidak tersimpan lagi. Unggah sekali lagi."))
    return redirect("import-batch", public_id)


def _phases(batch: ImportBatch) -> list[dict[str, object]]:
    """The steps of the chain with what each is doing."""
    if batch.state not in _PHASES:
        return [{"words": phase.label, "state": "todo"} for phase in _PHASES]
    at = _PHASES.index(State(batch.state))
    return [
        {"words": phase.label, "state": "done" if index < at else "current" if index == at else "todo"}
        for index, phase in enumerate(_PHASES)
    ]

"""Fifth step: what the import would do; then the import itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics_app import labels, tasks
from analytics_app.models import ImportBatch
from analytics_app.services import draft_trials, drafts
from analytics_app.services.intake import ExampleDatabase
from analytics_app.sources.errors import SourceRefused
from analytics_app.views.imports.common import draft_page, first_open_step, step_context
from analytics_app.views.imports.progress import Progress, dry_run_progress
from analytics_app.views.source_words import refused_words, without_options


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def import_dry_run(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """Counts what is new, known, changed, rejected. The first visit sets the worker to it; POST does so again."""
    if step := first_open_step(draft):
        return redirect(step, draft.public_id)
    if draft.started_at is None or request.method == "POST":
        draft_trials.begin_dry_run(draft)
        tasks.dry_run_draft.delay(draft.pk)
        draft.refresh_from_db()
    context = step_context(draft, "trial") | {
        "progress": _progress(draft),
        "error_words": without_options(draft.error),
        "reasons": rejected_by_reason(draft),
        "examples": [
            row | {"reason_words": labels.REASONS[row["reason"]]}
            for row in draft.inspection.get("rejected_examples", ())
        ],
        "importable": draft.rows_new + draft.rows_changed,
        "is_unchanged": draft.rows_new == draft.rows_changed == 0,
    }
    return render(request, "imports/dry_run.html", context)


@require_safe
@draft_page
def import_dry_run_progress(request: HttpRequest, draft: ImportBatch) -> JsonResponse:
    """How far the dry run is, for the bar."""
    return JsonResponse(_progress(draft).as_json())


@require_POST
@draft_page
def import_start(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """Import."""
    try:
        batch = drafts.start(draft, by=request.user)  # type: ignore[arg-type]  # the door let nobody else in
    except ExampleDatabase:
        messages.error(
            request, _("Basis data ini berisi data contoh. Jalankan bin/up --empty untuk data sungguhan.")
        )
    except drafts.NothingChanged:
        messages.error(request, _("Belum ada yang diubah: berkas ini sudah dibaca dengan cara yang sama."))
    except drafts.AlreadyStarted:
        pass
    except SourceRefused as refusal:
        messages.error(request, refused_words(refusal.code, str(refusal)))
    else:
        tasks.import_batch.delay(batch.pk)
        return redirect("import-batch", batch.public_id)
    return redirect("import-dry-run", draft.public_id)


def rejected_by_reason(batch: ImportBatch) -> list[tuple[str, int]]:
    """Reasons in words with their counts, the most frequent first."""
    found = sorted(batch.rejected_by_reason.items(), key=lambda item: (-item[1], item[0]))
    return [(str(labels.REASONS[reason]), n) for reason, n in found]


def _progress(draft: ImportBatch) -> Progress:
    return dry_run_progress(draft, timezone.now())

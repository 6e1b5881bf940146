"""What became of an import: counts, rejected rows, what it covers, who is not registered yet."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from analytics_app import labels
from analytics_app.models import ImportBatch
from analytics_app.selectors import imports
from analytics_app.services.import_control import record_import
from analytics_app.services.ingest import MAX_REJECTED_KEPT
from analytics_app.views.imports.common import import_page
from analytics_app.views.imports.trial import rejected_by_reason
from analytics_app.views.source_words import without_options

ROWS_A_PAGE = 50
State = ImportBatch.State
_HOLDS_ROWS = (State.DONE, State.FAILED)


def render_report(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """The page of an import that is over."""
    found = imports.list_accounts_found(batch)
    context = {
        "batch": batch,
        "format_words": labels.FORMATS.get(batch.format, batch.format),
        "source_words": labels.FORMATS.get(batch.source, batch.source),
        "platform_words": labels.PLATFORMS.get(batch.platform, ""),
        "covers_words": [labels.SIDES[side] for side in batch.covers or ()],
        "error_words": without_options(batch.error),
        "reasons": rejected_by_reason(batch),
        "accounts": [(item, [labels.SIDES[side] for side in item.sides]) for item in found],
        "official_looking": [
            (item, labels.PLATFORMS[item.platform]) for item in imports.list_official_looking(batch)
        ],
        "official_total": imports.count_official_looking(batch),
        "regions": imports.list_regions_found(found, batch),
        "rereads": imports.list_rereads(batch),
        "is_file_kept": imports.is_file_kept(batch),
        "is_withdrawable": batch.state in _HOLDS_ROWS,
    }
    return render(request, "imports/report.html", context)


@require_safe
@import_page
def import_rejected(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every rejected row with its line, column, reason and content."""
    batch = imports.batch_for(request.user, public_id)
    page = Paginator(imports.list_rejected(batch), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "page_obj": page,
        "rows": [(row, labels.REASONS[row.reason]) for row in page],
        "reasons": rejected_by_reason(batch),
        "is_cut": batch.rows_rejected > MAX_REJECTED_KEPT,
        "kept": MAX_REJECTED_KEPT,
    }
    return render(request, "imports/rejected.html", context)


@require_safe
@import_page
def import_rejected_csv(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The rejected rows as a file."""
    batch = imports.batch_for(request.user, public_id)
    rows = (
        (row.line, row.column, labels.REASONS[row.reason], row.detail, row.raw)
        for row in imports.list_rejected(batch).iterator(chunk_size=1_000)
    )
    record_import(AuditAction.EXPORTED, batch)
    header = ("baris", "kolom", "alasan", "keterangan", "isi")
    return csv_download(f"baris-ditolak-{batch.public_id}.csv", header, rows)

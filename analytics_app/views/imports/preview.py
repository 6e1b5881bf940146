"""Fourth step: twenty rows as they would be stored, and what the file covers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts_app.choices import Zone
from analytics_app import labels
from analytics_app.forms import CoverageForm
from analytics_app.models import ImportBatch
from analytics_app.services import drafts
from analytics_app.views.imports.common import draft_page, first_open_step, step_context


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def import_preview(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """The first rows, masked; and the question what the file covers."""
    if step := first_open_step(draft):
        messages.warning(request, _("Jawab dahulu yang masih ditanyakan di sini."))
        return redirect(step, draft.public_id)
    form = CoverageForm(request.POST or None, initial=_coverage(draft))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        drafts.change_coverage(draft, data["covers"], data["covered_from"], data["covered_until"])
        return redirect("import-dry-run", draft.public_id)
    zone = Zone(draft.region.zone if draft.region else Zone.WIB)
    rows = [_row(item, ZoneInfo(zone.value)) for item in draft.inspection["sample"]]
    context = step_context(draft, "preview") | {
        "form": form,
        "rows": rows,
        "zone": zone.label,
        "has_answers": any(row.get("answered_at") for row in rows),
        "has_topics": any(row.get("topic") or row.get("agency") for row in rows),
        "has_times": any(column["values"] for column in draft.inspection["time_columns"]),
    }
    return render(request, "imports/preview.html", context)


def _coverage(draft: ImportBatch) -> dict[str, Any]:
    return {
        "stated": "yes" if draft.covers is not None else "no",
        "covers": draft.covers,
        "covered_from": draft.covered_from,
        "covered_until": draft.covered_until,
    }


def _row(item: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    if "reason" in item:
        return item | {"reason_words": labels.REASONS[item["reason"]]}
    return item | {
        "kind_words": labels.KINDS[item["kind"]],
        "platform_words": labels.PLATFORMS[item["platform"]],
        "precision_words": labels.PRECISIONS[item["time_precision"]],
        "created_at": _local(item["created_at"], zone),
        "answered_at": _local(item["answered_at"], zone),
    }


def _local(instant: str | None, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(instant).astimezone(zone) if instant else None

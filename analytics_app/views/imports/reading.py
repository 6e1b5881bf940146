"""Second and third step: what the file is, how its times are meant, and which column means what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts_app.choices import Zone
from analytics_app import labels
from analytics_app.forms import ColumnsForm, FormatForm, OwnerForm
from analytics_app.models import ImportBatch
from analytics_app.services import drafts
from analytics_app.sources.columns import list_fields
from analytics_app.views.imports.common import draft_page, open_words, step_context
from analytics_app.views.imports.hours import hour_profile
from analytics_app.views.source_words import catalogue_words

#: Refusals of the content itself: no other way of reading it would help.
_HOPELESS = (
    "binary",
    "empty",
    "not_a_file",
    "archive",
    "broken_workbook",
    "too_large",
    "too_many_columns",
    "api_error",
)
_CHOSEN = ("platform", "zone", "date_order", "encoding", "delimiter", "sheet")


# --- format --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def import_format(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """What the file was recognised as, and the questions it leaves open."""
    form = _format_form(draft, request.POST or None)
    owner = OwnerForm(request.user, request.POST or None, initial=_owner(draft))
    if request.method == "POST" and owner.is_valid() and form.is_valid():
        drafts.change_reading(draft, **owner.cleaned_data, **_chosen(draft, form.cleaned_data))
        if not _needs_answer(draft):
            return redirect(
                "import-columns" if draft.inspection["columns"] else "import-preview", draft.public_id
            )
        form = _format_form(draft, None)
        owner = OwnerForm(request.user, initial=_owner(draft))
    context = step_context(draft, "format") | {
        "form": form,
        "owner_form": owner,
        "format_words": labels.FORMATS.get(draft.format, ""),
        "platform_words": labels.PLATFORMS.get(draft.platform, ""),
        "open_words": open_words(draft, ("zone", "date_order", "platform")),
        "zones": _zone_choices(draft, form),
        "local_zone": Zone(_local_zone(draft)).label,
        "is_hopeless": draft.inspection.get("refusal", {}).get("code") in _HOPELESS,
    }
    return render(request, "imports/format.html", context)


def _format_form(draft: ImportBatch, data: Any) -> FormatForm:
    seen = draft.inspection
    form = FormatForm(
        data,
        initial={"format": draft.format, **draft.options},
        sheets=seen.get("sheets", ()),
        questions=[question["code"] for question in seen.get("questions", ())],
    )
    for name in _irrelevant(seen):
        form.fields.pop(name, None)
    return form


def _irrelevant(seen: dict[str, Any]) -> list[str]:
    """Fields that this file gives no reason to ask for."""
    times = seen.get("time_columns", ())
    names = []
    if not any(column["zoneless"] for column in times):
        names.append("zone")
    if not any(column["order"] or column["is_undecidable"] for column in times):
        names.append("date_order")
    if seen.get("container", "csv") != "csv":
        names += ["encoding", "delimiter"]
    if not seen.get("columns"):
        names.append("platform")
    return names


def _chosen(draft: ImportBatch, data: dict[str, Any]) -> dict[str, Any]:
    """What the person chose. A format that only repeats what was recognised stays open to recognition."""
    chosen = {name: data[name] for name in _CHOSEN if name in data}
    if data["format"] != draft.format or "format" in draft.options:
        chosen["format"] = data["format"]
    return chosen


def _needs_answer(draft: ImportBatch) -> bool:
    codes = set(draft.inspection.get("open", ()))
    return "refusal" in draft.inspection or bool(codes & {"zone", "date_order", "platform"})


def _owner(draft: ImportBatch) -> dict[str, Any]:
    return {"region": draft.region_id, "source": draft.source}


def _local_zone(draft: ImportBatch) -> str:
    return draft.region.zone if draft.region else Zone.WIB.value


def _zone_choices(draft: ImportBatch, form: FormatForm) -> list[dict[str, Any]]:
    if "zone" not in form.fields:
        return []
    stated = draft.inspection.get("hour_profile", ())
    return [
        {"radio": radio, "profile": hour_profile(stated, radio.data["value"], _local_zone(draft))}
        for radio in form["zone"]
    ]


# --- columns -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def import_columns(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """Which column means what: recognised, remembered, or chosen."""
    seen = draft.inspection
    if "refusal" in seen:
        return redirect("import-format", draft.public_id)
    if not seen["columns"]:
        return redirect("import-preview", draft.public_id)
    form = _columns_form(draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _is_changed(form.mapping(), seen["mapping"]):
            drafts.change_reading(draft, mapping=form.mapping())
        if "refusal" in draft.inspection or not draft.inspection["open"]:
            return redirect("import-preview", draft.public_id)
        if _needs_answer(draft):
            messages.warning(request, _("Berkas ini menyisakan pertanyaan. Jawablah dahulu."))
            return redirect("import-format", draft.public_id)
        form = _columns_form(draft, None)
    samples = draft.inspection.get("cells", {})
    context = step_context(draft, "columns") | {
        "form": form,
        "open_words": open_words(draft, ("mapping", "reference_time")),
        "rows": [(field, samples.get(field.label, [])) for field in form],
        "required": [catalogue_words(field.label) for field in list_fields() if field.is_required],
        "is_remembered": draft.inspection.get("is_remembered", False),
    }
    return render(request, "imports/columns.html", context)


def _columns_form(draft: ImportBatch, data: Any) -> ColumnsForm:
    return ColumnsForm(
        data,
        columns=draft.inspection["columns"],
        mapping=draft.inspection["mapping"],
        fields=[(field.name, catalogue_words(field.label)) for field in list_fields()],
    )


def _is_changed(chosen: dict[str, str], current: dict[str, str]) -> bool:
    return {column: field for column, field in chosen.items() if field} != current

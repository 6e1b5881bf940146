"""First step: the file, whose it is, and what its source is called."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from analytics_app.forms import UploadForm
from analytics_app.models import ImportBatch
from analytics_app.services import drafts
from analytics_app.views.imports.common import import_page, stepper
from analytics_app.views.imports.receiving import WaitingFileHandler


# The upload handler has to be set before anything reads the form, and the CSRF check reads it: so the address is exempt
# (see import_urls) and the check comes second, after access has been decided without touching the body.
@require_http_methods(["GET", "HEAD", "POST"])
@import_page
def import_new(request: HttpRequest) -> HttpResponseBase:
    """Choose a file and send it."""
    handler = WaitingFileHandler(request)
    request.upload_handlers = [handler]
    try:
        return _new(request, handler)
    finally:
        handler.discard()


@csrf_protect
def _new(request: HttpRequest, handler: WaitingFileHandler) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(request.user, *sent)
    if request.method == "POST" and handler.is_too_big:
        return _answer(request, _too_big(form), 413)
    if request.method != "POST":
        return _answer(request, form, 200)
    if not form.is_valid() or handler.path is None:
        return _answer(request, form, 400)
    return _next(request, _take_over(request, form.cleaned_data, handler))


def _too_big(form: UploadForm) -> UploadForm:
    """The form with this as its only error: the fields after the file were thrown away with the rest of it."""
    form.full_clean()
    form.errors.clear()
    words = _("Berkas lebih besar dari {size} MB. Bagi menjadi beberapa berkas.")
    form.add_error(None, words.format(size=_max_megabytes()))
    return form


def _take_over(request: HttpRequest, data: dict[str, Any], handler: WaitingFileHandler) -> ImportBatch:
    assert handler.path is not None
    return drafts.new_draft(
        handler.path,
        file_name=data["file"].name,
        region=data["region"],
        source=data["source"],
        platform=data["platform"],
        by=request.user,  # type: ignore[arg-type]  # the door let nobody else in
    )


def _max_megabytes() -> int:
    return int(settings.UPLOAD_MAX_BYTES // (1024 * 1024))


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _answer(request: HttpRequest, form: UploadForm, status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(
            {"errors": [error for messages in form.errors.values() for error in messages]}, status=status
        )
    context = {
        "form": form,
        "steps": stepper("file"),
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_megabytes": _max_megabytes(),
    }
    return render(request, "imports/new.html", context, status=status)


def _next(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"url": reverse("import-format", args=[draft.public_id])})
    return redirect("import-format", draft.public_id)

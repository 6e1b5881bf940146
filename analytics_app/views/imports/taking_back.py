"""Taking an import back, reading its file in another way, throwing a draft away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from analytics_app import tasks
from analytics_app.models import ImportBatch
from analytics_app.selectors.imports import batch_for, is_file_kept, withdrawal_effect
from analytics_app.services import drafts, withdrawal
from analytics_app.services.payloads import PayloadGone
from analytics_app.views.imports.common import draft_page, import_page

_WITHDRAWABLE = (ImportBatch.State.DONE, ImportBatch.State.FAILED)


@require_http_methods(["GET", "HEAD", "POST"])
@import_page
def import_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Says what will disappear; POST withdraws."""
    batch = batch_for(request.user, public_id)
    if batch.state not in _WITHDRAWABLE:
        return redirect("import-batch", public_id)
    if request.method != "POST":
        context = {"batch": batch, "effect": withdrawal_effect(batch), "is_file_kept": is_file_kept(batch)}
        return render(request, "imports/withdraw.html", context)
    try:
        withdrawal.begin(batch, by=request.user)  # type: ignore[arg-type]  # the door let nobody else in
    except withdrawal.NotWithdrawable:
        messages.warning(request, _("Impor ini sedang dikerjakan atau sudah ditarik."))
    else:
        tasks.withdraw_batch.delay(batch.pk, request.user.pk)
    return redirect("import-batch", public_id)


@require_POST
@import_page
def import_reread(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes the file out of the store and begins again at its format; the import stays until the new one starts."""
    batch = batch_for(request.user, public_id)
    if batch.is_running or batch.state == ImportBatch.State.DRAFT:
        return redirect("import-batch", public_id)
    try:
        draft = drafts.reopen(batch, by=request.user)  # type: ignore[arg-type]  # the door let nobody else in
    except PayloadGone:
        messages.error(request, _("Berkas aslinya tidak tersimpan lagi. Unggah sekali lagi."))
        return redirect("import-batch", public_id)
    return redirect("import-format", draft.public_id)


@require_POST
@draft_page
def import_discard(request: HttpRequest, draft: ImportBatch) -> HttpResponse:
    """Throws a draft away."""
    drafts.discard(draft)
    messages.success(request, _("{name} dibuang; tidak ada yang diimpor.").format(name=draft.file_name))
    return redirect("import-list")

"""Pages of the registry."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts_app import registry
from accounts_app.access import (
    account_for,
    may,
    page_for,
    regions_kept_by,
    staff_page,
    to_sign_in,
)
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import OfficialAccount
from accounts_app.permissions import Permission
from accounts_app.registry import directory, labels
from accounts_app.registry.file import COLUMNS, UnreadableRegistryFile, read_registry_file
from accounts_app.registry.forms import AccountFilterForm, RegistryUploadForm
from accounts_app.signals import registry_changed

ACCOUNTS_A_PAGE = 50


@never_cache
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where sign-in leads: readers to their home page; who has no role for reading learns what to do."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if may(request.user, Permission.READ_FIGURES):
        return redirect("home")
    if may(request.user, Permission.READ_LOG):
        return redirect("audit-log")
    if may(request.user, Permission.CODE):
        return redirect("coding-list")
    return render(request, "accounts/after_sign_in.html")


@require_safe
@staff_page
def account_list(request: HttpRequest) -> HttpResponse:
    """The official accounts of the regions one may read."""
    form = AccountFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    accounts = directory.list_accounts(
        request.user,
        search=wanted.get("q", ""),
        status=wanted.get("status", ""),
        region_code=request.GET.get("wilayah", ""),
    )
    keeps = set(regions_kept_by(request.user).values_list("pk", flat=True))
    context = {
        "form": form,
        "is_filtered": any(wanted.values()) or "wilayah" in request.GET,
        "page_obj": Paginator(accounts, ACCOUNTS_A_PAGE).get_page(request.GET.get("page")),
        "keeps": keeps,
    }
    return render(request, "accounts/account_list.html", context)


@require_safe
@staff_page
def account_export(request: HttpRequest) -> HttpResponseBase:
    """All accounts of the regions one may read, drafts and archived ones too, as a file that can be imported."""
    record_event(AuditAction.EXPORTED, subject=AuditSubject("registry"))
    rows = directory.list_rows(request.user)
    return csv_download("akun-resmi.csv", directory.EXPORT_COLUMNS, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.KEEP_REGISTRY)
def account_import(request: HttpRequest) -> HttpResponse:
    """Register the accounts of a CSV file; the answer is the report, row by row."""
    form = RegistryUploadForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "columns": COLUMNS}
    if form.is_valid():
        try:
            report = registry.import_official_accounts(
                read_registry_file(form.cleaned_data["file"].read()),
                within=set(regions_kept_by(request.user).values_list("code", flat=True)),
            )
        except UnreadableRegistryFile as problem:
            form.add_error("file", labels.explain_file(problem))
        else:
            _announce(report.account_ids)
            context |= _report_context(report)
    return render(request, "accounts/account_import.html", context)


def _report_context(report: registry.RegistryReport) -> dict[str, object]:
    return {
        "report": report,
        "counts": [
            (_("baru"), report.count("created")),
            (_("berubah"), report.count("changed")),
            (_("tetap"), report.count("unchanged")),
            (_("ditolak"), len(report.rejected)),
        ],
        "rejected": [(row, labels.explain_reason(row)) for row in report.rejected],
    }


@require_POST
@page_for(Permission.KEEP_REGISTRY)
def account_attest(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm that an account is official."""
    account = _kept_account(request, public_id)
    if registry.attest(account):
        _announce([account.pk])
        messages.success(request, _("{account} disahkan.").format(account=account))
    return redirect("account-list")


@require_POST
@page_for(Permission.KEEP_REGISTRY)
def account_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop watching an account."""
    account = _kept_account(request, public_id)
    if registry.archive(account):
        _announce([account.pk])
        messages.success(request, _("{account} diarsipkan.").format(account=account))
    return redirect("account-list")


def _kept_account(request: HttpRequest, public_id: str) -> OfficialAccount:
    account = account_for(request.user, public_id)
    if not may(request.user, Permission.KEEP_REGISTRY, account.region):
        raise Http404
    return account


def _announce(account_ids: Collection[int]) -> None:
    if account_ids:
        registry_changed.send(sender=OfficialAccount, account_ids=list(account_ids))

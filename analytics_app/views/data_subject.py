"""What is held of one person, for the person's request (UU 27/2022): found by name, given, erased.

The name travels in the body of requests alone: no address, no log line and no audit event holds it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts_app import access
from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.permissions import Permission
from analytics_app import labels
from analytics_app.choices import Platform
from analytics_app.services import data_subject

CSV_COLUMNS = ("relation", "written_at", "kind", "text", "conversation")


class SubjectForm(forms.Form):
    """Whose data, and what to do with them."""

    SEARCH, JSON, CSV, ERASE = "cari", "json", "csv", "hapus"

    platform = forms.ChoiceField(
        label=gettext_lazy("Platform"),
        choices=[(one.value, labels.PLATFORMS[one.value]) for one in Platform if one != Platform.CHANNEL],
    )
    nama = forms.CharField(label=gettext_lazy("Nama akun"), max_length=100)
    apa = forms.ChoiceField(
        choices=[(one, one) for one in (SEARCH, JSON, CSV, ERASE)], widget=forms.HiddenInput, required=False
    )
    yakin = forms.BooleanField(
        label=gettext_lazy("Permintaan ini sah dan pemohonnya sudah diperiksa"), required=False
    )

    def clean(self) -> None:
        if self.cleaned_data.get("apa") == self.ERASE and not self.cleaned_data.get("yakin"):
            self.add_error("yakin", _("Centang dahulu: data yang dihapus tidak dapat dikembalikan."))


@sensitive_post_parameters("nama")
@require_http_methods(["GET", "HEAD", "POST"])
@access.page_for(Permission.ADMINISTER)
def data_subject_page(request: HttpRequest) -> HttpResponseBase:
    """Search, export and erasure are answers to this one page."""
    form = SubjectForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and (form.is_valid() or "yakin" in form.errors):
        platform, handle = form.cleaned_data["platform"], form.cleaned_data["nama"]
        try:
            person = data_subject.find_person(platform, handle)
        except data_subject.IsOfficial:
            form.add_error("nama", _("Ini akun resmi, bukan akun warga."))
        else:
            what = form.cleaned_data.get("apa") if form.is_valid() else SubjectForm.SEARCH
            if what in (SubjectForm.JSON, SubjectForm.CSV):
                return _export(person, what)
            if what == SubjectForm.ERASE:
                context["erased"] = data_subject.erase(person, handle)
            else:
                _note(AuditAction.SUBJECT_SEARCHED, person)
                context["held"] = data_subject.count_held(person)
    return render(request, "pages/data_subject.html", context)


def _export(person: data_subject.Person, what: str) -> HttpResponseBase:
    _note(AuditAction.SUBJECT_EXPORTED, person)
    held = data_subject.export_held(person)
    if what == SubjectForm.CSV:
        return csv_download("data-warga.csv", CSV_COLUMNS, data_subject.rows_of(held))
    response = JsonResponse(held, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="data-warga.json"'
    return response


def _note(action: AuditAction, person: data_subject.Person) -> None:
    """The pseudonym stands for the person, and goes with it when it is erased."""
    record_event(action, subject=AuditSubject("datasubject"), new={"platform": person.platform})

"""Codes as a CSV file, out and in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts_app.access import page_for
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.csv_download import csv_download
from accounts_app.models import User
from accounts_app.permissions import Permission
from analytics_app.models import CodingTask
from analytics_app.selectors.coding import codebook_of, find_task_led_by
from analytics_app.selectors.coding_results import list_given
from analytics_app.services.codes_file import (
    CODED,
    COLUMNS,
    NEEDED,
    SETTLED,
    CodesRejected,
    Problem,
    RowProblem,
    import_codes,
)
from analytics_app.views.coding.wording import REFUSALS

MAX_BYTES = 2 * 1024 * 1024
SHOWN_PROBLEMS = 50
_PROBLEMS = {
    Problem.NOT_TEXT: gettext_lazy(
        "Berkas kosong atau bukan teks UTF-8. Simpan sebagai “CSV UTF-8”, lalu coba lagi."
    ),
    Problem.MISSING_COLUMNS: gettext_lazy("Kolom ini tidak ada. Pakai judul kolom seperti pada unduhan."),
    Problem.BROKEN_ROW: gettext_lazy(
        "Jumlah kolomnya tidak sama dengan judulnya, atau selnya terlalu panjang. Perbaiki barisnya."
    ),
    Problem.UNKNOWN_ITEM: gettext_lazy("Bukan pesan tugas ini. Pakai kode pesan dari unduhan tugas ini."),
    Problem.UNKNOWN_PERSON: gettext_lazy(
        "Tidak ada pengguna dengan alamat surel ini. Undang dahulu orangnya."
    ),
    Problem.TWO_CLASSES: gettext_lazy(
        "Orang yang sama memberi pesan ini kelas lain di baris sebelumnya. Sisakan satu baris."
    ),
    Problem.UNKNOWN_KIND: gettext_lazy("Isi kolom ini dengan “code” atau “settled”, atau kosongkan."),
}


class CodesForm(forms.Form):
    """A CSV file of codes."""

    file = forms.FileField(
        label=gettext_lazy("Berkas CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Pilih berkas yang akan diimpor.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("Berkas lebih besar dari 2 MB. Bagi menjadi beberapa berkas."))
        return file


@require_safe
@page_for(Permission.LEAD_CODING)
def export(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Every code that stands and what was settled; no text of any message."""
    assert isinstance(request.user, User)  # page_for lets nobody else through
    task = find_task_led_by(request.user, public_id)
    record_event(AuditAction.EXPORTED, subject=task)
    return csv_download(f"sandi-{task.public_id}.csv", COLUMNS, list(_lines(task)))


def _lines(task: CodingTask) -> Iterator[tuple[Any, ...]]:
    for item, given in list_given(task):
        yield (
            item.public_id,
            item.order,
            item.region.code,
            item.platform,
            item.stratum,
            item.weight,
            SETTLED if given.is_settled else CODED,
            given.person,
            given.code_class,
            given.note,
            given.at.isoformat(timespec="seconds"),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.LEAD_CODING)
def import_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes a file of codes, whole or not at all; says of each wrong row what to do."""
    assert isinstance(request.user, User)  # page_for lets nobody else through
    task = find_task_led_by(request.user, public_id)
    form = CodesForm(request.POST or None, request.FILES or None)
    problems: list[RowProblem] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = import_codes(task, form.cleaned_data["file"].read(), by=request.user)
        except CodesRejected as rejected:
            problems = rejected.problems
        else:
            words = _("%(new)d sandi baru, %(known)d sudah ada.") % {"new": found.new, "known": found.known}
            messages.success(request, words)
            return redirect("coding-result", task.public_id)
    context = {
        "task": task,
        "form": form,
        "needed": ", ".join(NEEDED),
        "classes": sorted(codebook_of(task).ids),
        "n_problems": len(problems),
        "problems": [(problem, _remedy(problem)) for problem in problems[:SHOWN_PROBLEMS]],
    }
    return render(request, "coding/import.html", context, status=400 if problems or form.errors else 200)


def _remedy(problem: RowProblem) -> str:
    return str(_PROBLEMS[problem.reason] if isinstance(problem.reason, Problem) else REFUSALS[problem.reason])

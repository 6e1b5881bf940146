""" "Pekerjaan": what the product works on by itself, for administrators: running, waiting, failed, and trying again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts_app import access
from accounts_app.permissions import Permission
from analytics_app import tasks
from analytics_app.selectors.imports import list_at_work
from analytics_app.selectors.publication import find_candidate
from analytics_app.services.jobs import Job, Work, WorkState, list_work
from analytics_app.services.snapshots import freeze_anew

_JOBS = {
    Job.FIGURES: (
        gettext_lazy("Menghitung angka"),
        gettext_lazy("setelah tiap impor, dan tiap tengah malam WIB apa yang jatuh waktunya"),
    ),
    Job.LINKS: (gettext_lazy("Memeriksa tautan profil"), gettext_lazy("tiap Selasa dini hari WIB")),
    Job.SNAPSHOTS: (
        gettext_lazy("Menyiapkan publikasi triwulan"),
        gettext_lazy("tiap hari; 14 hari setelah triwulan berakhir"),
    ),
    Job.EXPIRY: (gettext_lazy("Menghapus yang lewat masa simpan"), gettext_lazy("tiap hari")),
}
_STATES = {
    WorkState.NEVER: (gettext_lazy("belum pernah"), "none"),
    WorkState.RUNNING: (gettext_lazy("berjalan"), ""),
    WorkState.STOPPED: (gettext_lazy("terhenti; dilanjutkan sendiri"), "overdue"),
    WorkState.FAILED: (gettext_lazy("gagal"), "overdue"),
    WorkState.DONE: (gettext_lazy("selesai"), "done"),
}


@require_safe
@access.page_for(Permission.ADMINISTER)
def job_list(request: HttpRequest) -> HttpResponse:
    """Work of the product itself, then imports that are not done or have failed."""
    work = list_work(timezone.localdate())
    context = {"work": [_row(one) for one in work], "imports": list_at_work()}
    return render(request, "pages/job_list.html", context)


@require_POST
@access.page_for(Permission.ADMINISTER)
def job_run(request: HttpRequest, job: str) -> HttpResponse:
    """Sends the work to the worker; a second time while it runs finds nothing left to do."""
    if job not in set(Job):
        raise Http404
    tasks.BY_HAND[Job(job)].delay()
    messages.success(request, _("%(job)s: dijalankan.") % {"job": _JOBS[Job(job)][0]})
    return redirect("job-list")


@require_POST
@access.page_for(Permission.PUBLISH)
def prepare_anew(request: HttpRequest, code: str, day: date) -> HttpResponse:
    """Freezes the figures of now in the place of what was prepared; nothing happens once they are public."""
    region = access.region_for(request.user, code)
    if not find_candidate(region, day):
        raise Http404
    freeze_anew(region, day, timezone.now())
    return redirect("publication-confirm", code, day)


def _row(work: Work) -> dict[str, Any]:
    words, kind = _STATES[work.state]
    name, schedule = _JOBS[work.job]
    return {"work": work, "name": name, "schedule": schedule, "state": words, "kind": kind}

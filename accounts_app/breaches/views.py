"""The breach register with its clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts_app import breaches
from accounts_app.access import page_for
from accounts_app.models import Breach, User
from accounts_app.permissions import Permission

_MINUTE = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """Date and time as the browser offers them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=_MINUTE)


class BreachForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the notification of art. 46 has to say."""

    class Meta:
        model = Breach
        fields = list(breaches.FIELDS)
        widgets = {
            **{name: MomentInput() for name in ("discovered_at", "people_told_at", "authority_told_at")},
            **{
                name: forms.Textarea(attrs={"rows": 4})
                for name in ("what_happened", "affected_data", "measures")
            },
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        found = values.get("discovered_at")
        for name in ("discovered_at", "people_told_at", "authority_told_at"):
            at = values.get(name)
            if at and at > timezone.now():
                self.add_error(name, ValidationError(_("Waktu ini belum tiba.")))
            elif at and found and at < found:
                self.add_error(name, ValidationError(_("Lebih awal daripada saat diketahui.")))
        return values


@require_safe
@page_for(Permission.ADMINISTER)
def breach_list(request: HttpRequest) -> HttpResponse:
    """Every entry with the time that is left."""
    now = timezone.now()
    rows = [breach_words(breach, now) for breach in breaches.list_breaches()]
    return render(request, "accounts/breach_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.ADMINISTER)
def breach_new(request: HttpRequest) -> HttpResponse:
    """Records an entry."""
    return _edit(request, Breach())


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Permission.ADMINISTER)
def breach(request: HttpRequest, public_id: str) -> HttpResponse:
    """One entry: to print, to correct."""
    found = breaches.find_breach(public_id)
    if found is None:
        raise Http404
    return _edit(request, found)


def breach_words(breach: Breach, now: datetime) -> dict[str, Any]:
    """An entry with its clock. ``hours`` are left, or over."""
    left = breach.due_at - (breach.told_at or now)
    return {
        "breach": breach,
        "is_told": breach.told_at is not None,
        "is_late": breach.is_late(now),
        "hours": abs(left.total_seconds()) / 3600,
    }


def _edit(request: HttpRequest, breach: Breach) -> HttpResponse:
    is_new = breach.pk is None
    clock = None if is_new else breach_words(breach, timezone.now())
    form = BreachForm(request.POST or None, instance=breach)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)  # page_for lets nobody else through
        entry = Breach() if is_new else breaches.find_breach(breach.public_id)
        assert entry is not None
        saved = breaches.save_breach(entry, form.cleaned_data, by=request.user)
        messages.success(request, _("Tersimpan."))
        return redirect("breach", saved.public_id)
    context = {"form": form, "clock": clock, "breach": None if is_new else breach}
    return render(request, "accounts/breach.html", context)

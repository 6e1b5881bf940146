"""Forms of the audit log."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts_app.audit.actions import AuditAction


class AuditFilterForm(forms.Form):
    """What to list."""

    pelaku = forms.CharField(label=_("Pelaku"), required=False, max_length=100)
    tindakan = forms.ChoiceField(
        label=_("Tindakan"), required=False, choices=[("", _("Semua tindakan")), *AuditAction.choices]
    )
    objek = forms.CharField(label=_("Objek"), required=False, max_length=100)
    dari = forms.DateField(
        label=_("Dari tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sampai = forms.DateField(
        label=_("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

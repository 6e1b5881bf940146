"""Forms of the registry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import AccountStatus

MAX_REGISTRY_BYTES = 5 * 1024 * 1024


class RegistryUploadForm(forms.Form):
    """A CSV file of official accounts."""

    file = forms.FileField(
        label=_("Berkas CSV"),
        help_text=_(
            "Kolom: region_code, agency, platform, handle, role; boleh juga platform_user_id, monitored_from, "
            "monitored_until."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_REGISTRY_BYTES:
            raise ValidationError(_("Berkas lebih besar dari 5 MB. Bagi menjadi beberapa berkas."))
        return file


class AccountFilterForm(forms.Form):
    """What to list."""

    q = forms.CharField(label=_("Cari"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Semua yang dipantau")), *AccountStatus.choices]
    )

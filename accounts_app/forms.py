"""Forms of the registry and of the first administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import AccountStatus
from accounts_app.models import User

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


class FirstAdminForm(forms.Form):
    """E-mail and password of the first administrator."""

    email = forms.EmailField(
        label=_("Alamat surel"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    full_name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    password_again = forms.CharField(
        label=_("Kata sandi sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(_("Alamat ini sudah dipakai. Pakai alamat lain."))
        return email

    def clean(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("Kedua kata sandi tidak sama."))
        elif password:
            self._check_strength(password)

    def _check_strength(self, password: str) -> None:
        person = User(
            email=self.cleaned_data.get("email", ""), full_name=self.cleaned_data.get("full_name", "")
        )
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password", error)

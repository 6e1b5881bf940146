"""Forms of invitations and memberships."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts_app.access import may_nationally, regions_grantable_by
from accounts_app.choices import Role
from accounts_app.members import grants, invitations
from accounts_app.models import Agency, Region, User
from accounts_app.permissions import Permission


class UntilField(forms.DateField):
    """A last day that is not over; empty for no end."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Berlaku sampai"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            help_text=_("Hari terakhir. Kosong: tanpa batas waktu."),
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Hari ini sudah lewat. Untuk mengakhiri sekarang juga, cabut perannya."))
        return day


class InviteForm(forms.Form):
    """Whom, as what, where, until when. Only what the inviter may give is accepted."""

    email = forms.EmailField(label=_("Alamat surel"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Peran"))
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Wilayah"), required=False)
    agency = forms.CharField(
        label=_("Perangkat daerah"),
        required=False,
        max_length=200,
        help_text=_("Hanya untuk pengguna perangkat daerah; nama seperti di daftar akun resmi."),
    )
    reads_conversations = forms.BooleanField(
        label=_("Boleh membaca percakapan warga (hanya untuk pengawas)"), required=False
    )
    until = UntilField()

    def __init__(self, inviter: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inviter = inviter
        roles = [(role.value, role.label) for role in grants.roles_to_give(inviter)]
        self.fields["role"].choices = [("", _("Pilih peran")), *roles]  # type: ignore[attr-defined]
        regions = regions_grantable_by(inviter)
        is_national = may_nationally(inviter, Permission.GRANT)
        place: Any = self.fields["region"]
        place.queryset, place.empty_label = regions, _("Seluruh Indonesia") if is_national else None
        place.required = not is_national

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        offer = grants.Offer(
            role=Role(values["role"]),
            region=values["region"],
            agency=self._agency(values["agency"], values["region"]),
            reads_conversations=values["reads_conversations"],
            until=values["until"],
        )
        if not self.errors and not grants.may_give(self.inviter, offer):
            self.add_error(None, self._why_not(offer))
        return {**values, "offer": offer}

    def _agency(self, name: str, region: Region | None) -> Agency | None:
        if not name.strip():
            return None
        agency = region and region.agencies.filter(name__iexact=name.strip()).first()
        if agency is None:
            self.add_error("agency", _("Tidak ada perangkat daerah dengan nama ini di wilayah itu."))
        return agency

    def _why_not(self, offer: grants.Offer) -> Any:
        if grants.may_take(self.inviter, offer):
            return _("Peran Anda sendiri berakhir lebih dahulu. Pilih hari terakhir yang lebih awal.")
        return _(
            "Anda tidak dapat memberikan peran ini di wilayah itu. Peran tidak dapat melebihi peran Anda sendiri; "
            "mintalah kepada administrator nasional."
        )


class UntilForm(forms.Form):
    """A new end of a membership."""

    until = UntilField()


class NewPersonForm(forms.Form):
    """Name and password of a person who comes by a link."""

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

    def __init__(self, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("Kedua kata sandi tidak sama."))
        elif password:
            self._check_strength(password)

    def _check_strength(self, password: str) -> None:
        address = self.address or self.cleaned_data.get("email", "")
        person = User(email=address, full_name=self.cleaned_data.get("full_name", ""))
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password", error)


class FirstAdminForm(NewPersonForm):
    """The first administrator is invited by nobody and names the own address."""

    email = forms.EmailField(
        label=_("Alamat surel"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    field_order = ["email", "full_name", "password", "password_again"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if invitations.is_taken(email):
            raise ValidationError(_("Alamat ini sudah dipakai. Pakai alamat lain."))
        return email

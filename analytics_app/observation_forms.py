"""Forms for what is recorded beside messages. One row's cells are read as those of a file are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from analytics_app.choices import ObservationKind, Platform
from analytics_app.indicators.profile import Verification
from analytics_app.labels import PLATFORMS
from analytics_app.observation_labels import COLUMNS as WORDS
from analytics_app.sources.observations import COLUMNS
from analytics_app.text.taxonomy.services import SERVICES

MAX_BYTES = 5 * 1024 * 1024
#: Times of source items come from a system's log; what the scored agency types is none (method, information_lag).
BY_HAND = (
    ObservationKind.PROFILE,
    ObservationKind.SEARCH,
    ObservationKind.SERVICE,
    ObservationKind.COMMENTS,
    ObservationKind.REGISTER,
    ObservationKind.MEDIA,
)
_UNSEEN = ("", _("tidak terlihat"))
_LABELS = {
    "platform": _("Platform"),
    "handle": _("Nama akun"),
    "region_code": _("Kode wilayah"),
    "taken_at": _("Dilihat pada"),
    "observed_at": _("Dilihat pada"),
    "display_name": _("Nama tampilan"),
    "bio": _("Bio"),
    "verification": _("Centang"),
    "links": _("Tautan"),
    "followers": _("Pengikut"),
    "following": _("Mengikuti"),
    "query": _("Kata yang dicari"),
    "rank": _("Peringkat"),
    "service": _("Layanan"),
    "in_remit": _("Kewenangan akun ini"),
    "taps": _("Ketukan dari profil"),
    "components": _("Komponen standar"),
    "url": _("Alamat panduan"),
    "posted_on": _("Diunggah pada"),
    "checked_at": _("Dilihat pada"),
    "is_complete": _("Daftar akun wilayah ini lengkap"),
    "note": _("Catatan"),
    "posts_checked": _("Unggahan yang dilihat"),
    "posts_open": _("Yang komentarnya dibuka"),
    "message_id": _("Id unggahan"),
    "alt_text": _("Teks alternatif"),
    "has_captions": _("Video bertakarir"),
    "caption_repeats_picture": _("Keterangan mengulang isi gambar"),
    "is_blocked": _("Akun ini memblokir pengamat"),
}


class ObservationFileForm(forms.Form):
    """A file of rows of one kind."""

    file = forms.FileField(
        label=_("Berkas CSV atau JSON"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("Berkas lebih besar dari 5 MB. Bagi menjadi beberapa berkas."))
        return file


class ObservationForm(forms.Form):
    """One row by hand; the fields are the kind's columns."""

    def __init__(self, kind: ObservationKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in COLUMNS[kind]:
            self.fields[column.name] = _field(column.name, is_required=column.is_required)

    def cells(self) -> dict[str, str]:
        """The row as a file would hold it."""
        return {name: str(value or "") for name, value in self.cleaned_data.items()}


def _field(name: str, *, is_required: bool) -> forms.Field:
    told: dict[str, Any] = {"label": _LABELS[name], "required": is_required}
    if name == "platform":
        return forms.ChoiceField(choices=[(one.value, PLATFORMS[one]) for one in Platform], **told)
    if name == "verification":
        words = (_("centang lembaga"), _("centang berbayar"), _("tanpa centang"))
        pairs = zip((Verification.GOVERNMENT, Verification.PAID, Verification.NONE), words, strict=True)
        return forms.ChoiceField(choices=[_UNSEEN, *((one.value, word) for one, word in pairs)], **told)
    if name == "service":
        return forms.ChoiceField(choices=[(one.id, one.name_id) for one in SERVICES], **told)
    if name in ("in_remit", "is_complete"):
        return forms.ChoiceField(choices=[("ya", _("ya")), ("tidak", _("tidak"))], **told)
    if name == "is_blocked":
        return forms.ChoiceField(choices=[("", _("tidak")), ("ya", _("ya"))], **told)
    if name in ("has_captions", "caption_repeats_picture"):
        return forms.ChoiceField(choices=[_UNSEEN, ("ya", _("ya")), ("tidak", _("tidak"))], **told)
    widget = forms.Textarea(attrs={"rows": 3}) if name in ("bio", "links", "alt_text") else None
    return forms.CharField(help_text=WORDS[name], max_length=2000, widget=widget, **told)

"""Forms of the import wizard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts_app.access import Visitor, can_import, regions_importable_by
from accounts_app.models import Region
from analytics_app import labels
from analytics_app.choices import Platform, Side, SourceFormat

ZONES = (
    ("WIB", _("WIB (Jakarta)")),
    ("WITA", _("WITA (Makassar)")),
    ("WIT", _("WIT (Jayapura)")),
    ("UTC", _("UTC (waktu dunia, sering dipakai API)")),
)
DATE_ORDERS = (
    ("dmy", _("hari/bulan/tahun (31/12/2024)")),
    ("mdy", _("bulan/hari/tahun (12/31/2024)")),
)
ENCODINGS = (("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252 / Latin-1"))
DELIMITERS = (
    (",", _("koma (,)")),
    (";", _("titik koma (;)")),
    ("\t", _("tab")),
    ("|", _("garis tegak (|)")),
)


class OwnerForm(forms.Form):
    """For which region a file is imported, and what its source is called."""

    region = forms.ModelChoiceField(
        label=_("Wilayah"),
        queryset=Region.objects.none(),
        help_text=_("Pemerintah daerah yang empunya berkas ini. Hanya wilayah tempat Anda boleh mengimpor."),
    )
    source = forms.CharField(
        label=_("Nama sumber"),
        max_length=80,
        required=False,
        help_text=_(
            "Misalnya “crawling harian” atau “WargaKu”. Berkas dengan nama sumber sama digabung cakupannya. "
            "Kosong: nama formatnya."
        ),
    )

    def __init__(self, user: Visitor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = regions_importable_by(user)
        if can_import(user, None):
            field.required = False
            field.empty_label = gettext("Tanpa wilayah: menurut akun resminya")
        elif len(only := field.queryset[:2]) == 1:
            field.initial, field.empty_label = only[0].pk, None


class UploadForm(OwnerForm):
    """A file, received by the upload handler before the form looks at it."""

    platform = forms.ChoiceField(
        label=_("Platform"),
        required=False,
        choices=[("", _("Dikenali dari isinya")), *((p.value, labels.PLATFORMS[p]) for p in Platform)],
    )
    file = forms.FileField(
        label=_("Berkas"),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,text/csv,application/json"}
        ),
        error_messages={"required": _("Pilih berkas yang akan diimpor.")},
    )
    field_order = ["file", "region", "source", "platform"]


class FormatForm(forms.Form):
    """What a file is and how its times are meant. Empty = recognised from the content."""

    format = forms.ChoiceField(
        label=_("Format"), choices=[(f.value, labels.FORMATS[f]) for f in SourceFormat]
    )
    platform = forms.ChoiceField(
        label=_("Platform"),
        required=False,
        choices=[("", _("Dikenali dari isinya")), *((p.value, labels.PLATFORMS[p]) for p in Platform)],
    )
    zone = forms.ChoiceField(label=_("Zona waktu"), required=False, choices=ZONES, widget=forms.RadioSelect)
    date_order = forms.ChoiceField(
        label=_("Urutan tanggal"), required=False, choices=[("", _("Dikenali dari isinya")), *DATE_ORDERS]
    )
    encoding = forms.ChoiceField(
        label=_("Pengodean huruf"), required=False, choices=[("", _("Dikenali dari isinya")), *ENCODINGS]
    )
    delimiter = forms.ChoiceField(
        label=_("Pemisah kolom"), required=False, choices=[("", _("Dikenali dari isinya")), *DELIMITERS]
    )
    sheet = forms.ChoiceField(label=_("Lembar kerja"), required=False)

    def __init__(
        self, *args: Any, sheets: Sequence[str] = (), questions: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]
        for name in set(questions) & {"zone", "date_order", "platform"}:
            field = self.fields[name]
            field.required = True
            field.error_messages["required"] = gettext("Jawab pertanyaan ini; berkasnya tidak menyebutkan.")
            field.choices = [choice for choice in field.choices if choice[0]]
            if name != "zone":
                field.choices = [("", gettext("Pilih …")), *field.choices]


class ColumnsForm(forms.Form):
    """Which column means what: one select a column."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        mapping: Mapping[str, str],
        fields: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._names = {f"kolom-{index}": column for index, column in enumerate(columns) if column}
        for name, column in self._names.items():
            self.fields[name] = forms.ChoiceField(
                label=column,
                required=False,
                choices=[("", gettext("Tidak dipakai")), *fields],
                initial=mapping.get(column, ""),
            )

    def clean(self) -> None:
        taken: dict[str, str] = {}
        for name, column in self._names.items():
            field = self.cleaned_data.get(name, "")
            if field and field in taken:
                self.add_error(
                    name, gettext("Sudah dipakai oleh kolom “{column}”.").format(column=taken[field])
                )
            taken.setdefault(field, column)

    def mapping(self) -> dict[str, str]:
        """Column → field, "" for a column that is left out."""
        return {column: self.cleaned_data[name] for name, column in self._names.items()}


class CoverageForm(forms.Form):
    """What a file covers. Not stated is an answer of its own."""

    stated = forms.ChoiceField(
        label=_("Apa yang termuat di berkas ini?"),
        choices=[
            ("no", _("Tidak dinyatakan")),
            ("yes", _("Saya tahu pasti: semua yang saya tandai di bawah ada di berkas ini")),
        ],
        widget=forms.RadioSelect,
    )
    covers = forms.MultipleChoiceField(
        label=_("Yang termuat lengkap"),
        choices=[(side.value, labels.SIDES[side]) for side in Side],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    covered_from = forms.DateField(
        label=_("Sejak tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    covered_until = forms.DateField(
        label=_("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> None:
        data = self.cleaned_data
        first, last = data.get("covered_from"), data.get("covered_until")
        if data.get("stated") != "yes":
            data["covers"], data["covered_from"], data["covered_until"] = None, None, None
        elif not data.get("covers"):
            self.add_error("covers", gettext("Tandai paling sedikit satu, atau pilih “Tidak dinyatakan”."))
        elif first and last and last < first:
            self.add_error(
                "covered_until", ValidationError(gettext("Tanggal akhir mendahului tanggal awal."))
            )

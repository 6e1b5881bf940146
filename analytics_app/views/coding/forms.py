"""The form of a new coding task."""

from __future__ import annotations

import re
import secrets
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts_app.access import may_nationally, regions_of_coding_led_by
from accounts_app.models import Region, User
from accounts_app.permissions import Permission
from accounts_app.public_ids import ALPHABET, new_public_id
from analytics_app.choices import LabelTask
from analytics_app.models import CodingTask
from analytics_app.services.coding_tasks import TaskDesign
from analytics_app.views.coding.wording import LABELS

MAX_SIZE = 5000
_PUBLIC_ID = re.compile(f"[{ALPHABET}]{{12}}")


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})  # as browsers want it in every language


class TaskForm(forms.Form):
    """What is to be coded, and which messages. ``task_id`` makes sending it twice one task."""

    name = forms.CharField(
        label=_("Nama"), max_length=80, help_text=_("Misalnya “Maksud pesan, triwulan III, Jawa Tengah”.")
    )
    label = forms.ChoiceField(label=_("Yang disandi"), choices=[(t.value, LABELS[t]) for t in LabelTask])
    regions = forms.ModelMultipleChoiceField(
        label=_("Wilayah"),
        queryset=Region.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Sebuah provinsi berarti juga kabupaten dan kotanya."),
        error_messages={
            "required": _("Pilih sedikitnya satu wilayah."),
            "invalid_choice": _("Wilayah ini tidak dapat Anda pilih."),
        },
    )
    first_day = forms.DateField(label=_("Dari tanggal"), widget=_day_input())
    last_day = forms.DateField(label=_("Sampai tanggal"), widget=_day_input())
    size = forms.IntegerField(
        label=_("Jumlah pesan"),
        min_value=1,
        max_value=MAX_SIZE,
        help_text=_("Metode meminta sedikitnya 300 pesan per triwulan, disandi dua orang."),
    )
    design = forms.ChoiceField(
        label=_("Cara mengambil sampel"),
        choices=CodingTask.Design,
        widget=forms.RadioSelect,
        help_text=_(
            "Berlapis: tiap lapisan terwakili menurut besarnya; untuk mutu jawaban sama banyak, sebab tiap "
            "pemerintah dinilai sendiri. Menurut keraguan mesin: pesan yang diragukan mesin diambil lebih rapat; "
            "sampel itu tidak dipakai untuk menilai keandalan."
        ),
    )
    strata = forms.MultipleChoiceField(
        label=_("Lapisan menurut"),
        choices=CodingTask.Stratum,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seed = forms.IntegerField(
        label=_("Benih acak"),
        min_value=0,
        max_value=2**62,
        help_text=_("Benih yang sama mengambil pesan yang sama; siapa pun dapat mengulang pengambilannya."),
    )
    task_id = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {
            "first_day": _a_quarter_before(today),
            "last_day": today,
            "size": 300,
            "design": CodingTask.Design.STRATIFIED,
            "strata": [CodingTask.Stratum.REGION, CodingTask.Stratum.PLATFORM],
            "seed": secrets.randbelow(10**6),
            "task_id": new_public_id(),
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["regions"]
        field.queryset = regions_of_coding_led_by(user).order_by("code")
        if may_nationally(user, Permission.LEAD_CODING):
            field.required = False
            field.help_text = _(
                "Kosong: seluruh Indonesia. Sebuah provinsi berarti juga kabupaten dan kotanya."
            )

    def clean(self) -> None:
        if not _PUBLIC_ID.fullmatch(self.cleaned_data.get("task_id", "")):
            raise ValidationError(_("Muat ulang halaman ini, lalu coba lagi."))
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Tanggal akhir mendahului tanggal awal."))
        is_stratified = self.cleaned_data.get("design") == CodingTask.Design.STRATIFIED
        if is_stratified and not self.cleaned_data.get("strata"):
            self.add_error("strata", _("Pilih sedikitnya satu pembagi, atau ambil sampel acak."))

    def asked(self) -> TaskDesign:
        """The design of a valid form."""
        data = self.cleaned_data
        design = CodingTask.Design(data["design"])
        return TaskDesign(
            name=data["name"],
            label=LabelTask(data["label"]),
            design=design,
            size=data["size"],
            first_day=data["first_day"],
            last_day=data["last_day"],
            seed=data["seed"],
            regions=list(data["regions"]),
            strata=tuple(data["strata"]) if design == CodingTask.Design.STRATIFIED else (),
        )


def _a_quarter_before(day: date) -> date:
    return day - timedelta(days=89)

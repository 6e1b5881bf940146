"""What the coding bench says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from analytics_app.choices import LabelTask, Status
from analytics_app.formats import count, decimal, interval_in_unit
from analytics_app.selectors.coding_results import MIN_CODED_TWICE, Results
from analytics_app.services.coding import Refusal
from analytics_app.services.coding_tasks import Impossible, SampleImpossible
from analytics_app.text.coding.agreement import Agreement
from analytics_app.text.coding.codebook import Codebook, CodeClass, Written

LABELS: Mapping[str, Any] = {
    LabelTask.INTENT: gettext_lazy("Maksud pesan"),
    LabelTask.PROBLEM: gettext_lazy("Masalah"),
    LabelTask.SERVICE: gettext_lazy("Layanan"),
    LabelTask.SENTIMENT: gettext_lazy("Sentimen"),
    LabelTask.TOPIC: gettext_lazy("Topik unggahan"),
    LabelTask.FUNCTION: gettext_lazy("Fungsi unggahan"),
    LabelTask.PERSONAL_DATA: gettext_lazy("Data pribadi dalam balasan"),
    LabelTask.ANSWER: gettext_lazy("Mutu jawaban"),
}
QUESTIONS: Mapping[str, Any] = {
    LabelTask.INTENT: gettext_lazy("Apa yang dikehendaki penulis?"),
    LabelTask.PROBLEM: gettext_lazy("Masalah apa yang disebut?"),
    LabelTask.SERVICE: gettext_lazy("Layanan apa yang dimaksud?"),
    LabelTask.SENTIMENT: gettext_lazy("Bagaimana perasaan penulis?"),
    LabelTask.TOPIC: gettext_lazy("Unggahan ini tentang apa?"),
    LabelTask.FUNCTION: gettext_lazy("Untuk apa unggahan ini?"),
    LabelTask.PERSONAL_DATA: gettext_lazy("Apakah balasan ini membuka data pribadi warga?"),
    LabelTask.ANSWER: gettext_lazy("Butir mana yang dipenuhi jawaban ini?"),
}
WRITTEN: Mapping[str, Any] = {
    Written.BY_CITIZENS: gettext_lazy("pesan warga"),
    Written.AS_POSTS: gettext_lazy("unggahan akun resmi"),
    Written.AS_REPLIES: gettext_lazy("balasan akun resmi"),
}
REFUSALS: Mapping[str, Any] = {
    Refusal.NOT_A_CODER: gettext_lazy("Hanya orang dengan peran penyandi yang boleh menyandi."),
    Refusal.OWN_REGION: gettext_lazy(
        "Pesan ini menyangkut wilayah Anda sendiri. Penyandi tidak menilai pemerintah daerahnya sendiri; "
        "pesan ini menunggu penyandi dari wilayah lain."
    ),
    Refusal.UNKNOWN_CLASS: gettext_lazy("Kelas itu tidak ada dalam buku kode. Pilih salah satu kelasnya."),
    Refusal.CODED_BY_OTHERS: gettext_lazy(
        "Dua orang lain sudah menyandi pesan ini; sandi ketiga tidak perlu."
    ),
    Refusal.ALREADY_CODED: gettext_lazy(
        "Anda sudah menyandi pesan ini. Urungkan dahulu untuk melewatinya; yang memutuskan harus orang ketiga."
    ),
    Refusal.NOTHING_TO_SETTLE: gettext_lazy("Pada pesan ini tidak ada perbedaan yang perlu diputuskan."),
}


@dataclass(frozen=True, slots=True)
class ClassWords:
    """One class in the reader's language."""

    id: str
    key: str
    name: str
    definition: str
    example: str


def class_words(each: CodeClass) -> ClassWords:
    """Name and definition in the language of the page; the example stays Indonesian."""
    if get_language() == "en":
        return ClassWords(each.id, each.key, each.name_en, each.definition_en, each.example)
    return ClassWords(each.id, each.key, each.name_id, each.definition_id, each.example)


def names_of(book: Codebook) -> dict[str, str]:
    """The names of the classes by id."""
    return {each.id: class_words(each).name for each in book.classes}


def impossible_words(error: SampleImpossible, size: int) -> str:
    """Why no sample could be drawn, and what to do."""
    if error.reason is Impossible.TOO_MANY_STRATA:
        words = _(
            "Sampel %(size)d pesan terlalu kecil untuk %(strata)d lapisan: tiap lapisan perlu sedikitnya satu pesan. "
            "Besarkan sampelnya atau kurangi pembaginya."
        )
        return words % {"size": size, "strata": error.strata}
    if error.reason is Impossible.NO_CONFIDENCE:
        return _(
            "Mesin belum menyimpan keyakinan untuk label ini, jadi pesan yang diragukannya tidak diketahui. "
            "Pilih sampel acak atau berlapis."
        )
    return _("Tidak ada pesan yang cocok pada wilayah dan tanggal itu. Ubah wilayah atau tanggalnya.")


def result_sentence(results: Results) -> str:
    """What the codes so far say, in one sentence."""
    found = results.alpha
    if found.value is None:
        return _(
            "Belum dapat dihitung: belum ada cukup pesan yang disandi dua orang dengan kelas berbeda-beda."
        )
    words = ngettext(
        "Kesepakatan para penyandi α = %(alpha)s dari %(n)s pesan yang disandi dua kali",
        "Kesepakatan para penyandi α = %(alpha)s dari %(n)s pesan yang disandi dua kali",
        found.n,
    ) % {"alpha": _with_interval(found), "n": count(found.n)}
    verdict = {
        Status.INSUFFICIENT: _("terlalu sedikit untuk menyimpulkan (perlu sedikitnya %(n)d).")
        % {"n": MIN_CODED_TWICE},
        Status.UNRELIABLE: _("di bawah 0,667, jadi label ini belum andal dan indikatornya tidak dinilai."),
        Status.SCORED: _("cukup untuk menampilkan angkanya; untuk peringkat perlu 0,80."),
    }
    if results.status is Status.SCORED and found.value >= 0.8:
        return f"{words}: " + _("cukup untuk angka dan peringkat.")
    return f"{words}: {verdict[results.status]}"


def _with_interval(found: Agreement) -> str:
    value = decimal(found.value, 2)
    if found.interval is None:
        return value
    return _("%(value)s (selang 95 %%: %(interval)s)") % {
        "value": value,
        "interval": interval_in_unit(found.interval.low, found.interval.high, "number", 2),
    }

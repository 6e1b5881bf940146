"""What an account's own posts are about: shares of labelled posts, corrected for the labels' errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.duplicates import are_repeats
from analytics_app.indicators.misclassification import Audit
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.shares import LABELS_NOT_AUDITED, LabelledCase, labelled_share
from analytics_app.records import IndicatorResult


class Function(StrEnum):
    """What a post is for; one label a post."""

    SERVICE = "layanan"
    EDUCATION = "edukasi_informasi"
    PERSONA = "seremonial_pencitraan"
    OTHER = "lain"


_POSTS = Text("unggahan asli", "original posts")
_NO_DUPLICATES = Text(
    "unggahan hampir sama dalam 30 hari dihitung sekali", "near-duplicates within 30 days count once"
)

SERVICE_CONTENT_SHARE = IndicatorDefinition(
    id="service_content_share",
    name=Text("Porsi konten layanan publik", "Public service content share"),
    dimension=Dimension.INFORMATION,
    weight=15,
    webqual_items=("W12",),
    evidence=(
        "003: tidak ada konten yang mencerminkan permasalahan atau solusi yang berkaitan dengan kepentingan umum",
        "004: sangat minim informasi terkait pelayanan publik",
        "000: informasi penutupan dan pembukaan suatu acara atau tempat wisata",
        "000: bidang pendidikan seperti PPDB",
    ),
    formula=Text(
        "k/n atas unggahan asli; k = berfungsi layanan (jadwal, persyaratan, pemberitahuan, peringatan, "
        "status, jawaban "
        "atas pertanyaan umum); dikoreksi: p = (p_amatan + sp − 1)/(se + sp − 1)",
        "k/n over original posts; k = posts of service (schedule, requirement, notice, alert, status, answer to a "
        "common question); corrected: p = (p_obs + sp − 1)/(se + sp − 1)",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.6, 100.0)),
    anchors=Text(
        "Anjuran terbit untuk akun pemda: 60% layanan, 30% edukasi, 10% pejabat (komentar, bukan aturan).",
        "Published advice for regional accounts: 60% service, 30% education, 10% officials (a commentary, no rule).",
    ),
    min_n=30,
    sample=_POSTS,
    missing=Text(
        "Kurang dari 30 unggahan: data kurang. Tanpa label: tidak teramati.",
        "Fewer than 30 posts: insufficient. Without labels: not observable.",
    ),
    gaming=Text("mengunggah ulang satu selebaran layanan", "re-posting one service flyer"),
    countermeasure=_NO_DUPLICATES,
)

PERSONA_CONTENT_SHARE = IndicatorDefinition(
    id="persona_content_share",
    name=Text("Porsi konten pencitraan", "Image-building content share"),
    dimension=Dimension.INFORMATION,
    weight=10,
    webqual_items=("W12", "W9"),
    evidence=(
        "003: mengkultuskan sosok kepala daerah semata",
        "003: masih banyak memuat pencitraan dan terkesan hanya persoalan politik semata",
        "004: kata rapat, lingkungan, laporan walikota, kinerja november",
        "000: info pencapaian DKI Jakarta",
    ),
    formula=Text(
        "k/n atas unggahan asli; k = pejabat atau penghargaan menjadi pokoknya, dan tidak ada tindakan "
        "layanan, tanggal, "
        "tempat, jumlah, atau keputusan yang berguna bagi warga; dikoreksi seperti porsi layanan",
        "k/n over original posts; k = an official or an award is the subject, with no service action, date, place, "
        "amount or decision that a resident could use; corrected like the service share",
    ),
    unit=Unit.SHARE,
    direction="down",
    knots=((0.1, 100.0), (0.5, 0.0)),
    anchors=Text(
        "Pembagian 60/30/10 yang sama: 10% = sasaran; separuh unggahan = 0.",
        "The same 60/30/10 split: 10% = target; half of all posts = 0.",
    ),
    min_n=30,
    sample=_POSTS,
    missing=SERVICE_CONTENT_SHARE.missing,
    gaming=Text(
        "menambah satu baris layanan di bawah potret", "adding a token service line under a portrait"
    ),
    countermeasure=Text(
        "rubrik menuntut unsur yang dapat ditindaklanjuti; 10% diaudit penyandi tiap triwulan",
        "the rubric needs an actionable element; coders audit 10% each quarter",
    ),
)

EVIDENCE_SHARE = IndicatorDefinition(
    id="evidence_share",
    name=Text("Porsi informasi terverifikasi", "Verifiable information share"),
    dimension=Dimension.INFORMATION,
    weight=10,
    webqual_items=("W9", "W10"),
    evidence=("000: data vaksinasi, tes PCR, Tes Antigen, dan Kasus covid-19 di Jakarta per real time",),
    formula=Text(
        "k/n atas unggahan asli yang bukan seremonial; k = memuat angka bertanggal, tautan .go.id, nomor "
        "peraturan atau "
        "surat, atau instansi sumber yang disebut namanya",
        "k/n over non-ceremonial original posts; k = holds a dated figure, a .go.id link, the number of a "
        "regulation or "
        "letter, or a named source agency",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.6, 100.0)),
    anchors=Text(
        "Nilai rancangan; norma terbit tidak ditemukan.", "Design value; no published norm was found."
    ),
    min_n=30,
    sample=Text("unggahan asli bukan seremonial", "non-ceremonial original posts"),
    missing=Text(
        "Kurang dari 30: data kurang; teks dalam gambar yang tidak terbaca: tidak teramati.",
        "Fewer than 30: insufficient; text inside images that nobody read: not observable.",
    ),
    gaming=Text("menempel tautan yang sama di setiap unggahan", "pasting the same link under every post"),
    countermeasure=Text(
        "tautan harus menuju halaman yang berbagi ≥ 2 kata isi dengan unggahannya",
        "the link must lead to a page that shares ≥ 2 content words with the post",
    ),
)

PLAIN_LANGUAGE = IndicatorDefinition(
    id="plain_language",
    name=Text("Kemudahan bahasa", "Plain language"),
    dimension=Dimension.INFORMATION,
    weight=5,
    webqual_items=("W13", "W2"),
    evidence=(
        "004: gaya bahasa dan konten tweet",
        "001: mudah dipahami dan dilaksanakan dengan tidak berbelit-belit",
    ),
    formula=Text(
        "k/n atas unggahan layanan; k = rata-rata panjang kalimat ≤ 20 kata, ≤ 2 singkatan tanpa penjelasan, dan ada "
        "kata kerja tindakan (daftar, bawa, datang, klik, hubungi, unduh, bayar …)",
        "k/n over service posts; k = mean sentence length ≤ 20 words, ≤ 2 unexplained acronyms, plus an "
        "explicit action "
        "verb (daftar, bawa, datang, klik, hubungi, unduh, bayar …)",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.9, 100.0)),
    anchors=Text(
        "Nilai rancangan; ambang akan dikalibrasi pada sampel yang dinilai orang.",
        "Design value; thresholds to be calibrated on a rated sample.",
    ),
    min_n=20,
    sample=Text("unggahan layanan", "service posts"),
    missing=Text("Kurang dari 20: data kurang.", "Fewer than 20: insufficient."),
    gaming=Text("memotong kalimat secara mekanis", "splitting sentences mechanically"),
    countermeasure=Text("bobot kecil; audit penyandi", "low weight; coder audit"),
)


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """An account's original post with what is known of it; None: not labelled for that.

    ``is_main``: of a main account of the government; ``is_certain``: a person gave the function.
    """

    local_day: date
    text: str
    function: Function | None = None
    has_evidence: bool | None = None
    is_plain: bool | None = None
    is_main: bool = True
    is_certain: bool = False


def distinct_posts(posts: Sequence[LabelledPost]) -> list[LabelledPost]:
    """One account's posts without near-duplicates of one in the 30 days before."""
    ordered = sorted(posts, key=lambda post: post.local_day)
    repeats = are_repeats([(post.local_day, post.text) for post in ordered])
    return [post for post, is_repeat in zip(ordered, repeats, strict=True) if not is_repeat]


@dataclass(frozen=True, slots=True)
class ContentShare:
    """One of the shares over distinct posts: which posts it is over, and which of them are hits.

    ``wanted`` None: nobody knows of the post whether it belongs. ``is_hit`` None: nobody knows whether it is a hit.
    """

    definition: IndicatorDefinition
    wanted: Callable[[LabelledPost], bool | None]
    is_hit: Callable[[LabelledPost], bool | None]
    is_by_function: bool = False

    def cases(self, posts: Sequence[LabelledPost]) -> list[tuple[LabelledPost, LabelledCase]]:
        """The posts that count, each with whether it is a hit."""
        known = [(post, self.is_hit(post)) for post in posts if self.wanted(post)]
        return [
            (post, LabelledCase(hit, post.is_main, self.is_by_function and post.is_certain))
            for post, hit in known
            if hit is not None
        ]

    def result(
        self,
        posts: Sequence[LabelledPost],
        audit: Audit | None = None,
        *,
        why_not: WhyNot | None = None,
        provisional_reason: str = LABELS_NOT_AUDITED,
    ) -> IndicatorResult:
        """The share, corrected where there is an audit; posts that nobody labelled leave it not observable."""
        cases = [case for _, case in self.cases(posts)]
        is_blank = not cases and any(self.wanted(post) is not False for post in posts)
        why = why_not or (WhyNot.NO_LABELS if is_blank else None)
        return labelled_share(
            self.definition, cases, audit, why_not=why, provisional_reason=provisional_reason
        )


def _is(function: Function) -> Callable[[LabelledPost], bool | None]:
    return lambda post: None if post.function is None else post.function is function


def _is_not(function: Function) -> Callable[[LabelledPost], bool | None]:
    return lambda post: None if post.function is None else post.function is not function


SERVICE_SHARE = ContentShare(
    SERVICE_CONTENT_SHARE,
    lambda post: None if post.function is None else True,
    _is(Function.SERVICE),
    is_by_function=True,
)
PERSONA_SHARE = ContentShare(
    PERSONA_CONTENT_SHARE,
    lambda post: None if post.function is None else True,
    _is(Function.PERSONA),
    is_by_function=True,
)
VERIFIABLE_SHARE = ContentShare(EVIDENCE_SHARE, _is_not(Function.PERSONA), lambda post: post.has_evidence)
PLAIN_SHARE = ContentShare(PLAIN_LANGUAGE, _is(Function.SERVICE), lambda post: post.is_plain)

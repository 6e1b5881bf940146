"""Guides to public services: whether one gets to them, and whether they say what one must know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import mean_interval
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import LABELS_NOT_AUDITED, share_of, too_few
from analytics_app.records import IndicatorResult

MAX_TAPS = 2
GUIDE_DAYS = 365
COMPONENTS = ("persyaratan", "prosedur", "jangka_waktu", "biaya", "produk", "pengaduan")
MIN_COMPONENTS = 3
#: The ten core services of a government; an account answers for those in its remit.
CORE_SERVICES = (
    "ktp_ikd", "kartu_keluarga", "akta_pencatatan_sipil", "pindah_domisili_nik", "kia",
    "pbb_bphtb", "perizinan_mpp", "bansos", "kanal_pengaduan", "fasilitas_kesehatan",
)  # fmt: skip

SERVICE_NAVIGATION = IndicatorDefinition(
    id="service_navigation",
    name=Text("Keterjangkauan panduan layanan", "Service guide reachability"),
    dimension=Dimension.USABILITY,
    weight=20,
    webqual_items=("W3", "W1"),
    evidence=(
        "003: konten yang menjelaskan proses mengurus surat menyurat jarang sekali ditemui",
        "004: disematkan link media sosial lain yang berbasis video yang berisi tutorial pendaftaran",
    ),
    formula=Text(
        "layanan inti yang panduannya terjangkau / layanan inti dalam kewenangan akun; terjangkau = "
        "panduan resmi dalam "
        "≤ 2 ketukan dari profil, atau unggahan sendiri 365 hari terakhir dengan ≥ 3 dari 6 komponen standar",
        "core services whose guide is reachable / core services in the account's remit; reachable = an "
        "official guide "
        "within 2 taps from the profile, or an own post of the last 365 days with ≥ 3 of the 6 standard components",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 003: panduan jarang ditemui. 1,0 = setiap layanan inti mempunyai panduan.",
        "Paper 003: how-to content is rarely found. 1.0 = every core service has a guide.",
    ),
    min_n=3,
    sample=Text("layanan inti dalam kewenangan", "core services in remit"),
    missing=Text("Kewenangan tidak diketahui: tidak teramati.", "Remit unknown: not observable."),
    gaming=Text("halaman tautan kosong", "empty link pages"),
    countermeasure=Text(
        "komponen diperiksa pada halaman tujuan; tautan diperiksa",
        "components are checked on the linked page; links are checked",
    ),
)

SERVICE_INFO_COMPLETENESS = IndicatorDefinition(
    id="service_info_completeness",
    name=Text("Kelengkapan informasi layanan", "Completeness of service information"),
    dimension=Dimension.INFORMATION,
    weight=15,
    webqual_items=("W14", "W9"),
    evidence=(
        "001: tercantum jelas rincian biaya layanan dan cara pembayaran, jadwal dan waktu penyelesaian layanan",
    ),
    formula=Text(
        "rata-rata atas unggahan panduan layanan: komponen yang ada di unggahan atau halaman tautannya / "
        "6 (persyaratan; "
        "prosedur; jangka waktu; biaya; produk; kanal pengaduan)",
        "mean over service guide posts of components present in the post or its linked page / 6 (requirements; "
        "procedure; duration; fee; product; complaint channel)",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Komponen standar pelayanan (UU 25/2009 Pasal 21; enam komponen yang diterbitkan unit layanan).",
        "Service-standard components (UU 25/2009 Art. 21; the six components that units publish).",
    ),
    min_n=10,
    sample=Text("unggahan panduan layanan", "service guide posts"),
    missing=Text(
        "Tanpa unggahan panduan: data kurang; kekurangannya sudah menurunkan dua indikator lain.",
        "No guide posts: insufficient; their lack already lowers two other indicators.",
    ),
    gaming=Text("menautkan halaman umum", "linking a generic page"),
    countermeasure=Text(
        "komponen harus tentang layanan yang disebut", "components must concern the named service"
    ),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide to one service. ``taps`` from the profile (None: not linked there); ``posted_on`` for own posts.

    ``components``: how many of the six it (or the page it links) holds; None: not looked at.
    """

    service: str
    taps: int | None = None
    posted_on: date | None = None
    components: int | None = None
    is_alive: bool = True

    def is_reachable(self, as_of: date) -> bool:
        if not self.is_alive:
            return False
        is_linked = self.taps is not None and self.taps <= MAX_TAPS and self.components != 0
        is_recent = self.posted_on is not None and (
            as_of - timedelta(days=GUIDE_DAYS) < self.posted_on <= as_of
        )
        return is_linked or (is_recent and (self.components or 0) >= MIN_COMPONENTS)


def service_navigation(
    remit: Collection[str] | None, guides: Sequence[Guide] | None, as_of: date
) -> IndicatorResult:
    """Share of the services in the remit with a reachable guide. None: remit unknown, or nobody looked."""
    if remit is None or guides is None:
        return unknown(SERVICE_NAVIGATION, WhyNot.NO_GUIDES)
    reached = {guide.service for guide in guides if guide.is_reachable(as_of)} & set(remit)
    detail = {"without_guide": sorted(set(remit) - reached)}
    return share_of(SERVICE_NAVIGATION, len(reached), len(set(remit)), detail=detail)


def service_info_completeness(
    components: Sequence[int] | None,
    seed: int,
    *,
    weights: Sequence[float] | None = None,
    why_not: WhyNot | None = None,
    provisional_reason: str | None = LABELS_NOT_AUDITED,
) -> IndicatorResult:
    """Mean share of the six components over guide posts (the count of each); None: posts are not labelled.

    ``weights`` of the posts in a region's pool sum to 1.
    """
    if components is None:
        return unknown(SERVICE_INFO_COMPLETENESS, WhyNot.NO_LABELS)
    shares = [count / len(COMPONENTS) for count in components]
    sample = Sample(sum(components), len(COMPONENTS) * len(components), len(components))
    why = why_not or too_few(SERVICE_INFO_COMPLETENESS, len(shares))
    if why is not None:
        return unknown(SERVICE_INFO_COMPLETENESS, why, sample, provisional_reason)
    own = weights or [1 / len(shares)] * len(shares)
    x = sum(weight * share for weight, share in zip(own, shares, strict=True))
    interval = mean_interval(shares, seed, own)
    return scored(SERVICE_INFO_COMPLETENESS, sample, x, interval, provisional_reason)

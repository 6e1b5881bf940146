"""What an account's profile says of itself: is it the real one, and can one find a contact in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.records import IndicatorResult

STALE_DAYS = 30
FAILED_CHECKS = 3

ACCOUNT_AUTHENTICITY = IndicatorDefinition(
    id="account_authenticity",
    name=Text("Keaslian akun", "Account authenticity"),
    dimension=Dimension.USABILITY,
    weight=15,
    webqual_items=("W7", "W16"),
    evidence=("000: centang biru sehingga meniminalisir adanya akun palsu",),
    formula=Text(
        "100 × poin / poin yang dapat diamati: 50 bila akun tercantum di situs .go.id atau daftar akun "
        "resmi; 30 bila "
        "bercentang lembaga pemerintah (10 bila hanya centang berbayar); 20 bila profil menautkan situs .go.id yang "
        "menautkan balik",
        "100 × points / observable points: 50 if the handle is listed on the .go.id site or in the vetted "
        "registry; 30 "
        "for the platform's government verification (10 for a paid badge only); 20 if the profile links to a .go.id "
        "site that links back",
    ),
    unit=Unit.POINTS,
    direction="up",
    knots=((0.0, 0.0), (100.0, 100.0)),
    anchors=Text(
        "Makalah 000: centang membatasi akun palsu. Sejak 2023 centang biru X berbayar dan centang abu-abu menandai "
        "pemerintah.",
        "Paper 000: the badge limits fake accounts. Since 2023 the blue badge of X is paid and grey marks "
        "governments.",
    ),
    min_n=1,
    sample=Text("rekaman profil", "profile snapshots"),
    missing=Text(
        "Bagian yang tidak terbaca keluar dari pembilang dan penyebut; tanpa rekaman profil: tidak teramati.",
        "A component that cannot be read leaves numerator and denominator; without a snapshot: not observable.",
    ),
    gaming=Text(
        "membeli centang; mendaftarkan akun mirip", "buying a badge; registering look-alike accounts"
    ),
    countermeasure=Text(
        "jenis centang dinilai, tautan balik disyaratkan",
        "the badge's type is scored and the link back required",
    ),
)

PROFILE_COMPLETENESS = IndicatorDefinition(
    id="profile_completeness",
    name=Text("Kelengkapan profil dan kontak", "Profile and contact completeness"),
    dimension=Dimension.USABILITY,
    weight=20,
    webqual_items=("W6", "W21"),
    evidence=(
        "000: nomor yang bisa dihubungi untuk sms",
        "000: alamat email pemprov DKI Jakarta",
        "000: pencantuman aplikasi QLUE",
    ),
    formula=Text(
        "unsur yang ada / unsur yang dapat diamati dari 8: nama resmi; penjelasan fungsi; telepon atau "
        "WhatsApp; surel "
        ".go.id; situs .go.id yang terbuka; kanal pengaduan yang terbuka; alamat atau peta; jam layanan",
        "elements present / elements observable of 8: official name; statement of function; phone or "
        "WhatsApp; .go.id "
        "mail; .go.id site that answers; complaint channel that answers; address or map; service hours",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 000 menyebut nomor SMS, surel, dan QLUE di profil; delapan unsur adalah daftar rancangan.",
        "Paper 000 names SMS number, mail and QLUE in the profile; the eight elements are a design list.",
    ),
    min_n=1,
    sample=Text("rekaman profil", "profile snapshots"),
    missing=Text(
        "Unsur yang tidak ditampilkan platform keluar dari penyebut; tanpa rekaman profil: tidak teramati.",
        "An element that the platform does not expose leaves the denominator; without a snapshot: not observable.",
    ),
    gaming=Text("tautan mati, nomor yang tidak diangkat", "dead links, unanswered numbers"),
    countermeasure=Text(
        "tautan diperiksa mingguan; gagal tiga kali berturut-turut dihitung tidak ada",
        "links are checked weekly; three failures in a row count as absent",
    ),
)


class Verification(StrEnum):
    """Which badge a profile carries."""

    GOVERNMENT = "government"
    PAID = "paid"
    NONE = "none"


class ProfileElement(StrEnum):
    """The eight elements of a complete profile."""

    NAME = "name"
    FUNCTION = "function"
    PHONE = "phone"
    MAIL = "mail"
    WEBSITE = "website"
    COMPLAINTS = "complaints"
    ADDRESS = "address"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class ProfileSnapshot:
    """A profile as it was seen on one day; None: the platform does not show it.

    ``link_checks``: for elements that are links, whether each check so far got an answer, oldest first.
    """

    taken_on: date
    is_registered: bool | None = None
    verification: Verification | None = None
    links_back: bool | None = None
    elements: Mapping[ProfileElement, bool | None] = field(default_factory=dict)
    link_checks: Mapping[ProfileElement, Sequence[bool]] = field(default_factory=dict)
    #: (platform, or "" where the profile does not say; name in small letters) of accounts that it leads to.
    leads_to: frozenset[tuple[str, str]] | None = None

    def points(self) -> tuple[int, int]:
        """Points for authenticity, and those that could have been had."""
        badge = {Verification.GOVERNMENT: 30, Verification.PAID: 10, Verification.NONE: 0}
        parts = [
            (50, None if self.is_registered is None else 50 * self.is_registered),
            (30, None if self.verification is None else badge[self.verification]),
            (20, None if self.links_back is None else 20 * self.links_back),
        ]
        return sum(got for _, got in parts if got is not None), sum(
            most for most, got in parts if got is not None
        )

    def present(self) -> dict[ProfileElement, bool]:
        """The observable elements, and whether each is there; a link that failed three times running is not."""
        return {
            element: is_there and not _is_dead(self.link_checks.get(element, ()))
            for element, is_there in self.elements.items()
            if is_there is not None
        }


def _is_dead(checks: Sequence[bool]) -> bool:
    return len(checks) >= FAILED_CHECKS and not any(checks[-FAILED_CHECKS:])


def account_authenticity(snapshots: Sequence[ProfileSnapshot], as_of: date) -> IndicatorResult:
    """Checklist points of the newest snapshot not after ``as_of``; a census, so without an interval."""
    newest, why = newest_snapshot(snapshots, as_of)
    if newest is None or why is not None:
        return unknown(ACCOUNT_AUTHENTICITY, why or WhyNot.NO_PROFILE)
    points, observable = newest.points()
    if not observable:
        return unknown(ACCOUNT_AUTHENTICITY, WhyNot.NOTHING_READABLE, Sample(n=1))
    same = sum(one.points() == (points, observable) for one in snapshots if one.taken_on <= as_of)
    sample = Sample(points, observable, 1, {"snapshots": len(snapshots), "snapshots_that_agree": same})
    return scored(ACCOUNT_AUTHENTICITY, sample, 100 * points / observable, None, None)


def profile_completeness(snapshots: Sequence[ProfileSnapshot], as_of: date) -> IndicatorResult:
    """Elements present of those observable in the newest snapshot; a census, so without an interval."""
    newest, why = newest_snapshot(snapshots, as_of)
    if newest is None or why is not None:
        return unknown(PROFILE_COMPLETENESS, why or WhyNot.NO_PROFILE)
    present = newest.present()
    if not present:
        return unknown(PROFILE_COMPLETENESS, WhyNot.NOTHING_READABLE, Sample(n=1))
    missing = sorted(element.value for element, is_there in present.items() if not is_there)
    there = len(present) - len(missing)
    sample = Sample(there, len(present), 1, {"missing_elements": missing})
    return scored(PROFILE_COMPLETENESS, sample, there / len(present), None, None)


def newest_snapshot(
    snapshots: Sequence[ProfileSnapshot], as_of: date
) -> tuple[ProfileSnapshot | None, WhyNot | None]:
    """The newest snapshot not after the date, and why it cannot be used: none, or older than 30 days."""
    seen = [one for one in snapshots if one.taken_on <= as_of]
    if not seen:
        return None, WhyNot.NO_PROFILE
    newest = max(seen, key=lambda one: one.taken_on)
    is_old = newest.taken_on < as_of - timedelta(days=STALE_DAYS)
    return newest, WhyNot.SNAPSHOT_OLD if is_old else None

"""Where a government is present, and whether its accounts lead to one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics_app.choices import Platform
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.records import IndicatorResult

#: National reach in millions, January 2025 (We Are Social, DataReportal).
REACH_VERSION = "2025-01"
REACH_MILLIONS: Mapping[Platform, float] = {
    Platform.YOUTUBE: 143.0,
    Platform.FACEBOOK: 122.0,
    Platform.TIKTOK: 108.0,
    Platform.INSTAGRAM: 103.0,
    Platform.X: 25.2,
}
ACTIVE_DAYS = 30
#: Why the presence is provisional: nobody looked whether comments are open.
COMMENTS_NOT_SEEN = "comments_not_seen"

CROSS_CHANNEL_INTEGRATION = IndicatorDefinition(
    id="cross_channel_integration",
    name=Text("Integrasi akun antar perangkat daerah", "Integration between agency accounts"),
    dimension=Dimension.USABILITY,
    weight=10,
    webqual_items=("W3", "W6"),
    evidence=("004: Integrasi sosial media antar dinas belum dimaksimalkan",),
    formula=Text(
        "tautan berarah yang ada / (2 × (n − 1)) antara akun utama dan tiap akun perangkat daerah lain; tautan = di "
        "profil, mengikuti, atau ≥ 2 unggahan yang menyebut pada 2 hari berbeda",
        "directed links seen / (2 × (n − 1)) between the main account and each other agency account; a link = in the "
        "profile, a follow, or ≥ 2 posts that mention it on 2 different days",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 004: integrasi antar dinas belum dimaksimalkan.",
        "Paper 004: integration between agencies is not used to the full.",
    ),
    min_n=2,
    sample=Text("akun terdaftar", "registered accounts"),
    missing=Text(
        "Daftar ikutan tidak ditampilkan: hanya tautan profil dan sebutan, ditandai sebagian.",
        "Follow list not exposed: only profile links and mentions are used, marked as partial.",
    ),
    gaming=Text("satu unggahan yang menyebut semua akun", "one post that mentions every account"),
    countermeasure=Text(
        "sebutan dihitung bila ≥ 2 unggahan pada 2 hari berbeda",
        "a mention counts with ≥ 2 posts on 2 different days",
    ),
)

CHANNEL_COVERAGE = IndicatorDefinition(
    id="channel_coverage",
    name=Text("Kehadiran di kanal warga", "Presence where residents are"),
    dimension=Dimension.USABILITY,
    weight=5,
    webqual_items=("W4", "W6"),
    evidence=(
        "004: media mainstream seperti facebook lebih dapat diterima oleh masayarakat",
        "001: pengguna twiter (28%), TikTok (23%)",
        "000: diikuti instagram dengan 638 ribu followers, facebook dengan 493 ribu followers, dan "
        "youtube dengan 272 "
        "ribu subscribers",
    ),
    formula=Text(
        "jumlah bobot platform dengan akun aktif / jumlah semua bobot; aktif = ≥ 1 unggahan asli dalam 30 hari dan "
        "komentar dibuka; bobot = jangkauan nasional Januari 2025 (juta): YouTube 143, Facebook 122, TikTok 108, "
        "Instagram 103, X 25,2",
        "weights of platforms with an active account / all weights; active = ≥ 1 original post in 30 days with "
        "comments open; weights = national reach in January 2025 (million): YouTube 143, Facebook 122, TikTok 108, "
        "Instagram 103, X 25.2",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (333 / 501.2, 100.0)),
    anchors=Text(
        "Angka jangkauan yang diterbitkan; Facebook + Instagram + TikTok = 333/501,2 = sasaran.",
        "Published reach figures; Facebook + Instagram + TikTok = 333/501.2 = target.",
    ),
    min_n=1,
    sample=Text("daftar akun wilayah yang lengkap", "complete register of the region's accounts"),
    missing=Text("Daftar akun belum lengkap: tidak teramati.", "Register incomplete: not observable."),
    gaming=Text("akun cermin kosong", "empty mirror accounts"),
    countermeasure=Text(
        "syarat aktif; cermin dengan komentar tertutup tidak dihitung",
        "the active rule; mirrors with comments closed do not count",
    ),
)


class LinkKind(StrEnum):
    """How one account leads to another."""

    PROFILE = "profile"
    FOLLOW = "follow"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class AccountLink:
    """One account leads to another; ``post_days``: the local day of each post that mentions it."""

    source: str
    target: str
    kind: LinkKind
    post_days: Sequence[date] = ()

    @property
    def counts(self) -> bool:
        return self.kind is not LinkKind.MENTION or len(set(self.post_days)) >= 2


@dataclass(frozen=True, slots=True)
class Presence:
    """One account on a platform: its last original post, and whether anybody may comment; None: not known.

    ``is_watched``: its posts of the last 30 days were captured, so that none seen means none written.
    """

    platform: Platform
    last_post_on: date | None
    comments_open: bool | None
    is_watched: bool = True

    def is_active(self, as_of: date) -> bool:
        """Posted lately, and comments are not known to be closed."""
        is_recent = self.last_post_on is not None and (
            as_of - timedelta(days=ACTIVE_DAYS) < self.last_post_on <= as_of
        )
        return is_recent and self.comments_open is not False


def cross_channel_integration(
    main: str | None,
    others: Collection[str],
    links: Sequence[AccountLink] | None,
    *,
    sees_follows: bool = True,
) -> IndicatorResult:
    """Directed links between the main account and each other one; a single account gives its own two as ``others``.

    ``links`` None: nobody looked. A census, so without an interval; ``sees_follows`` False marks the value partial.
    """
    if links is None or main is None:
        return unknown(CROSS_CHANNEL_INTEGRATION, WhyNot.NO_LINKS)
    partners = set(others) - {main}
    if not partners:
        return unknown(CROSS_CHANNEL_INTEGRATION, WhyNot.SINGLE_ACCOUNT, Sample(n=1))
    wanted = {(main, other) for other in partners} | {(other, main) for other in partners}
    seen = wanted & {(link.source, link.target) for link in links if link.counts}
    detail = {
        "is_partial": not sees_follows,
        "links": [list(pair) for pair in sorted(seen)],
        "missing_links": [list(pair) for pair in sorted(wanted - seen)],
    }
    sample = Sample(len(seen), len(wanted), len(partners) + 1, detail)
    return scored(CROSS_CHANNEL_INTEGRATION, sample, len(seen) / len(wanted), None, None)


def channel_coverage(
    presences: Sequence[Presence], as_of: date, *, is_registry_complete: bool
) -> IndicatorResult:
    """Reach of the platforms with an active account, of all; region level only, a census.

    A platform that counts only by accounts whose comments nobody looked at makes the value provisional.
    """
    if not is_registry_complete:
        return unknown(CHANNEL_COVERAGE, WhyNot.REGISTRY_INCOMPLETE)
    active = {one.platform for one in presences if one.is_active(as_of)}
    if any(not one.is_watched and one.platform not in active for one in presences):
        return unknown(CHANNEL_COVERAGE, WhyNot.COVERAGE)
    known = {one.platform for one in presences if one.is_active(as_of) and one.comments_open}
    doubt = COMMENTS_NOT_SEEN if active - known else None
    reach, total = sum(REACH_MILLIONS.get(platform, 0.0) for platform in active), sum(REACH_MILLIONS.values())
    detail = {
        "active_platforms": sorted(active),
        "comments_not_seen": sorted(active - known),
        "reach_version": REACH_VERSION,
    }
    return scored(CHANNEL_COVERAGE, Sample(reach, total, 1, detail), reach / total, None, doubt)

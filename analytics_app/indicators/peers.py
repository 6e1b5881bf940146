"""Indicators without a norm of their own: an account beside the median of its peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from analytics_app.choices import Platform
from analytics_app.indicators.definition import PEER_LOG2, Dimension, IndicatorDefinition, Scale, Text, Unit
from analytics_app.indicators.intervals import garwood, weekly_resampled
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult, Interval

MIN_PEERS = 5
#: Residents of Indonesia in January 2025, by the same source as the platforms' reach (DataReportal): X reaches 8.8 %.
RESIDENTS_MILLIONS = 285.0
RIPE_DAYS = 7  # reactions are read so long after the post
#: Platforms that show how often a post was shared; elsewhere reactions are likes and comments.
WITH_SHARES = frozenset({Platform.X, Platform.FACEBOOK, Platform.TIKTOK})
SPIKE = 10.0
SPIKE_COMMENTERS = 0.01

AUDIENCE_ENGAGEMENT = IndicatorDefinition(
    id="audience_engagement",
    name=Text("Keterlibatan audiens (relatif)", "Audience engagement (relative)"),
    dimension=Dimension.USABILITY,
    weight=5,
    webqual_items=("W5", "W8"),
    evidence=(
        "003: Konten yang tidak kreatif tentu akan membuat publik enggan untuk melacak dan mengikuti akun",
        "004: semakin tinggi jumlah views (enggatment) pengikut",
    ),
    formula=Text(
        "median atas unggahan asli dari (suka + komentar + bagikan) / pengikut, dibagi median kelompok sebaya pada "
        "platform yang sama; skor = 50 + 25·log₂ perbandingannya",
        "median over original posts of (likes + comments + shares) / followers, divided by the peer "
        "group's median on "
        "the same platform; score = 50 + 25·log₂ of the ratio",
    ),
    unit=Unit.RATIO,
    direction="up",
    knots=PEER_LOG2,
    scale=Scale.LOG2,
    anchors=Text(
        "Tidak ada norma; relatif terhadap sebaya: 4 kali = 100, sama = 50, seperempat = 0.",
        "No rule exists; relative to peers: 4 times = 100, equal = 50, a quarter = 0.",
    ),
    min_n=20,
    sample=Text("unggahan (dan sedikitnya 5 sebaya)", "posts (with at least 5 peers)"),
    missing=Text("Kurang dari 5 sebaya: tidak berlaku.", "Fewer than 5 peers: not applicable."),
    gaming=Text(
        "suka yang dibeli; pengikut yang diwajibkan (disarankan makalah 004)",
        "bought likes; forced follows (paper 004 suggests them)",
    ),
    countermeasure=Text(
        "median, bukan rata-rata; lonjakan > 10 kali median sendiri dengan < 1% komentator unik dibuang; "
        "bobot hanya 5",
        "median, not mean; spikes > 10 times the own median with < 1% unique commenters are dropped; weight only 5",
    ),
)

PARTICIPATION_RATE = IndicatorDefinition(
    id="participation_rate",
    name=Text("Partisipasi warga (relatif)", "Citizen participation (relative)"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=5,
    webqual_items=("W20",),
    evidence=(
        "004: jumlah penduduk yang ada di Kabupaten Pemalang yang mencapai angka 1,2 Juta di tahun 2020 menurut BPS",
        "002: hanya melihat atau membaca informasi dari @PemkotMalang tanpa mengikuti akun",
        "004: mewajibkan masyarakat yang mengurus keperluan di Organisasi Perangkat Daerah (OPD) untuk memfollow",
    ),
    formula=Text(
        "penulis warga yang berbeda dalam 90 hari per 1.000 penduduk yang terjangkau (penduduk × "
        "penetrasi platform), "
        "dibagi median kelompok sebaya; skor = 50 + 25·log₂ perbandingannya",
        "distinct citizen authors in 90 days per 1,000 reachable residents (population × platform "
        "penetration), divided "
        "by the peer group's median; score = 50 + 25·log₂ of the ratio",
    ),
    unit=Unit.RATIO,
    direction="up",
    knots=PEER_LOG2,
    scale=Scale.LOG2,
    anchors=Text(
        "Makalah 004 membandingkan 4.461 pengikut dengan 1,2 juta penduduk; tanpa norma, jadi relatif.",
        "Paper 004 compares 4,461 followers with 1.2 million residents; no norm exists, so relative to peers.",
    ),
    min_n=10,
    sample=Text("penulis (dan sedikitnya 5 sebaya)", "authors (with at least 5 peers)"),
    missing=Text("Jumlah penduduk tidak diketahui: tidak teramati.", "Population unknown: not observable."),
    gaming=Text("pengikut wajib, komentator bot", "forced follows, bot commenters"),
    countermeasure=Text(
        "penulis yang dihitung, bukan pengikut; banyaknya keluhan tidak menghukum",
        "authors count, not followers; many reports from residents are not punished",
    ),
)


@dataclass(frozen=True, slots=True)
class PostReactions:
    """Reactions to one original post 7 days after it, and followers at posting (> 0)."""

    local_day: date
    reactions: int
    followers: int
    unique_commenters: int | None = None

    @property
    def rate(self) -> float:
        return self.reactions / self.followers


def engagement_rate(posts: Sequence[PostReactions]) -> tuple[float | None, list[PostReactions]]:
    """The median rate without bought-looking spikes, and the posts that it rests on; None without posts."""
    if not posts:
        return None, []
    usual = median(post.rate for post in posts)
    kept = [post for post in posts if not _is_spike(post, usual)]
    return (median(post.rate for post in kept) if kept else None), kept


def _is_spike(post: PostReactions, usual: float) -> bool:
    few = post.unique_commenters is not None and (post.unique_commenters < SPIKE_COMMENTERS * post.reactions)
    return few and post.rate > SPIKE * usual


def audience_engagement(
    posts: Sequence[PostReactions] | None, peer_rates: Sequence[float], seed: int
) -> IndicatorResult:
    """The account's rate over the median of its peers' (without itself); ``posts`` None: metrics not captured."""
    if posts is None:
        return unknown(AUDIENCE_ENGAGEMENT, WhyNot.NO_METRICS)
    own, kept = engagement_rate(posts)
    peers = median(peer_rates) if peer_rates else None
    detail = {"own": own, "peer_median": peers, "peers": len(peer_rates), "spikes": len(posts) - len(kept)}
    sample = Sample(own, peers, len(kept), detail)
    why = too_few(AUDIENCE_ENGAGEMENT, len(kept)) or peers_problem(peer_rates)
    if own is None or peers is None or why is not None:
        return unknown(AUDIENCE_ENGAGEMENT, why or WhyNot.NO_CASES, sample)
    weeks = [post.local_day.isocalendar()[:2] for post in kept]
    drawn = weekly_resampled(weeks, lambda places: median(kept[place].rate for place in places), seed)
    return scored(AUDIENCE_ENGAGEMENT, sample, own / peers, _divided(drawn, peers), None)


def participation_rate(
    authors: int, population: int | None, penetration: float | None, peer_rates: Sequence[float]
) -> IndicatorResult:
    """Authors per 1,000 reachable residents over the median of the peers' figures (without the region itself)."""
    if not population or not penetration:
        return unknown(PARTICIPATION_RATE, WhyNot.NO_POPULATION, Sample(n=authors))
    reach = population * penetration / 1000
    peers = median(peer_rates) if peer_rates else None
    detail = {"own": authors / reach, "peer_median": peers, "peers": len(peer_rates)}
    sample = Sample(authors, reach, authors, detail)
    why = too_few(PARTICIPATION_RATE, authors) or peers_problem(peer_rates)
    if peers is None or why is not None:
        return unknown(PARTICIPATION_RATE, why or WhyNot.FEW_PEERS, sample)
    interval = _divided(garwood(authors, reach), peers)
    return scored(PARTICIPATION_RATE, sample, authors / reach / peers, interval, None)


def peers_problem(peer_rates: Sequence[float]) -> WhyNot | None:
    """Why peers cannot serve as a measure: fewer than five, or a median of 0."""
    if len(peer_rates) < MIN_PEERS:
        return WhyNot.FEW_PEERS
    return WhyNot.PEER_MEDIAN_ZERO if median(peer_rates) == 0 else None


def _divided(interval: Interval, by: float) -> Interval:
    return Interval(interval.low / by, interval.high / by, interval.level)

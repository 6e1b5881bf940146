"""On how many days an account says something new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analytics_app.choices import Status
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.duplicates import are_repeats, without_addresses
from analytics_app.indicators.intervals import count_by_week, weekly_block_interval, wilson
from analytics_app.indicators.result import Sample, WhyNot, scored, without_value
from analytics_app.records import IndicatorResult, Interval

MIN_CHARACTERS = 40

UPDATE_REGULARITY = IndicatorDefinition(
    id="update_regularity",
    name=Text("Keteraturan pembaruan", "Update regularity"),
    dimension=Dimension.INFORMATION,
    weight=15,
    webqual_items=("W11",),
    evidence=(
        "000: Setiap hari akun twitter @DKIJakarta akan terus mengupdate data",
        "002: sering diposting setiap hari adalah informasi perkembangan virus corona",
        "004: pada 2 quarte di tahun pertama jumlah twit yang ada cukup tinggi dan stabil",
    ),
    formula=Text(
        "hari dengan ≥ 1 unggahan asli yang memenuhi syarat / hari teramati; memenuhi syarat = bukan hampir "
        "sama dengan unggahan 30 hari sebelumnya, dan teks ≥ 40 karakter atau bermedia",
        "days with ≥ 1 qualifying original post / observed days; qualifying = no near-duplicate of a post of the "
        "30 days before, and text ≥ 40 characters or media",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (5 / 7, 60.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 000: “setiap hari” = 100; setiap hari kerja (5/7, Perpres 21/2023) = 60.",
        "Paper 000: every day = 100; every working day (5/7, Perpres 21/2023) = 60.",
    ),
    min_n=60,
    sample=Text("hari teramati", "observed days"),
    missing=Text(
        "Hari tanpa pengumpulan keluar dari penyebut; kurang dari 60 hari teramati: belum cukup.",
        "Days without collection leave the denominator; fewer than 60 observed days: insufficient.",
    ),
    gaming=Text("unggahan pengisi terjadwal", "scheduled filler"),
    countermeasure=Text(
        "unggahan hampir sama dan teks pendek tanpa media tidak dihitung",
        "near-duplicates and short texts without media do not count",
    ),
)


@dataclass(frozen=True, slots=True)
class DatedPost:
    """An account's original post. ``local_day`` in the region's zone."""

    local_day: date
    text: str
    has_media: bool = False


def qualifying_days(posts: Iterable[DatedPost]) -> set[date]:
    """The local days on which a qualifying post appeared.

    Give the posts of the 30 days before the window too and cut the result to the window: the first day's posts are
    then compared like the others. Of two posts on one day the one that is given first is the earlier.
    """
    ordered = sorted(posts, key=lambda post: post.local_day)
    repeats = are_repeats([(post.local_day, post.text) for post in ordered])
    return {
        post.local_day
        for post, is_repeat in zip(ordered, repeats, strict=True)
        if not is_repeat and (post.has_media or len(without_addresses(post.text)) >= MIN_CHARACTERS)
    }


def update_regularity(
    qualifying: set[date],
    observed: set[date],
    seed: int,
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Share of the observed local days of the window with a qualifying post; interval by weekly blocks.

    ``observed`` holds the days that a source covers; qualifying days outside them are left out.
    """
    hits = qualifying & observed
    sample = Sample(
        len(hits), len(observed), len(observed), {"days": len(hits), "observed_days": len(observed)}
    )
    why = _why_not(len(observed), has_coverage)
    if why is not None:
        return without_value(UPDATE_REGULARITY, sample, Status.INSUFFICIENT, why, provisional_reason)
    interval = regularity_interval(hits, observed, seed)
    return scored(UPDATE_REGULARITY, sample, len(hits) / len(observed), interval, provisional_reason)


def regularity_interval(hits: set[date], observed: set[date], seed: int) -> Interval:
    """Weekly block bootstrap; Wilson where every day or none counts, since resampling cannot vary then."""
    if len(hits) in (0, len(observed)):
        return wilson(len(hits), len(observed))
    return weekly_block_interval([(count_by_week(hits), count_by_week(observed))], [1.0], seed)


def _why_not(observed_days: int, has_coverage: bool) -> WhyNot | None:
    if not has_coverage:
        return WhyNot.COVERAGE
    if observed_days == 0:
        return WhyNot.NO_CASES
    return WhyNot.BELOW_MINIMUM if observed_days < UPDATE_REGULARITY.min_n else None

"""On how many days an account says something new."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import ceil

from analytics_app.choices import Status
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import count_by_week, weekly_block_interval, wilson
from analytics_app.indicators.result import Sample, WhyNot, scored, without_value
from analytics_app.records import IndicatorResult, Interval

MIN_CHARACTERS = 40
DUPLICATE_DAYS = 30

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

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"\w+")
_Shingles = frozenset[tuple[str, ...]]


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
    texts = [_ADDRESS.sub(" ", post.text).strip() for post in ordered]
    shingles = [_shingles(text) for text in texts]
    recent = _RecentPosts(Counter(chain.from_iterable(shingles)))
    days = set()
    for post, text, own in zip(ordered, texts, shingles, strict=True):
        is_repeated = recent.has_like(own, post.local_day)
        if not is_repeated and (post.has_media or len(text) >= MIN_CHARACTERS):
            days.add(post.local_day)
    return days


def _shingles(text: str) -> _Shingles:
    """The sets of three words in a row; a shorter text is one shingle, no word is none."""
    words = _WORD.findall(text.lower())
    if len(words) < 3:
        return frozenset((tuple(words),) if words else ())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


class _RecentPosts:
    """The posts of the last 30 days, found by their shingles; posts come in order of days.

    Two sets whose Jaccard index reaches 4/5 share a shingle among the first |A| − ⌈4/5 |A|⌉ + 1 of any fixed order
    of each. Only those are indexed, rare ones first, so that a post is compared with a few others, not with all
    that share an account's usual phrases.
    """

    def __init__(self, frequency: Mapping[tuple[str, ...], int]) -> None:
        self._frequency = frequency
        self._places: dict[tuple[str, ...], deque[tuple[date, _Shingles]]] = {}

    def has_like(self, shingles: _Shingles, day: date) -> bool:
        """Whether a near-duplicate stands among the posts before; remembers this one."""
        if not shingles:
            return False
        ordered = sorted(shingles, key=lambda words: (self._frequency[words], words))
        first = ordered[: len(shingles) - ceil(4 * len(shingles) / 5) + 1]
        places = [self._place(key, day) for key in first]
        found = any(_is_like(shingles, other) for place in places for _, other in place)
        for place in places:
            place.append((day, shingles))
        return found

    def _place(self, key: tuple[str, ...], day: date) -> deque[tuple[date, _Shingles]]:
        place = self._places.setdefault(key, deque())
        while place and (day - place[0][0]).days > DUPLICATE_DAYS:
            place.popleft()
        return place


def _is_like(one: _Shingles, other: _Shingles) -> bool:
    """Jaccard index ≥ 4/5, in whole numbers."""
    common = len(one & other)
    return 5 * common >= 4 * (len(one) + len(other) - common)


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

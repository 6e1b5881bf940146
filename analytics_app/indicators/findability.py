"""Whether one finds the official account by searching for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics_app.choices import Platform
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult

LAST_RANK = 10

FINDABILITY = IndicatorDefinition(
    id="findability",
    name=Text("Kemudahan ditemukan", "Findability by keyword"),
    dimension=Dimension.USABILITY,
    weight=15,
    webqual_items=("W3", "W4"),
    evidence=("000: cukup ketikkan keyword “Jakarta” dalam search bar",),
    formula=Text(
        "rata-rata 1/peringkat akun resmi dalam hasil pencarian atas kueri baku (nama daerah, pemkab/pemkot/pemprov, "
        "diskominfo, info, dukcapil, semuanya dengan tingkat daerahnya); di luar sepuluh besar dihitung 0",
        "mean of 1/rank of the official account over a fixed set of queries (name of the region, "
        "pemkab/pemkot/pemprov, "
        "diskominfo, info, dukcapil, each qualified by level); outside the first ten counts 0",
    ),
    unit=Unit.RECIPROCAL_RANK,
    direction="up",
    knots=((0.0, 0.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 000: satu kata kunci menampilkan akunnya. 1,0 = hasil pertama untuk setiap kueri.",
        "Paper 000: one keyword shows the account. 1.0 = first result for every query.",
    ),
    min_n=5,
    sample=Text("kueri yang diamati", "observed queries"),
    missing=Text(
        "Tanpa pengamatan pencarian: tidak teramati; kueri yang belum dicoba tidak dihitung.",
        "Without a search observation: not observable; a query that was not tried is missing.",
    ),
    gaming=Text("menjejalkan kata kunci ke nama tampilan", "keyword stuffing in the display name"),
    countermeasure=Text(
        "kueri tetap; nama tampilan harus nama resmi perangkat daerah",
        "a fixed query set; the display name must be the registered agency name",
    ),
)

_LEVEL_WORDS = {
    "provinsi": ("provinsi", "pemprov"),
    "kabupaten": ("kabupaten", "pemkab"),
    "kota": ("kota", "pemkot"),
}


@dataclass(frozen=True, slots=True)
class SearchObservation:
    """At which rank a logged-out search showed the official account; ``rank`` None: not among those looked at."""

    query: str
    platform: Platform
    rank: int | None
    observed_on: date

    @property
    def gain(self) -> float:
        """1/rank; 0 where the account is not among the first ten."""
        return 1 / self.rank if self.rank and self.rank <= LAST_RANK else 0.0


def standard_queries(bare_name: str, level: str) -> tuple[str, ...]:
    """The five queries of a region; "bogor", "kota" → "kota bogor", "pemkot bogor" …"""
    word, government = _LEVEL_WORDS[level]
    name = bare_name.lower()
    return (
        f"{word} {name}",
        f"{government} {name}",
        f"diskominfo {word} {name}",
        f"info {word} {name}",
        f"dukcapil {word} {name}",
    )


def newest_searches(
    observations: Sequence[SearchObservation], first_day: date, as_of: date
) -> list[SearchObservation]:
    """Of each query and platform the newest observation in the window."""
    newest: dict[tuple[str, Platform], SearchObservation] = {}
    for seen in sorted(observations, key=lambda one: one.observed_on):
        if first_day <= seen.observed_on <= as_of:
            newest[seen.query, seen.platform] = seen
    return list(newest.values())


def findability(observations: Sequence[SearchObservation], first_day: date, as_of: date) -> IndicatorResult:
    """Mean reciprocal rank over the newest observation of each query and platform in the window; a census."""
    newest = newest_searches(observations, first_day, as_of)
    if not newest:
        return unknown(FINDABILITY, WhyNot.NO_SEARCH)
    gains = [seen.gain for seen in newest]
    sample = Sample(sum(gains), len(gains), len(gains), {"found": sum(gain > 0 for gain in gains)})
    why = too_few(FINDABILITY, len(gains))
    if why is not None:
        return unknown(FINDABILITY, why, sample)
    return scored(FINDABILITY, sample, sum(gains) / len(gains), None, None)

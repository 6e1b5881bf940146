"""Bands: how a score between 0 and 100 is named, and an interval that crosses a cut."""

from __future__ import annotations

from enum import IntEnum

#: Below so many cases the band alone is published (method section 12, rule 8).
MIN_CASES = 30
CUTS = (20.0, 40.0, 60.0, 80.0)


class Band(IntEnum):
    """The five bands from the worst to the best."""

    VERY_POOR = 0
    POOR = 1
    FAIR = 2
    GOOD = 3
    VERY_GOOD = 4


#: Own words, not the letters of the IKM survey.
BAND_WORDS = {
    Band.VERY_POOR: "Sangat kurang",
    Band.POOR: "Kurang",
    Band.FAIR: "Cukup",
    Band.GOOD: "Baik",
    Band.VERY_GOOD: "Sangat baik",
}


def band_of(score: float) -> Band:
    """The band of a score, taken on nine decimals so that a rounding error moves nobody across a cut."""
    return Band(sum(round(score, 9) >= cut for cut in CUTS))


def bands_of(low: float, high: float) -> tuple[Band, Band]:
    """The bands of an interval's ends; equal where it crosses no cut."""
    return band_of(low), band_of(high)


def band_label(low: float, high: float) -> str:
    """One word, or the first and the last where the interval crosses a cut: "Cukup – Baik"."""
    first, last = bands_of(low, high)
    return BAND_WORDS[first] if first == last else f"{BAND_WORDS[first]} – {BAND_WORDS[last]}"

"""Whom a region may be compared with: regions of its level and size (method sections 6 and 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics_app.indicators.definition import MethodError

MIN_MEMBERS = 5
MIN_FOR_TIERS = 8
JAKARTA = "31."
#: Upper ends of the population bands, [low, high); frozen with the method's version.
BANDS: Mapping[str, tuple[float, ...]] = {
    "provinsi": (2e6, 5e6, 10e6, float("inf")),
    "kabupaten": (250e3, 500e3, 1e6, float("inf")),
    "kota": (250e3, 500e3, 1e6, float("inf")),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A region that may be compared: its Kemendagri code, level (provinsi, kabupaten, kota) and residents."""

    code: str
    level: str
    population: int | None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Regions that are compared. ``bands``: first and last population band it holds (None: Jakarta's own)."""

    name: str
    members: tuple[str, ...]
    bands: tuple[int, int] | None

    @property
    def has_relative_indicators(self) -> bool:
        return len(self.members) >= MIN_MEMBERS

    @property
    def has_tiers(self) -> bool:
        return len(self.members) >= MIN_FOR_TIERS


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups, and the regions that are in none because nobody knows how many people live there."""

    groups: tuple[PeerGroup, ...]
    without_population: tuple[str, ...]

    def group_of(self, code: str) -> PeerGroup | None:
        return next((group for group in self.groups if code in group.members), None)


def band_of_population(level: str, population: int) -> int:
    """The number of the population band, 0 for the smallest."""
    if level not in BANDS:
        raise MethodError(f"unknown level of a region: {level!r}")
    return sum(population >= limit for limit in BANDS[level])


def peer_groups(candidates: Sequence[Candidate]) -> Grouping:
    """Groups by level and population band; bands of fewer than five regions are merged with a neighbour.

    The smallest band goes first (the lower of equals), to its neighbour with fewer members (the lower on ties).
    Jakarta's administrative units have no government of their own kind and form a group by themselves.
    """
    known = sorted((one for one in candidates if one.population is not None), key=lambda one: one.code)
    jakarta = tuple(one.code for one in known if one.code.startswith(JAKARTA))
    groups = [PeerGroup("jakarta", jakarta, None)] if jakarta else []
    for level in BANDS:
        filled: dict[int, list[str]] = {}
        for one in known:
            if one.level == level and one.code not in jakarta:
                filled.setdefault(band_of_population(level, one.population or 0), []).append(one.code)
        groups += [
            PeerGroup(f"{level}-{first}-{last}", tuple(sorted(codes)), (first, last))
            for first, last, codes in _merged(filled)
        ]
    missing = tuple(sorted(one.code for one in candidates if one.population is None))
    return Grouping(tuple(groups), missing)


def _merged(filled: Mapping[int, Sequence[str]]) -> list[tuple[int, int, list[str]]]:
    bands = [(band, band, list(filled[band])) for band in sorted(filled)]
    while len(bands) > 1:
        smallest = min(range(len(bands)), key=lambda place: (len(bands[place][2]), place))
        if len(bands[smallest][2]) >= MIN_MEMBERS:
            break
        beside = [place for place in (smallest - 1, smallest + 1) if 0 <= place < len(bands)]
        other = min(beside, key=lambda place: (len(bands[place][2]), place))
        low, high = sorted((smallest, other))
        joined = (bands[low][0], bands[high][1], bands[low][2] + bands[high][2])
        bands[low : high + 1] = [joined]
    return bands

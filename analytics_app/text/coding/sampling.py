"""How many messages are drawn from which stratum, so that each has a known chance."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Stratum = TypeVar("Stratum", bound=Hashable)

#: Bands of a machine's confidence (from, below); the last holds 1 too. The unsure ones are drawn more densely.
CONFIDENCE_BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0))


class TooFewForStrata(ValueError):
    """The sample is smaller than the number of strata, so some could not be drawn from."""

    def __init__(self, size: int, strata: int) -> None:
        super().__init__(f"{size} messages cannot cover {strata} strata")
        self.size, self.strata = size, strata


def proportional(counts: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """Shares ``size`` among the strata by their counts, at least one each, never more than there are.

    Largest remainders decide; ties go to the stratum that comes first. Raises TooFewForStrata.
    """
    held = {stratum: count for stratum, count in counts.items() if count}
    if size < len(held):
        raise TooFewForStrata(size, len(held))
    total = sum(held.values())
    if size >= total:
        return held
    exact = {stratum: size * count / total for stratum, count in held.items()}
    quota = {stratum: max(1, int(share)) for stratum, share in exact.items()}
    while sum(quota.values()) > size:  # the ones given to small strata are taken from where least is lost
        most = max((s for s in quota if quota[s] > 1), key=lambda stratum: quota[stratum] - exact[stratum])
        quota[most] -= 1
    by_remainder = sorted(held, key=lambda stratum: quota[stratum] - exact[stratum])
    return _give(quota, held, by_remainder, size)


def equal(counts: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """The same number from each stratum as far as they have it: small ones are drawn from more densely."""
    held = {stratum: count for stratum, count in counts.items() if count}
    if size < len(held):
        raise TooFewForStrata(size, len(held))
    return _give(dict.fromkeys(held, 0), held, list(held), min(size, sum(held.values())))


def _give(
    quota: dict[Stratum, int], held: Mapping[Stratum, int], order: list[Stratum], size: int
) -> dict[Stratum, int]:
    """Gives one by one, round after round, to strata that have more, until ``size`` is reached."""
    left = size - sum(quota.values())
    while left > 0:
        for stratum in order:
            if left and quota[stratum] < held[stratum]:
                quota[stratum] += 1
                left -= 1
    return quota

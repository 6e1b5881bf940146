"""Which sources hold enough of the window to enter a rate (method section 12, "Censoring time")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MIN_COVERAGE = 0.80


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How much of the window one source holds. ``post_share``: of the posts known to exist; None = not known.

    ``cases`` is how many cases (threads, posts) of the indicator the source holds.
    """

    source: str
    day_share: float
    post_share: float | None
    cases: int

    @property
    def share(self) -> float:
        return self.day_share if self.post_share is None else min(self.day_share, self.post_share)


@dataclass(frozen=True, slots=True)
class Pool:
    """The sources that stay, those that leave, and whether what stays is enough for a rate."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    is_sufficient: bool


def pool_sources(sources: Iterable[SourceCoverage]) -> Pool:
    """A source below 0.80 leaves; what stays must hold at least 80 % of all known cases, and be something."""
    listed = list(sources)
    kept = [source for source in listed if source.share >= MIN_COVERAGE]
    cases = sum(source.cases for source in listed)
    held = sum(source.cases for source in kept)
    return Pool(
        kept=tuple(source.source for source in kept),
        dropped=tuple(source.source for source in listed if source.share < MIN_COVERAGE),
        is_sufficient=bool(kept) and held >= MIN_COVERAGE * cases,
    )

"""Small counts on public pages: what is hidden, and what must be hidden with it (method sections 8 and 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLD = 10
MIN_WIDTH = 5


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """Cells of one published total; None = hidden. ``total`` is None when it has to be hidden as well."""

    cells: tuple[int | None, ...]
    total: int | None


def suppress(cells: Sequence[int], threshold: int = THRESHOLD, min_width: int = MIN_WIDTH) -> PublicCounts:
    """Hide counts of 1 to ``threshold`` − 1, and as many others as keep them unknown; 0 is shown.

    Further cells go smallest first, the earliest of equals, until from the total and the shown cells every hidden
    cell could lie anywhere in at least ``min_width``. Without a further cell the total goes.
    """
    small = {place for place, count in enumerate(cells) if 0 < count < threshold}
    hidden = set(small)
    while hidden and not _is_safe([cells[place] for place in sorted(hidden)], threshold, min_width):
        others = [place for place, count in enumerate(cells) if count > 0 and place not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda place: (cells[place], place)))
    shown = tuple(None if place in hidden else count for place, count in enumerate(cells))
    total = sum(cells)
    is_safe = _is_safe([cells[place] for place in sorted(hidden)], threshold, min_width)
    return PublicCounts(shown, total if is_safe and not 0 < total < threshold else None)


def _is_safe(hidden: Sequence[int], threshold: int, min_width: int) -> bool:
    """Whether the sum of the hidden cells leaves each of them room, even if one knows which were small."""
    lows = [1 if count < threshold else threshold for count in hidden]
    total = sum(hidden)
    highs = [threshold - 1 if count < threshold else total for count in hidden]
    return all(
        min(high, total - (sum(lows) - low)) - max(low, total - (sum(highs) - high)) >= min_width
        for low, high in zip(lows, highs, strict=True)
    )

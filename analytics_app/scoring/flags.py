"""What is worth a second look: many tests at once, and figures that leave their own past behind."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

FALSE_DISCOVERY_RATE = 0.05
ROBUST_SDS = 4.0
MIN_HISTORY = 5
_MAD_TO_SD = 1.4826


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values of many tests, in their order; flag those at or below the false discovery rate."""
    n = len(p_values)
    order = sorted(range(n), key=lambda place: p_values[place], reverse=True)
    adjusted, least = [0.0] * n, 1.0
    for above, place in enumerate(order):
        least = min(least, p_values[place] * n / (n - above))
        adjusted[place] = least
    return adjusted


def is_unusual(history: Sequence[float], value: float) -> bool:
    """Whether a figure lies more than four robust standard deviations from the median of its history.

    Fewer than five earlier figures say nothing; where they were all alike, any other one is unusual.
    """
    if len(history) < MIN_HISTORY:
        return False
    middle = median(history)
    spread = _MAD_TO_SD * median(abs(one - middle) for one in history)
    return abs(value - middle) > ROBUST_SDS * spread

"""Intervals of indicator values. Level 0.95, z = Φ⁻¹(0.975) (method section 12, "Details")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from statistics import NormalDist

from analytics_app.records import Interval

LEVEL = 0.95
Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
DRAWS = 2000

Week = tuple[int, int]  # ISO year and week


def wilson(k: float, n: float) -> Interval:
    """Wilson's interval of a proportion; ``k`` and ``n`` may be effective, hence not whole numbers. n > 0."""
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    low = 0.0 if k <= 0 else max(0.0, middle - half)
    high = 1.0 if k >= n else min(1.0, middle + half)
    return Interval(low, high, LEVEL)


def count_by_week(days: set[date]) -> dict[Week, int]:
    """How many of the (local) days lie in each ISO week."""
    counts: dict[Week, int] = {}
    for day in days:
        week = day.isocalendar()[:2]
        counts[week] = counts.get(week, 0) + 1
    return counts


def weekly_block_interval(
    series: Sequence[tuple[Mapping[Week, int], Mapping[Week, int]]],
    weights: Sequence[float],
    seed: int,
) -> Interval:
    """Percentile interval of a weighted mean of ratios, resampling whole ISO weeks for all series at once.

    Each series is (hits by week, total by week); ``weights`` sum to 1. A draw in which a series has no day at all
    leaves that series out and shares its weight among the others.
    """
    import numpy as np  # pages read this module for Wilson's interval alone

    weeks = sorted({week for _, total in series for week in total})
    hits = np.array([[hit.get(week, 0) for week in weeks] for hit, _ in series], dtype=float)
    totals = np.array([[total.get(week, 0) for week in weeks] for _, total in series], dtype=float)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), size=DRAWS).T
    drawn_totals = totals @ drawn
    present = np.asarray(weights)[:, None] * (drawn_totals > 0)
    ratios = (hits @ drawn) / np.maximum(drawn_totals, 1)
    shares = present.sum(axis=0)
    values = (present * ratios).sum(axis=0)[shares > 0] / shares[shares > 0]
    low, high = np.percentile(values, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(low), float(high), LEVEL)

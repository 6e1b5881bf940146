"""Intervals of indicator values. Level 0.95, z = Φ⁻¹(0.975) (method section 12, "Details")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import exp, lgamma, sqrt
from statistics import NormalDist
from typing import Literal

from analytics_app.indicators.special import poisson_mean
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


def newcombe(k1: float, n1: float, k2: float, n2: float) -> Interval:
    """Newcombe's method 10 (no continuity correction): k1/n1 − k2/n2 from two Wilson intervals."""
    one, two = wilson(k1, n1), wilson(k2, n2)
    p1, p2 = k1 / n1, k2 / n2
    low = p1 - p2 - sqrt((p1 - one.low) ** 2 + (two.high - p2) ** 2)
    high = p1 - p2 + sqrt((one.high - p1) ** 2 + (p2 - two.low) ** 2)
    return Interval(low, high, LEVEL)


def garwood(count: int, exposure: float = 1.0) -> Interval:
    """Garwood's exact interval of a Poisson mean, divided by ``exposure``."""
    tail = (1 - LEVEL) / 2
    low = poisson_mean(count - 1, 1 - tail) if count else 0.0
    return Interval(low / exposure, poisson_mean(count, tail) / exposure, LEVEL)


def fisher_exact(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided p of Fisher's exact test: tables that are no likelier than the one seen."""
    hits, total = k1 + k2, n1 + n2

    def probability(k: int) -> float:
        ways = _log_choose(n1, k) + _log_choose(n2, hits - k) - _log_choose(total, hits)
        return exp(ways)

    seen = probability(k1)
    tables = range(max(0, hits - n2), min(hits, n1) + 1)
    return min(1.0, sum(p for k in tables if (p := probability(k)) <= seen * (1 + 1e-7)))


def _log_choose(n: int, k: int) -> float:
    """The logarithm of n over k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def mean_interval(values: Sequence[float], seed: int, weights: Sequence[float] | None = None) -> Interval:
    """Percentile interval of a mean, resampling the values (in 0-1); Wilson on the effective n where all are equal.

    ``weights`` of the values; each value is drawn with its own.
    """
    if min(values) == max(values):
        n = sum(weights) ** 2 / sum(weight * weight for weight in weights) if weights else len(values)
        return wilson(values[0] * n, n)
    return resampled(values, seed, "mean") if weights is None else _weighted(values, weights, seed)


def _weighted(values: Sequence[float], weights: Sequence[float], seed: int) -> Interval:
    import numpy as np

    drawn = np.random.default_rng(seed).integers(0, len(values), size=(DRAWS, len(values)))
    picked = np.asarray(weights, dtype=float)[drawn]
    found = (picked * np.asarray(values, dtype=float)[drawn]).sum(axis=1) / picked.sum(axis=1)
    low, high = np.percentile(found, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(low), float(high), LEVEL)


def resampled(values: Sequence[float], seed: int, statistic: Literal["mean", "median"]) -> Interval:
    """Percentile interval of the mean or median of ``values``, each resampled on its own."""
    import numpy as np

    drawn = np.random.default_rng(seed).integers(0, len(values), size=(DRAWS, len(values)))
    picked = np.asarray(values, dtype=float)[drawn]
    found = picked.mean(axis=1) if statistic == "mean" else np.median(picked, axis=1)
    low, high = np.percentile(found, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(low), float(high), LEVEL)


def weekly_resampled(
    weeks: Sequence[Week], statistic: Callable[[Sequence[int]], float | None], seed: int
) -> Interval:
    """Percentile interval of ``statistic`` (of the places in ``weeks``), resampling whole ISO weeks."""
    import numpy as np

    places: dict[Week, list[int]] = {}
    for place, week in enumerate(weeks):
        places.setdefault(week, []).append(place)
    blocks = [places[week] for week in sorted(places)]
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(blocks), size=(DRAWS, len(blocks)))
    found = [statistic([place for block in row for place in blocks[block]]) for row in drawn.tolist()]
    known = [value for value in found if value is not None]
    low, high = np.percentile(known, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(low), float(high), LEVEL)

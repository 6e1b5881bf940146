"""B5: the intervals of a whole country, against one plain Python pass over one account; and what they grow with.

`python bench/run.py b5` also scores stored regions of the volume: indicators, dimensions, composite, written.
`python -m bench.b5_score [subjects]` needs no servers: the bootstraps alone, on subjects of the country's sizes.
"""

from __future__ import annotations

import math
import random
import sys
from statistics import quantiles

import numpy as np

from analytics_app.indicators.intervals import DRAWS
from analytics_app.indicators.registry import BY_ID
from analytics_app.scoring.bootstrap import Subject, uncertainty
from analytics_app.scoring.samples import Answered, Diversity, Equity, Mean, OfWaits, Origin, Sample
from bench.measure import alternate, middle, peak_mb, report, rows_of, seconds
from tests.method.processes import PROCESSES, observe, some_account

REGIONS, ACCOUNTS = 552, 2_800
PROCESS = PROCESSES["authors, root posts and weeks"]
GROWTH = (100, 1_000, 10_000)
Row = tuple[str, str, str, bool | None]


# --- subjects of a country's sizes ---------------------------------------------------------------


def sizes(count: int) -> list[int]:
    """Threads in 90 days of so many accounts: most have few, some have thousands (Zipf, as in bench.volume)."""
    weights = [1 / (place + 1) ** 0.9 for place in range(ACCOUNTS)]
    threads = 450_000 / sum(weights)  # 5 M messages in 24 months: some 450,000 threads in 90 days
    step = ACCOUNTS / count
    return [max(5, round(weights[int((n + 0.5) * step)] * threads)) for n in range(count)]


def subject(threads: int, seed: int) -> Subject:
    rng = np.random.default_rng([20261129, seed])
    return observe(some_account(rng, threads, max(30, threads // 3)), PROCESS, rng, seed)


# --- the plain pass ------------------------------------------------------------------------------


def plain_pass(one: Subject, draws: int, seed: int = 1) -> list[float]:
    """The mean score of each replicate, case by case in plain Python: what anybody would write first."""
    rng = random.Random(seed)
    scores = []
    for clustering in range(3):
        for _ in range(draws):
            weights: dict[object, float] = {}
            found = [
                BY_ID[name].score(_figure(sample, weights, clustering, rng))
                for name, sample in one.samples.items()
            ]
            scores.append(sum(found) / len(found))
    return scores


def _weight(origin: Origin, weights: dict[object, float], clustering: int, rng: random.Random) -> float:
    key = (origin.author, origin.root, origin.week)[clustering] or origin.week
    if key not in weights:
        weights[key] = rng.expovariate(1)
    return weights[key]


def _figure(sample: Sample, weights: dict[object, float], clustering: int, rng: random.Random) -> float:
    own = [_weight(origin, weights, clustering, rng) for origin in sample.origins]
    if isinstance(sample, OfWaits):
        return _waited(sample, own)
    if isinstance(sample, Equity):
        return _equity(sample, own)
    if isinstance(sample, Diversity):
        counts: dict[str, float] = {}
        for topic, weight in zip(sample.topics, own, strict=True):
            counts[topic] = counts.get(topic, 0.0) + weight
        total = sum(counts.values())
        return math.exp(-sum(c / total * math.log(c / total) for c in counts.values() if c))
    assert isinstance(sample, Mean)
    return sum(w * v for w, v in zip(own, sample.values, strict=True)) / sum(own)


def _waited(sample: OfWaits, own: list[float]) -> float:
    waits = sample.waits
    at_risk, alive, area, last = sum(own), 1.0, 0.0, 0.0
    horizon: float = getattr(sample, "horizon", 72.0)
    for hours, answered, weight in sorted(zip(waits.hours, waits.answered, own, strict=True)):
        if hours > horizon:
            break
        area, last = area + alive * (hours - last), hours
        if answered and at_risk > 0:
            alive *= 1 - weight / at_risk
        at_risk -= weight
    return 1 - alive if isinstance(sample, Answered) else area + alive * (horizon - last)


def _equity(sample: Equity, own: list[float]) -> float:
    rates = []
    for group in (True, False):
        pairs = [
            (w, r) for w, c, r in zip(own, sample.is_critical, sample.replied, strict=True) if c is group
        ]
        rates.append((sum(w for w, r in pairs if r) + 0.5) / (sum(w for w, _ in pairs) + 1))
    return min(1.0, rates[0] / rates[1])


# --- measuring -----------------------------------------------------------------------------------


def alone(count: int) -> tuple[list[Row], dict[str, object]]:
    """Of ``count`` accounts of a country's sizes: what each costs; of one of mean size, what a plain pass costs."""
    listed = [subject(threads, place) for place, threads in enumerate(sizes(count))]
    average = subject(sum(sizes(count)) // count, count)
    uncertainty(average)  # numpy has woken up
    few = 20  # draws of the plain pass: its cost is the same every time
    plain, ours = alternate(
        lambda: seconds(lambda: plain_pass(average, few)) * DRAWS / few,
        lambda: seconds(lambda: uncertainty(average)),
        5,
    )
    costs = [seconds(lambda one=one: uncertainty(one)) for one in listed]  # type: ignore[misc]
    country = sum(costs) / count * ACCOUNTS
    by_plain = middle(plain) * ACCOUNTS
    biggest, growth = max(costs), _growth()
    rows: list[Row] = [
        ("an account of mean size: plain pass / ours", f"{middle(plain) / middle(ours):.0f}", "", None),
        (
            "country: plain pass x accounts / ours",
            f"{by_plain / country:.0f}",
            ">= 100",
            by_plain >= 100 * country,
        ),
        ("country's accounts", f"{country:.0f} s", "", None),
        ("the largest account / country", f"{biggest / country:.2%}", "<= 1 %", biggest <= 0.01 * country),
        ("an account in the middle", f"{1000 * quantiles(costs, n=2)[0]:.0f} ms", "", None),
        (
            f"cost a thread at {GROWTH[-1]:,} / at {GROWTH[-2]:,} threads",
            f"{growth[-1] / growth[-2]:.2f}",
            "<= 1.3 (linear)",
            growth[-1] <= 1.3 * growth[-2],
        ),
        ("most memory held", f"{peak_mb():.0f} MB", "", None),
    ]
    return rows, {"plain": plain, "ours": ours, "costs": costs, "sizes": sizes(count), "growth": growth}


def _growth() -> list[float]:
    """Seconds a thread at each size."""
    return [
        middle([seconds(lambda one=one: uncertainty(one)) for _ in range(3)]) / threads  # type: ignore[misc]
        for threads in GROWTH
        for one in [subject(threads, threads)]
    ]


def run(given: list[str]) -> None:
    """The bootstraps alone; then stored regions: all of a sample at one date, and one after one new batch."""
    from bench.stored_scores import stored  # needs the database, which the rest does not

    rows, raw = alone(120)
    rows += stored(rows_of(given[0]), raw)
    report("b5_score", rows, raw)


if __name__ == "__main__":
    report("b5_score_alone", *alone(int(sys.argv[1]) if len(sys.argv) > 1 else 120))

"""Figures under many weights at once, against plain programs on cases repeated as often as their weight says."""

from __future__ import annotations

from statistics import median
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics_app.indicators.equity import equity_of
from analytics_app.indicators.survival import kaplan_meier
from analytics_app.indicators.topics import hill
from analytics_app.scoring.samples import (
    Answered,
    Diversity,
    Equity,
    Mean,
    MedianLag,
    Medians,
    Origin,
    Rates,
    Sample,
    Total,
    Waited,
    Waits,
    unweighted,
)

WEEK = (2026, 1)
waits = st.lists(
    st.tuples(st.integers(0, 200), st.booleans(), st.integers(0, 3)), min_size=2, max_size=25
).filter(lambda rows: sum(row[2] for row in rows) > 0)


def weighted(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, int]]]:
    """Values with whole weights, not all 0."""
    rows = st.lists(st.tuples(values, st.integers(0, 3)), min_size=1, max_size=30)
    return rows.filter(lambda found: any(weight for _, weight in found))


def origins(n: int) -> list[Origin]:
    return [Origin(WEEK)] * n


def figure(sample: Sample, weights: list[int]) -> float:
    return float(sample.measure(np.array([weights], dtype=float), np.zeros((1, 2)))[0])


def repeated(rows: list[tuple[int, bool, int]]) -> tuple[list[float], list[bool]]:
    listed = [(float(hours), answered) for hours, answered, weight in rows for _ in range(weight)]
    return [hours for hours, _ in listed], [answered for _, answered in listed]


@given(waits)
def test_survival_figures_are_those_of_the_repeated_threads(rows: list[tuple[int, bool, int]]) -> None:
    hours, answered, weights = zip(*rows, strict=True)
    sample = Waits(origins(len(rows)), list(map(float, hours)), list(answered))
    curve = kaplan_meier(*repeated(rows))
    for horizon in (24.0, 72.0):
        assert figure(Answered(sample, horizon), list(weights)) == pytest.approx(curve.answered_by(horizon))
        if curve.last_hours >= horizon:
            assert figure(Waited(sample, horizon), list(weights)) == pytest.approx(curve.rmst(horizon))
    middle = curve.median()
    expected = 168.0 if middle is None else min(middle, 168.0)
    assert figure(MedianLag(sample, 168.0), list(weights)) == pytest.approx(expected)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 3)), min_size=1, max_size=30))
def test_equity_is_that_of_the_repeated_threads(rows: list[tuple[bool, bool, int]]) -> None:
    critical, replied, weights = (list(column) for column in zip(*rows, strict=True))
    groups = [
        (
            sum(w for c, r, w in rows if c is group and r),
            sum(w for c, _, w in rows if c is group),
        )
        for group in (True, False)
    ]
    expected = equity_of(*groups)
    sample = Equity(origins(len(rows)), critical, replied)
    assert figure(sample, weights) == pytest.approx(
        min(1.0, expected.detail["p_critical"] / expected.detail["p_others"])
    )
    level = sample.level(np.array([weights], dtype=float))[0]
    assert level == pytest.approx(expected.detail["level_factor"])


@given(
    st.lists(st.tuples(st.floats(0, 4), st.integers(0, 3)), min_size=1, max_size=30).filter(
        lambda r: any(w for _, w in r)
    )
)
def test_means_are_those_of_the_repeated_cases(rows: list[tuple[float, int]]) -> None:
    values, weights = (list(column) for column in zip(*rows, strict=True))
    listed = [value for value, weight in rows for _ in range(weight)]
    mean = Mean(origins(len(rows)), values, scale=10.0)
    assert figure(mean, weights) == pytest.approx(10 * sum(listed) / len(listed))


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), min_size=1, max_size=30).filter(
        lambda r: any(w for _, w in r)
    )
)
def test_diversity_is_that_of_the_repeated_posts(rows: list[tuple[str, int]]) -> None:
    topics, weights = (list(column) for column in zip(*rows, strict=True))
    counts = [sum(w for t, w in rows if t == topic) for topic in set(topics)]
    assert figure(Diversity(origins(len(rows)), topics), weights) == pytest.approx(hill(counts))


def test_weights_of_groups_make_half_of_each() -> None:
    sample = Mean(origins(3), [1.0, 0.0, 0.0], shares=[0.5, 0.25, 0.25])
    assert unweighted(sample) == 0.5


def test_without_any_weight_nothing_is_known() -> None:
    assert np.isnan(figure(Mean(origins(2), [1, 0]), [0, 0]))


@settings(max_examples=20)
@given(st.integers(1, 60))
def test_invented_threads_keep_silence_uncertain(n: int) -> None:
    silent = Waits(origins(n), [100.0] * n, [False] * n)
    rng = np.random.default_rng(n)
    drawn = Answered(silent, 72.0).measure(
        rng.standard_exponential((200, n)), rng.standard_exponential((200, 2))
    )
    assert 0 < drawn.min() < drawn.max() < 1
    assert unweighted(Answered(silent, 72.0)) == 0


@given(weighted(st.integers(0, 40)))
def test_an_accounts_median_and_count_are_those_of_the_repeated_posts(rows: list[tuple[int, int]]) -> None:
    rates, weights = ([float(one) for one in column] for column in zip(*rows, strict=True))
    repeated_rates = [rate for rate, weight in zip(rates, weights, strict=True) for _ in range(int(weight))]
    found = figure(Medians(origins(len(rows)), [Rates(rates, peers=4.0)]), [int(w) for w in weights])
    assert found == pytest.approx(median(repeated_rates) / 4)
    counted = Total(origins(len(rows)), scale=0.5)
    assert figure(counted, [int(w) for w in weights]) == pytest.approx(len(repeated_rates) / 2)

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analytics_app.indicators.intervals import count_by_week, weekly_block_interval, wilson

MONDAY = date(2026, 1, 5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipys(counts: tuple[int, int]) -> None:
    k, n = counts
    oracle = binomtest(k, n).proportion_ci(0.95, method="wilson")
    found = wilson(k, n)
    assert (found.low, found.high) == (
        pytest.approx(oracle.low, abs=1e-9),
        pytest.approx(oracle.high, abs=1e-9),
    )
    assert found.level == 0.95


def test_days_are_counted_in_their_iso_weeks() -> None:
    days = {MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=6)}
    assert count_by_week(days) == {(2026, 1): 1, (2026, 2): 2}


def test_weekly_blocks_agree_with_a_plain_resampling_of_weeks() -> None:
    rng = np.random.default_rng(5)
    weeks = [(2026, number) for number in range(1, 14)]
    hits = {week: int(rng.integers(0, 8)) for week in weeks}
    found = weekly_block_interval([(hits, dict.fromkeys(weeks, 7))], [1.0], seed=11)
    draws = [
        sum(hits[weeks[place]] for place in rng.integers(0, 13, size=13)) / (13 * 7) for _ in range(4000)
    ]
    low, high = np.percentile(draws, [2.5, 97.5])
    assert (found.low, found.high) == (pytest.approx(low, abs=0.02), pytest.approx(high, abs=0.02))


def test_weekly_blocks_are_the_same_for_the_same_seed_and_only_then() -> None:
    series = [({(2026, n): n % 8 for n in range(1, 14)}, {(2026, n): 7 for n in range(1, 14)})]
    assert weekly_block_interval(series, [1.0], 3) == weekly_block_interval(series, [1.0], 3)
    assert weekly_block_interval(series, [1.0], 3) != weekly_block_interval(series, [1.0], 4)


def test_series_without_a_drawn_day_leaves_its_weight_to_the_others() -> None:
    long = ({(2026, n): 7 for n in range(1, 14)}, {(2026, n): 7 for n in range(1, 14)})
    short = ({(2026, 1): 7}, {(2026, 1): 7})
    found = weekly_block_interval([long, short], [0.5, 0.5], 3)
    assert (found.low, found.high) == (1.0, 1.0)

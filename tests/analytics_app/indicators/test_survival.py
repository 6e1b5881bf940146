"""Kaplan–Meier against scipy's, and the edges of the method."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.survival import kaplan_meier, rmst_interval

threads = st.lists(
    st.tuples(st.integers(0, 100).map(lambda n: n / 2), st.booleans()), min_size=1, max_size=60
)


@given(threads)
def test_curve_equals_scipys_with_ties_of_replies_and_endings(sample: list[tuple[float, bool]]) -> None:
    hours, answered = [h for h, _ in sample], [a for _, a in sample]
    curve = kaplan_meier(hours, answered)
    oracle = ecdf(
        CensoredData(uncensored=[h for h, a in sample if a], right=[h for h, a in sample if not a])
    ).sf
    for hour in sorted(set(hours)):
        assert isclose(curve.survival_at(hour), float(oracle.evaluate(hour)), abs_tol=1e-12)


@given(threads)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # scipy divides by zero where S is 0
def test_log_log_interval_equals_scipys_where_it_is_defined(sample: list[tuple[float, bool]]) -> None:
    hours, answered = [h for h, _ in sample], [a for _, a in sample]
    curve = kaplan_meier(hours, answered)
    oracle = ecdf(
        CensoredData(uncensored=[h for h, a in sample if a], right=[h for h, a in sample if not a])
    ).sf
    bounds = oracle.confidence_interval(0.95, method="log-log")
    for hour in sorted(set(hours)):
        if 0 < curve.survival_at(hour) < 1:
            found = curve.interval_at(hour)
            assert isclose(1 - found.high, float(bounds.low.evaluate(hour)), abs_tol=1e-9)
            assert isclose(1 - found.low, float(bounds.high.evaluate(hour)), abs_tol=1e-9)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=50))
def test_without_censoring_rmst_is_the_mean_of_the_capped_waits(hours: list[float]) -> None:
    curve = kaplan_meier(hours, [True] * len(hours))
    assert isclose(curve.rmst(72), float(np.mean(np.minimum(hours, 72))), rel_tol=1e-9, abs_tol=1e-9)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=50), st.floats(0.1, 200))
def test_without_censoring_n_effective_is_n_and_the_variance_is_binomial(
    hours: list[float], at: float
) -> None:
    curve = kaplan_meier(hours, [True] * len(hours))
    share = curve.answered_by(at)
    assert isclose(curve.variance_at(at), share * (1 - share) / len(hours), abs_tol=1e-9)
    assert isclose(curve.n_effective(at), len(hours), rel_tol=1e-6)


def test_without_censoring_rmst_variance_is_that_of_a_mean() -> None:
    hours = [1.0, 4.0, 9.0, 30.0, 50.0, 90.0]
    curve = kaplan_meier(hours, [True] * 6)
    assert curve.rmst_variance(72) == pytest.approx(np.var(np.minimum(hours, 72)) / 6)


def test_reply_at_exactly_the_horizon_counts() -> None:
    assert kaplan_meier([72.0, 80.0], [True, False]).answered_by(72) == 0.5


def test_silence_has_the_wilson_interval_and_a_wait_interval_with_width() -> None:
    hours, answered = [100.0] * 10, [False] * 10
    curve = kaplan_meier(hours, answered)
    assert curve.interval_at(72) == wilson(0, 10)
    assert curve.n_effective(72) == 10
    bounds = rmst_interval(hours, answered, 72)
    assert bounds.high == 72 == curve.rmst(72)
    assert 50 < bounds.low < 70


def test_interval_where_everyone_is_answered_holds_the_value() -> None:
    bounds = kaplan_meier([1, 1, 2], [False, False, True]).interval_at(72)
    assert bounds.high == 1
    assert bounds.low == wilson(1, 3).low


@given(threads)
def test_rmst_interval_holds_the_value_and_stays_in_its_range(sample: list[tuple[float, bool]]) -> None:
    hours, answered = [h for h, _ in sample], [a for _, a in sample]
    bounds = rmst_interval(hours, answered, 72)
    assert 0 <= bounds.low <= kaplan_meier(hours, answered).rmst(72) + 1e-9
    assert kaplan_meier(hours, answered).rmst(72) - 1e-9 <= bounds.high <= 72


def test_figure_is_unknown_where_observation_ends_early_with_most_waiting() -> None:
    assert not kaplan_meier([10, 20, 30], [True, False, False]).is_known_at(72)
    assert kaplan_meier([10, 20, 30], [True, True, False]).is_known_at(72)
    assert kaplan_meier([10, 20, 72], [True, False, False]).is_known_at(72)


@given(threads)
def test_points_to_draw_are_few_rising_in_time_and_falling_in_share(sample: list[tuple[float, bool]]) -> None:
    curve = kaplan_meier([h for h, _ in sample], [a for _, a in sample])
    points = curve.points(40, limit=20)
    assert len(points) <= 20
    assert points[0] == (0, 1, 1, 1)
    hours, shares = [p[0] for p in points], [p[1] for p in points]
    assert hours == sorted(hours)
    assert shares == sorted(shares, reverse=True)
    assert all(low - 1e-9 <= share <= high + 1e-9 for _, share, low, high in points)


@given(threads, st.floats(0, 80), st.floats(72, 200))
def test_hiding_a_comment_never_raises_the_chance_of_a_reply(
    sample: list[tuple[float, bool]], hidden_after: float, end: float
) -> None:
    hours, answered = [h for h, _ in sample], [a for _, a in sample]
    kept = kaplan_meier([*hours, max(end, hidden_after)], [*answered, False]).answered_by(72)
    censored = kaplan_meier([*hours, hidden_after], [*answered, False]).answered_by(72)
    assert kept <= censored + 1e-12
    assert kept <= kaplan_meier(hours, answered).answered_by(72) + 1e-12


@given(threads)
def test_interval_of_the_median_is_where_the_band_crosses_one_half(sample: list[tuple[float, bool]]) -> None:
    curve = kaplan_meier([h for h, _ in sample], [a for _, a in sample])
    found, middle = curve.median_interval(168.0), curve.median()
    assert 0 <= found.low <= (168.0 if middle is None else middle) <= found.high + 1e-9
    for hours in curve.times.tolist():
        band = curve.interval_at(hours)
        if hours < found.low:
            assert 1 - band.low > 0.5 or 1 - band.high > 0.5

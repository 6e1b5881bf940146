"""Distribution functions against scipy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics_app.indicators.intervals import fisher_exact, garwood, newcombe, wilson
from analytics_app.indicators.special import beta_cdf, beta_quantile, f_quantile, poisson_mean, t_quantile

shapes = st.floats(0.5, 500)


@given(p=st.floats(0.001, 0.999), a=shapes, b=shapes)
def test_beta(p: float, a: float, b: float) -> None:
    assert beta_cdf(p, a, b) == pytest.approx(stats.beta.cdf(p, a, b), abs=1e-10)
    assert beta_quantile(p, a, b) == pytest.approx(stats.beta.ppf(p, a, b), abs=1e-9)


@pytest.mark.parametrize("degrees", [1, 2, 12, 85, 400])
def test_t_and_f(degrees: int) -> None:
    assert t_quantile(0.95, degrees) == pytest.approx(stats.t.ppf(0.95, degrees))
    assert f_quantile(0.975, degrees, 7) == pytest.approx(stats.f.ppf(0.975, degrees, 7))


@given(k=st.integers(0, 100_000), p=st.floats(0.01, 0.99))
def test_poisson_mean_is_a_quantile_of_gamma(k: int, p: float) -> None:
    assert poisson_mean(k, p) == pytest.approx(stats.gamma.ppf(1 - p, k + 1), rel=1e-9)


@given(data=st.data())
def test_fisher(data: st.DataObject) -> None:
    n1, n2 = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 60))
    k1, k2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    expected = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]])[1]
    assert fisher_exact(k1, n1, k2, n2) == pytest.approx(expected, abs=1e-9)


@given(k=st.integers(0, 200), extra=st.integers(0, 200))
def test_wilson_is_scipys(k: int, extra: int) -> None:
    n = k + extra
    if n:
        expected = stats.binomtest(k, n).proportion_ci(method="wilson")
        found = wilson(k, n)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_garwood_of_none_begins_at_zero_and_holds_the_count() -> None:
    assert garwood(0).low == 0
    assert garwood(7).low < 7 < garwood(7).high


def test_newcombe_turns_its_sign_with_the_groups() -> None:
    one, other = newcombe(4, 20, 18, 30), newcombe(18, 30, 4, 20)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))

"""Distribution functions that intervals need, without scipy: a web process must not load it, and few are needed."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt

_STEPS = 500
_TINY = 1e-300


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(B ≤ x) of a Beta(a, b): the regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * (_continued_fraction(x, a, b) - 1)


def _continued_fraction(x: float, a: float, b: float) -> float:
    value, c, d = 1.0, 1.0, 0.0
    for step in range(_STEPS):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / _away_from_zero(1 + term * d)
        c = _away_from_zero(1 + term / c)
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x with P(B ≤ x) = p."""
    return _bisect(lambda x: beta_cdf(x, a, b) - p, 0.0, 1.0)


def t_quantile(p: float, degrees: float) -> float:
    """The quantile of Student's t, p ≥ 0.5."""
    x = beta_quantile(2 * (1 - p), degrees / 2, 0.5)
    return sqrt(degrees * (1 - x) / x)


def f_quantile(p: float, d1: float, d2: float) -> float:
    """The quantile of Fisher's F."""
    x = beta_quantile(p, d1 / 2, d2 / 2)
    return d2 * x / (d1 * (1 - x))


def poisson_cdf(k: int, mean: float) -> float:
    """P(X ≤ k) of a Poisson; 0 for negative k. The regularised upper incomplete gamma function of k + 1 at the mean."""
    if k < 0 or mean <= 0:
        return 0.0 if k < 0 else 1.0
    a = k + 1.0
    front = exp(a * log(mean) - mean - lgamma(a))
    if mean < a + 1:
        return 1 - front * _gamma_series(a, mean)
    return front * _gamma_fraction(a, mean)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    while term > total * 1e-17:
        a += 1
        term *= x / a
        total += term
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """By Lentz's continued fraction; it converges where x is not below a."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    step = 0
    while True:
        step += 1
        term = -step * (step - a)
        b += 2
        d = 1 / _away_from_zero(term * d + b)
        c = _away_from_zero(b + term / c)
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            return value


def poisson_mean(k: int, p: float) -> float:
    """The mean under which P(X ≤ k) = p."""
    return _bisect(lambda mean: p - poisson_cdf(k, mean), 0.0, k + 20 + 12 * sqrt(k + 1))


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """The root of a rising function, to the last bit."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)

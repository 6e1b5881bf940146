"""The optional survey beside the observed figures: WebQual 4.0, IPA, SKM, and how the two are compared (section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt
from statistics import fmean, variance

from analytics_app.indicators.definition import MethodError
from analytics_app.indicators.intervals import LEVEL
from analytics_app.indicators.special import f_quantile
from analytics_app.records import Interval

SCALE_MAXIMUM = 7
UNSUR = 9
MIN_ANSWERS = 7
#: Lower bounds only, so that no value falls into a gap of the printed table.
SKM_GRADES = ((Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"))
SKM_WEIGHTS = {"exact": Fraction(1, 9), "0.111": Fraction(111, 1000), "0.11": Fraction(11, 100)}

Answers = Sequence[Sequence[float | None]]  # one row a respondent, one column an item; None: not applicable


# --- WebQual -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WebQual:
    """Mean importance and performance by item, and the index: weighted score / highest possible one."""

    importance: tuple[float, ...]
    performance: tuple[float, ...]

    @property
    def weighted(self) -> float:
        return sum(i * p for i, p in zip(self.importance, self.performance, strict=True))

    @property
    def maximum(self) -> float:
        return SCALE_MAXIMUM * sum(self.importance)

    @property
    def index(self) -> float:
        return self.weighted / self.maximum

    @property
    def scaled(self) -> float:
        """0-100: the scale starts at 1, so the index at 1/7."""
        least = 1 / SCALE_MAXIMUM
        return 100 * (self.index - least) / (1 - least)


def webqual(importance: Answers, performance: Answers) -> WebQual:
    """The index of the items given; importance counts also where performance was not applicable."""
    return WebQual(item_means(importance), item_means(performance))


def item_means(answers: Answers) -> tuple[float, ...]:
    """Mean of every item over those who answered it; MethodError for an item that nobody answered."""
    means = []
    for column in zip(*answers, strict=True):
        known = [answer for answer in column if answer is not None]
        if not known:
            raise MethodError("nobody answered one of the items")
        means.append(fmean(known))
    return tuple(means)


def cronbach_alpha(answers: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's α of complete answers; None for fewer than two items or respondents, or without variance."""
    columns = list(zip(*answers, strict=True))
    if len(columns) < 2 or len(answers) < 2:
        return None
    total = variance([sum(row) for row in answers])
    items = len(columns)
    return items / (items - 1) * (1 - sum(variance(column) for column in columns) / total) if total else None


def feldt_interval(alpha: float, respondents: int, items: int) -> Interval:
    """Feldt's interval of α."""
    d1, tail = respondents - 1, (1 - LEVEL) / 2
    d2 = d1 * (items - 1)
    low, high = (1 - (1 - alpha) * f_quantile(p, d1, d2) for p in (1 - tail, tail))
    return Interval(low, high, LEVEL)


QUADRANTS = {
    (True, False): "Q1 prioritas utama",
    (True, True): "Q2 pertahankan",
    (False, False): "Q3 prioritas rendah",
    (False, True): "Q4 berlebihan",
}


def importance_performance(importance: Sequence[float], performance: Sequence[float]) -> list[str]:
    """The quadrant of every item; cross-hairs at the means, a tie counts as high."""
    high_i, high_p = fmean(importance), fmean(performance)
    return [QUADRANTS[i >= high_i, p >= high_p] for i, p in zip(importance, performance, strict=True)]


# --- SKM -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Skm:
    """Means of the nine unsur, the index (IKM, 25-100) and its grade. Only for a survey that followed the rules."""

    means: tuple[Fraction, ...]
    index: Fraction

    @property
    def rounded(self) -> Decimal:
        return _half_up(self.index)

    @property
    def grade(self) -> str:
        return skm_grade(self.index)


def skm(answers: Sequence[Sequence[int | None]], mode: str = "exact") -> Skm:
    """IKM = 25 · weight · Σ of the means; respondents with fewer than seven answers are dropped.

    ``mode`` "0.111" and "0.11" copy roundings that are in use and cap the index at 99.9 and 99.0.
    """
    if mode not in SKM_WEIGHTS:
        raise MethodError(f"unknown weight of the unsur: {mode!r}")
    kept = [row for row in answers if sum(answer is not None for answer in row) >= MIN_ANSWERS]
    columns = [[a for a in column if a is not None] for column in zip(*kept, strict=True)]
    if len(columns) != UNSUR or not all(columns):
        raise MethodError("an SKM needs answers to all nine unsur")
    means = tuple(Fraction(sum(column), len(column)) for column in columns)
    return Skm(means, 25 * SKM_WEIGHTS[mode] * sum(means))


def skm_grade(index: Fraction | float | Decimal) -> str:
    """A to D, of the index rounded half up to two decimals."""
    rounded = _half_up(index)
    return next((grade for bound, grade in SKM_GRADES if rounded >= bound), "D")


def _half_up(value: Fraction | float | Decimal) -> Decimal:
    exact = (
        Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    )
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- observed beside surveyed --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """Observed minus surveyed; flagged where it is both certain and at least 10 points."""

    gap: float
    z: float

    @property
    def is_flagged(self) -> bool:
        return abs(self.z) > 1.96 and abs(self.gap) >= 10


def gap_of(observed: float, error_observed: float, surveyed: float, error_surveyed: float) -> Gap:
    """The gap of one dimension, both on 0-100 with their standard errors (not both 0)."""
    gap = observed - surveyed
    return Gap(gap, gap / sqrt(error_observed**2 + error_surveyed**2))


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's ρ with mean ranks for ties; None where one does not vary."""
    a, b = _mean_ranks(one), _mean_ranks(other)
    mean_a, mean_b = fmean(a), fmean(b)
    spread = sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True)) / spread if spread else None


def _mean_ranks(values: Sequence[float]) -> list[float]:
    return [
        (sum(other < value for other in values) + sum(other <= value for other in values) + 1) / 2
        for value in values
    ]

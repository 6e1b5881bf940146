"""Agreement: against published examples, the definition counted out, and the analytic error of κ."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.text.coding.agreement import Agreement, alpha, kappa

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: 4 observers, 12 units.
FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The example of the English Wikipedia's article: 3 coders, 15 units, nominal 0.691.
THREE_CODERS = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
# Section B of the same paper: 2 observers, 12 units, nominal 0.692.
TWO_OBSERVERS = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")


def units(rows: tuple[str, ...]) -> list[list[str | None]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [[None if code == "." else code for code in column] for column in columns]


def counted_alpha(codes: list[list[str | None]]) -> float:
    """1 − Do/De from all ordered pairs, straight from the definition."""
    held = [[code for code in unit if code is not None] for unit in codes]
    held = [unit for unit in held if len(unit) > 1]
    values = [code for unit in held for code in unit]
    observed = sum(
        sum(one != other for one, other in permutations(unit, 2)) / (len(unit) - 1) for unit in held
    ) / len(values)
    pairs = len(values) * (len(values) - 1)
    expected = sum(one != other for one, other in permutations(values, 2)) / pairs
    return 1 - observed / expected


@pytest.mark.parametrize(
    ("rows", "published"),
    [(FOUR_OBSERVERS, 0.743), (THREE_CODERS, 0.691), (TWO_OBSERVERS, 0.692)],
)
def test_alpha_is_the_published_one(rows: tuple[str, ...], published: float) -> None:
    found = alpha(units(rows), seed=1)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert found.value == pytest.approx(counted_alpha(units(rows)))
    assert found.interval is not None
    assert found.interval.low < found.value < found.interval.high


def test_units_coded_once_count_for_nothing() -> None:
    assert alpha(units(FOUR_OBSERVERS), seed=1).n == 11
    assert alpha([["a", None], [None, "b"]], seed=1) == Agreement(None, None, 0)


def test_codes_that_are_all_alike_have_no_alpha_and_no_kappa() -> None:
    assert alpha([["a", "a"]] * 9, seed=1) == Agreement(None, None, 9)
    assert kappa([("a", "a")] * 9, seed=1) == Agreement(None, None, 9)
    assert kappa([], seed=1) == Agreement(None, None, 0)


def test_full_agreement_on_few_messages_is_not_certain() -> None:
    few = alpha([["a", "a"], ["b", "b"]] * 5, seed=1)
    many = alpha([["a", "a"], ["b", "b"]] * 100, seed=1)
    assert few.value == many.value == 1
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval.low < 0.6 < 0.9 < many.interval.low
    assert few.interval.high == many.interval.high == 1


def test_kappa_and_its_interval_follow_the_textbook() -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: κ = 0.4 (0.7 seen, 0.5 by chance)."""
    table = {("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}
    found = kappa([pair for pair, count in table.items() for _ in range(count)], seed=1)
    assert found.value == pytest.approx(0.4)
    error = fleiss_cohen_everitt(table)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.4 - 1.96 * error, abs=0.04)
    assert found.interval.high == pytest.approx(0.4 + 1.96 * error, abs=0.04)


def fleiss_cohen_everitt(table: dict[tuple[str, str], int]) -> float:
    """The large-sample standard error of κ (Fleiss, Cohen and Everitt 1969)."""
    n = sum(table.values())
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (one, other), count in table.items():
        rows[one] += count
        columns[other] += count
    p = {pair: count / n for pair, count in table.items()}
    r, c = {k: v / n for k, v in rows.items()}, {k: v / n for k, v in columns.items()}
    pe = sum(r[k] * c[k] for k in r)
    po = sum(p[k, k] for k in r)
    k_ = (po - pe) / (1 - pe)
    first = sum(p[k, k] * (1 - (r[k] + c[k]) * (1 - k_)) ** 2 for k in r)
    second = (1 - k_) ** 2 * sum(p[i, j] * (c[i] + r[j]) ** 2 for i, j in p if i != j)
    return sqrt((first + second - (k_ - pe * (1 - k_)) ** 2) / ((1 - pe) ** 2 * n))


CODES = st.sampled_from("abc")


@given(st.lists(st.lists(CODES | st.none(), min_size=2, max_size=4), min_size=2, max_size=15))
def test_alpha_is_its_definition(codes: list[list[str | None]]) -> None:
    found = alpha(codes, seed=1)
    if found.value is not None:
        assert found.value == pytest.approx(counted_alpha(codes))
        assert found.interval is not None
        assert found.interval.low <= found.interval.high


@given(st.lists(st.tuples(CODES, CODES), min_size=2, max_size=20))
def test_two_coders_alpha_lies_just_above_the_pooled_kappa(pairs: list[tuple[str, str]]) -> None:
    """With two coders α = 1 − (1 − 1/2N)·(1 − π), π Scott's, whose chance agreement is never below Cohen's."""
    found, cohen = alpha(pairs, seed=1), kappa(pairs, seed=1)
    if found.value is None or cohen.value is None:
        return
    pooled = Counter(code for pair in pairs for code in pair)
    pe = sum((count / (2 * len(pairs))) ** 2 for count in pooled.values())
    po = sum(one == other for one, other in pairs) / len(pairs)
    assert found.value == pytest.approx(1 - (1 - 1 / (2 * len(pairs))) * (1 - (po - pe) / (1 - pe)))
    assert cohen.value >= (po - pe) / (1 - pe) - 1e-9

"""Edges of the survey's arithmetic; the worked examples are in tests/method."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics_app.indicators.definition import MethodError
from analytics_app.scoring.survey import (
    cronbach_alpha,
    gap_of,
    importance_performance,
    item_means,
    skm,
    skm_grade,
    spearman,
)


def test_a_respondent_with_fewer_than_seven_answers_is_dropped_and_gaps_leave_their_mean() -> None:
    full, gap, few = [3] * 9, [4] * 8 + [None], [1] * 6 + [None] * 3
    found = skm([full, gap, few])
    assert found.means == (Fraction(7, 2),) * 8 + (Fraction(3),)


def test_bad_surveys_are_refused() -> None:
    with pytest.raises(MethodError, match="nine unsur"):
        skm([[1] * 6 + [None] * 3])
    with pytest.raises(MethodError, match="weight"):
        skm([[1] * 9], "0.12")
    with pytest.raises(MethodError, match="nobody"):
        item_means([[None], [None]])


@pytest.mark.parametrize(
    ("index", "grade"), [(Fraction(8830500001, 10**8), "A"), (64.9949, "D"), (25, "D"), (100, "A")]
)
def test_grades_have_lower_bounds_only(index: float | Fraction, grade: str) -> None:
    assert skm_grade(index) == grade


def test_reliability_without_variance_is_undefined() -> None:
    assert cronbach_alpha([[3, 3], [3, 3]]) is None
    assert cronbach_alpha([[3], [4]]) is None


def test_ties_count_as_high() -> None:
    assert importance_performance([5, 5], [3, 3]) == ["Q2 pertahankan"] * 2


def test_a_gap_is_flagged_only_where_it_is_both_certain_and_large() -> None:
    assert not gap_of(60, 1, 51, 1).is_flagged
    assert not gap_of(80, 20, 50, 20).is_flagged


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_rank_correlation_is_scipys(pairs: list[tuple[int, int]]) -> None:
    one, other = (list(column) for column in zip(*pairs, strict=True))
    found = spearman(one, other)
    if found is None:
        assert len(set(one)) == 1 or len(set(other)) == 1
    else:
        assert found == pytest.approx(stats.spearmanr(one, other)[0])

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics_app.scoring.flags import benjamini_hochberg, is_unusual


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_are_scipys(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values).tolist())


def test_no_tests_no_flags() -> None:
    assert benjamini_hochberg([]) == []


def test_a_figure_far_from_its_past_is_unusual() -> None:
    past = [50.0, 51.0, 49.0, 52.0, 48.0]
    assert not is_unusual(past, 55.0)
    assert is_unusual(past, 57.0)
    assert not is_unusual(past[:4], 99.0)
    assert is_unusual([10.0] * 5, 10.1)

"""Quotas of a sample."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.text.coding.sampling import TooFewForStrata, equal, proportional

COUNTS = st.dictionaries(st.integers(0, 50), st.integers(0, 400), min_size=1, max_size=12)


@given(COUNTS, st.integers(12, 500))
def test_quotas_add_up_and_never_exceed_what_there_is(counts: dict[int, int], size: int) -> None:
    for share in (proportional, equal):
        quota = share(counts, size)
        assert sum(quota.values()) == min(size, sum(counts.values()))
        assert all(1 <= quota[stratum] <= counts[stratum] for stratum in quota)
        assert set(quota) == {stratum for stratum, count in counts.items() if count}


def test_large_strata_give_more_and_small_ones_at_least_one() -> None:
    assert proportional({"a": 600, "b": 300, "c": 99, "d": 1}, 100) == {"a": 60, "b": 30, "c": 9, "d": 1}
    assert equal({"a": 600, "b": 300, "d": 1}, 101) == {"a": 50, "b": 50, "d": 1}


def test_more_strata_than_messages_is_refused() -> None:
    with pytest.raises(TooFewForStrata) as refused:
        proportional({"a": 5, "b": 5, "c": 5}, 2)
    assert (refused.value.size, refused.value.strata) == (2, 3)

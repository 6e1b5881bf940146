"""What a reader of a public table could work out."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.scoring.suppression import suppress


def test_zero_may_be_shown() -> None:
    assert suppress([45, 0, 12]).cells == (45, 0, 12)


def test_earliest_of_equal_cells_goes_with_a_small_one() -> None:
    assert suppress([20, 3, 20]).cells == (None, None, 20)


def test_total_goes_where_no_other_cell_can() -> None:
    found = suppress([5, 0, 0])
    assert (found.cells, found.total) == ((None, 0, 0), None)


def test_two_small_cells_that_add_up_to_two_are_not_enough() -> None:
    assert suppress([1, 1, 40]).cells == (None, None, None)


@given(st.lists(st.integers(0, 24), min_size=1, max_size=4))
def test_reader_cannot_narrow_a_hidden_cell_below_five(cells: list[int]) -> None:
    found = suppress(cells)
    assert all(count is None or count == 0 or count >= 10 for count in found.cells)
    if found.total is None or None not in found.cells:
        return
    hidden = [place for place, count in enumerate(found.cells) if count is None]
    rest = found.total - sum(count for count in found.cells if count is not None)
    ranges = [range(1, 10) if cells[place] < 10 else range(10, rest + 1) for place in hidden[:-1]]
    last = range(1, 10) if cells[hidden[-1]] < 10 else range(10, rest + 1)
    worlds = [(*world, rest - sum(world)) for world in product(*ranges) if rest - sum(world) in last]
    for column in zip(*worlds, strict=True):
        assert max(column) - min(column) >= 5

"""A table of counts: zero, unknown and hidden are three things."""

from analytics_app.scoring.crosstab import Cell, CellState, crosstab

COUNTS = {("a", 1): 30, ("b", 1): 3, ("c", 1): 20, ("a", 3): 2}


def test_shares_are_of_the_column_and_zero_is_shown() -> None:
    one, two, three = crosstab(COUNTS, "abc", (1, 2, 3), {1, 2}, hides_small=False)
    assert [cell.n for cell in one.cells] == [30, 3, 20]
    assert one.cells[0].share == 30 / 53
    assert two.total == Cell(CellState.SHOWN, 0, None)
    assert [cell.n for cell in three.cells] == [2, 0, 0]  # what was counted was seen


def test_what_was_not_captured_is_unknown() -> None:
    (column,) = crosstab(COUNTS, "abc", (9,), {1}, hides_small=False)
    assert {cell.state for cell in (*column.cells, column.total)} == {CellState.UNKNOWN}


def test_a_small_count_is_hidden_with_another_so_that_the_total_tells_nothing() -> None:
    (column,) = crosstab(COUNTS, "abc", (1,), {1}, hides_small=True)
    assert [cell.n for cell in column.cells] == [30, None, None]
    assert column.total.n == 53

"""A table of counts by two features with its shares; what is unknown or too small to show is told apart from zero."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analytics_app.scoring.suppression import suppress


class CellState(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"  # too small to show, or needed to keep a small one unknown
    UNKNOWN = "unknown"  # nothing was captured there


@dataclass(frozen=True, slots=True)
class Cell:
    """A count and its share of the column's total; both None where the state is not SHOWN.

    The share is None too where the total is zero or hidden.
    """

    state: CellState
    n: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column from top to bottom, and its total."""

    cells: tuple[Cell, ...]
    total: Cell


def crosstab(
    counts: Mapping[tuple[Hashable, Hashable], int],
    rows: Sequence[Hashable],
    columns: Sequence[Hashable],
    known: Collection[Hashable],
    *,
    hides_small: bool,
) -> list[Column]:
    """The columns of ``counts[(row, column)]``. Columns that are not ``known`` and count nothing are unknown.

    ``hides_small``: counts below ten are hidden, with as many others as keep them unknown.
    """
    return [
        _column([counts.get((row, column), 0) for row in rows], column in known, hides_small)
        for column in columns
    ]


def _column(counts: Sequence[int], is_known: bool, hides_small: bool) -> Column:
    if not is_known and not any(counts):
        unknown = Cell(CellState.UNKNOWN)
        return Column((unknown,) * len(counts), unknown)
    shown = suppress(counts) if hides_small else None
    total = shown.total if shown else sum(counts)
    numbers = shown.cells if shown else counts
    return Column(tuple(_cell(n, total) for n in numbers), _cell(total, total))


def _cell(n: int | None, total: int | None) -> Cell:
    if n is None:
        return Cell(CellState.HIDDEN)
    return Cell(CellState.SHOWN, n, n / total if total else None)

"""What a whole column of times says: day or month first, with or without zone, clock or date only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from analytics_app.sources.times import Shape, read_stamp

MIN_MAJORITY = 0.9  # share of the deciding values that must agree before the others are taken for errors


@dataclass(frozen=True)
class TimeColumn:
    """What one column of times says about itself.

    ``order`` is "dmy" or "mdy" where numeric dates are decided (``order_is_given`` by a person), else None.
    ``is_undecidable`` = numeric dates whose order the file does not give away. ``has_clock`` is False where no value
    carries a time of day other than midnight.
    """

    column: str
    field: str
    order: str | None
    order_is_given: bool
    is_undecidable: bool
    values: int
    zoneless: int
    relative: int
    unreadable: int
    has_clock: bool


@dataclass
class TimeScan:
    """Counts over the values of one column; fed during the one pass of inspection."""

    column: str
    field: str
    values: int = 0
    zoneless: int = 0
    relative: int = 0
    unreadable: int = 0
    day_first: int = 0
    month_first: int = 0
    ambiguous: int = 0
    with_clock: int = 0
    hours: list[int] = dataclasses.field(default_factory=lambda: [0] * 24)

    def add(self, value: str) -> None:
        """Counts one cell; empty cells say nothing."""
        if not value or value.isspace():
            return
        self.values += 1
        stamp = read_stamp(value)
        if stamp is None:
            self.unreadable += 1
            return
        if stamp.shape is Shape.RELATIVE:
            self.relative += 1
            return
        moment = stamp.moment
        if stamp.shape is Shape.NUMERIC:
            self._count_order(stamp.first, stamp.second)
        if moment is None:
            return
        if stamp.has_clock and (moment.hour or moment.minute or moment.second):
            self.with_clock += 1
        if moment.tzinfo is None:
            self.zoneless += 1
            if stamp.has_clock:
                self.hours[moment.hour] += 1

    def _count_order(self, first: int, second: int) -> None:
        if first > 12:
            self.day_first += 1
        elif second > 12:
            self.month_first += 1
        elif first != second:
            self.ambiguous += 1

    def result(self, given: str | None) -> TimeColumn:
        """The verdict over the column; ``given`` is the order a person stated."""
        order = given or self._order()
        return TimeColumn(
            column=self.column,
            field=self.field,
            order=order,
            order_is_given=given is not None,
            is_undecidable=order is None and self._has_numeric(),
            values=self.values,
            zoneless=self.zoneless,
            relative=self.relative,
            unreadable=self.unreadable,
            has_clock=self.with_clock > 0 or self.values - self.relative - self.unreadable < 2,
        )

    def _has_numeric(self) -> bool:
        return self.day_first + self.month_first + self.ambiguous > 0

    def _order(self) -> str | None:
        deciding = self.day_first + self.month_first
        if deciding and max(self.day_first, self.month_first) >= MIN_MAJORITY * deciding:
            return "dmy" if self.day_first > self.month_first else "mdy"
        return None

"""From values to scores: the knots of the method, applied to a value and to its interval."""

from __future__ import annotations

from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.records import Interval


def score_of(definition: IndicatorDefinition, x: float | None) -> float | None:
    """The score (0-100) on straight lines between the knots, flat outside; None for no value."""
    return None if x is None else definition.score(x)


def score_interval(definition: IndicatorDefinition, interval: Interval | None) -> Interval | None:
    """The interval of the score: its ends are the scores of the value's ends, in rising order."""
    if interval is None:
        return None
    ends = sorted((definition.score(interval.low), definition.score(interval.high)))
    return Interval(ends[0], ends[1], interval.level)

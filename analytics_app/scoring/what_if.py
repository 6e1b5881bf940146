"""What answering waiting citizens would change: computed by scoring again, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analytics_app.indicators.definition import Dimension, MethodError
from analytics_app.indicators.equity import REPLY_EQUITY, reply_equity
from analytics_app.indicators.response import (
    AFTER_HOURS_RESPONSE,
    RESPONSE_RATE,
    RESPONSE_SPEED,
    after_hours_response,
    response_rate,
    response_speed,
)
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.aggregate import (
    NOTHING_KNOWN,
    Conduct,
    DimensionScore,
    Scores,
    dimension_score,
    scores_of,
)

#: The indicators that an answer moves at once, with their weights in the dimension. Deadlines are not among them: a
#: thread enters them on the day on which it falls due, and what fell due without an answer stays missed.
MOVING: Mapping[str, float] = {
    one.id: float(one.weight) for one in (RESPONSE_RATE, RESPONSE_SPEED, AFTER_HOURS_RESPONSE, REPLY_EQUITY)
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The indicators that rest on threads as scored, and the dimension that they give with all others."""

    results: Mapping[str, IndicatorResult]
    dimension: DimensionScore

    @property
    def scores(self) -> dict[str, float]:
        """Of the indicators that have one."""
        return dict(scores_of(self.results.values()).by_id)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores S from threads: the indicators that rest on them anew, ``others`` as they are.

    ``has_coverage``: whether enough was captured for these indicators to have a value at all.
    """

    others: Sequence[IndicatorResult]
    critical_intents: Collection[str]
    conduct: Conduct = NOTHING_KNOWN
    has_coverage: bool = True

    def __call__(self, outcomes: Sequence[ThreadOutcome]) -> Standing:
        figures = (response_rate, response_speed, after_hours_response)
        anew = [figure(outcomes, has_coverage=self.has_coverage) for figure in figures]
        anew.append(reply_equity(outcomes, self.critical_intents, has_coverage=self.has_coverage))
        moved = {one.indicator: one for one in anew}
        return Standing(moved, self.dimension(scores_of(moved.values()).by_id))

    def dimension(self, moving: Mapping[str, float]) -> DimensionScore:
        """S with these scores of the moving indicators."""
        rest = scores_of(one for one in self.others if one.indicator not in MOVING)
        scores = Scores({**rest.by_id, **moving}, rest.not_applicable, rest.proxies)
        return dimension_score(Dimension.SERVICE_INTERACTION, scores, self.conduct)


def worth(dimension: DimensionScore, moving: Mapping[str, float], *, by_dimension: bool) -> float | None:
    """What answers are ordered by: S, or where it has no score the weighted mean of the indicators that move."""
    if by_dimension:
        return dimension.score
    held = sum(MOVING[name] for name in moving)
    return sum(MOVING[name] * score for name, score in moving.items()) / held if held else None


def waiting(outcomes: Iterable[ThreadOutcome]) -> list[ThreadOutcome]:
    """The observable threads that need a response and have none, and whose questions still stand."""
    return [
        one
        for one in outcomes
        if one.needs_response
        and one.end_at is not None
        and one.end_at >= one.opened_at
        and (one.response_at is None or one.response_at > one.end_at)
        and not one.is_negative
        and one.gone is None
    ]


def observed_until(outcomes: Sequence[ThreadOutcome], at: datetime) -> list[ThreadOutcome]:
    """The outcomes had waiting threads been observed on until that instant and stayed without an answer.

    What an answer gains is held against this: both sides then know the same stretch of time.
    """
    waits = {one.thread_id for one in waiting(outcomes)}
    return [
        replace(one, end_at=max(one.end_at or at, at)) if one.thread_id in waits else one for one in outcomes
    ]


def answered_at(
    outcomes: Sequence[ThreadOutcome], thread_ids: Collection[int], at: datetime
) -> list[ThreadOutcome]:
    """The outcomes as they would be had these waiting threads been answered at that instant.

    MethodError for a thread that is not waiting, or opened later.
    """
    open_ones = {one.thread_id: one for one in waiting(outcomes)}
    unknown = sorted(set(thread_ids) - set(open_ones))
    if unknown:
        raise MethodError(f"threads that are not waiting cannot be answered: {unknown}")
    if any(open_ones[thread].opened_at > at for thread in thread_ids):
        raise MethodError("a thread cannot be answered before it opens")
    chosen = set(thread_ids)
    return [
        replace(one, response_at=at, end_at=max(one.end_at or at, at)) if one.thread_id in chosen else one
        for one in outcomes
    ]

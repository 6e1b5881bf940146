"""What answering waiting citizens would change: computed by scoring again, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analytics_app.indicators.definition import Dimension, MethodError
from analytics_app.indicators.equity import reply_equity
from analytics_app.indicators.response import after_hours_response, response_rate, response_speed
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.aggregate import NOTHING_KNOWN, Conduct, dimension_score, scores_of

Rescore = Callable[[Sequence[ThreadOutcome]], float | None]


@dataclass(frozen=True, slots=True)
class Change:
    """The score before and after; None where there is none."""

    before: float | None
    after: float | None

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class ThreadEffect:
    """What answering this thread alone would change."""

    thread_id: int
    change: Change


def waiting(outcomes: Iterable[ThreadOutcome]) -> list[ThreadOutcome]:
    """The observable threads that need a response and have none."""
    return [
        one
        for one in outcomes
        if one.needs_response
        and one.end_at is not None
        and (one.response_at is None or one.response_at > one.end_at)
        and not one.is_negative
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
    return [
        replace(one, response_at=at, end_at=max(one.end_at or at, at)) if one.thread_id in thread_ids else one
        for one in outcomes
    ]


def what_if(
    outcomes: Sequence[ThreadOutcome], thread_ids: Collection[int], at: datetime, rescore: Rescore
) -> Change:
    """The score now, and had these threads been answered at ``at``."""
    return Change(rescore(outcomes), rescore(answered_at(outcomes, thread_ids, at)))


def by_effect(outcomes: Sequence[ThreadOutcome], at: datetime, rescore: Rescore) -> list[ThreadEffect]:
    """Every waiting thread by what answering it alone would gain, the most first; then the longest waiting."""
    before = rescore(outcomes)
    effects = []
    for one in waiting(outcomes):
        if one.opened_at <= at:
            after = rescore(answered_at(outcomes, {one.thread_id}, at))
            effects.append((one.opened_at, ThreadEffect(one.thread_id, Change(before, after))))
    return [effect for _, effect in sorted(effects, key=lambda item: (-item[1].change.gain, item[0]))]


def service_interaction(
    others: Iterable[IndicatorResult],
    critical_intents: Collection[str],
    conduct: Conduct = NOTHING_KNOWN,
    deadlines: Callable[[Sequence[ThreadOutcome]], IndicatorResult] | None = None,
) -> Rescore:
    """Scores dimension S from threads: the indicators that rest on them anew, ``others`` as they are."""
    fixed = {one.indicator: one for one in others}

    def rescore(outcomes: Sequence[ThreadOutcome]) -> float | None:
        anew = [indicator(outcomes) for indicator in (response_rate, response_speed, after_hours_response)]
        anew.append(reply_equity(outcomes, critical_intents))
        if deadlines is not None:
            anew.append(deadlines(outcomes))
        results = fixed | {one.indicator: one for one in anew}
        return dimension_score(Dimension.SERVICE_INTERACTION, scores_of(results.values()), conduct).score

    return rescore

"""What answering each of many waiting threads would change, and the first k of them together.

The same figures as ``what_if``, without looking at every thread again for each: one more reply after w hours
multiplies the Kaplan–Meier curve by (Y − d − 1)/(Y − d) from w on, where Y threads were at risk and d of them were
answered at w; an answer after 72 hours changes none of the figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analytics_app.indicators.equity import REPLY_EQUITY, Group, count_group, equity_of
from analytics_app.indicators.response import (
    AFTER_HOURS_HOURS,
    AFTER_HOURS_RESPONSE,
    RATE_HOURS,
    RESPONSE_RATE,
    RESPONSE_SPEED,
    wait_of,
)
from analytics_app.indicators.survival import SurvivalCurve, kaplan_meier
from analytics_app.records import ThreadOutcome
from analytics_app.scoring.what_if import Scorer, Standing, answered_at, observed_until, waiting, worth

Floats = npt.NDArray[np.float64]
_MEDIAN_TOLERANCE = 1e-12


class NoGain(StrEnum):
    """Why answering a thread now raises nothing."""

    TOO_LATE = "too_late"  # it has waited more than 72 hours
    NOT_SCORED = "not_scored"  # none of the figures that it would move has a value


@dataclass(frozen=True, slots=True)
class ThreadEffect:
    """What answering this thread alone would change. ``gain``: in points of what threads are ordered by."""

    thread_id: int
    opened_at: datetime
    waited_hours: float
    gain: float
    why_none: NoGain | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """After the first ``answered`` threads: the scores of the moving indicators, and S."""

    answered: int
    scores: Mapping[str, float]
    dimension: float | None
    worth: float | None


class _Sample:
    """The waits of some threads, in which single ones can be answered."""

    def __init__(self, outcomes: Sequence[ThreadOutcome]) -> None:
        waits = [(one.thread_id, wait) for one in outcomes if (wait := wait_of(one)) is not None]
        self.hours: Floats = np.array([hours for _, (hours, _) in waits], dtype=float)
        self.answered = np.array([reply for _, (_, reply) in waits], dtype=bool)
        self.place = {thread: place for place, (thread, _) in enumerate(waits)}
        self.sorted = np.sort(self.hours)

    def curve(self, answered: Sequence[int] = ()) -> SurvivalCurve | None:
        """The curve had these threads, too, been answered when they were last seen waiting."""
        if not self.hours.size:
            return None
        replies = self.answered.copy()
        replies[[self.place[thread] for thread in answered if thread in self.place]] = True
        return kaplan_meier(self.hours, replies)  # type: ignore[arg-type]

    def factor(self, curve: SurvivalCurve, hours: float) -> float:
        """What one more reply after ``hours`` multiplies the curve by from there on."""
        at_risk = self.hours.size - int(np.searchsorted(self.sorted, hours, side="left"))
        place = int(np.searchsorted(curve.times, hours, side="left"))
        is_step = place < curve.times.size and curve.times[place] == hours
        left = at_risk - (float(curve.events[place]) if is_step else 0.0)
        return (left - 1) / left


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the moving indicators rest on: S at 72 and 24 hours, the hours waited, the two groups; None: no value."""

    waiting_72: float | None
    waited: float | None
    waiting_24: float | None
    critical: Group
    others: Group


class Prospects:
    """The waiting threads of one subject at one instant, and what answering them then would change."""

    def __init__(self, outcomes: Sequence[ThreadOutcome], at: datetime, scorer: Scorer) -> None:
        self.at, self._scorer = at, scorer
        self._outcomes = [one for one in observed_until(outcomes, at) if one.needs_response]
        self._all = _Sample(self._outcomes)
        self._late = _Sample([one for one in self._outcomes if one.is_after_hours])
        self._curve, self._late_curve = self._all.curve(), self._late.curve()
        self._area = _Area(self._curve) if self._curve else None
        self._equity_scores: dict[tuple[Group, Group], float | None] = {}
        named = [one for one in self._outcomes if one.intent is not None]
        critical = scorer.critical_intents
        self._groups = (
            count_group([one for one in named if one.intent in critical]),
            count_group([one for one in named if one.intent not in critical]),
        )
        self._waiting = {one.thread_id: one for one in waiting(self._outcomes) if one.opened_at <= at}
        before = self._scores(self._figures(()))
        dimension = scorer.dimension(before)
        self.by_dimension = dimension.score is not None
        self.before = Step(0, before, dimension.score, self._worth(before))

    def effects(self) -> list[ThreadEffect]:
        """Every waiting thread by what answering it alone would gain, the most first; then the longest waiting."""
        found = [self._effect(one) for one in self._waiting.values()]
        return sorted(found, key=lambda one: (-round(one.gain, 9), one.opened_at))

    def after(self, thread_ids: Sequence[int]) -> Step:
        """Scored anew with these threads answered."""
        scores = self._scores(self._figures(thread_ids))
        return Step(len(thread_ids), scores, self._scorer.dimension(scores).score, self._worth(scores))

    def standing(self, thread_ids: Collection[int] = ()) -> Standing:
        """The indicators in full with these threads answered, looked at one by one by the rules themselves."""
        return self._scorer(answered_at(self._outcomes, thread_ids, self.at))

    def _worth(self, scores: Mapping[str, float]) -> float | None:
        return worth(self._scorer.dimension(scores), scores, by_dimension=self.by_dimension)

    def _effect(self, one: ThreadOutcome) -> ThreadEffect:
        hours = (self.at - one.opened_at).total_seconds() / 3600
        told = (one.thread_id, one.opened_at, hours)
        if hours > RATE_HOURS:
            return ThreadEffect(*told, 0.0, NoGain.TOO_LATE)
        after = self._worth(self._scores(self._with_one(one, hours)))
        if after is None:
            return ThreadEffect(*told, 0.0, NoGain.NOT_SCORED)
        return ThreadEffect(*told, after - (self.before.worth or 0.0))

    def _figures(self, answered: Sequence[int]) -> _Figures:
        curve = self._all.curve(answered) if answered else self._curve
        late = self._late.curve(answered) if answered else self._late_curve
        groups = self._groups
        for thread in answered:
            groups = self._regrouped(self._waiting[thread], *groups)
        waiting_72 = _at(curve, RATE_HOURS, RESPONSE_RATE.min_n)
        return _Figures(
            waiting_72,
            None if curve is None or waiting_72 is None else curve.rmst(RATE_HOURS),
            _at(late, AFTER_HOURS_HOURS, AFTER_HOURS_RESPONSE.min_n),
            *groups,
        )

    def _with_one(self, one: ThreadOutcome, hours: float) -> _Figures:
        """The figures with one thread more answered, from the curves as they are."""
        assert self._curve is not None  # the thread itself is in it
        assert self._area is not None
        factor = self._all.factor(self._curve, hours)
        waiting_72 = _at(self._curve, RATE_HOURS, RESPONSE_RATE.min_n, factor)
        upto, whole = self._area(hours), self._area(RATE_HOURS)
        late = 1.0
        if self._late_curve is not None and one.is_after_hours and hours <= AFTER_HOURS_HOURS:
            late = self._late.factor(self._late_curve, hours)
        return _Figures(
            waiting_72,
            None if waiting_72 is None else upto + factor * (whole - upto),
            _at(self._late_curve, AFTER_HOURS_HOURS, AFTER_HOURS_RESPONSE.min_n, late),
            *self._regrouped(one, *self._groups),
        )

    def _regrouped(self, one: ThreadOutcome, critical: Group, others: Group) -> tuple[Group, Group]:
        """The groups of reply_equity once the thread is answered: matured by it, in time up to 72 hours."""
        if one.intent is None:
            return critical, others
        in_time = self.at - one.opened_at <= timedelta(hours=RATE_HOURS)
        gained = (int(in_time), 1 - count_group([one])[1])
        if one.intent in self._scorer.critical_intents:
            return (critical[0] + gained[0], critical[1] + gained[1]), others
        return critical, (others[0] + gained[0], others[1] + gained[1])

    def _scores(self, figures: _Figures) -> dict[str, float]:
        if not self._scorer.has_coverage:
            return {}
        scores: dict[str, float] = {}
        if figures.waiting_72 is not None:
            scores[RESPONSE_RATE.id] = RESPONSE_RATE.score(1 - figures.waiting_72)
        if figures.waited is not None:
            scores[RESPONSE_SPEED.id] = RESPONSE_SPEED.score(figures.waited)
        if figures.waiting_24 is not None:
            scores[AFTER_HOURS_RESPONSE.id] = AFTER_HOURS_RESPONSE.score(1 - figures.waiting_24)
        equity = self._equity(figures.critical, figures.others)
        if equity is not None:
            scores[REPLY_EQUITY.id] = equity
        return scores

    def _equity(self, critical: Group, others: Group) -> float | None:
        """Of each pair of groups once: single threads lead to a handful of them, and Fisher's p takes time."""
        groups = critical, others
        if groups not in self._equity_scores:
            self._equity_scores[groups] = equity_of(critical, others).score
        return self._equity_scores[groups]


def steps_to(count: int) -> list[int]:
    """How many threads the rows of the cumulative table stand for: each up to five, then coarser, and all."""
    shown = [*range(1, 6), 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500]
    return [*(k for k in shown if k < count), count] if count else []


def _at(curve: SurvivalCurve | None, hours: float, min_n: int, factor: float = 1.0) -> float | None:
    """S at that time, multiplied; None where it has no value by the rules of the response indicators."""
    if curve is None or curve.n < min_n:
        return None
    reached = curve.survival_at(min(hours, curve.last_hours)) * factor
    if curve.last_hours < hours and reached > 0.5 + _MEDIAN_TOLERANCE:
        return None
    return curve.survival_at(hours) * factor


class _Area:
    """The area under a curve from 0 to any time, at once."""

    def __init__(self, curve: SurvivalCurve) -> None:
        self._times = np.concatenate(([0.0], curve.times))
        self._steps = np.concatenate(([1.0], curve.survival))
        widths = np.diff(self._times) * self._steps[:-1]
        self._sums = np.concatenate(([0.0], np.cumsum(widths)))

    def __call__(self, hours: float) -> float:
        place = int(np.searchsorted(self._times, hours, side="right")) - 1
        return float(self._sums[place] + self._steps[place] * (hours - self._times[place]))

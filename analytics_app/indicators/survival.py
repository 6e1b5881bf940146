"""Kaplan–Meier: how long citizens wait, when some of them still wait (method sections 5.3 and 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from analytics_app.indicators.intervals import LEVEL, Z, wilson
from analytics_app.records import Interval

_MEDIAN_TOLERANCE = 1e-12
_PSEUDO_REPLY_HOURS = 24.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The share still waiting, S, as steps at the distinct reply times (hours, ascending).

    ``greenwood`` is the running sum of d/(n(n−d)); infinite from where S is 0. ``last_hours`` is the longest time
    observed, answered or not; ``n`` all threads, of which ``events`` were answered.
    """

    times: Floats
    at_risk: Floats
    events: Floats
    survival: Floats
    greenwood: Floats
    n: int
    last_hours: float

    def survival_at(self, hours: float) -> float:
        """S just after ``hours``: a reply at exactly that time counts."""
        place = int(np.searchsorted(self.times, hours, side="right"))
        return float(self.survival[place - 1]) if place else 1.0

    def answered_by(self, hours: float) -> float:
        """F = 1 − S: the probability of a reply within ``hours``."""
        return 1.0 - self.survival_at(hours)

    def events_by(self, hours: float) -> int:
        """Threads answered within ``hours``."""
        return int(self.events[: int(np.searchsorted(self.times, hours, side="right"))].sum())

    def is_known_at(self, hours: float) -> bool:
        """False when observation ended before ``hours`` with more than half still waiting."""
        return self.last_hours >= hours or self.survival_at(self.last_hours) <= 0.5 + _MEDIAN_TOLERANCE

    def median(self) -> float | None:
        """The first time at which S ≤ 0.5, or None where the curve does not come down to it."""
        reached = np.flatnonzero(self.survival <= 0.5 + _MEDIAN_TOLERANCE)
        return float(self.times[reached[0]]) if reached.size else None

    def median_interval(self, longest: float) -> Interval:
        """The times at which the log-log band of S holds 0.5 (Brookmeyer and Crowley), cut at ``longest``."""
        low = high = longest
        for hours in reversed(self.times[self.times <= longest].tolist()):
            answered = self.interval_at(hours)
            if 1 - answered.low <= 0.5 + _MEDIAN_TOLERANCE:
                high = hours
            if 1 - answered.high <= 0.5 + _MEDIAN_TOLERANCE:
                low = hours
        return Interval(low, high, LEVEL)

    def rmst(self, horizon: float) -> float:
        """Mean hours waited, capped at ``horizon``: the area under S up to it."""
        return float(self._areas(horizon)[0])

    def variance_at(self, hours: float) -> float:
        """Greenwood's variance of F (and S) at ``hours``; 0 where F is 0 or 1."""
        place = int(np.searchsorted(self.times, hours, side="right"))
        share = self.survival_at(hours)
        return share * share * float(self.greenwood[place - 1]) if place and share > 0 else 0.0

    def n_effective(self, hours: float) -> float:
        """n of the binomial with the same variance, F(1−F)/Var (W39); n itself where F is 0 or 1."""
        answered, variance = self.answered_by(hours), self.variance_at(hours)
        return answered * (1 - answered) / variance if variance > 0 else float(self.n)

    def interval_at(self, hours: float) -> Interval:
        """Log-log interval of F. Where F is 0 or 1: Wilson on (answered, n), widened to hold F."""
        share = self.survival_at(hours)
        if share in (0.0, 1.0):
            bounds = wilson(self.events_by(hours), self.n)
            return Interval(min(bounds.low, 1 - share), max(bounds.high, 1 - share), LEVEL)
        low, high = _log_log(share, sqrt(self.variance_at(hours)) / share)
        return Interval(1 - high, 1 - low, LEVEL)

    def rmst_variance(self, horizon: float) -> float:
        """Greenwood-type variance of ``rmst``: Σ (area under S after t)² · d/(n(n−d)) over replies up to it."""
        upto = int(np.searchsorted(self.times, horizon, side="right"))
        at_risk, events = self.at_risk[:upto], self.events[:upto]
        areas = self._areas(horizon)[1:]
        left = at_risk > events  # where nobody is left no area is left either
        return float(
            (areas[left] ** 2 * events[left] / (at_risk[left] * (at_risk[left] - events[left]))).sum()
        )

    def _areas(self, horizon: float) -> Floats:
        """The area under S up to ``horizon``: from 0, then from each reply time on."""
        upto = int(np.searchsorted(self.times, horizon, side="right"))
        edges = np.concatenate(([0.0], self.times[:upto], [horizon]))
        steps = np.diff(edges) * np.concatenate(([1.0], self.survival[:upto]))
        areas: Floats = np.cumsum(steps[::-1])[::-1]
        return areas

    def points(self, horizon: float, limit: int) -> list[tuple[float, float, float, float]]:
        """(hours, S, low, high) from 0 to ``horizon`` for drawing, at most ``limit`` of them, ends kept."""
        times = self.times[self.times <= horizon]
        picked = np.unique(np.linspace(0, times.size - 1, min(times.size, limit - 2)).round().astype(int))
        drawn = [(0.0, 1.0, 1.0, 1.0)]
        for hours in times[picked].tolist():
            bounds = self.interval_at(hours)
            drawn.append((hours, self.survival_at(hours), 1 - bounds.high, 1 - bounds.low))
        end = min(horizon, self.last_hours)
        return [*drawn, (end, *drawn[-1][1:])] if end > drawn[-1][0] else drawn


def kaplan_meier(hours: Sequence[float], answered: Sequence[bool]) -> SurvivalCurve:
    """The curve of threads that waited ``hours`` until a reply (``answered``) or until observation ended.

    Of equal times replies come before endings. At least one thread; hours ≥ 0.
    """
    waited = np.asarray(hours, dtype=float)
    is_reply = np.asarray(answered, dtype=bool)
    times, counts = np.unique(waited[is_reply], return_counts=True)
    at_risk = waited.size - np.searchsorted(np.sort(waited), times, side="left").astype(float)
    events = counts.astype(float)
    left = at_risk - events
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(events / (at_risk * left))
    survival = np.cumprod(left / at_risk)
    return SurvivalCurve(times, at_risk, events, survival, greenwood, waited.size, float(waited.max()))


def rmst_interval(hours: Sequence[float], answered: Sequence[bool], horizon: float) -> Interval:
    """Normal interval of ``rmst`` inside [0, horizon], with the Greenwood-type variance of the curve plus two
    pseudo-threads (one answered at the median reply time, one never), so that silence has an interval too.
    """
    replies = sorted(hour for hour, replied in zip(hours, answered, strict=True) if replied)
    pseudo = min(float(np.median(replies)), horizon - 1) if replies else _PSEUDO_REPLY_HOURS
    longest = max(horizon, *hours)
    padded = kaplan_meier([*hours, pseudo, longest], [*answered, True, False])
    mean = kaplan_meier(hours, answered).rmst(horizon)
    half = Z * sqrt(padded.rmst_variance(horizon))
    return Interval(max(0.0, mean - half), min(horizon, mean + half), LEVEL)


def _log_log(share: float, relative_error: float) -> tuple[float, float]:
    spread = Z * relative_error / log(share)  # negative: S lies in (0, 1)
    return share ** exp(-spread), share ** exp(spread)

"""What an indicator's value rests on, in vectors: its figure under many sets of weights at once.

A sample holds its cases' origins (which citizen, root post and week each comes from). ``measure`` takes one row of
weights a replicate, one column a case, and gives one figure a row; NaN where the weights leave it undefined. With
weights that are whole numbers a figure is that of the cases repeated so often.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analytics_app.indicators.equity import FULL_LEVEL
from analytics_app.indicators.misclassification import Audit

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Week = tuple[int, int]

_PSEUDO_REPLY_HOURS = 24.0
_PSEUDO_LATEST_HOURS = 71.0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from. ``author_order``: the platform id of the author's earliest message.

    Posts have no author and no root of their own: in every bootstrap they come in weeks.
    """

    week: Week
    author: str | None = None
    author_order: str = ""
    root: str | None = None


class Sample(ABC):
    """The cases of one indicator. ``pseudo``: invented cases that are added, each a cluster of its own."""

    origins: Sequence[Origin]
    pseudo: int = 0

    @property
    def size(self) -> int:
        return len(self.origins)

    @abstractmethod
    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        """One figure a row of ``weights`` (rows × size) and ``pseudo`` (rows × pseudo)."""

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        """``measure`` of the weights of clusters; case i belongs to cluster ``places[i]``.

        Figures that add cases up do that once a cluster here, instead of once a replicate.
        """
        return lambda draw: self.measure(draw.weights[:, places], draw.pseudo)


@dataclass(frozen=True)
class Draw:
    """Replicates at once: weights of clusters and of the invented threads, one row a replicate.

    ``kept`` holds what several figures of one draw share.
    """

    weights: Floats
    pseudo: Floats
    kept: dict[tuple[int, float], tuple[Floats, Floats]] = field(default_factory=dict)

    @cached_property
    def together(self) -> Floats:
        """The clusters' weights, then those of the invented threads."""
        return np.concatenate([self.weights, self.pseudo], axis=1)


Measure = Callable[[Draw], Floats]


def _added_up(columns: Sequence[Floats], places: Places, clusters: int) -> Floats:
    """Columns of cases, added up by cluster: clusters × columns."""
    table = np.zeros((clusters, len(columns)))
    for place, one in enumerate(columns):
        table[:, place] = np.bincount(places, weights=one, minlength=clusters)
    return table


def unweighted(sample: Sample) -> float:
    """The figure of the cases as they are, without invented ones."""
    return float(sample.measure(np.ones((1, sample.size)), np.zeros((1, sample.pseudo)))[0])


@dataclass(frozen=True)
class Waits:
    """Threads that waited ``hours`` until a reply (``answered``) or until observation ended.

    Two threads are invented: one answered at the median reply time (24 hours if none, at most 71), one never.
    """

    origins: Sequence[Origin]
    hours: Sequence[float]
    answered: Sequence[bool]

    @cached_property
    def _all(self) -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.int_]]:
        """Hours and replies of cases, then of the invented ones; and their order: replies before endings."""
        replies = [hour for hour, is_reply in zip(self.hours, self.answered, strict=True) if is_reply]
        typical = min(float(np.median(replies)), _PSEUDO_LATEST_HOURS) if replies else _PSEUDO_REPLY_HOURS
        longest = max([*self.hours, _PSEUDO_LATEST_HOURS + 1])
        hours = np.array([*self.hours, typical, longest], dtype=float)
        answered = np.array([*self.answered, True, False])
        return hours, answered, np.lexsort((~answered, hours))

    def curve(self, weights: Floats, pseudo: Floats) -> tuple[Floats, Floats]:
        """Times in order, and S just after each, one row a row of weights."""
        hours, answered, order = self._all
        ordered: Floats = np.concatenate([weights, pseudo], axis=1)[:, order]
        at_risk: Floats = np.cumsum(ordered[:, ::-1], axis=1)[:, ::-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(at_risk > 0, 1 - ordered * answered[order] / at_risk, 1.0)
        times: Floats = hours[order]
        survival: Floats = np.cumprod(np.maximum(left, 0.0), axis=1, dtype=np.float64)
        return times, survival

    def early_curve(self, draw: Draw, places: Places, horizon: float) -> tuple[Floats, Floats]:
        """``curve`` up to the horizon alone: later cases only count among those at risk."""
        key = (id(self), horizon)
        if key not in draw.kept:
            draw.kept[key] = self._early_curve(draw, places, horizon)
        return draw.kept[key]

    def _early_curve(self, draw: Draw, places: Places, horizon: float) -> tuple[Floats, Floats]:
        hours, answered, order = self._all
        invented = np.arange(2) + draw.weights.shape[1]
        columns = np.concatenate([places, invented])[order]
        early = int(np.searchsorted(hours[order], horizon, side="right"))
        late = order[early:]
        weights = draw.together
        of_late = np.bincount(np.concatenate([places, invented])[late], minlength=weights.shape[1]).astype(
            float
        )
        at_risk = weights[:, columns[:early]]
        is_death = answered[order[:early]]
        died = at_risk[:, is_death]
        np.cumsum(at_risk[:, ::-1], axis=1, out=at_risk[:, ::-1])
        at_risk = (
            at_risk[:, is_death] + (weights @ of_late)[:, None]
        )  # the curve only moves where somebody replied
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(at_risk > 0, 1 - died / at_risk, 1.0)
        np.maximum(left, 0.0, out=left)
        np.cumprod(left, axis=1, out=left)
        return hours[order[:early]][is_death], left

    def answered_by(self, horizon: float, curve: tuple[Floats, Floats]) -> Floats:
        times, survival = curve
        place = int(np.searchsorted(times, horizon, side="right"))
        return 1 - survival[:, place - 1] if place else np.zeros(survival.shape[0])

    def rmst(self, horizon: float, curve: tuple[Floats, Floats]) -> Floats:
        times, survival = curve
        edges = np.minimum(np.append(times, horizon), horizon)
        area: Floats = edges[0] + survival @ np.diff(edges)
        return area


@dataclass(frozen=True)
class OfWaits(Sample):
    """A figure of the time that cases waited."""

    waits: Waits

    @property
    def origins(self) -> Sequence[Origin]:  # type: ignore[override]
        return self.waits.origins


@dataclass(frozen=True)
class Answered(OfWaits):
    """F(horizon): the probability of a reply by then."""

    horizon: float
    pseudo: int = 2

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        return self.waits.answered_by(self.horizon, self.waits.curve(weights, pseudo))

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        waits, horizon = self.waits, self.horizon
        return lambda draw: waits.answered_by(horizon, waits.early_curve(draw, places, horizon))


@dataclass(frozen=True)
class Waited(OfWaits):
    """Mean hours waited, capped at the horizon."""

    horizon: float
    pseudo: int = 2

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        return self.waits.rmst(self.horizon, self.waits.curve(weights, pseudo))

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        waits, horizon = self.waits, self.horizon
        return lambda draw: waits.rmst(horizon, waits.early_curve(draw, places, horizon))


@dataclass(frozen=True)
class MedianLag(OfWaits):
    """The Kaplan–Meier median, capped; nothing is invented: a median needs no help against silence."""

    longest: float

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        times, survival = self.waits.curve(weights, np.zeros((weights.shape[0], 2)))
        reached = survival <= 0.5 + 1e-12
        first = np.where(reached.any(axis=1), times[reached.argmax(axis=1)], self.longest)
        return np.minimum(first, self.longest)


@dataclass(frozen=True)
class Mean(Sample):
    """Σ w·value / Σ w · scale: shares (values 0 or 1), means of marks, incidents per thousand.

    ``shares``: weights of the cases themselves, as in a region's pool of posts. ``pseudo`` 2 adds a hit and a miss.
    ``audit``: of the labels behind the values; each replicate then corrects with an error rate drawn from it.
    ``certain``: which cases a person labelled; these are not corrected.
    """

    origins: Sequence[Origin]
    values: Sequence[float]
    shares: Sequence[float] | None = None
    scale: float = 1.0
    pseudo: int = 0
    audit: Audit | None = None
    certain: Sequence[bool] | None = None

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        return self._figure(weights @ np.stack(self._columns, axis=1), pseudo)

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        table = _added_up(self._columns, places, clusters)
        return lambda draw: self._figure(draw.weights @ table, draw.pseudo)

    def corrected_by_cluster(self, places: Places, clusters: int) -> Callable[[Draw, Floats, Floats], Floats]:
        """Like ``by_cluster``, with the machine's part corrected by one sensitivity and specificity a row.

        NaN where these add up to 1 or less.
        """
        certain = np.zeros(self.size) if self.certain is None else np.asarray(self.certain, dtype=float)
        columns = [each * part for part in (1 - certain, certain) for each in self._columns]
        table = _added_up(columns, places, clusters)

        def found(draw: Draw, sensitivity: Floats, specificity: Floats) -> Floats:
            hits, machine, sure_hits, sure = (draw.weights @ table).T
            both = sensitivity + specificity - 1
            with np.errstate(divide="ignore", invalid="ignore"):
                observed = _divided(hits, machine)
                share = np.where(both > 0, np.clip((observed + specificity - 1) / both, 0, 1), np.nan)
            whole = sure_hits + np.where(machine > 0, machine * share, 0.0)
            return self.scale * _divided(whole, sure + machine)

        return found

    @cached_property
    def _columns(self) -> tuple[Floats, Floats]:
        """Each case's share of the hits and of the total."""
        own = np.ones(self.size) if self.shares is None else np.asarray(self.shares, dtype=float)
        return own * np.asarray(self.values, dtype=float), own

    def _figure(self, sums: Floats, pseudo: Floats) -> Floats:
        hits, total = sums[:, 0], sums[:, 1]
        if self.pseudo:
            hits, total = hits + pseudo[:, 0], total + pseudo.sum(axis=1)
        return self.scale * _divided(hits, total)


@dataclass(frozen=True)
class Total(Sample):
    """Σ w · scale: how many there are, in the unit of what they are held against."""

    origins: Sequence[Origin]
    scale: float

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        total: Floats = weights.sum(axis=1) * self.scale
        return total

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        table = _added_up([np.ones(self.size)], places, clusters)
        return lambda draw: (draw.weights @ table)[:, 0] * self.scale


@dataclass(frozen=True)
class Rates:
    """Of one account: the figure of each of its cases, the peers' median of such figures, and its weight."""

    values: Sequence[float]
    peers: float
    weight: float = 1.0


@dataclass(frozen=True)
class Medians(Sample):
    """An account's median over its peers'; of several accounts the ratio that has their weighted mean score.

    ``origins`` are those of the accounts' cases, one account after the other; ``score`` that of a ratio, ``ratio`` its
    inverse. None: there is one account, and its ratio is the figure.
    """

    origins: Sequence[Origin]
    accounts: Sequence[Rates]
    score: Callable[[Floats], Floats] | None = None
    ratio: Callable[[Floats], Floats] | None = None

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        found, start = [], 0
        for one in self.accounts:
            end = start + len(one.values)
            found.append(_weighted_median(one.values, weights[:, start:end]) / one.peers)
            start = end
        if self.score is None or self.ratio is None:
            return found[0]
        scores = [one.weight * self.score(x) for one, x in zip(self.accounts, found, strict=True)]
        return self.ratio(np.sum(scores, axis=0))


def _weighted_median(values: Sequence[float], weights: Floats) -> Floats:
    """Of each row: where half of the weight is reached; halfway to the next value where exactly half is."""
    order = np.argsort(np.asarray(values), kind="stable")
    ordered = np.asarray(values, dtype=float)[order]
    reached = np.cumsum(weights[:, order], axis=1)
    half = reached[:, -1:] / 2
    slack = half * 1e-9
    low, high = (ordered[(reached >= half + side * slack).argmax(axis=1)] for side in (-1, 1))
    found: Floats = np.where(half[:, 0] > 0, (low + high) / 2, np.nan)
    return found


@dataclass(frozen=True)
class Equity(Sample):
    """The ratio of two smoothed reply rates; ``level`` gives what its score is multiplied by."""

    origins: Sequence[Origin]
    is_critical: Sequence[bool]
    replied: Sequence[bool]

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        critical, others = _rates(weights @ self._table)
        return np.minimum(1.0, critical / others)

    def level(self, weights: Floats) -> Floats:
        """min(1, max(p_c, p_n)/0.6) of each row."""
        return _level(weights @ self._table)

    def score_by_cluster(self, places: Places, clusters: int, score: Callable[[Floats], Floats]) -> Measure:
        """The score of the ratio times the level, of the weights of clusters."""
        table = _added_up(list(self._table.T), places, clusters)

        def found(draw: Draw) -> Floats:
            sums = draw.weights @ table
            critical, others = _rates(sums)
            return score(np.minimum(1.0, critical / others)) * _level(sums)

        return found

    @cached_property
    def _table(self) -> Floats:
        """Columns: critical and replied, critical, other and replied, other."""
        critical, replied = np.asarray(self.is_critical, dtype=float), np.asarray(self.replied, dtype=float)
        return np.stack([critical * replied, critical, (1 - critical) * replied, 1 - critical], axis=1)


def _rates(sums: Floats) -> tuple[Floats, Floats]:
    """Smoothed reply rates of critical threads and of others."""
    return (sums[:, 0] + 0.5) / (sums[:, 1] + 1), (sums[:, 2] + 0.5) / (sums[:, 3] + 1)


def _level(sums: Floats) -> Floats:
    critical, others = _rates(sums)
    return np.minimum(1.0, np.maximum(critical, others) / FULL_LEVEL)


@dataclass(frozen=True)
class Diversity(Sample):
    """The Hill number of order 1 over topics."""

    origins: Sequence[Origin]
    topics: Sequence[str]
    shares: Sequence[float] | None = None

    def measure(self, weights: Floats, pseudo: Floats) -> Floats:
        return _hill(weights @ self._table)

    def by_cluster(self, places: Places, clusters: int) -> Measure:
        table = _added_up(list(self._table.T), places, clusters)
        return lambda draw: _hill(draw.weights @ table)

    @cached_property
    def _table(self) -> Floats:
        """Cases × topics: the weight of a case under its topic."""
        names, column = np.unique(self.topics, return_inverse=True)
        table = np.zeros((self.size, names.size))
        table[np.arange(self.size), column] = 1.0 if self.shares is None else self.shares
        return table


def _hill(counts: Floats) -> Floats:
    """exp of Shannon's entropy of each row; NaN where there is nothing."""
    total = counts.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = counts / total
        logs = np.where(p > 0, np.log(np.where(p > 0, p, 1.0)), 0.0)
    return np.where(total[:, 0] > 0, np.exp(-(p * logs).sum(axis=1)), np.nan)


def _divided(one: Floats, other: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(other > 0, one / other, np.nan)
    return found

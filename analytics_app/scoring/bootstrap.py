"""The intervals of dimensions and composite: three cluster bootstraps, the widest of which counts.

Clusters are citizen authors, root posts and ISO weeks. Their weights are drawn Exp(1); threads get two invented
companions; percentiles are stretched for few clusters (method section 12, rule 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, partial
from math import sqrt

import numpy as np

from analytics_app.choices import ScoreStatus
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Scale
from analytics_app.indicators.intervals import DRAWS
from analytics_app.indicators.misclassification import Audit
from analytics_app.indicators.registry import BY_ID, SCORED_DIMENSIONS
from analytics_app.indicators.special import t_quantile
from analytics_app.records import Interval
from analytics_app.scoring.aggregate import Composite, DimensionScore
from analytics_app.scoring.bands import MIN_CASES, band_label
from analytics_app.scoring.samples import Draw, Equity, Floats, Mean, Measure, Origin, Places, Sample, Week

LEVELS = (0.90, 0.95)
MAX_HALF_WIDTH = 20.0
_CELLS = 100_000  # weights held at once: 0.8 MB


class Clustering(IntEnum):
    """By what the cases are taken together."""

    AUTHORS = 0
    ROOTS = 1
    WEEKS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """What is resampled: the indicators' samples, the scores that stay as they are, and the aggregation's outcome.

    ``points``: the score of every scored indicator; those without a sample are a census and stay fixed.
    """

    composite: Composite
    points: Mapping[str, float]
    samples: Mapping[str, Sample]
    seed: int


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A score with its intervals. ``n``: cases of what weighs most in it, None where that is a census.

    ``is_number_public``: at least 30 cases and a 95 % half-width of at most 20 points; otherwise the band alone.
    """

    score: float
    ninety: Interval
    ninety_five: Interval
    n: int | None

    @property
    def is_number_public(self) -> bool:
        half = (self.ninety_five.high - self.ninety_five.low) / 2
        return (self.n is None or self.n >= MIN_CASES) and half <= MAX_HALF_WIDTH

    @property
    def band(self) -> str:
        return band_label(self.ninety.low, self.ninety.high)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The intervals of the dimensions and of the composite; absent where there is no score."""

    dimensions: Mapping[Dimension, Uncertain]
    composite: Uncertain | None


@dataclass(slots=True)
class _Replicates:
    """Scores of dimensions and composite in one bootstrap, and what its stretch depends on."""

    dimensions: dict[Dimension, Floats] = field(default_factory=dict)
    composite: Floats | None = None
    clusters: dict[Dimension, int] = field(default_factory=dict)


def uncertainty(subject: Subject, draws: int = DRAWS) -> Uncertainty:
    """Intervals at 90 and 95 % of every dimension with a score and of the composite."""
    runs = [replicates(subject, clustering, draws) for clustering in Clustering]
    sizes = {dimension: _main_size(subject, dimension) for dimension in SCORED_DIMENSIONS}
    found = {
        one.dimension: _uncertain(
            one.score,
            [(run.dimensions[one.dimension], run.clusters.get(one.dimension)) for run in runs],
            sizes[one.dimension],
        )
        for one in subject.composite.dimensions
        if one.score is not None
    }
    if subject.composite.score is None:
        return Uncertainty(found, None)
    n = min((size for size in sizes.values() if size is not None), default=None)
    drawn = [
        (run.composite, min(run.clusters.values(), default=None)) for run in runs if run.composite is not None
    ]
    return Uncertainty(found, _uncertain(subject.composite.score, drawn, n))


def replicates(subject: Subject, clustering: Clustering, draws: int = DRAWS) -> _Replicates:
    """One bootstrap's scores of the dimensions and of the composite."""
    scores = indicator_scores(subject, clustering, draws)
    run = _Replicates()
    product = np.ones(draws)
    for one in subject.composite.dimensions:
        if one.score is None:
            continue
        run.dimensions[one.dimension] = _dimension(one, scores, subject.points, draws)
        product *= np.maximum(run.dimensions[one.dimension], 1.0) ** (1 / 3)
        if (main := _main(subject, one)) is not None:
            run.clusters[one.dimension] = len({_label(origin, clustering) for origin in main.origins})
    run.composite = product if subject.composite.score is not None else None
    return run


def _dimension(
    one: DimensionScore, scores: Mapping[str, Floats], points: Mapping[str, float], draws: int
) -> Floats:
    total = np.zeros(draws)
    if one.status is ScoreStatus.CLOSED:
        return total
    for name, share in one.weights.items():
        total += share * (scores[name] if name in scores else points[name])
    return total * one.factor


# --- drawing -------------------------------------------------------------------------------------


def indicator_scores(subject: Subject, clustering: Clustering, draws: int) -> dict[str, Floats]:
    """Replicates of every resampled indicator's score. An undefined one keeps the point value."""
    names = sorted(name for name in subject.samples if name in subject.points)
    samples = [subject.samples[name] for name in names]
    table = _Table.of(samples, clustering)
    measures = [_scoring(name, subject.samples[name], table) for name in names]
    scores = {name: np.empty(draws) for name in names}
    audits = {name: _audited(subject.samples[name], table, subject.seed, draws) for name in names}
    for start, draw in _blocks(subject.seed, clustering, len(table.labels), draws):
        rows = slice(start, start + draw.weights.shape[0])
        for name, (measure, score) in zip(names, measures, strict=True):
            audited = audits[name]
            x = measure(draw) if audited is None else audited(draw, rows)
            scores[name][rows] = np.where(np.isnan(x), subject.points[name], score(x))
    return scores


def _scoring(name: str, sample: Sample, table: _Table) -> tuple[Measure, Callable[[Floats], Floats]]:
    """What gives the figure of each replicate, and what makes it a score."""
    places, clusters = table.places(sample), len(table.labels)
    to_score = partial(score_array, BY_ID[name])
    if isinstance(sample, Equity):
        return sample.score_by_cluster(places, clusters, to_score), lambda scores: scores
    return sample.by_cluster(places, clusters), to_score


def _blocks(seed: int, clustering: Clustering, clusters: int, draws: int) -> Iterator[tuple[int, Draw]]:
    """(first row, weights of clusters and of the invented threads), as many rows as stay in the processor's cache.

    Each kind of draw has its own stream, so that the size of the blocks changes no number.
    """
    rng, invented = (np.random.default_rng([seed, int(clustering), kind]) for kind in (0, 1))
    rows = max(16, min(draws, _CELLS // max(clusters, 1)))
    for start in range(0, draws, rows):
        n = min(rows, draws - start)
        yield start, Draw(rng.standard_exponential((n, clusters)), invented.standard_exponential((n, 2)))


def _audited(sample: Sample, table: _Table, seed: int, draws: int) -> Callable[[Draw, slice], Floats] | None:
    """The corrected figure of replicates; None where the sample rests on no audited label.

    Sensitivity and specificity of each replicate come from Beta(1 + hits, 1 + misses).
    """
    audit: Audit | None = sample.audit if isinstance(sample, Mean) else None
    if audit is None or not isinstance(sample, Mean):
        return None
    rng = np.random.default_rng([seed, 3])
    sensitivity = rng.beta(1 + audit.hits, 1 + audit.misses, draws)
    specificity = rng.beta(1 + audit.rejections, 1 + audit.false_alarms, draws)
    corrected = sample.corrected_by_cluster(table.places(sample), len(table.labels))
    return lambda draw, rows: corrected(draw, sensitivity[rows], specificity[rows])


def score_array(definition: IndicatorDefinition, x: Floats) -> Floats:
    """``definition.score`` of many values."""
    if definition.scale is Scale.LOG2:
        with np.errstate(divide="ignore", invalid="ignore"):
            x = np.log2(x)
    elif definition.scale is Scale.ABSOLUTE:
        x = np.abs(x)
    knots = np.asarray(definition.knots)
    found: Floats = np.interp(x, knots[:, 0], knots[:, 1])
    return found


# --- clusters ------------------------------------------------------------------------------------

_Label = tuple[str, str]


def _label(origin: Origin, clustering: Clustering) -> _Label:
    """(order, name) of a case's cluster; what has no author or root post comes in weeks."""
    if clustering is Clustering.AUTHORS and origin.author is not None:
        return "a" + origin.author_order, origin.author
    if clustering is Clustering.ROOTS and origin.root is not None:
        return "r", origin.root
    return _week_label(origin.week)


@cache
def _week_label(week: Week) -> _Label:
    return "w", f"{week[0]}-{week[1]:02d}"


@dataclass(frozen=True, slots=True)
class _Table:
    """Every cluster once, in an order that no pseudonym decides."""

    labels: Mapping[_Label, int]
    of_origin: Mapping[int, int]  # by identity: samples share their origins

    @classmethod
    def of(cls, samples: Sequence[Sample], clustering: Clustering) -> _Table:
        origins = {id(origin): origin for sample in samples for origin in sample.origins}
        named = {key: _label(origin, clustering) for key, origin in origins.items()}
        labels = {label: place for place, label in enumerate(sorted(set(named.values())))}
        return cls(labels, {key: labels[label] for key, label in named.items()})

    def places(self, sample: Sample) -> Places:
        return np.array([self.of_origin[id(origin)] for origin in sample.origins], dtype=np.intp)


def _main(subject: Subject, one: DimensionScore) -> Sample | None:
    """The sample of the indicator that carries the most weight in the dimension; None where that is a census.

    A light sample beside a census tells neither how many cases the dimension rests on nor how few its clusters are.
    """
    heaviest = max(one.weights, key=lambda name: (one.weights[name], name in subject.samples), default="")
    return subject.samples.get(heaviest)


def _main_size(subject: Subject, dimension: Dimension) -> int | None:
    one = next(one for one in subject.composite.dimensions if one.dimension is dimension)
    main = _main(subject, one)
    return main.size if main is not None else None


# --- intervals -----------------------------------------------------------------------------------


def _uncertain(score: float, runs: Sequence[tuple[Floats | None, int | None]], n: int | None) -> Uncertain:
    found = [_intervals(drawn, n, clusters) for drawn, clusters in runs if drawn is not None]
    ninety, wider = (_widest(list(of_level), score) for of_level in zip(*found, strict=True))
    # The widest may be of another bootstrap at either level; surer limits never lie within less sure ones.
    ninety_five = Interval(min(wider.low, ninety.low), max(wider.high, ninety.high), wider.level)
    return Uncertain(score, ninety, ninety_five, n)


def _intervals(drawn: Floats, n: int | None, clusters: int | None) -> list[Interval]:
    """Percentiles, stretched about the median for few clusters; one cluster alone says nothing: 0 to 100."""
    ends = [50 * (1 + sign * level) for level in LEVELS for sign in (-1, 1)]
    middle, *found = np.percentile(drawn, [50, *ends]).tolist()
    stretch = 1.0
    if n is not None and n >= MIN_CASES and clusters is not None:
        if clusters < 2:
            return [Interval(0.0, 100.0, level) for level in LEVELS]
        stretch = stretch_of(clusters)
    pairs = zip(found[::2], found[1::2], LEVELS, strict=True)
    return [
        Interval(
            max(0.0, middle - (middle - low) * stretch), min(100.0, middle + (high - middle) * stretch), level
        )
        for low, high, level in pairs
    ]


@cache
def stretch_of(clusters: int) -> float:
    """t(0.95, m − 1)/1.645 · √(m/(m − 1)) for m clusters."""
    return t_quantile(0.95, clusters - 1) / 1.645 * sqrt(clusters / (clusters - 1))


def _widest(intervals: Sequence[Interval], score: float) -> Interval:
    """The widest interval, widened to hold the score itself (the invented threads draw away from 0 and 100)."""
    widest = max(intervals, key=lambda one: one.high - one.low)
    return Interval(min(widest.low, score), max(widest.high, score), widest.level)

"""From indicators to dimensions to one figure (method sections 6 and 12)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from analytics_app.choices import ScoreStatus, Status
from analytics_app.indicators.definition import METHOD_VERSION, Dimension, MethodError
from analytics_app.indicators.registry import INDICATORS, SCORED_DIMENSIONS
from analytics_app.records import IndicatorResult

MIN_WEIGHT = 0.60
FULL_OPENNESS = 0.9
MIN_THREADS = 10
MIN_POSTS = 30
PROXY_FACTOR = 0.5
RESPONSE_FIGURES = frozenset({"response_rate", "response_speed"})
EQUAL_WEIGHTS: Mapping[Dimension, float] = dict.fromkeys(SCORED_DIMENSIONS, 1 / 3)
KNOWN_VERSIONS = (METHOD_VERSION,)


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is known of a subject besides its indicators; None: not known, and then nothing is held against it.

    ``openness``: share of own posts with comments open. ``is_blocked``: the account blocks collection.
    """

    openness: float | None = None
    threads: int | None = None
    own_posts: int | None = None
    is_blocked: bool = False

    @property
    def factor(self) -> float:
        """What S is multiplied by, so that closing comments cannot lift it."""
        return 1.0 if self.openness is None else min(1.0, self.openness / FULL_OPENNESS)

    @property
    def is_closed(self) -> bool:
        few = self.threads is not None and self.threads < MIN_THREADS
        return self.is_blocked or (few and self.openness is not None and self.openness < FULL_OPENNESS)

    @property
    def is_inactive(self) -> bool:
        return self.own_posts is not None and self.own_posts < MIN_POSTS


NOTHING_KNOWN = Conduct()


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of indicators that have one; those that cannot exist here; those that rest on a stand-in."""

    by_id: Mapping[str, float]
    not_applicable: Collection[str] = frozenset()
    proxies: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension. ``coverage``: scored share of its weight; ``weights``: of each scored indicator, sum 1.

    ``factor`` is the openness that the mean was multiplied by.
    """

    dimension: Dimension
    status: ScoreStatus
    score: float | None
    coverage: float
    weights: Mapping[str, float] = field(default_factory=dict)
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Composite:
    """The dimensions together. ``score`` is geometric, ``arithmetic`` stands beside it; None unless all three are."""

    dimensions: tuple[DimensionScore, ...]
    score: float | None
    arithmetic: float | None

    @property
    def status(self) -> ScoreStatus:
        return ScoreStatus.MISSING_DIMENSION if self.score is None else ScoreStatus.SCORED


def require_version(version: str) -> None:
    """MethodError for a method version that this program does not hold."""
    if version not in KNOWN_VERSIONS:
        raise MethodError(f"unknown method version {version!r}; known: {', '.join(KNOWN_VERSIONS)}")


def scores_of(results: Iterable[IndicatorResult]) -> Scores:
    """What aggregation needs of the results."""
    listed = list(results)
    return Scores(
        {one.indicator: one.score for one in listed if one.status is Status.SCORED and one.score is not None},
        frozenset(one.indicator for one in listed if one.status is Status.NOT_APPLICABLE),
        frozenset(one.indicator for one in listed if one.detail.get("proxy")),
    )


def base_weights(dimension: Dimension) -> dict[str, float]:
    """The weights of a dimension's indicators as declared, sum 100."""
    return {one.id: float(one.weight) for one in INDICATORS if one.dimension is dimension}


def dimension_score(
    dimension: Dimension,
    scores: Scores,
    conduct: Conduct = NOTHING_KNOWN,
    weights: Mapping[str, float] | None = None,
) -> DimensionScore:
    """Weighted arithmetic mean of the scored indicators, where they hold at least 60 % of the weight.

    Indicators that do not apply leave the weight altogether; a stand-in carries half of its own, and the other
    half counts as missing. ``weights``: other ones than declared, for the sensitivity analysis.
    """
    declared = base_weights(dimension) if weights is None else check_weight_values(weights)
    applicable = {name: weight for name, weight in declared.items() if name not in scores.not_applicable}
    held = {
        name: weight * (PROXY_FACTOR if name in scores.proxies else 1.0)
        for name, weight in applicable.items()
        if name in scores.by_id
    }
    total, all_of_it = sum(held.values()), sum(applicable.values())
    coverage = total / all_of_it if all_of_it else 0.0
    shares = {name: weight / total for name, weight in held.items()} if total else {}
    status = _status(dimension, coverage, shares, conduct)
    if status is ScoreStatus.CLOSED:
        return DimensionScore(dimension, status, 0.0, coverage, shares, conduct.factor)
    if status is not ScoreStatus.SCORED:
        return DimensionScore(dimension, status, None, coverage, shares)
    factor = conduct.factor if dimension is Dimension.SERVICE_INTERACTION else 1.0
    mean = sum(share * scores.by_id[name] for name, share in shares.items())
    return DimensionScore(dimension, status, mean * factor, coverage, shares, factor)


def _status(
    dimension: Dimension, coverage: float, shares: Mapping[str, float], conduct: Conduct
) -> ScoreStatus:
    is_service = dimension is Dimension.SERVICE_INTERACTION
    if is_service and conduct.is_closed:
        return ScoreStatus.CLOSED
    if dimension is Dimension.INFORMATION and conduct.is_inactive:
        return ScoreStatus.INACTIVE
    if is_service and not RESPONSE_FIGURES & shares.keys():
        return ScoreStatus.NO_RESPONSE_FIGURE
    return ScoreStatus.SCORED if round(coverage, 9) >= MIN_WEIGHT else ScoreStatus.LOW_COVERAGE


def composite(
    scores: Scores,
    conduct: Conduct = NOTHING_KNOWN,
    *,
    version: str = METHOD_VERSION,
    dimension_weights: Mapping[Dimension, float] = EQUAL_WEIGHTS,
) -> Composite:
    """The three dimensions and their geometric mean, which good pictures cannot buy off silence with."""
    require_version(version)
    check_dimension_weights(dimension_weights)
    dimensions = tuple(dimension_score(dimension, scores, conduct) for dimension in SCORED_DIMENSIONS)
    values = [one.score for one in dimensions]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Composite(dimensions, None, None)
    weights = [dimension_weights[dimension] for dimension in SCORED_DIMENSIONS]
    return Composite(dimensions, geometric(known, weights), arithmetic(known, weights))


def geometric(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Π max(value, 1)^weight; equal weights by default."""
    shares = weights or [1 / len(values)] * len(values)
    return float(prod(max(value, 1.0) ** share for value, share in zip(values, shares, strict=True)))


def arithmetic(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """The weighted arithmetic mean; equal weights by default."""
    shares = weights or [1 / len(values)] * len(values)
    return sum(value * share for value, share in zip(values, shares, strict=True))


def check_weight_values(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The weights, or MethodError where one is negative or all are 0."""
    if not weights or min(weights.values()) < 0 or sum(weights.values()) <= 0:
        raise MethodError(f"weights must not be negative, and not all 0: {dict(weights)}")
    return weights


def check_dimension_weights(weights: Mapping[Dimension, float]) -> None:
    """MethodError unless there is one weight a dimension and they add up to 1."""
    total = sum(weights.values())
    if set(weights) != set(SCORED_DIMENSIONS) or min(weights.values()) < 0 or abs(total - 1) > 1e-9:
        raise MethodError(f"dimension weights must be those of U, I and S and add up to 1, not {total:g}")

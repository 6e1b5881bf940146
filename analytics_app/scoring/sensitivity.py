"""How much the order of regions owes to choices of the method (sections 6 and 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from analytics_app.indicators.definition import Dimension, MethodError
from analytics_app.indicators.registry import BY_ID, SCORED_DIMENSIONS
from analytics_app.scoring.aggregate import arithmetic, base_weights, geometric
from analytics_app.scoring.ranks import Comparison, rank_shift, ranks_of

RANDOM_WEIGHTS = 500
CONCENTRATION = 50.0
KNOT_CHANGE = 0.20

Scores = Mapping[str, float]
Dimensions = Mapping[Dimension, float]
Combine = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A region's indicators on the core set: values (as the knots take them) and scores."""

    code: str
    values: Mapping[str, float]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Scenario:
    """One other way to compute: its mean shift in rank, and the share of regions that leave their quarter."""

    name: str
    shift: float
    quarter_changes: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All scenarios. ``shift`` is the largest; above n/8 the order of regions is withheld."""

    scenarios: tuple[Scenario, ...]
    members: int

    @property
    def shift(self) -> float:
        return max((one.shift for one in self.scenarios), default=0.0)

    @property
    def is_withheld(self) -> bool:
        return self.shift > self.members / 8


def withheld(comparison: Comparison, found: Sensitivity) -> Comparison:
    """The comparison, without its standings where its order hangs on choices of the method."""
    if not found.is_withheld:
        return comparison
    return replace(comparison, standings={}, why_not="order_depends_on_choices")


def sensitivity(
    candidates: Sequence[Candidate],
    seed: int,
    random_weights: int = RANDOM_WEIGHTS,
    on_step: Callable[[int, int], None] = lambda done, total: None,
) -> Sensitivity:
    """Every scenario of the method. Random weights count as one scenario: the mean over their draws.

    ``on_step`` is told how many of the steps are done; what it raises ends the analysis.
    """
    if not candidates:
        raise MethodError("a sensitivity analysis needs regions")
    reference = _ranks([geometric(_means(one.scores)) for one in candidates])
    found = []
    most = len(candidates[0].scores) + len(dimension_scenarios()) + 4 + random_weights
    for name, values in _single_changes(candidates):
        found.append(_scenario(name, reference, [_ranks(values)]))
        on_step(len(found), most)
    rng = np.random.default_rng([seed, 11])
    drawn = []
    for _ in range(random_weights):
        drawn.append(_ranks(_with_random_weights(candidates, rng)))
        on_step(len(found) + len(drawn), len(found) + random_weights)
    if drawn:
        found.append(_scenario("random_weights", reference, drawn))
    return Sensitivity(tuple(found), len(candidates))


def _scenario(name: str, reference: Sequence[int], others: Sequence[Sequence[int]]) -> Scenario:
    shifts = [rank_shift(reference, other) for other in others]
    quarters = [_quarter(rank, len(reference)) for rank in reference]
    moved = [
        sum(_quarter(rank, len(reference)) != before for rank, before in zip(other, quarters, strict=True))
        for other in others
    ]
    return Scenario(name, float(np.mean(shifts)), float(np.mean(moved)) / len(reference))


def _quarter(rank: int, members: int) -> int:
    """1 in the top quarter, −1 in the bottom one, 0 between."""
    edge = ceil(members / 4)
    return (rank <= edge) - (rank > members - edge)


def _single_changes(candidates: Sequence[Candidate]) -> Iterator[tuple[str, list[float]]]:
    """(name, composites) of every scenario without chance."""
    plain = [_means(one.scores) for one in candidates]
    for name, combine in dimension_scenarios().items():
        yield name, [combine(values) for values in plain]
    equal = dict.fromkeys(BY_ID, 1.0)
    yield "equal_indicator_weights", [geometric(_means(one.scores, equal)) for one in candidates]
    for name in sorted(candidates[0].scores):
        left = [{key: value for key, value in one.scores.items() if key != name} for one in candidates]
        if all(_has_all_dimensions(scores) for scores in left):
            yield f"without_{name}", [geometric(_means(scores)) for scores in left]
    for word, change in (("wider", 1 + KNOT_CHANGE), ("narrower", 1 - KNOT_CHANGE)):
        yield f"knots_{word}", [geometric(_means(_with_knots(one, change))) for one in candidates]
    yield "peer_min_max", [geometric(_means(scores)) for scores in _min_max(candidates)]


def dimension_scenarios() -> dict[str, Combine]:
    """Other ways from dimensions (U, I, S in order) to one figure."""
    halves: dict[str, Combine] = {
        f"{dimension.value}50": _geometric_with(
            [0.5 if one is dimension else 0.25 for one in SCORED_DIMENSIONS]
        )
        for dimension in SCORED_DIMENSIONS
    }
    return {"arithmetic": arithmetic, "minimum": min, **halves}


def _geometric_with(weights: Sequence[float]) -> Combine:
    return lambda values: geometric(values, weights)


def _means(scores: Scores, weights: Mapping[str, float] | None = None) -> list[float]:
    """Weighted means of the dimensions in order; every dimension must have an indicator."""
    means = []
    for dimension in SCORED_DIMENSIONS:
        held = {
            name: (weights or base_weights(dimension))[name]
            for name in base_weights(dimension)
            if name in scores
        }
        means.append(sum(weight * scores[name] for name, weight in held.items()) / sum(held.values()))
    return means


def _has_all_dimensions(scores: Scores) -> bool:
    return all(set(base_weights(dimension)) & set(scores) for dimension in SCORED_DIMENSIONS)


def _with_knots(one: Candidate, change: float) -> dict[str, float]:
    """The scores with the x of every knot multiplied; an indicator without a value keeps its score."""
    return {
        name: _moved(name, change, one.values[name]) if name in one.values else score
        for name, score in one.scores.items()
    }


def _moved(name: str, change: float, x: float) -> float:
    definition = BY_ID[name]
    return replace(definition, knots=tuple((at * change, score) for at, score in definition.knots)).score(x)


def _min_max(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Scores from the worst to the best of the peers instead of anchors; 50 where all are equal."""
    found: list[dict[str, float]] = [{} for _ in candidates]
    for name in candidates[0].scores:
        listed = [one.scores[name] for one in candidates]
        low, high = min(listed), max(listed)
        for place, score in enumerate(listed):
            found[place][name] = 100 * (score - low) / (high - low) if high > low else 50.0
    return found


def _with_random_weights(candidates: Sequence[Candidate], rng: np.random.Generator) -> list[float]:
    """Dirichlet(50·w) weights within every dimension, and of the dimensions."""
    weights: dict[str, float] = {}
    for dimension in SCORED_DIMENSIONS:
        declared = {n: w for n, w in base_weights(dimension).items() if n in candidates[0].scores}
        total = sum(declared.values())
        drawn = rng.dirichlet([CONCENTRATION * weight / total for weight in declared.values()])
        weights |= dict(zip(declared, drawn.tolist(), strict=True))
    across = rng.dirichlet([CONCENTRATION / 3] * 3).tolist()
    return [geometric(_means(one.scores, weights), across) for one in candidates]


def _ranks(values: Sequence[float]) -> list[int]:
    found: list[int] = ranks_of(np.array([values]))[0].tolist()
    return found

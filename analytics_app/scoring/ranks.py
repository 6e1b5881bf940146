"""Where a region stands among its peers, with how much may be said of it (method sections 6 and 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil

import numpy as np
import numpy.typing as npt

from analytics_app.indicators.arithmetic import seed_of
from analytics_app.indicators.definition import METHOD_VERSION, Dimension
from analytics_app.indicators.intervals import DRAWS
from analytics_app.indicators.registry import BY_ID, SCORED_DIMENSIONS
from analytics_app.scoring.aggregate import MIN_WEIGHT, Scores, base_weights, dimension_score
from analytics_app.scoring.bootstrap import score_array
from analytics_app.scoring.peer_groups import MIN_FOR_TIERS
from analytics_app.scoring.samples import Floats
from analytics_app.scoring.shrinkage import PROPORTIONS, peer_prior

SURE_OF_TIER = 0.90
SURE_OF_PAIR = 0.95
Ranks = npt.NDArray[np.int_]


class Tier(StrEnum):
    """What the public sees instead of a rank."""

    TOP = "atas"
    MIDDLE = "tengah"
    BOTTOM = "bawah"


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's place. Ranks count from 1 = best; the interval is 5 to 95 %, both ends inclusive.

    ``tier`` None: the group is too small for tiers.
    """

    median_rank: float
    low_rank: int
    high_rank: int
    p_top: float
    p_bottom: float
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class Member:
    """What comparing needs of a region: the scores of its indicators, and how sure they are.

    ``counts``: hits and cases (effective ones after correcting and standardising) of proportion-type indicators;
    ``draws``: replicates of other indicators' scores, all of one length. The rest is a census and stays fixed.
    """

    code: str
    scores: Mapping[str, float]
    counts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    draws: Mapping[str, Floats] = field(default_factory=dict)
    openness_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A peer group compared on its core set. ``standings`` is empty where it could not be, and ``why_not`` says why."""

    core: frozenset[str]
    standings: Mapping[str, Standing]
    draws: Floats | None = None  # one row a replicate, one column a member, in the order given
    why_not: str | None = None


def core_set(members: Sequence[Member]) -> frozenset[str]:
    """The indicators that every member has: comparing others would compare what was observable."""
    sets = [set(member.scores) for member in members]
    return frozenset(set.intersection(*sets)) if sets else frozenset()


def compare(members: Sequence[Member], seed: int, draws: int = DRAWS) -> Comparison:
    """Ranks of the members on their core set, in every replicate anew."""
    core = core_set(members)
    thin = [
        dimension
        for dimension in SCORED_DIMENSIONS
        if dimension_score(dimension, Scores(dict.fromkeys(core, 50.0))).coverage < MIN_WEIGHT
    ]
    if not members or thin:
        return Comparison(core, {}, why_not="core_set_too_small" if members else "no_members")
    drawn = _composites(members, core, seed, draws)
    found = standings(drawn)
    return Comparison(core, {member.code: one for member, one in zip(members, found, strict=True)}, drawn)


def group_seed(group: str, as_of: date) -> int:
    """The seed of a peer group's comparison."""
    return seed_of(f"peers:{group}", as_of, METHOD_VERSION)


def _composites(members: Sequence[Member], core: frozenset[str], seed: int, draws: int) -> Floats:
    """Replicates of each member's composite on the core set."""
    rng = np.random.default_rng([seed, 7])
    total = np.ones((draws, len(members)))
    scores = {name: _indicator_draws(name, members, rng, draws) for name in sorted(core)}
    for dimension in SCORED_DIMENSIONS:
        weights = {name: weight for name, weight in base_weights(dimension).items() if name in core}
        mean = sum(weight * scores[name] for name, weight in weights.items()) / sum(weights.values())
        if dimension is Dimension.SERVICE_INTERACTION:
            mean = mean * np.array([member.openness_factor for member in members])
        total *= np.maximum(mean, 1.0) ** (1 / 3)
    return total


def _indicator_draws(name: str, members: Sequence[Member], rng: np.random.Generator, draws: int) -> Floats:
    """Scores of one indicator, one row a replicate, one column a member."""
    counts = [member.counts.get(name) for member in members]
    prior = None
    if name in PROPORTIONS and all(count is not None for count in counts):
        known = [count for count in counts if count is not None]
        prior = peer_prior([k for k, _ in known], [n for _, n in known])
    columns = []
    for member in members:
        count = member.counts.get(name)
        if prior is not None and count is not None:
            columns.append(score_array(BY_ID[name], rng.beta(*prior.parameters(*count), draws)))
        elif name in member.draws:
            columns.append(np.resize(member.draws[name], draws))
        elif count is not None:
            k, n = count
            columns.append(score_array(BY_ID[name], rng.beta(k + 0.5, n - k + 0.5, draws)))
        else:
            columns.append(np.full(draws, member.scores[name]))
    return np.column_stack(columns)


# --- ranks ---------------------------------------------------------------------------------------


def ranks_of(values: Floats) -> Ranks:
    """Ranks in every row, 1 = highest; of equals all get the best ("min")."""
    rounded = np.round(values, 9)
    found: Ranks = 1 + (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    return found


def worst_ranks_of(values: Floats) -> Ranks:
    """Ranks in every row; of equals all get the worst."""
    rounded = np.round(values, 9)
    found: Ranks = (rounded[:, None, :] >= rounded[:, :, None]).sum(axis=2)
    return found


def standings(values: Floats) -> list[Standing]:
    """Each column's place over all rows."""
    members = values.shape[1]
    best, worst = _ranks_in_blocks(values)
    edge = ceil(members / 4)
    p_top, p_bottom = (best <= edge).mean(axis=0), (worst > members - edge).mean(axis=0)
    middle = np.median(best, axis=0)
    low = np.percentile(best, 5, axis=0, method="lower")
    high = np.percentile(best, 95, axis=0, method="higher")
    return [
        Standing(
            float(middle[place]),
            int(low[place]),
            int(high[place]),
            float(p_top[place]),
            float(p_bottom[place]),
            _tier(float(p_top[place]), float(p_bottom[place])) if members >= MIN_FOR_TIERS else None,
        )
        for place in range(members)
    ]


def _ranks_in_blocks(values: Floats) -> tuple[Ranks, Ranks]:
    """Best and worst ranks, a few rows at a time: the comparison of all pairs needs rows × members² cells."""
    rows = max(1, 4_000_000 // values.shape[1] ** 2)
    parts = [values[start : start + rows] for start in range(0, values.shape[0], rows)]
    return (
        np.concatenate([ranks_of(part) for part in parts]),
        np.concatenate([worst_ranks_of(part) for part in parts]),
    )


def _tier(p_top: float, p_bottom: float) -> Tier:
    if p_top >= SURE_OF_TIER:
        return Tier.TOP
    return Tier.BOTTOM if p_bottom >= SURE_OF_TIER else Tier.MIDDLE


def may_say_better(one: Floats, other: Floats) -> bool:
    """Whether "one is better than the other" holds in at least 95 % of the replicates."""
    return bool((one > other).mean() >= SURE_OF_PAIR)


def rank_shift(reference: Sequence[float], other: Sequence[float]) -> float:
    """R̄: the mean distance between two rankings of the same values' owners."""
    return float(np.abs(np.asarray(reference) - np.asarray(other)).mean())

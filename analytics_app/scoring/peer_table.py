"""A peer group as a table: what each member shows, what is left of it after chance and case mix, who stands where.

Everything comes from stored figures (decision 0117). An indicator that is no share and has an interval is drawn from
the two half-normal curves that its bootstrap's bounds span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any
from zlib import crc32

import numpy as np

from analytics_app.indicators.intervals import DRAWS
from analytics_app.indicators.registry import BY_ID, SCORED_DIMENSIONS
from analytics_app.records import Interval
from analytics_app.scoring.aggregate import base_weights, geometric
from analytics_app.scoring.bootstrap import score_array
from analytics_app.scoring.case_mix import StratumKey, standardised, strata_of
from analytics_app.scoring.peer_groups import MIN_MEMBERS
from analytics_app.scoring.ranks import Comparison, Member, Standing, compare
from analytics_app.scoring.samples import Floats
from analytics_app.scoring.sensitivity import Candidate
from analytics_app.scoring.shrinkage import PROPORTIONS, PeerPrior, peer_prior

#: The only share that is standardised: the strata are those of threads that asked for a reply.
STANDARDISED = "response_rate"
Strata = Mapping[StratumKey, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A stored, scored indicator of a region. ``n_eff``: the cases it is worth, where that differs from n."""

    x: float
    score: float
    n: int
    n_eff: float | None = None
    interval: Interval | None = None

    @property
    def cases(self) -> float:
        return self.n_eff or float(self.n)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stored of one member. ``has_composite``: its own composite has a score, so it can be ranked."""

    code: str
    figures: Mapping[str, Figure]
    strata: Strata = field(default_factory=dict)
    openness_factor: float = 1.0
    has_composite: bool = True
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The compared group. ``rows``: one a member, as stored; ``pairs``: P(row i is better than row j), 4 decimals."""

    core: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    pairs: tuple[tuple[float, ...], ...] = ()
    why_not: str = ""

    @property
    def tiers(self) -> dict[str, str]:
        return {row["code"]: row["tier"] for row in self.rows if row["tier"]}


def peer_table(facts: Sequence[Facts], seed: int, draws: int = DRAWS) -> Table:
    """The members in order of their codes. Too small a group, or too small a core set, gives rows without an order."""
    listed = sorted(facts, key=lambda one: one.code)
    ranked = [one for one in listed if one.has_composite]
    shares = _shares(listed)
    if len(ranked) < MIN_MEMBERS:
        rows = tuple(_row(one, shares[one.code]) for one in listed)
        return Table((), rows, why_not="few_members")
    members = [_member(one, shares[one.code], seed, draws) for one in ranked]
    found = compare(members, seed, draws)
    composites = _composite_columns(ranked, found)
    rows = tuple(
        _row(one, shares[one.code], composites.get(one.code), found.standings.get(one.code)) for one in listed
    )
    return Table(tuple(sorted(found.core)), _in_order(rows, ranked), _pairs(found), found.why_not or "")


def candidates(rows: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    """The ranked members of a stored table, for the sensitivity analysis."""
    return [Candidate(row["code"], row["values"], row["scores"]) for row in rows if row["median_rank"]]


# --- shares --------------------------------------------------------------------------------------


def _shares(facts: Sequence[Facts]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Code → share → crude, adjusted for case mix, shrunk with its 95 % interval, and cases."""
    found: dict[str, dict[str, dict[str, float | None]]] = {one.code: {} for one in facts}
    for name in sorted(PROPORTIONS):
        held = [one for one in facts if name in one.figures]
        adjusted = {one.code: _adjusted(name, one, held) for one in held}
        cases = [one.figures[name].cases for one in held]
        prior = peer_prior([adjusted[o.code] * n for o, n in zip(held, cases, strict=True)], cases)
        for one, n in zip(held, cases, strict=True):
            found[one.code][name] = _share(one.figures[name], adjusted[one.code], n, prior)
    return found


def _adjusted(name: str, one: Facts, held: Sequence[Facts]) -> float:
    """The reply rate with the peers' mix of cases; other shares, and groups without cases, as they are."""
    if name == STANDARDISED and one.strata and all(peer.strata for peer in held):
        strata = strata_of(one.strata, [peer.strata for peer in held])
        if strata is not None:
            return standardised(strata)
    return one.figures[name].x


def _share(figure: Figure, adjusted: float, n: float, prior: PeerPrior | None) -> dict[str, float | None]:
    told: dict[str, float | None] = {"crude": figure.x, "adjusted": adjusted, "n": figure.n, "cases": n}
    if prior is None:
        interval = figure.interval
        return told | {
            "shrunk": None,
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
        }
    interval = prior.interval(adjusted * n, n)
    return told | {"shrunk": prior.shrunk(adjusted * n, n), "low": interval.low, "high": interval.high}


# --- composite and order -------------------------------------------------------------------------


def _member(one: Facts, shares: Mapping[str, Mapping[str, float | None]], seed: int, draws: int) -> Member:
    counts = {
        name: ((share["adjusted"] or 0.0) * (share["cases"] or 0.0), share["cases"] or 0.0)
        for name, share in shares.items()
    }
    drawn = {
        name: _drawn(name, one.code, figure, seed, draws)
        for name, figure in one.figures.items()
        if name not in counts and figure.interval is not None
    }
    scores = {name: figure.score for name, figure in one.figures.items()}
    return Member(one.code, scores, counts, drawn, one.openness_factor)


def _drawn(name: str, code: str, figure: Figure, seed: int, draws: int) -> Floats:
    """Scores from two half-normal curves: each bound lies as many standard deviations away as its level says."""
    interval = figure.interval
    assert interval is not None
    distance = NormalDist().inv_cdf((1 + interval.level) / 2)
    rng = np.random.default_rng([seed, crc32(code.encode()), crc32(name.encode())])
    z = rng.standard_normal(draws)
    width = np.where(z < 0, figure.x - interval.low, interval.high - figure.x) / distance
    return score_array(BY_ID[name], np.maximum(figure.x + z * np.maximum(width, 0.0), 0.0))


def _composite_columns(ranked: Sequence[Facts], found: Comparison) -> dict[str, dict[str, float | None]]:
    """Code → the composite on the core set: crude, the replicates' median and 5–95 % interval."""
    if found.draws is None:
        return {}
    low, middle, high = np.percentile(found.draws, [5, 50, 95], axis=0)
    return {
        one.code: {
            "crude": _crude(one, found.core),
            "adjusted": float(middle[place]),
            "low": float(low[place]),
            "high": float(high[place]),
        }
        for place, one in enumerate(ranked)
    }


def _crude(one: Facts, core: frozenset[str]) -> float:
    means = []
    for dimension in SCORED_DIMENSIONS:
        weights = {name: weight for name, weight in base_weights(dimension).items() if name in core}
        mean = sum(w * one.figures[name].score for name, w in weights.items()) / sum(weights.values())
        means.append(mean * (one.openness_factor if dimension is SCORED_DIMENSIONS[-1] else 1.0))
    return geometric(means)


def _row(
    one: Facts,
    shares: Mapping[str, Mapping[str, float | None]],
    composite: Mapping[str, float | None] | None = None,
    standing: Standing | None = None,
) -> dict[str, Any]:
    """A member as stored. What it was not ranked on is None."""
    return {
        "code": one.code,
        "is_compared": standing is not None,
        "is_provisional": one.is_provisional,
        "composite": dict(composite) if composite else None,
        "shares": {name: dict(share) for name, share in shares.items()},
        "scores": {name: figure.score for name, figure in one.figures.items()},
        "values": {name: figure.x for name, figure in one.figures.items()},
        "median_rank": standing.median_rank if standing else None,
        "low_rank": standing.low_rank if standing else None,
        "high_rank": standing.high_rank if standing else None,
        "p_top": standing.p_top if standing else None,
        "p_bottom": standing.p_bottom if standing else None,
        "tier": standing.tier.value if standing and standing.tier else None,
    }


def _in_order(rows: Sequence[dict[str, Any]], ranked: Sequence[Facts]) -> tuple[dict[str, Any], ...]:
    """The ranked members first, in the order of the pairs."""
    places = {one.code: place for place, one in enumerate(ranked)}
    return tuple(sorted(rows, key=lambda row: (places.get(row["code"], len(places)), row["code"])))


def _pairs(found: Comparison) -> tuple[tuple[float, ...], ...]:
    if found.draws is None:
        return ()
    values = np.round(found.draws, 9)
    return tuple(
        tuple(round(float(share), 4) for share in (values[:, [place]] > values).mean(axis=0))
        for place in range(values.shape[1])
    )

"""A peer group as a table: shrunk and standardised shares, an order with its doubts, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analytics_app.indicators.registry import BY_ID
from analytics_app.records import Interval
from analytics_app.scoring.case_mix import STRATA
from analytics_app.scoring.peer_table import Facts, Figure, candidates, peer_table
from analytics_app.scoring.sensitivity import sensitivity
from analytics_app.scoring.shrinkage import PROPORTIONS, peer_prior
from tests.analytics_app.peers_world import CORE


def figure(name: str, x: float, n: int = 400) -> Figure:
    return Figure(x, BY_ID[name].score(x), n, None, Interval(0.9 * x, 1.1 * x, 0.95))


def member(place: int, *, n: int = 400, step: float = 0.07, **changed: float) -> Facts:
    shares = {name: min(0.95, 0.05 + step * place) for name in CORE if name in PROPORTIONS}
    values = CORE | shares | changed
    return Facts(f"33.{71 + place}", {name: figure(name, x, n) for name, x in values.items()})


def test_members_far_apart_are_ranked_and_the_ends_are_sure() -> None:
    table = peer_table([member(place) for place in range(9)], seed=7)
    assert table.why_not == ""
    assert set(table.core) == set(CORE)
    assert [row["median_rank"] for row in table.rows] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert (table.tiers["33.71"], table.tiers["33.75"], table.tiers["33.79"]) == ("bawah", "tengah", "atas")
    assert table.pairs[8][0] == 1.0
    for one in range(9):
        assert table.pairs[one][one] == 0.0
        for other in range(9):
            if one != other:
                assert table.pairs[one][other] + table.pairs[other][one] == pytest.approx(1, abs=2e-4)


def test_the_same_seed_gives_the_same_digits_whatever_the_order_of_members() -> None:
    facts = [member(place, n=40) for place in range(8)]
    assert peer_table(facts, seed=7) == peer_table(facts[::-1], seed=7)
    assert peer_table(facts, seed=7) != peer_table(facts, seed=8)


def test_equals_are_not_told_apart() -> None:
    table = peer_table([member(place, step=0.0, n=60) for place in range(8)], seed=7)
    assert set(table.tiers.values()) == {"tengah"}
    assert all(0.05 < table.pairs[i][j] < 0.95 for i in range(8) for j in range(8) if i != j)


def test_shares_are_shrunk_as_the_beta_binomial_says() -> None:
    facts = [member(place, n=50) for place in range(8)]
    facts[0] = replace(
        facts[0], figures=facts[0].figures | {"response_rate": figure("response_rate", 1.0, 2)}
    )
    share = peer_table(facts, seed=7).rows[0]["shares"]["response_rate"]
    counts = [
        (one.figures["response_rate"].x * one.figures["response_rate"].n, one.figures["response_rate"].n)
        for one in facts
    ]
    prior = peer_prior([k for k, _ in counts], [n for _, n in counts])
    assert prior is not None
    posterior = stats.beta(prior.kappa * prior.mean + 2, prior.kappa * (1 - prior.mean))
    assert share["crude"] == 1.0
    assert share["shrunk"] == pytest.approx(posterior.mean())
    assert (share["low"], share["high"]) == pytest.approx(tuple(posterior.ppf([0.025, 0.975])))


def test_who_gets_harder_questions_is_compared_on_the_peers_mix() -> None:
    """Two regions answer each stratum alike; the one with many critical threads looks worse and is not."""
    easy = {key: (9, 10) if not key[0] else (1, 10) for key in STRATA}
    hard = {key: (9, 10) if not key[0] else (100, 1000) for key in STRATA}
    facts = [replace(member(place, response_rate=0.5), strata=easy) for place in range(7)]
    facts.append(replace(member(7, response_rate=0.11), strata=hard))
    shares = [row["shares"]["response_rate"] for row in peer_table(facts, seed=7).rows]
    assert shares[7]["crude"] < shares[0]["crude"] - 0.3
    assert shares[7]["adjusted"] == pytest.approx(shares[0]["adjusted"], abs=0.12)


def test_an_indicator_with_an_interval_is_drawn_around_its_value() -> None:
    """Nothing but the reply speed differs: how often one beats the other follows from two normal curves."""
    facts = [member(place, step=0.0, n=10**7) for place in range(8)]
    near = Figure(33.0, BY_ID["response_speed"].score(33.0), 400, None, Interval(27.0, 39.0, 0.95))
    far = Figure(30.0, BY_ID["response_speed"].score(30.0), 400, None, Interval(24.0, 36.0, 0.95))
    others = {name: replace(one, interval=None) for name, one in facts[0].figures.items()}
    facts[0] = replace(facts[0], figures=others | {"response_speed": near})
    facts[1] = replace(facts[1], figures=others | {"response_speed": far})
    table = peer_table(facts, seed=7)
    sd = 6 / stats.norm.ppf(0.975)
    assert table.pairs[1][0] == pytest.approx(stats.norm.cdf(3 / (sd * np.sqrt(2))), abs=0.03)


def test_too_few_members_or_too_small_a_core_set_give_no_order() -> None:
    few = peer_table([member(0), member(1), replace(member(2), has_composite=False)], seed=7)
    assert (few.why_not, few.tiers) == ("few_members", {})
    assert [row["is_compared"] for row in few.rows] == [False] * 3
    assert few.rows[0]["shares"]["response_rate"]["crude"] == pytest.approx(0.05)
    facts = [member(place) for place in range(8)]
    lacking = {name: one for name, one in facts[3].figures.items() if name != "response_rate"}
    facts[3] = replace(facts[3], figures=lacking)
    assert peer_table(facts, seed=7).why_not == "core_set_too_small"


def test_seven_are_ranked_and_have_no_tiers_and_who_has_no_composite_is_listed_last() -> None:
    facts = [replace(member(place), has_composite=place != 2) for place in range(8)]
    table = peer_table(facts, seed=7)
    assert table.tiers == {}
    assert [row["code"] for row in table.rows][-1] == "33.73"
    assert table.rows[-1]["median_rank"] is None
    assert len(table.pairs) == 7


def test_the_analysis_tells_its_steps_and_counts_them_to_the_end() -> None:
    rows = peer_table([member(place) for place in range(8)], seed=7).rows
    steps: list[tuple[int, int]] = []
    found = sensitivity(candidates(rows), 7, random_weights=20, on_step=lambda *step: steps.append(step))
    assert len(found.scenarios) > 15
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][0] == steps[-1][1]
    assert not found.is_withheld

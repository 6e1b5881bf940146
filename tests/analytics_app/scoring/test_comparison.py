"""Fair comparison: priors, case mix, peer groups, ranks, tiers, sensitivity."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Status
from analytics_app.indicators.definition import Dimension, MethodError
from analytics_app.indicators.registry import BY_ID, INDICATORS
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.scoring.case_mix import STRATA, Stratum, count_strata, crude, standardised, strata_of
from analytics_app.scoring.peer_groups import Candidate, band_of_population, peer_groups
from analytics_app.scoring.ranks import (
    Comparison,
    Member,
    Tier,
    compare,
    core_set,
    group_seed,
    may_say_better,
    ranks_of,
    standings,
    worst_ranks_of,
)
from analytics_app.scoring.sensitivity import Candidate as Region
from analytics_app.scoring.sensitivity import sensitivity, withheld
from analytics_app.scoring.shrinkage import effective_counts, peer_prior

# --- shrinkage -----------------------------------------------------------------------------------

groups = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=20
)


@given(groups)
def test_a_shrunk_share_lies_between_its_own_and_the_peers_mean(pairs: list[tuple[int, int]]) -> None:
    prior = peer_prior([k for k, _ in pairs], [n for _, n in pairs])
    if prior is None:
        return
    assert 2 <= prior.kappa <= 200
    for k, n in pairs:
        low, high = sorted((k / n, prior.mean))
        assert low - 1e-12 <= prior.shrunk(k, n) <= high + 1e-12


def test_two_of_two_is_not_the_best_of_all() -> None:
    k, n = [2, 18, 45, 90, 5], [2, 30, 60, 200, 25]
    prior = peer_prior(k, n)
    assert prior is not None
    assert prior.shrunk(2, 2) < prior.shrunk(45, 60)


@pytest.mark.parametrize(
    ("k", "n"),
    [
        ([1, 2, 3, 4], [9, 9, 9, 9]),
        ([0] * 6, [9] * 6),
        ([9] * 6, [9] * 6),
        ([1, 2, 3, 4, 0], [9, 9, 9, 9, 0]),
    ],
)
def test_without_a_peer_group_values_stay_raw(k: list[int], n: list[int]) -> None:
    assert peer_prior(k, n) is None


def test_members_that_differ_by_chance_alone_are_drawn_together() -> None:
    prior = peer_prior([5] * 8, [10] * 8)
    assert prior is not None
    assert (prior.kappa, prior.rho < 0) == (200.0, True)


def test_what_a_share_is_worth_in_cases() -> None:
    def result(name: str, x: float | None, n: int, **detail: float) -> IndicatorResult:
        status = Status.SCORED if x is not None else Status.INSUFFICIENT
        return IndicatorResult(name, status, x, None, None, n, None, x, detail=detail)

    assert effective_counts(result("deadline_compliance", 0.5, 40)) == (20, 40)
    assert effective_counts(result("response_rate", 0.625, 10, n_eff=9.090909)) == pytest.approx(
        (5.681818, 9.090909)
    )
    assert effective_counts(result("service_content_share", 0.5, 40), variance=0.01) == (12.5, 25)
    assert effective_counts(result("response_speed", 20.0, 40)) is None
    assert effective_counts(result("deadline_compliance", None, 4)) is None


def test_more_hits_than_cases_are_refused() -> None:
    with pytest.raises(MethodError, match="0 ≤ k ≤ n"):
        peer_prior([3, 1, 1, 1, 1], [2, 2, 2, 2, 2])


# --- case mix ------------------------------------------------------------------------------------


def test_an_account_without_cases_in_a_stratum_has_the_peers_rate_there() -> None:
    strata = [Stratum(0, 0, 0.7, 0.5), Stratum(0, 0, 0.3, 0.5)]
    assert standardised(strata) == pytest.approx(0.5)
    assert crude(strata) is None


def test_harder_questions_are_made_up_for() -> None:
    easy = [Stratum(72, 90, 0.8, 0.5), Stratum(2, 10, 0.2, 0.5)]
    hard = [Stratum(8, 10, 0.8, 0.5), Stratum(18, 90, 0.2, 0.5)]
    assert crude(easy) != crude(hard)
    assert standardised(easy) == pytest.approx(standardised(hard))


def test_shares_of_strata_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(MethodError, match="add up to 1"):
        standardised([Stratum(1, 2, 0.5, 0.9)])


def outcome(intent: str, night: bool, reply: float | None) -> ThreadOutcome:
    opened = datetime(2026, 5, 4, tzinfo=UTC)
    replied = None if reply is None else opened + timedelta(hours=reply)
    return ThreadOutcome(
        1, 1, "a", opened, replied, opened + timedelta(hours=200), is_after_hours=night, intent=intent
    )


def test_threads_fall_into_four_strata() -> None:
    threads = [
        outcome("a", False, 1),
        outcome("a", True, 99),
        outcome("b", True, 2),
        outcome("b", True, None),
    ]
    counts = count_strata(threads, {"a"})
    assert counts == {
        (True, True): (0, 1),
        (True, False): (1, 1),
        (False, True): (1, 2),
        (False, False): (0, 0),
    }
    peers = [counts, dict.fromkeys(STRATA, (1, 2))]
    strata = strata_of(counts, peers)
    assert strata is not None
    assert sum(one.peer_share for one in strata) == pytest.approx(1)
    by_key = dict(zip(STRATA, strata, strict=True))
    assert by_key[False, True] == Stratum(1, 2, 0.5, 4 / 12)
    assert strata_of(counts, [dict.fromkeys(STRATA, (0, 0))]) is None


# --- peer groups ---------------------------------------------------------------------------------


def regions(level: str, population: int, count: int, start: int = 1) -> list[Candidate]:
    return [
        Candidate(f"{32 + len(level)}.{number:02d}", level, population)
        for number in range(start, start + count)
    ]


def test_bands_hold_their_lower_end() -> None:
    assert [band_of_population("kota", n) for n in (249_999, 250_000, 999_999, 1_000_000)] == [0, 1, 2, 3]
    assert band_of_population("provinsi", 2_000_000) == 1
    with pytest.raises(MethodError, match="level"):
        band_of_population("desa", 10)


def test_a_small_band_joins_the_neighbour_with_fewer_members() -> None:
    listed = regions("kota", 100_000, 9) + regions("kota", 300_000, 3, 20) + regions("kota", 700_000, 6, 40)
    found = peer_groups(listed).groups
    assert sorted((group.bands, len(group.members)) for group in found) == [((0, 0), 9), ((1, 2), 9)]
    tied = regions("kota", 100_000, 6) + regions("kota", 300_000, 3, 20) + regions("kota", 700_000, 6, 40)
    assert sorted(group.bands or (0, 0) for group in peer_groups(tied).groups) == [(0, 1), (2, 2)]


def test_a_level_that_stays_small_has_neither_tiers_nor_relative_indicators() -> None:
    (group,) = peer_groups(regions("provinsi", 3_000_000, 4)).groups
    assert (group.has_relative_indicators, group.has_tiers) == (False, False)
    (larger,) = peer_groups(regions("provinsi", 3_000_000, 7)).groups
    assert (larger.has_relative_indicators, larger.has_tiers) == (True, False)


def test_jakartas_units_stand_by_themselves_and_a_region_without_population_in_no_group() -> None:
    units = [Candidate(f"31.{number}", "kota", 2_000_000) for number in range(71, 77)]
    nobody = Candidate("33.99", "kota", None)
    found = peer_groups([*units, *regions("kota", 2_000_000, 8), nobody])
    assert {group.name: len(group.members) for group in found.groups} == {"jakarta": 6, "kota-3-3": 8}
    assert found.without_population == ("33.99",)
    assert found.group_of("33.99") is None
    assert found.group_of("31.74") == found.groups[0]


@given(
    st.lists(
        st.tuples(st.sampled_from(["kota", "kabupaten", "provinsi"]), st.integers(1, 12_000_000)), max_size=60
    )
)
def test_everybody_is_in_exactly_one_group(listed: list[tuple[str, int]]) -> None:
    candidates = [Candidate(f"33.{n}", level, people) for n, (level, people) in enumerate(listed)]
    found = peer_groups(candidates)
    assert sorted(code for group in found.groups for code in group.members) == sorted(
        c.code for c in candidates
    )
    for level in ("kota", "kabupaten", "provinsi"):
        of_level = [group for group in found.groups if group.name.startswith(level)]
        assert len(of_level) <= 1 or all(len(group.members) >= 5 for group in of_level)


# --- ranks ---------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 5), min_size=2, max_size=9), st.randoms())
def test_permuting_accounts_permutes_ranks(values: list[int], random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    plain = ranks_of(np.array([values], dtype=float))[0]
    moved = ranks_of(np.array([[values[place] for place in order]], dtype=float))[0]
    assert moved.tolist() == [plain[place] for place in order]


def test_equals_share_the_best_rank_and_for_the_bottom_the_worst() -> None:
    row = np.array([[5.0, 5.0, 1.0]])
    assert ranks_of(row).tolist() == [[1, 1, 3]]
    assert worst_ranks_of(row).tolist() == [[2, 2, 3]]


def test_ranks_in_vectors_are_those_of_a_plain_count() -> None:
    values = np.random.default_rng(1).integers(0, 6, (40, 7)).astype(float)
    plain = [[1 + sum(other > value for other in row) for value in row] for row in values.tolist()]
    assert ranks_of(values).tolist() == plain


def test_tiers_need_certainty_and_eight_peers() -> None:
    rng = np.random.default_rng(2)
    clear = rng.normal(0, 0.1, (500, 8)) + np.arange(8) * 10
    found = standings(clear)
    assert [one.tier for one in found] == [Tier.BOTTOM] * 2 + [Tier.MIDDLE] * 4 + [Tier.TOP] * 2
    noise = standings(rng.normal(0, 1, (500, 8)))
    assert {one.tier for one in noise} == {Tier.MIDDLE}
    assert {one.tier for one in standings(clear[:, :7])} == {None}
    assert (found[7].low_rank, found[7].high_rank) == (1, 1)


def test_a_pair_may_be_ordered_at_ninety_five_per_cent() -> None:
    one, other = np.array([1.0] * 95 + [0.0] * 5), np.full(100, 0.5)
    assert may_say_better(one, other)
    assert not may_say_better(np.append(one[1:], 0.0), other)


BASE = {one.id: 50.0 for one in INDICATORS}


def member(code: str, answered: tuple[int, int], **scores: float) -> Member:
    return Member(code, BASE | {"response_rate": 0.0} | scores, {"response_rate": answered})


def test_a_small_account_with_luck_does_not_lead() -> None:
    members = [member(f"33.{n:02d}", (40 + n, 100)) for n in range(8)] + [member("33.99", (2, 2))]
    found = compare(members, group_seed("kota-0-0", date(2026, 6, 30)), 400)
    lucky = found.standings["33.99"]
    assert lucky.tier is Tier.MIDDLE
    assert lucky.high_rank - lucky.low_rank >= 4
    assert compare(members, 5, 400).standings == compare(members, 5, 400).standings


def test_only_what_everybody_has_is_compared_and_too_little_of_it_withholds() -> None:
    members = [member(f"33.{n:02d}", (50, 100)) for n in range(8)]
    some = replace(members[0], scores={n: s for n, s in members[0].scores.items() if n != "findability"})
    assert "findability" not in core_set([some, *members[1:]])
    assert compare([some, *members[1:]], 1, 50).standings
    usability = [one.id for one in INDICATORS if one.dimension is Dimension.USABILITY]
    blind = replace(some, scores={n: s for n, s in some.scores.items() if n not in usability[:4]})
    withheld = compare([blind, *members[1:]], 1, 50)
    assert (withheld.standings, withheld.why_not) == ({}, "core_set_too_small")
    assert compare([], 1).why_not == "no_members"


def test_replicates_and_openness_enter_the_comparison() -> None:
    steady = [member(f"33.{n:02d}", (50, 100), answer_quality=50.0) for n in range(8)]
    drawn = np.random.default_rng(1).uniform(90, 100, 300)
    better = replace(
        steady[0], draws={"answer_quality": drawn, "reply_equity": drawn, "privacy_safety": drawn}
    )
    shut = replace(steady[1], openness_factor=0.2)
    found = compare([better, shut, *steady[2:]], 3, 300).standings
    assert found["33.00"].median_rank < 3
    assert found["33.01"].median_rank == 8


# --- sensitivity ---------------------------------------------------------------------------------


def region(code: str, level: float, **scores: float) -> Region:
    rate = {"response_rate": BY_ID["response_rate"].score(level / 100)}
    return Region(code, {"response_rate": level / 100}, dict.fromkeys(BASE, level) | rate | scores)


def test_regions_that_differ_everywhere_keep_their_order_in_every_scenario() -> None:
    found = sensitivity([region(f"33.{n}", 20.0 + 9 * n) for n in range(8)], 1, 50)
    assert found.shift == 0
    assert not found.is_withheld
    names = {one.name for one in found.scenarios}
    assert {"arithmetic", "minimum", "U50", "I50", "S50", "equal_indicator_weights", "knots_wider", "knots_narrower",
            "peer_min_max", "random_weights", "without_response_rate"} <= names  # fmt: skip
    assert len([name for name in names if name.startswith("without_")]) == 27


def test_an_order_that_hangs_on_a_choice_is_withheld() -> None:
    service = [one.id for one in INDICATORS if one.dimension is Dimension.SERVICE_INTERACTION]
    usability = [one.id for one in INDICATORS if one.dimension is Dimension.USABILITY]
    mixed = [
        region(
            f"33.{n}",
            50.0,
            **dict.fromkeys(service, 95.0 - 10 * n),
            **dict.fromkeys(usability, 20.0 + 10 * n),
        )
        for n in range(8)
    ]
    found = sensitivity(mixed, 1, 20)
    assert found.is_withheld
    comparison = Comparison(frozenset(), {}, why_not=None)
    assert withheld(comparison, found).why_not == "order_depends_on_choices"
    assert withheld(comparison, replace(found, scenarios=())) == comparison
    assert max(one.quarter_changes for one in found.scenarios) > 0
    assert sensitivity(mixed, 1, 20) == found


def test_nothing_to_compare_is_an_error() -> None:
    with pytest.raises(MethodError, match="needs regions"):
        sensitivity([], 1)

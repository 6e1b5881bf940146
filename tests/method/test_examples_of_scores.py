"""The worked examples of aggregation, comparison and survey (examples.json)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from analytics_app.choices import ScoreStatus
from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE
from analytics_app.scoring.aggregate import (
    Conduct,
    Scores,
    arithmetic,
    composite,
    dimension_score,
    geometric,
)
from analytics_app.scoring.bands import BAND_WORDS, band_label, band_of
from analytics_app.scoring.case_mix import Stratum, crude, standardised
from analytics_app.scoring.ranks import rank_shift, ranks_of, standings
from analytics_app.scoring.samples import Answered, Origin, Waits, unweighted
from analytics_app.scoring.sensitivity import dimension_scenarios
from analytics_app.scoring.shrinkage import peer_prior
from analytics_app.scoring.survey import (
    WebQual,
    cronbach_alpha,
    feldt_interval,
    gap_of,
    importance_performance,
    skm,
    skm_grade,
    spearman,
    webqual,
)
from tests.analytics_app.text.rules.test_labels import INTENTS, PROBLEMS, SERVICES, TOPICS

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text())
CLOSE: dict[str, float] = {"abs": 1e-6}


def test_w09_shares_drawn_towards_the_peers() -> None:
    expected = EXAMPLES["W09_eb_shrinkage"]
    k, n = expected["inputs"]["k"], expected["inputs"]["n"]
    prior = peer_prior(k, n)
    assert prior is not None
    found = (prior.pooled, prior.rho, prior.kappa, prior.mean)
    assert found == pytest.approx([expected[name] for name in ("pooled_step1", "rho", "kappa", "m")], **CLOSE)
    shrunk = [prior.shrunk(*pair) for pair in zip(k, n, strict=True)]
    assert shrunk == pytest.approx(expected["shrunk"], **CLOSE)
    for pair, limits in zip(zip(k, n, strict=True), expected["cri95"], strict=True):
        interval = prior.interval(*pair)
        assert [interval.low, interval.high] == pytest.approx(limits, **CLOSE)
        assert interval.low == pytest.approx(stats.beta.ppf(0.025, *prior.parameters(*pair)))
    raw = [hits / cases for hits, cases in zip(k, n, strict=True)]
    assert raw == expected["raw"]
    assert ranks_of(np.array([raw, shrunk])).tolist() == [expected["raw_rank"], expected["shrunk_rank"]]


def test_w11_skm() -> None:
    expected = EXAMPLES["W11_skm_ikm"]
    found = skm(expected["inputs"])
    assert [float(mean) for mean in found.means] == pytest.approx(expected["nrr"], **CLOSE)
    assert float(sum(found.means)) / 9 == pytest.approx(expected["nilai"], **CLOSE)
    assert float(found.index) == pytest.approx(expected["ikm"], **CLOSE)
    assert (float(found.rounded), found.grade) == (expected["ikm_rounded"], expected["mutu"])
    for mode, name in (("0.11", "w011"), ("0.111", "w0111")):
        other = skm(expected["inputs"], mode)
        assert float(other.index) == pytest.approx(expected[f"ikm_{name}"], **CLOSE)
        assert other.grade == expected[f"mutu_{name}"]
        assert float(skm([[4] * 9], mode).index) == expected[f"max_ikm_{name}"]
    assert {value: skm_grade(float(value)) for value in expected["boundary"]} == expected["boundary"]


def test_w12_webqual_index() -> None:
    expected = EXAMPLES["W12_webqual_index"]
    found = webqual(expected["inputs"]["importance"], expected["inputs"]["performance"])
    assert (list(found.importance), list(found.performance)) == (expected["MI"], expected["MA"])
    assert (found.weighted, found.maximum) == (expected["weighted"], expected["maximum"])
    assert found.index == pytest.approx(expected["wqi"], **CLOSE)
    assert found.scaled == pytest.approx(expected["wqi_scaled_0_100"], **CLOSE)
    published = expected["simalungun_check"]
    items = [published["U"]] * 8 + [published["I"]] * 7 + [published["S"]] * 7
    total = WebQual((1.0,) * 22, tuple(7 * index for index in items)).index
    assert total == pytest.approx(published["item_weighted"], **CLOSE)


def test_w13_reliability_and_priorities() -> None:
    expected = EXAMPLES["W13_alpha_ipa"]
    answers = expected["inputs"]
    alpha = cronbach_alpha(answers)
    assert alpha is not None
    assert alpha == pytest.approx(expected["alpha"], **CLOSE)
    interval = feldt_interval(alpha, len(answers), len(answers[0]))
    assert [interval.low, interval.high] == pytest.approx(expected["alpha_ci95"], **CLOSE)
    items = expected["ipa_inputs"]
    assert np.mean(items["importance"]) == expected["ipa_mean_importance"]
    assert np.mean(items["performance"]) == expected["ipa_mean_performance"]
    assert importance_performance(items["importance"], items["performance"]) == expected["ipa"]


def test_w21_standardised_to_the_peers_mix() -> None:
    expected = EXAMPLES["W21_case_mix"]
    strata = [
        Stratum(one["observed"], one["n"], one["peer_rate"], one["peer_share"]) for one in expected["inputs"]
    ]
    assert [one.rate for one in strata] == pytest.approx(expected["stratum_rates"])
    assert crude(strata) == expected["crude"]
    assert standardised(strata) == pytest.approx(expected["standardised"])


def test_w25_the_whole_chain_with_missing_indicators() -> None:
    expected = EXAMPLES["W25_composite"]
    by_id = {
        name: score
        for indicators in expected["inputs"].values()
        for name, score in indicators.items()
        if score is not None
    }
    closed = Conduct(openness=expected["openness"])
    for dimension in (Dimension.USABILITY, Dimension.INFORMATION, Dimension.SERVICE_INTERACTION):
        found = dimension_score(dimension, Scores(by_id))
        assert found.score == pytest.approx(expected["dims"][dimension]["score"], **CLOSE)
        assert found.coverage == pytest.approx(expected["dims"][dimension]["coverage"])
    whole = composite(Scores(by_id), closed)
    assert whole.dimensions[2].score == pytest.approx(expected["S_after_openness"], **CLOSE)
    assert whole.score == pytest.approx(expected["composite_geometric"], **CLOSE)
    assert whole.arithmetic == pytest.approx(expected["composite_arithmetic"], **CLOSE)
    assert whole.score is not None
    assert BAND_WORDS[band_of(whole.score)] == expected["band"]
    fewer = {
        name: score for name, score in by_id.items() if name not in ("response_rate", "deadline_compliance")
    }
    low = dimension_score(Dimension.SERVICE_INTERACTION, Scores(fewer))
    assert (low.score, low.coverage) == (None, pytest.approx(expected["low_coverage_S"]["coverage"]))
    dims = expected["noncompensation"]["dims"]
    assert geometric(dims) == pytest.approx(expected["noncompensation"]["geometric"], **CLOSE)
    assert arithmetic(dims) == pytest.approx(expected["noncompensation"]["arithmetic"], **CLOSE)
    assert composite(Scores({})).score is expected["all_missing_is_none"]


def test_w26_ranks_in_every_draw() -> None:
    expected = EXAMPLES["W26_rank_interval"]
    draws = np.array(expected["draws"], dtype=float)
    ranks = ranks_of(draws)
    assert ranks.tolist() == expected["ranks"]
    found = standings(draws)
    assert [one.median_rank for one in found] == expected["median_rank"]
    assert ranks.min(axis=0).tolist() == expected["min_rank"]
    assert ranks.max(axis=0).tolist() == expected["max_rank"]
    assert [one.p_top for one in found] == pytest.approx(expected["p_top"])
    assert [one.p_bottom for one in found] == pytest.approx(expected["p_bottom"])
    assert rank_shift(ranks[0].tolist(), ranks[1].tolist()) == expected["avg_rank_shift"]
    assert {one.tier for one in found} == {None}  # four are too few for tiers


def test_w27_observed_beside_surveyed() -> None:
    expected = EXAMPLES["W27_triangulation"]
    given = expected["inputs"]
    found = gap_of(given["observed"], given["se_o"], given["survey"], given["se_w"])
    assert (found.gap, found.z, found.is_flagged) == (expected["gap"], expected["z"], expected["flag"])
    # The example gives the coefficient only; this pair of rankings has it.
    one, other = [1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 3.0, 4.0, 5.0]
    assert spearman(one, other) == pytest.approx(expected["spearman"])
    assert spearman([3, 3, 1, 2], [9, 7, 7, 1]) == pytest.approx(
        stats.spearmanr([3, 3, 1, 2], [9, 7, 7, 1])[0]
    )


def test_w29_resampling_authors_with_all_their_threads() -> None:
    """As the example was made: authors drawn with replacement, nothing invented (decision 0111)."""
    expected, threads = EXAMPLES["W29_cluster_bootstrap"], EXAMPLES["W06_km_response"]["inputs"]
    authors = expected["authors"]
    names = sorted(set(authors))
    origins = [Origin((2026, 1), author, author) for author in authors]
    sample = Answered(Waits(origins, threads["hours"], [bool(flag) for flag in threads["answered"]]), 72.0)
    assert unweighted(sample) == EXAMPLES["W06_km_response"]["F72"]
    places = [names.index(author) for author in authors]
    for draws, expectation in ((expected["B"], "ranges"), (100_000, "limits")):
        rng = np.random.default_rng(20261121)
        weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws).astype(float)
        found = sample.measure(weights[:, places], np.zeros((draws, 2)))
        low, high = np.percentile(found, [2.5, 97.5])
        if expectation == "ranges":
            for value, name in ((found.mean(), "mean"), (low, "pct2_5"), (high, "pct97_5")):
                least, most = expected[f"{name}_within"]
                assert least <= value <= most, name
        else:
            limits = expected["limits_from_400000_draws"]  # of few possible values: 0.2381 is next to 0.25
            assert (low, high) == pytest.approx((limits["pct2_5"], limits["pct97_5"]), abs=0.0125)
            assert found.mean() == pytest.approx(limits["mean"], abs=2e-3)


def test_w32_new_knots_give_a_new_series_and_leave_the_old_alone() -> None:
    expected = EXAMPLES["W32_rescoring"]
    share = 1331 / 3235
    newer = replace(
        ORIGINAL_INFORMATION_SHARE, knots=((0.0, 0.0), (0.4, 60.0), (0.75, 100.0)), method_version="2.0.0"
    )
    old, new = ORIGINAL_INFORMATION_SHARE.score(share), newer.score(share)
    assert (old, new) == pytest.approx((expected["v1_0_0"], expected["v2_0_0"]), **CLOSE)
    assert new - old == pytest.approx(expected["shift"], **CLOSE)


def test_w33_other_ways_from_dimensions_to_ranks() -> None:
    expected = EXAMPLES["W33_sensitivity"]
    ways = {"ref_geometric_equal": geometric, **dimension_scenarios()}
    assert set(ways) == set(expected["values"])
    reference = expected["ranks"]["ref_geometric_equal"]
    for name, combine in ways.items():
        values = [combine(dims) for dims in expected["dims"]]
        assert values == pytest.approx(expected["values"][name], **CLOSE)
        ranks = ranks_of(np.array([values]))[0].tolist()
        assert ranks == expected["ranks"][name]
        assert rank_shift(reference, ranks) == expected["avg_shift"][name]


def test_w34_bands() -> None:
    expected = EXAMPLES["W34_band_label"]
    for case in ("a", "b"):
        assert band_label(*expected[case]["ci"]) == expected[case]["label"]
    assert {score: BAND_WORDS[band_of(float(score))] for score in expected["edges"]} == expected["edges"]


def test_w37_assertions_of_the_lexicon() -> None:
    """The sentences themselves are tested beside the lexicon; here, that none of them got lost."""
    assert sum(map(len, (INTENTS, TOPICS, PROBLEMS, SERVICES))) == EXAMPLES["W37_lexicon"]["assertions"]


def test_w40_service_interaction_needs_a_response_figure() -> None:
    expected = EXAMPLES["W40_no_response_figure"]
    by_id = {name: score for name, score in expected["inputs"]["S"].items() if score is not None}
    found = dimension_score(Dimension.SERVICE_INTERACTION, Scores(by_id))
    assert (found.score, found.coverage) == (expected["score"], pytest.approx(expected["coverage"]))
    assert found.status is ScoreStatus.NO_RESPONSE_FIGURE


def test_every_example_is_tested() -> None:
    sources = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    text = "\n".join(sources)
    assert len(EXAMPLES) == 42
    assert [
        name for name in EXAMPLES if name not in text and name.split("_")[0].lower() + "_" not in text
    ] == []

"""The worked examples of the indicators and diagnostics that need more than messages (examples.json)."""

import json
from datetime import UTC, date, datetime, timedelta
from math import log
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from analytics_app.choices import Platform, Status
from analytics_app.indicators.agreement import cohen_kappa, krippendorff_nominal
from analytics_app.indicators.channels import CHANNEL_COVERAGE, REACH_MILLIONS, Presence, channel_coverage
from analytics_app.indicators.content import PERSONA_CONTENT_SHARE, SERVICE_CONTENT_SHARE
from analytics_app.indicators.deadlines import DeadlineCase, deadline_compliance, deadline_verdicts
from analytics_app.indicators.diagnostics import (
    Actor,
    cosine,
    distance_from_uniform,
    gini,
    herfindahl,
    jaccard,
    problem_shares,
    ratio,
    relation_mix,
    similarity_graph,
    top_share,
)
from analytics_app.indicators.equity import REPLY_EQUITY, channel_parity, equity_of
from analytics_app.indicators.findability import SearchObservation, findability
from analytics_app.indicators.guides import SERVICE_INFO_COMPLETENESS, service_info_completeness
from analytics_app.indicators.intervals import garwood
from analytics_app.indicators.lag import INFORMATION_LAG, SourceItem, information_lag
from analytics_app.indicators.misclassification import corrected
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT
from analytics_app.indicators.profile import (
    ProfileElement,
    ProfileSnapshot,
    Verification,
    account_authenticity,
    profile_completeness,
)
from analytics_app.indicators.safety import PRIVACY_SAFETY
from analytics_app.indicators.topics import TOPIC_DIVERSITY, TopicPost, hill, topic_diversity
from analytics_app.periods import period, zone_of
from analytics_app.records import Interval
from analytics_app.worktime import WorkCalendar

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text())
CLOSE: dict[str, float] = {"abs": 1e-6}
START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)


def limits(interval: Interval | None) -> list[float]:
    assert interval is not None
    return [interval.low, interval.high]


def test_w02_concentration_of_mentions() -> None:
    expected = EXAMPLES["W02_pemalang_mentions"]
    counts, total = expected["inputs"]["counts"], expected["inputs"]["total"]
    assert {name: round(100 * n / total, 2) for name, n in counts.items()} == expected["pct"]
    shown = [round(100 * n / total, 2) for n in counts.values()]
    assert round(sum(shown), 2) == expected["top4_pct"]
    assert top_share(list(counts.values()), total) == pytest.approx(expected["top4_pct"] / 100, abs=5e-4)
    assert herfindahl(list(counts.values()), total) == pytest.approx(expected["hhi_lower_bound"], **CLOSE)


def test_w03_followers_per_resident() -> None:
    expected = EXAMPLES["W03_pemalang_participation"]
    given = expected["inputs"]
    penetration = ratio(given["x_reach_million"], given["national_pop_million"])
    assert penetration == pytest.approx(expected["x_penetration"], **CLOSE)
    share = ratio(given["followers"], given["population"])
    assert share is not None
    assert penetration is not None
    assert 100 * share == pytest.approx(expected["follower_pct_population"], **CLOSE)
    reachable = 100 * share / penetration
    assert reachable == pytest.approx(expected["follower_pct_reachable"], **CLOSE)
    assert ratio(283, given["followers"]) == pytest.approx(expected["following_follower_ratio"], **CLOSE)


def test_w04_shares_of_problems() -> None:
    expected = EXAMPLES["W04_databoks14"]
    given: dict[str, float] = expected["inputs"]
    assert (len(given), round(sum(given.values()), 1)) == (expected["n"], expected["total"])
    named = [n for name, n in given.items() if name not in ("permasalahan_lain", "tidak_menjawab")]
    answered = problem_shares(given)
    assert round(sum(named), 1) == expected["named12_total"]
    assert {name: round(100 * share, 2) for name, share in answered.items()} == expected[
        "renormalised_answered"
    ]
    assert hill(named) == pytest.approx(expected["hill1_named12"], abs=5e-5)
    assert log(hill(named)) == pytest.approx(expected["shannon_nats_named12"], **CLOSE)
    assert round(100 * sum(sorted(answered.values())[-3:]), 2) == expected["top3_share_of_answered"]
    assert distance_from_uniform(named) == pytest.approx(expected["tvd_vs_uniform12"], **CLOSE)


def test_w05_presence_on_the_platforms_of_residents() -> None:
    expected = EXAMPLES["W05_platform_shares"]
    assert sum(expected["complaint_platform_pct"].values()) == expected["total"]
    assert {str(name): weight for name, weight in REACH_MILLIONS.items()} == expected[
        "channel_weights_million"
    ]
    followers = expected["jakarta_followers"]
    assert {n: round(100 * v / sum(followers.values()), 2) for n, v in followers.items()} == expected[
        "jakarta_pct"
    ]
    two = [Presence(platform, DAY, True) for platform in (Platform.FACEBOOK, Platform.INSTAGRAM)]
    for name, presences in {
        "fb_ig": two,
        "fb_ig_tiktok": [*two, Presence(Platform.TIKTOK, DAY, True)],
    }.items():
        result = channel_coverage(presences, DAY, is_registry_complete=True)
        assert result.x == pytest.approx(expected[f"coverage_{name}"], **CLOSE)
        assert result.score == pytest.approx(expected[f"coverage_{name}_score"], **CLOSE)
    assert CHANNEL_COVERAGE.score(1.0) == 100


def test_w10_effective_number_of_topics() -> None:
    expected = EXAMPLES["W10_topic_diversity"]
    counts = expected["inputs"]
    posts = [
        TopicPost(DAY + timedelta(days=number % 60), f"topic{topic}")
        for topic, count in enumerate(counts)
        for number in range(count)
    ]
    result = topic_diversity(posts, seed=1)
    assert result.x == pytest.approx(expected["hill1"], abs=5e-5)
    assert log(result.x or 0) == pytest.approx(expected["H"], **CLOSE)
    assert log(result.x or 0) / log(12) == pytest.approx(expected["H_norm_K12"], **CLOSE)
    assert 1 - sum((n / sum(counts)) ** 2 for n in counts) == pytest.approx(expected["gini_simpson"], **CLOSE)
    assert result.score == pytest.approx(expected["score"], **CLOSE)
    assert TOPIC_DIVERSITY.score(hill([5] * 7)) == pytest.approx(expected["uniform7_score"])
    assert TOPIC_DIVERSITY.score(hill([9])) == expected["single_topic_score"]
    assert stats.entropy(counts) == pytest.approx(log(result.x or 0))


# Krippendorff's own published matrices for nominal data; "." is a missing label.
KRIPPENDORFF = {
    "kripp_A": ("0100000010", "1110010000"),
    "kripp_B": ("aabbdcccedda", "babbbccceddd"),
    "kripp_C": ("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
}


@pytest.mark.parametrize("name", sorted(KRIPPENDORFF))
def test_w14_agreement_of_coders(name: str) -> None:
    units = [
        [None if label == "." else label for label in unit] for unit in zip(*KRIPPENDORFF[name], strict=True)
    ]
    assert krippendorff_nominal(units) == pytest.approx(EXAMPLES["W14_coder_reliability"][name], **CLOSE)


def test_w14_kappa() -> None:
    assert cohen_kappa(0.73, 0.36) == EXAMPLES["W14_coder_reliability"]["cohen_kappa_pa73_pc36"]


def test_w16_deadlines_met_of_those_that_fell_due() -> None:
    expected = EXAMPLES["W16_deadline_compliance"]
    given, zone = expected["inputs"], zone_of("WIB")
    window = period(date(2026, 1, 1), date(2026, 3, 31), zone)
    end = window.end_at
    old, new = datetime(2026, 2, 2, 3, tzinfo=UTC), datetime(2026, 3, 30, 3, tzinfo=UTC)
    kind = "permintaan_informasi"
    soon = timedelta(hours=5)
    cases = (
        [DeadlineCase(old, kind, end, settled_at=old + soon)] * given["matured_met"]
        + [DeadlineCase(old, kind, end, settled_at=old + timedelta(days=30))] * given["matured_missed"]
        + [DeadlineCase(new, kind, end)] * given["not_matured_open"]
        + [DeadlineCase(new, kind, end, settled_at=new + soon)] * given["not_matured_closed"]
    )
    calendar = WorkCalendar("example", frozenset())
    result = deadline_compliance(
        deadline_verdicts(cases, window, zone, calendar, is_proxy=False), is_proxy=False
    )
    assert (result.n, result.x, result.score) == (expected["n"], expected["share"], expected["score"])
    assert limits(result.interval) == pytest.approx(expected["wilson95"], **CLOSE)


@pytest.mark.parametrize("name", ["W17_reply_equity", "W17b_reply_equity_low_level"])
def test_w17_equity_of_replies(name: str) -> None:
    expected = EXAMPLES[name]
    critical, others = expected["inputs"]["critical"], expected["inputs"]["noncritical"]
    result = equity_of(tuple(critical), tuple(others))
    assert result.detail["p_critical"] == pytest.approx(expected["p_critical"], **CLOSE)
    assert result.detail["p_others"] == pytest.approx(expected["p_noncritical"], **CLOSE)
    assert result.detail["level_factor"] == pytest.approx(expected["level_factor"], **CLOSE)
    ratio_of = min(1.0, expected["p_critical"] / expected["p_noncritical"])
    assert ratio_of == pytest.approx(expected["ratio"], abs=2e-6)
    score = REPLY_EQUITY.score(result.detail["p_critical"] / result.detail["p_others"])
    assert score * result.detail["level_factor"] == pytest.approx(expected["score"], **CLOSE)
    if result.n >= 30:
        assert (result.x, result.score) == pytest.approx((expected["ratio"], expected["score"]), **CLOSE)
    else:  # the formula alone: groups below 30 have no score, and Fisher's p is shown
        assert (result.status, result.score) == (Status.INSUFFICIENT, None)
    if "fisher_p" in expected:
        table = [[k, n - k] for k, n in (critical, others)]
        assert result.detail["fisher_p"] == pytest.approx(expected["fisher_p"], **CLOSE)
        assert result.detail["fisher_p"] == pytest.approx(stats.fisher_exact(table)[1])


def test_w18_private_and_public_replies() -> None:
    expected = EXAMPLES["W18_channel_parity"]
    result = channel_parity(tuple(expected["inputs"]["dm"]), tuple(expected["inputs"]["public"]))
    assert result.x == pytest.approx(expected["diff"])
    assert limits(result.interval) == pytest.approx(expected["ci95"], **CLOSE)
    assert result.score == pytest.approx(expected["score"])


def test_w19_incidents_per_thousand_messages() -> None:
    for name, (incidents, outbound) in {"two_in_1200": (2, 1200), "zero_in_600": (0, 600)}.items():
        expected = EXAMPLES["W19_privacy_safety"][name]
        interval = garwood(incidents, outbound / 1000)
        assert 1000 * incidents / outbound == pytest.approx(expected["rate"], **CLOSE)
        assert limits(interval) == pytest.approx(expected["ci95"], **CLOSE)
        assert PRIVACY_SAFETY.score(1000 * incidents / outbound) == pytest.approx(expected["score"], **CLOSE)
        high = stats.chi2.ppf(0.975, 2 * (incidents + 1)) / 2 / (outbound / 1000)
        assert interval.high == pytest.approx(high)


def test_w20_share_corrected_for_the_labels_errors() -> None:
    expected = EXAMPLES["W20_rogan_gladen"]
    observed, se, sp = (expected["inputs"][name] for name in ("p_obs", "se", "sp"))
    assert corrected(observed, se, sp) == pytest.approx(expected["p_adj"], **CLOSE)
    assert SERVICE_CONTENT_SHARE.score(observed) == pytest.approx(expected["score_raw"])
    assert SERVICE_CONTENT_SHARE.score(corrected(observed, se, sp)) == pytest.approx(
        expected["score_adj"], **CLOSE
    )
    assert corrected(0.05, se, sp) == expected["clipped_zero"]


def test_w22_similarity() -> None:
    """The example gives results only; these inputs have them."""
    expected = EXAMPLES["W22_similarity"]
    sets = {"a": {1, 2, 3}, "b": {2, 3, 4}, "c": {9}}
    assert jaccard(sets["a"], sets["b"]) == expected["jaccard"]
    assert (("a", "b") in similarity_graph(sets)) is expected["linked_at_0_5"]
    assert similarity_graph(sets) == [("a", "b")]
    one, other = {"jadwal": 1, "layanan": 5}, {"ktp": 2, "jadwal": 1, "layanan": 2}
    assert cosine(one, other) == pytest.approx(expected["cosine"], **CLOSE)
    assert gini([0, 1, 1, 1, 17]) == pytest.approx(expected["gini_replies"])
    assert gini([4, 4, 4]) == expected["gini_equal"]
    assert gini([0, 0]) is None


def test_w23_checks_of_usability() -> None:
    expected = EXAMPLES["W23_usability_checks"]
    seen = [SearchObservation(f"q{n}", Platform.X, rank, DAY) for n, rank in enumerate(expected["ranks"])]
    assert findability(seen, DAY, DAY).x == pytest.approx(expected["mrr"])
    flags = [True] * 6 + [False, None]
    complete = profile_completeness(
        [ProfileSnapshot(DAY, elements=dict(zip(ProfileElement, flags, strict=True)))], DAY
    )
    profile = expected["profile"]
    assert (complete.numerator, complete.denominator) == (profile["present"], profile["observable"])
    assert complete.score == pytest.approx(profile["score"], **CLOSE)
    for name, badge in {"authenticity": None, "authenticity_paid_blue": Verification.PAID}.items():
        snapshot = ProfileSnapshot(DAY, is_registered=True, verification=badge, links_back=True)
        assert account_authenticity([snapshot], DAY).score == pytest.approx(expected[name]["score"])
    posts = expected["service_info_completeness"]["posts"]
    assert (
        service_info_completeness(posts, 1).status is Status.INSUFFICIENT
    )  # four posts are below the minimum
    result = service_info_completeness(posts * 3, 1)
    assert result.score == pytest.approx(expected["service_info_completeness"]["score"], **CLOSE)
    assert SERVICE_INFO_COMPLETENESS.score(1.0) == 100


def test_w24_anchor_points() -> None:
    expected = EXAMPLES["W24_anchor_points"]
    assert INFORMATION_LAG.score(48) == pytest.approx(expected["lag_48h"])
    assert INFORMATION_LAG.score(120) == pytest.approx(expected["lag_120h"])
    assert PERSONA_CONTENT_SHARE.score(0.30) == pytest.approx(expected["persona_30pct"])
    assert PERSONA_CONTENT_SHARE.score(0.05) == expected["persona_5pct"]
    assert AUDIENCE_ENGAGEMENT.score(2) == expected["engagement_2x_peer"]
    assert AUDIENCE_ENGAGEMENT.score(0.25) == expected["engagement_quarter"]
    assert AUDIENCE_ENGAGEMENT.score(8) == expected["engagement_8x"]
    assert AUDIENCE_ENGAGEMENT.score(0) == 0


def test_w30_kinds_of_relation() -> None:
    expected = EXAMPLES["W30_relations"]
    kinds = {"warga": Actor.CITIZEN, "toko": Actor.BUSINESS, "lsm": Actor.NONPROFIT}

    def kind(name: str) -> Actor:
        return kinds.get(name.rstrip("12"), Actor.GOVERNMENT)

    assert relation_mix([(kind(a), kind(b)) for a, b in expected["edges"]]) == expected["counts"]


def items(hours: list[float], published: list[int]) -> list[SourceItem]:
    ends = [START + timedelta(hours=wait) for wait in hours]
    return [SourceItem(START, end if flag else None, end) for end, flag in zip(ends, published, strict=True)]


def test_w35_information_lag() -> None:
    expected = EXAMPLES["W35_information_lag"]
    result = information_lag(items(expected["hours"], expected["published"]))
    assert result.x == result.detail["median_hours"] == expected["median"]
    assert result.score == pytest.approx(expected["score"], **CLOSE)
    low, high = limits(result.interval)
    assert low < expected["median"] < high


def test_w41_never_publishing_scores_zero() -> None:
    expected = EXAMPLES["W41_lag_never_published"]
    result = information_lag(items(expected["hours"] * 2, expected["published"] * 2))
    assert (result.detail["median_hours"], result.score) == (expected["median"], expected["score"])
    assert result.status is Status.SCORED

"""Indicators that rest on labels: content, topics, quality; and what an audit says of the labels."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Status
from analytics_app.indicators.agreement import krippendorff_nominal
from analytics_app.indicators.content import (
    PERSONA_SHARE,
    PLAIN_SHARE,
    SERVICE_SHARE,
    VERIFIABLE_SHARE,
    Function,
    LabelledPost,
    distinct_posts,
)
from analytics_app.indicators.definition import MethodError
from analytics_app.indicators.misclassification import Audit, corrected
from analytics_app.indicators.quality import CodedReply, Marks, answer_quality
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.topics import TopicPost, hill, topic_diversity

DAY = date(2026, 6, 1)
GOOD = Audit(hits=85, misses=15, rejections=90, false_alarms=10)


def posts(service: int, persona: int = 0, other: int = 0) -> list[LabelledPost]:
    kinds = [Function.SERVICE] * service + [Function.PERSONA] * persona + [Function.OTHER] * other
    return [
        LabelledPost(
            DAY + timedelta(days=n % 30),
            f"unggahan {chr(97 + n % 26) * 5} nomor{n} hal{n * 7}",
            kind,
            n % 2 == 0,
            True,
        )
        for n, kind in enumerate(kinds)
    ]


def test_without_an_audit_a_share_is_provisional_and_as_observed() -> None:
    result = SERVICE_SHARE.result(posts(30, 20, 10))
    assert (result.x, result.provisional, result.reason) == (0.5, True, "labels_not_audited")


def test_with_an_audit_value_and_interval_are_corrected_and_final() -> None:
    result = SERVICE_SHARE.result(posts(30, 20, 10), GOOD)
    assert result.x == pytest.approx((0.5 + 0.9 - 1) / 0.75)
    assert not result.provisional
    assert result.interval is not None
    assert result.interval.low < result.x < result.interval.high
    assert result.detail["observed_share"] == 0.5


def test_labels_no_better_than_chance_are_refused() -> None:
    with pytest.raises(MethodError, match="no better than chance"):
        Audit(hits=5, misses=5, rejections=5, false_alarms=5)
    with pytest.raises(MethodError):
        corrected(0.5, 0.4, 0.6)
    with pytest.raises(MethodError, match="negative"):
        Audit(hits=-1, misses=5, rejections=5, false_alarms=5)
    with pytest.raises(MethodError, match="true members"):
        Audit(hits=0, misses=0, rejections=5, false_alarms=5)


def test_weak_labels_are_unreliable() -> None:
    weak = Audit(hits=60, misses=40, rejections=60, false_alarms=40)
    result = SERVICE_SHARE.result(posts(30, 10), weak)
    assert (result.status, result.reason, result.x) == (Status.UNRELIABLE, WhyNot.CLASSIFIER_TOO_WEAK, None)


@given(p=st.floats(0, 1), se=st.floats(0.61, 1), sp=st.floats(0.61, 1))
def test_correction_undoes_misclassification(p: float, se: float, sp: float) -> None:
    observed = p * se + (1 - p) * (1 - sp)
    assert corrected(observed, se, sp) == pytest.approx(p, abs=1e-9)


def test_one_flyer_posted_again_and_again_counts_once() -> None:
    flyer = [
        LabelledPost(DAY + timedelta(days=n), "jadwal dukcapil keliling di kecamatan", Function.SERVICE)
        for n in range(20)
    ]
    result = SERVICE_SHARE.result(distinct_posts([*posts(0, 30), *flyer]))
    assert (result.numerator, result.n) == (1, 31)


def test_posts_of_the_main_account_weigh_half() -> None:
    main = [replace(post, is_main=True) for post in posts(10)]
    others = [replace(post, is_main=False) for post in posts(0, 0, 90)]
    result = SERVICE_SHARE.result([*main, *others])
    assert (result.x, result.numerator, result.n) == (0.5, 10, 100)
    assert result.detail["n_eff"] == pytest.approx(1 / (10 * 0.05**2 + 90 * (0.5 / 90) ** 2))


def test_what_people_labelled_is_not_corrected() -> None:
    said = [replace(post, is_certain=True) for post in posts(30, 20, 10)]
    assert SERVICE_SHARE.result(said, GOOD).x == pytest.approx(0.5)
    mixed = SERVICE_SHARE.result([*said, *posts(30, 20, 10)], GOOD)
    assert mixed.x == pytest.approx((0.5 + (0.5 + 0.9 - 1) / 0.75) / 2)
    assert mixed.detail["by_people"] == 60
    assert mixed.interval is not None
    assert mixed.interval.low < mixed.x < mixed.interval.high


def test_coders_who_disagree_leave_no_value() -> None:
    result = SERVICE_SHARE.result(posts(30, 20, 10), GOOD, why_not=WhyNot.CODERS_DISAGREE)
    assert (result.status, result.x, result.n) == (Status.UNRELIABLE, None, 60)


def test_posts_without_labels_are_not_observable_and_too_few_insufficient() -> None:
    blank = [LabelledPost(post.local_day, post.text) for post in posts(40)]
    assert PERSONA_SHARE.result(blank).status is Status.NOT_OBSERVABLE
    assert PERSONA_SHARE.result(posts(29)).reason == WhyNot.BELOW_MINIMUM
    assert PERSONA_SHARE.result([]).reason == WhyNot.NO_CASES


def test_evidence_leaves_ceremonial_posts_out_and_plain_language_all_but_service() -> None:
    mixed = posts(30, 20, 10)
    assert VERIFIABLE_SHARE.result(mixed).n == 40
    assert PLAIN_SHARE.result(mixed).n == 30


# --- topics --------------------------------------------------------------------------------------


@given(counts=st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_effective_topics_lie_between_one_and_their_number(counts: list[int]) -> None:
    assert 1 - 1e-9 <= hill(counts) <= len(counts) + 1e-9
    assert hill(counts) == pytest.approx(hill([3 * count for count in counts]))


def test_weights_of_groups_move_the_topics_of_a_region() -> None:
    main = [TopicPost(DAY + timedelta(days=n % 40), "a", 1 / 30) for n in range(30)]
    others = [TopicPost(DAY + timedelta(days=n % 40), "b", 1 / 300) for n in range(300)]
    assert topic_diversity([*main, *others], 1).x == pytest.approx(2.0)


def test_topics_of_a_single_agency_do_not_apply() -> None:
    some = [TopicPost(DAY, "a")] * 40
    assert topic_diversity(some, 1, is_single_agency=True).status is Status.NOT_APPLICABLE
    assert topic_diversity(some[:29], 1).reason == WhyNot.BELOW_MINIMUM
    assert topic_diversity(None, 1).reason == WhyNot.NO_LABELS
    assert topic_diversity(some, 1, why_not=WhyNot.COVERAGE).status is Status.INSUFFICIENT


def test_interval_of_topics_is_the_same_twice_and_holds_the_value() -> None:
    mixed = [TopicPost(DAY + timedelta(days=n % 60), "abcdef"[n * n % 6]) for n in range(120)]
    one, again = topic_diversity(mixed, 7), topic_diversity(mixed, 7)
    assert one == again
    assert one.interval is not None
    assert one.x is not None
    assert one.interval.low < one.x <= one.interval.high + 0.5


# --- quality -------------------------------------------------------------------------------------

ALL: Marks = (True, True, True, True)
HALF: Marks = (True, True, False, False)


def test_quality_needs_coders_who_agree() -> None:
    agreeing = [CodedReply((ALL, ALL)), CodedReply((HALF, HALF))] * 20
    result = answer_quality(agreeing, 1)
    assert (result.status, result.x, result.detail["alpha"]) == (Status.SCORED, 0.75, 1.0)
    quarrel = [CodedReply((ALL, (False, False, False, False)))] * 40
    assert answer_quality(quarrel, 1).status is Status.UNRELIABLE
    alone = [CodedReply((ALL,)), CodedReply((HALF,))] * 20
    assert answer_quality(alone, 1).reason == WhyNot.CODERS_DISAGREE
    assert answer_quality(agreeing[:29], 1).reason == WhyNot.BELOW_MINIMUM
    assert answer_quality(None, 1).status is Status.NOT_OBSERVABLE


def test_agreement_of_equal_labels_is_undefined() -> None:
    assert krippendorff_nominal([["a", "a"], ["a", "a"]]) is None
    assert krippendorff_nominal([["a"], ["b", None]]) is None

"""Deadlines, referrals, equity, parity, safety, lag, and comparison with peers: statuses and edges."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Status
from analytics_app.indicators.deadlines import (
    DeadlineCase,
    Referral,
    closed_loop_rate,
    deadline_compliance,
    deadline_verdicts,
)
from analytics_app.indicators.equity import channel_parity, count_group, equity_of, is_matured, reply_equity
from analytics_app.indicators.lag import SourceItem, information_lag
from analytics_app.indicators.peers import (
    PostReactions,
    audience_engagement,
    engagement_rate,
    participation_rate,
)
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.safety import privacy_safety
from analytics_app.periods import period, zone_of
from analytics_app.records import ThreadOutcome
from analytics_app.worktime import WorkCalendar

ZONE = zone_of("WIB")
WINDOW = period(date(2026, 4, 1), date(2026, 6, 29), ZONE)
CALENDAR = WorkCalendar("none", frozenset())
MONDAY = datetime(2026, 5, 4, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def met(case: DeadlineCase, *, is_proxy: bool = False) -> list[bool]:
    return [v.is_met for v in deadline_verdicts([case], WINDOW, ZONE, CALENDAR, is_proxy=is_proxy)]


def case(**changes: datetime | str) -> DeadlineCase:
    base = DeadlineCase(MONDAY, "permintaan_informasi", WINDOW.end_at)
    return replace(base, **changes)


# --- deadlines -----------------------------------------------------------------------------------


def test_a_thread_counts_where_it_falls_due_not_where_it_opened() -> None:
    before = datetime(2026, 3, 26, 3, tzinfo=UTC)  # Thursday; due on 2 April
    assert met(case(opened_at=before, settled_at=before + HOUR)) == [True]
    late = datetime(2026, 6, 26, 3, tzinfo=UTC)
    assert met(case(opened_at=late, settled_at=late + HOUR)) == []


def test_settled_at_closing_time_is_in_time_and_a_minute_later_is_not() -> None:
    closing = datetime(2026, 5, 11, 9, tzinfo=UTC)  # 16.00 WIB on the fifth working day
    assert met(case(settled_at=closing)) == [True]
    assert met(case(settled_at=closing + timedelta(minutes=1))) == [False]


def test_a_citizen_who_opens_again_within_fourteen_days_cancels_the_settlement() -> None:
    settled = MONDAY + HOUR
    assert met(case(settled_at=settled, reopened_at=settled + timedelta(days=14))) == [False]
    assert met(case(settled_at=settled, reopened_at=settled + timedelta(days=15))) == [True]


def test_without_a_deadline_or_without_observation_a_thread_does_not_count() -> None:
    assert met(case(kind="none")) == []
    assert met(case(end_at=MONDAY + timedelta(days=2))) == []


def test_the_stand_in_uses_the_first_reply_and_says_so() -> None:
    replied = case(replied_at=MONDAY + HOUR)
    assert met(replied, is_proxy=True) == [True]
    assert met(replied) == [False]
    verdicts = deadline_verdicts([replied] * 12, WINDOW, ZONE, CALENDAR, is_proxy=True)
    result = deadline_compliance(verdicts, is_proxy=True, provisional_reason="intent_by_keywords")
    assert (result.x, result.detail["proxy"], result.provisional) == (1.0, True, True)
    assert deadline_compliance(None, is_proxy=True).reason == WhyNot.NO_INTENTS
    assert deadline_compliance(verdicts, is_proxy=True, why_not=WhyNot.COVERAGE).x is None


def test_a_referral_counts_when_the_citizen_was_told_the_outcome() -> None:
    until = WINDOW.end_at
    told = Referral(MONDAY, True, MONDAY + timedelta(days=5))
    silent, unrecorded = replace(told, fed_back_at=None), replace(told, is_recorded=False)
    young = replace(told, opened_at=until - timedelta(days=3))
    found = [told] * 8 + [silent, unrecorded] + [young] * 5
    result = closed_loop_rate(found, until, ZONE, CALENDAR)
    assert (result.numerator, result.n) == (8, 10)
    assert closed_loop_rate(None, until, ZONE, CALENDAR).status is Status.NOT_OBSERVABLE


# --- equity --------------------------------------------------------------------------------------


def thread(reply: float | None, end: float, intent: str | None = "tanya_informasi") -> ThreadOutcome:
    replied = None if reply is None else MONDAY + reply * HOUR
    return ThreadOutcome(1, 1, "a", MONDAY, replied, MONDAY + end * HOUR, intent=intent)


def test_a_thread_is_matured_after_72_hours_or_when_answered() -> None:
    assert [is_matured(thread(None, end)) for end in (71, 72)] == [False, True]
    assert is_matured(thread(3, 10))
    assert not is_matured(replace(thread(None, 99), end_at=None))
    assert count_group([thread(3, 10), thread(80, 99), thread(None, 99), thread(None, 10)]) == (1, 3)


def test_critical_threads_are_compared_with_the_others_and_unlabelled_ones_with_neither() -> None:
    outcomes = (
        [thread(1, 99, "pengaduan_layanan")] * 10 + [thread(None, 99, "pengaduan_layanan")] * 20
        + [thread(1, 99)] * 30 + [thread(1, 99, None)] * 50
    )  # fmt: skip
    result = reply_equity(outcomes, {"pengaduan_layanan"})
    assert (result.detail["critical"], result.detail["others"], result.n) == ([10, 30], [30, 30], 30)
    assert result.x == pytest.approx((10.5 / 31) / (30.5 / 31))


@given(low=st.integers(0, 40), high=st.integers(0, 40))
def test_answering_fewer_of_the_others_never_raises_the_score(low: int, high: int) -> None:
    fewer, more = sorted((low, high))
    # Both groups alike: less of both is never better.
    one, other = equity_of((fewer, 40), (fewer, 40)).score, equity_of((more, 40), (more, 40)).score
    assert one is not None
    assert other is not None
    assert one <= other + 1e-9


def test_equity_without_enough_threads_or_coverage_has_no_score() -> None:
    assert equity_of((0, 0), (0, 0)).reason == WhyNot.NO_CASES
    assert equity_of((1, 29), (1, 99)).reason == WhyNot.BELOW_MINIMUM
    assert equity_of((30, 40), (30, 40), has_coverage=False).reason == WhyNot.COVERAGE


def test_parity_waits_for_the_inbox() -> None:
    assert channel_parity(None, (5, 20)).status is Status.NOT_OBSERVABLE
    assert channel_parity((0, 0), (5, 20)).reason == WhyNot.NO_CASES
    assert channel_parity((5, 20), (5, 20)).score == 100


# --- safety, lag, peers --------------------------------------------------------------------------


def test_no_incident_is_a_finding_only_where_somebody_looked_at_a_thousand_messages() -> None:
    assert privacy_safety(0, 1000).score == 100
    assert privacy_safety(0, 999).reason == WhyNot.BELOW_MINIMUM
    assert privacy_safety(None, 5000).status is Status.NOT_OBSERVABLE


def items(hours: list[float | None], end: float = 400.0) -> list[SourceItem]:
    return [
        SourceItem(MONDAY, None if wait is None else MONDAY + wait * HOUR, MONDAY + end * HOUR)
        for wait in hours
    ]


def test_lag_of_emergencies_stands_apart() -> None:
    urgent = [replace(item, is_emergency=True) for item in items([0.5, 1.0, 2.0])]
    result = information_lag([*items([30.0] * 10), *urgent])
    assert (result.x, result.n, result.detail["emergency_median_hours"]) == (30.0, 10, 1.0)


def test_lag_that_observation_cannot_tell_is_insufficient() -> None:
    assert information_lag(items([None] * 12, end=100.0)).reason == WhyNot.ENDS_EARLY
    never = information_lag(items([None] * 12))
    assert (never.status, never.score) == (Status.SCORED, 0.0)
    assert information_lag(None).status is Status.NOT_OBSERVABLE


def reactions(n: int, counts: int = 20, commenters: int | None = None) -> list[PostReactions]:
    return [
        PostReactions(date(2026, 5, 1) + timedelta(days=i % 40), counts, 1000, commenters) for i in range(n)
    ]


def test_bought_looking_spikes_are_dropped() -> None:
    spike = PostReactions(date(2026, 5, 9), 900, 1000, unique_commenters=3)
    loved = PostReactions(date(2026, 5, 9), 900, 1000, unique_commenters=300)
    assert len(engagement_rate([*reactions(20), spike])[1]) == 20
    assert len(engagement_rate([*reactions(20), loved])[1]) == 21
    assert engagement_rate([]) == (None, [])


def test_engagement_is_read_against_five_peers() -> None:
    result = audience_engagement(reactions(20, counts=40), [0.02] * 5, 1)
    assert (result.x, result.score) == (2.0, 75.0)
    assert audience_engagement(reactions(20), [0.02] * 4, 1).status is Status.NOT_APPLICABLE
    assert audience_engagement(reactions(20), [0.0] * 5, 1).reason == WhyNot.PEER_MEDIAN_ZERO
    assert audience_engagement(reactions(20, counts=0), [0.02] * 5, 1).score == 0
    assert audience_engagement(None, [0.02] * 5, 1).status is Status.NOT_OBSERVABLE


def test_participation_needs_a_population() -> None:
    for population, penetration in ((None, 0.1), (0, 0.1), (1000, None)):
        result = participation_rate(50, population, penetration, [0.1] * 5)
        assert (result.status, result.reason) == (Status.NOT_OBSERVABLE, WhyNot.NO_POPULATION)
    result = participation_rate(100, 1_000_000, 0.1, [0.5] * 6)
    assert (result.x, result.score) == (2.0, 75.0)
    assert result.interval is not None
    assert result.interval.low < 2.0 < result.interval.high
    assert participation_rate(9, 1_000_000, 0.1, [0.5] * 6).reason == WhyNot.BELOW_MINIMUM

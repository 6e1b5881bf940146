"""What the response indicators say of threads in every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analytics_app.choices import Disappearance, Status
from analytics_app.indicators.response import after_hours_response, response_rate, response_speed
from analytics_app.indicators.result import WhyNot
from analytics_app.records import ThreadOutcome

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def thread(number: int, reply: float | None = None, ended: float | None = 100.0) -> ThreadOutcome:
    """A thread answered after ``reply`` hours, observed for ``ended`` hours."""
    return ThreadOutcome(
        thread_id=number,
        account_id=1,
        author_key=None,
        opened_at=START,
        response_at=None if reply is None else START + timedelta(hours=reply),
        end_at=None if ended is None else START + timedelta(hours=ended),
    )


def ten(**changes: bool) -> list[ThreadOutcome]:
    return [replace(thread(n, reply=float(n)), **changes) for n in range(1, 11)]


def test_account_without_threads_has_no_value_not_zero() -> None:
    for result in (response_rate([]), response_speed([]), after_hours_response([])):
        assert (result.status, result.x, result.score, result.n) == (Status.INSUFFICIENT, None, None, 0)
        assert result.reason == WhyNot.NO_CASES


def test_threads_outside_the_covered_span_are_not_observable() -> None:
    result = response_rate([thread(n, ended=None) for n in range(20)])
    assert (result.status, result.reason, result.x) == (Status.NOT_OBSERVABLE, WhyNot.OUTSIDE_SPAN, None)
    assert result.detail["counts"]["not_observable"] == 20


def test_thread_whose_observation_ended_before_it_opened_is_not_observable() -> None:
    result = response_rate([*ten(), thread(11, ended=-1.0)])
    assert result.n == 10
    assert result.detail["counts"]["not_observable"] == 1


def test_fewer_than_ten_threads_keep_their_counts_but_have_no_value() -> None:
    result = response_rate(ten()[:9])
    assert (result.status, result.reason, result.x) == (Status.INSUFFICIENT, WhyNot.BELOW_MINIMUM, None)
    assert (result.numerator, result.denominator, result.n) == (9, 9, 9)


def test_negative_durations_count_as_answered_but_stay_outside_the_curve() -> None:
    flagged = replace(thread(11, reply=1.0), is_negative=True)
    result = response_rate([*ten(), flagged, thread(12, reply=-3.0), thread(13)])
    assert result.detail["counts"] == {
        "threads": 13,
        "answered": 12,
        "waiting": 1,
        "not_observable": 0,
        "negative": 2,
    }
    assert (result.numerator, result.denominator) == (10, 11)


def test_states_add_up_to_the_threads() -> None:
    result = response_rate([*ten(), thread(11), thread(12, ended=None), thread(13, reply=-1.0)])
    counts = result.detail["counts"]
    assert counts["answered"] + counts["waiting"] + counts["not_observable"] == counts["threads"]


def test_messages_that_need_no_response_do_not_enter() -> None:
    assert response_rate([*ten(), *ten(needs_response=False)]).n == 10


def test_reply_after_the_end_of_observation_does_not_exist_yet() -> None:
    late = [replace(one, response_at=START + timedelta(hours=150)) for one in ten()]
    result = response_rate(late)
    assert (result.x, result.detail["counts"]["waiting"]) == (0.0, 10)


def test_silence_is_known_and_scores_zero() -> None:
    silent = [thread(n) for n in range(12)]
    rate, speed = response_rate(silent), response_speed(silent)
    assert (rate.status, rate.x, rate.score) == (Status.SCORED, 0.0, 0.0)
    assert (speed.x, speed.score) == (72.0, 0.0)
    assert rate.detail["median_hours"] is None


def test_observation_that_ends_early_with_most_waiting_gives_no_figure() -> None:
    short = [thread(n, ended=20.0) for n in range(12)]
    assert response_rate(short).reason == WhyNot.ENDS_EARLY
    assert response_speed(short).reason == WhyNot.ENDS_EARLY
    assert response_rate(short).detail["f72"] is None


def test_after_hours_takes_only_threads_opened_outside_office_hours_and_24_hours() -> None:
    night = [replace(thread(n, reply=30.0 if n % 2 else 2.0), is_after_hours=True) for n in range(10)]
    result = after_hours_response([*night, *ten()])
    assert (result.n, result.x, result.numerator) == (10, 0.5, 5)


def test_too_little_coverage_gives_no_value() -> None:
    result = response_rate(ten(), has_coverage=False)
    assert (result.status, result.reason, result.x) == (Status.INSUFFICIENT, WhyNot.COVERAGE, None)


def test_no_threads_in_sources_that_hold_too_little_is_no_finding() -> None:
    assert response_rate([], has_coverage=False).reason == WhyNot.COVERAGE


def test_provisional_value_says_why() -> None:
    result = response_rate(ten(), provisional_reason="intent_by_rule")
    assert (result.provisional, result.reason, result.status) == (True, "intent_by_rule", Status.SCORED)
    assert not response_rate(ten()).provisional


def test_curve_on_the_evidence_page_has_at_most_two_hundred_points() -> None:
    many = [thread(n, reply=n / 10) for n in range(1, 900)]
    assert len(response_rate(many).detail["curve"]) <= 200


def gone(of: ThreadOutcome, how: Disappearance, after: float) -> ThreadOutcome:
    return replace(of, gone=how, gone_at=of.opened_at + timedelta(hours=after))


def test_bounds_stand_beside_the_figure_where_more_than_a_tenth_disappeared_for_unknown_reasons() -> None:
    """Eight of ten answered after 10 h. Unanswered to the end the other two give 8/10; deleted after 5 h they were at
    risk no longer when the first answer came, and 8/8 were answered."""
    answered = [thread(number, reply=10) for number in range(8)]
    lost = [gone(thread(number), Disappearance.UNKNOWN, 5) for number in (8, 9)]
    rate, speed = response_rate([*answered, *lost]), response_speed([*answered, *lost])
    assert rate.x == pytest.approx(0.8)
    assert rate.detail["disappeared"] == {"unknown": 2}
    assert rate.detail["bounds_if_deleted"]["f72"] == pytest.approx([0.8, 1.0])
    # The mean of 72 h waited by two and 10 h by eight; else all that were left waited 10 h.
    assert speed.x == pytest.approx((8 * 10 + 2 * 72) / 10)
    assert speed.detail["bounds_if_deleted"]["rmst72"] == pytest.approx([10.0, (8 * 10 + 2 * 72) / 10])


def test_a_tenth_is_not_more_than_a_tenth_and_what_is_known_needs_no_bounds() -> None:
    nine = [thread(number, reply=10) for number in range(9)]
    assert "bounds_if_deleted" not in response_rate([*nine, gone(thread(9), Disappearance.UNKNOWN, 5)]).detail
    hidden = [gone(thread(number), Disappearance.HIDDEN_BY_ACCOUNT, 5) for number in (9, 10, 11)]
    found = response_rate([*nine, *hidden])
    assert found.x == pytest.approx(9 / 12)  # hiding makes nobody answered
    assert found.detail["disappeared"] == {"hidden_by_account": 3}
    assert "bounds_if_deleted" not in found.detail

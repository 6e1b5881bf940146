"""What follows when messages disappear: tiny threads, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics_app.choices import Disappearance
from analytics_app.records import Gone, ThreadMessage
from analytics_app.threads.disappearances import Statement, author_deleted, settle
from tests.analytics_app.threads.make import CITY, DAY, answered_by, at, citizen, official, rebuilt

BY_AUTHOR, HIDDEN = Disappearance.DELETED_BY_AUTHOR, Disappearance.HIDDEN_BY_ACCOUNT
BY_ACCOUNT, UNKNOWN = Disappearance.DELETED_BY_ACCOUNT, Disappearance.UNKNOWN
REMOVED, RESTORED = Disappearance.AUTHOR_REMOVED, Disappearance.RESTORED
HERE, THERE = 50, 60
POST = official(1, 0)


def gone(
    message: ThreadMessage, how: Disappearance, minutes: float | None, by: float = 30 * DAY
) -> ThreadMessage:
    when = None if minutes is None else at(minutes)
    return replace(message, gone=Gone(how, when, when or at(by)))


def asked(id: int = 2, minutes: float = 10, **fields: object) -> ThreadMessage:
    return citizen(id, minutes, to=1, mentioned_account_ids=(CITY,), **fields)


# --- threads -------------------------------------------------------------------------------------


def test_a_thread_ends_when_the_citizen_deletes_the_question():
    (thread,) = rebuilt(POST, gone(asked(), BY_AUTHOR, 70)).threads
    assert (thread.gone, thread.gone_at) == (BY_AUTHOR, at(70))
    assert thread.opened_at == at(10)


def test_at_an_unknown_time_it_ends_when_it_was_last_seen_which_is_asked_later():
    (thread,) = rebuilt(POST, gone(asked(), BY_AUTHOR, None)).threads
    assert (thread.gone, thread.gone_at) == (BY_AUTHOR, None)


def test_as_long_as_one_question_stands_somebody_waits():
    first, second = asked(), asked(3, 20)
    (thread,) = rebuilt(POST, gone(first, BY_AUTHOR, 70), second).threads
    assert thread.gone is None
    (thread,) = rebuilt(POST, gone(first, BY_AUTHOR, 70), gone(second, BY_AUTHOR, 90)).threads
    assert (thread.gone, thread.gone_at) == (BY_AUTHOR, at(90))


@pytest.mark.parametrize("how", [HIDDEN, BY_ACCOUNT])
def test_what_the_account_hides_or_deletes_is_no_end(how: Disappearance):
    (thread,) = rebuilt(POST, gone(asked(), how, 30)).threads
    assert thread.gone == HIDDEN
    assert thread.first_response_at is None


def test_an_answer_before_the_hiding_stays_one():
    (thread,) = rebuilt(POST, gone(asked(), HIDDEN, 60), official(3, 40, to=2)).threads
    assert thread.first_response_at == at(40)


def test_any_message_of_a_removed_author_takes_the_thread_out():
    thanks = citizen(4, 90, to=1, mentioned_account_ids=(CITY,), needs_response=False)
    (thread,) = rebuilt(POST, asked(), gone(thanks, REMOVED, None)).threads
    assert thread.gone == REMOVED


def test_what_is_gone_in_several_ways_is_hidden_before_unknown_before_deleted():
    ways = {(BY_AUTHOR, UNKNOWN): UNKNOWN, (BY_AUTHOR, HIDDEN): HIDDEN, (UNKNOWN, HIDDEN): HIDDEN}
    for (one, other), expected in ways.items():
        (thread,) = rebuilt(POST, gone(asked(), one, 70), gone(asked(3, 20), other, 80)).threads
        assert thread.gone == expected


@pytest.mark.parametrize(
    ("how", "at_minutes", "by", "counts"),
    [
        (BY_ACCOUNT, 40 + 7 * DAY, 0, False),  # to the minute
        (BY_ACCOUNT, 41 + 7 * DAY, 0, True),
        (BY_AUTHOR, 50, 0, False),  # its author is the account
        (BY_ACCOUNT, None, 2 * DAY, False),  # when is unknown, but it was gone after two days
        (BY_ACCOUNT, None, 8 * DAY, True),  # perhaps later than seven days
        (UNKNOWN, 50, 0, True),  # perhaps the platform
    ],
)
def test_a_reply_deleted_within_seven_days_is_void(
    how: Disappearance, at_minutes: float | None, by: float, counts: bool
):
    result = rebuilt(POST, asked(), gone(official(3, 40, to=2), how, at_minutes, by))
    assert answered_by(result, 3) == ([2] if counts else [])
    assert (result.threads[0].first_response_at == at(40)) is counts


def test_the_reply_after_a_void_one_is_the_first():
    void = gone(official(3, 40, to=2), BY_ACCOUNT, 60)
    (thread,) = rebuilt(POST, asked(), void, official(4, 100, to=2)).threads
    assert thread.first_response_at == at(100)


def test_a_reply_below_a_void_one_still_answers_the_citizen():
    void = gone(official(3, 40, to=2), BY_ACCOUNT, 60)
    (thread,) = rebuilt(POST, asked(), void, official(4, 100, to=3)).threads
    assert thread.first_response_at == at(100)


# --- whose word counts ---------------------------------------------------------------------------


def said(
    region: int | None, what: Disappearance, minutes: float | None = None, stated: float = DAY
) -> Statement:
    return Statement(region, what, None if minutes is None else at(minutes), at(stated))


def test_the_government_concerned_says_it_and_no_other():
    assert settle([said(HERE, BY_AUTHOR, 70)], {HERE}) == Gone(BY_AUTHOR, at(70), at(70))
    assert settle([said(THERE, BY_AUTHOR, 70)], {HERE}) is None
    assert settle([said(HERE, BY_AUTHOR, 70)], ()) is None


def test_what_concerns_two_governments_both_must_say():
    here, there = said(HERE, BY_AUTHOR, 70), said(THERE, BY_AUTHOR, 90)
    assert settle([here], {HERE, THERE}) is None
    assert settle([here, there], {HERE, THERE}) == Gone(BY_AUTHOR, at(90), at(90))
    assert settle([here, said(THERE, HIDDEN, 80)], {HERE, THERE}) == Gone(UNKNOWN, None, at(80))


def test_the_country_has_the_last_word():
    assert settle([said(None, BY_AUTHOR, 70)], {HERE, THERE}) == Gone(BY_AUTHOR, at(70), at(70))
    assert settle([said(None, BY_ACCOUNT, 70), said(HERE, RESTORED)], {HERE}) == Gone(
        BY_ACCOUNT, at(70), at(70)
    )
    assert settle([said(HERE, BY_AUTHOR, 70), said(None, RESTORED)], {HERE}) is None


def test_a_later_word_counts_unless_it_knows_less():
    assert settle([said(HERE, BY_AUTHOR, 70), said(HERE, UNKNOWN)], {HERE}) == Gone(BY_AUTHOR, at(70), at(70))
    assert settle([said(HERE, UNKNOWN), said(HERE, BY_AUTHOR)], {HERE}) == Gone(BY_AUTHOR, None, at(DAY))
    assert settle([said(HERE, BY_AUTHOR, 70), said(HERE, RESTORED)], {HERE}) is None
    assert settle([said(HERE, RESTORED), said(HERE, HIDDEN, 70)], {HERE}) == Gone(HIDDEN, at(70), at(70))


def test_what_was_hidden_and_then_deleted_stays_unanswered_and_loses_its_text():
    both = [said(HERE, HIDDEN, 30), said(HERE, BY_AUTHOR, 70)]
    assert settle(both, {HERE}) == Gone(HIDDEN, at(30), at(30))
    assert author_deleted(both, {HERE})
    assert not author_deleted(both[:1], {HERE})
    assert not author_deleted([*both, said(HERE, RESTORED)], {HERE})


def test_when_it_was_stated_says_by_when_it_was_gone():
    state = settle([said(HERE, BY_AUTHOR, None, stated=3 * DAY)], {HERE})
    assert state is not None
    assert state.by - at(0) == timedelta(days=3)

"""When the clock of a thread starts and what stops it."""

import pytest

from analytics_app.choices import TimePrecision
from analytics_app.records import ThreadMessage, ThreadRecord
from tests.analytics_app.threads.make import (
    CITY,
    COUNTING,
    DAY,
    MAYOR,
    OTHER_CITY,
    WATER_AGENCY,
    at,
    citizen,
    official,
    rebuilt,
)

THANKS = {"needs_response": False, "intent": "apresiasi"}
QUESTION = {"needs_response": True, "intent": "tanya_informasi"}
COMPLAINT = {"needs_response": True, "intent": "pengaduan_layanan"}


def said(id: int, minutes: float, **fields: object) -> ThreadMessage:
    return citizen(id, minutes, mentioned_account_ids=(CITY,), **fields)


def one_thread(*messages: ThreadMessage) -> ThreadRecord:
    (thread,) = rebuilt(*messages).threads
    return thread


def test_clock_starts_at_the_first_message_that_needs_a_response():
    thread = one_thread(said(1, 0, **THANKS), said(2, 30, **QUESTION), said(3, 40, **COMPLAINT))
    assert (thread.started_at, thread.opened_at, thread.opened_message_id) == (at(0), at(30), 2)
    assert thread.needs_response


def test_intent_is_the_strongest_before_the_first_reply():
    before = [said(1, 0, **QUESTION), said(2, 10, **COMPLAINT)]
    after = said(3, 40, intent="darurat")
    thread = one_thread(*before, official(4, 30, to=1), after)
    assert thread.intent == "pengaduan_layanan"
    assert one_thread(*before, after).intent == "darurat"


def test_a_message_that_no_rule_names_still_opens_the_clock():
    thread = one_thread(said(1, 0), said(2, 10, **QUESTION))
    assert (thread.opened_message_id, thread.intent) == (1, "tanya_informasi")


def test_a_question_after_the_first_reply_opens_no_clock():
    thread = one_thread(said(1, 0, **THANKS), official(2, 10, to=1), said(3, 20, **QUESTION))
    assert not thread.needs_response
    assert (thread.opened_at, thread.intent) == (at(0), "apresiasi")


def test_a_thread_without_a_question_needs_no_response():
    thread = one_thread(said(1, 0, **THANKS))
    assert (thread.needs_response, thread.opened_at, thread.opened_message_id) == (False, at(0), 1)


def test_a_reply_to_any_message_of_the_thread_stops_the_clock():
    thread = one_thread(said(1, 0), said(2, 60), official(3, 90, to=2), official(4, 120, to=1))
    assert (thread.first_response_at, thread.first_response_id) == (at(90), 3)


def test_a_reply_in_the_same_second_takes_no_time_and_is_not_negative():
    thread = one_thread(said(1, 0), official(2, 0, to=1))
    assert (thread.first_response_at, thread.is_negative, thread.needs_response) == (at(0), False, True)


def test_a_reply_before_its_post_is_negative():
    thread = one_thread(said(1, 60), official(2, 10, to=1))
    assert (thread.first_response_id, thread.is_negative, thread.is_region_negative) == (2, True, True)
    assert (thread.opened_at, thread.needs_response) == (at(60), True)


def test_a_later_reply_wins_over_one_before_its_post():
    thread = one_thread(said(1, 60), official(2, 10, to=1), official(3, 90, to=1))
    assert (thread.first_response_id, thread.is_negative) == (3, False)


def test_of_several_replies_before_their_post_the_first_is_kept():
    thread = one_thread(said(1, 60), official(2, 30, to=1), official(3, 10, to=1))
    assert (thread.first_response_id, thread.is_negative) == (3, True)


def test_an_answer_to_thanks_by_the_agency_does_not_answer_the_question_that_follows():
    thread = one_thread(said(1, 0, **THANKS), official(2, 60, WATER_AGENCY, to=1), said(3, 120, **QUESTION))
    assert (thread.opened_at, thread.first_response_at) == (at(120), None)
    assert (thread.first_region_response_id, thread.is_region_negative) == (2, True)


def test_only_counting_accounts_of_the_same_government_answer_for_the_region():
    opening = said(1, 0)
    replies = {account: official(account + 10, account, account, to=1) for account in (MAYOR, OTHER_CITY)}
    thread = one_thread(opening, *replies.values())
    assert (thread.first_response_at, thread.first_region_response_at) == (None, None)


def test_an_account_that_does_not_count_has_its_own_response_and_none_for_the_region():
    assert MAYOR not in COUNTING
    opening = citizen(1, 0, mentioned_account_ids=(MAYOR,))
    thread = one_thread(opening, official(2, 9, MAYOR, to=1), official(3, 10, CITY, to=1))
    assert (thread.first_response_id, thread.first_region_response_id) == (2, None)


def test_a_thread_is_inferred_where_its_decisive_response_is():
    assumed = official(2, 9, WATER_AGENCY, to=1, parent_is_inferred=True)
    assert one_thread(said(1, 0), assumed).is_inferred
    assert not one_thread(said(1, 0), assumed, official(3, 20, to=1)).is_inferred
    assert not one_thread(said(1, 0)).is_inferred


@pytest.mark.parametrize("precision", [TimePrecision.DAY, TimePrecision.APPROXIMATE])
def test_a_vague_time_makes_the_thread_vague_and_never_negative(precision):
    vague_reply = one_thread(said(1, 60), official(2, 10, to=1, time_precision=precision))
    assert (vague_reply.time_precision, vague_reply.is_negative) == (precision, False)
    assert vague_reply.first_response_id == 2
    vague_opening = one_thread(said(1, 60, time_precision=precision), official(2, 10, to=1))
    assert (vague_opening.time_precision, vague_opening.is_negative) == (precision, False)


def test_the_vaguer_of_two_times_tells_the_precision():
    opening = said(1, 0, time_precision=TimePrecision.DAY)
    reply = official(2, 9, to=1, time_precision=TimePrecision.APPROXIMATE)
    assert one_thread(opening).time_precision == TimePrecision.DAY
    assert one_thread(opening, reply).time_precision == TimePrecision.APPROXIMATE


def test_a_late_reply_to_the_first_thread_leaves_the_second_waiting():
    first, second = said(1, 0), said(2, DAY + 10)
    threads = rebuilt(first, second, official(3, DAY + 20, to=1)).threads
    assert [thread.first_response_at for thread in threads] == [at(DAY + 20), None]

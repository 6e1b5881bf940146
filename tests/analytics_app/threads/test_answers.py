"""Whom a citizen addresses, and whom an official message answers."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given

from analytics_app.choices import AuthorRole, MessageKind, Platform
from analytics_app.records import ThreadMessage
from analytics_app.threads.answers import is_citizens
from analytics_app.threads.rebuild import rebuild
from tests.analytics_app.threads.forests import forests, unhurried
from tests.analytics_app.threads.make import (
    CITY,
    COUNTING,
    OTHER_CITY,
    WATER_AGENCY,
    answered_by,
    citizen,
    official,
    rebuilt,
)

INSTAGRAM = {"platform": Platform.INSTAGRAM}


def addressed(*messages: ThreadMessage) -> dict[int, int]:
    return rebuilt(*messages).addresses.accounts


# --- whom a citizen addresses --------------------------------------------------------------------


def test_a_reply_to_an_official_message_addresses_its_account_whatever_it_mentions():
    post = official(1, 0, WATER_AGENCY)
    comment = citizen(2, 5, to=1, mentioned_account_ids=(CITY,), in_reply_to_account_id=CITY)
    assert addressed(post, comment) == {2: WATER_AGENCY}


def test_the_account_answered_comes_before_the_accounts_mentioned():
    comment = citizen(1, 0, to=99, in_reply_to_account_id=WATER_AGENCY, mentioned_account_ids=(CITY,))
    assert addressed(comment) == {1: WATER_AGENCY}


def test_the_first_registered_account_mentioned_is_addressed():
    assert addressed(citizen(1, 0, mentioned_account_ids=(OTHER_CITY, CITY))) == {1: OTHER_CITY}


def test_a_message_that_continues_its_authors_own_addresses_the_same():
    messages = [citizen(id, id, to=id - 1) for id in range(2, 6)]
    result = rebuilt(citizen(1, 1, mentioned_account_ids=(CITY,)), *messages)
    assert result.addresses.accounts == dict.fromkeys(range(1, 6), CITY)
    assert result.addresses.joiners == set()


def test_a_reply_to_another_citizen_addresses_nobody():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    assert addressed(opening, citizen(2, 5, author="budi", to=1)) == {1: CITY}


def test_a_stray_message_joins_what_its_author_addressed_last_before_it():
    post = official(1, 0, CITY)
    to_city = citizen(2, 10, to=1)
    agency = official(4, 15, WATER_AGENCY, to=2)
    to_agency = citizen(3, 20, to=4)
    neighbour = citizen(5, 12, author="budi", to=2)
    before, between, after = (citizen(id, minutes, to=5) for id, minutes in ((6, 5), (7, 15), (8, 30)))
    result = rebuilt(after, post, to_agency, to_city, agency, neighbour, before, between)
    assert result.addresses.joiners == {7, 8}
    assert [result.addresses.accounts.get(id) for id in (6, 7, 8)] == [None, CITY, WATER_AGENCY]


def test_a_complaint_belongs_to_its_channel():
    row = citizen(
        1, 0, kind=MessageKind.COMPLAINT, channel_account_id=CITY, mentioned_account_ids=(OTHER_CITY,)
    )
    assert addressed(row) == {1: CITY}


def test_a_private_message_addresses_the_account_that_takes_part():
    conversation = {"kind": MessageKind.DIRECT, "conversation_id": "dm"}
    messages = [
        citizen(1, 0, **conversation),
        official(2, 5, WATER_AGENCY, **conversation),
        citizen(3, 9, **conversation),
        official(4, 20, CITY, **conversation),
    ]
    for order in (messages, messages[::-1]):
        result = rebuilt(*order)
        assert result.addresses.accounts[1] == WATER_AGENCY
        assert (answered_by(result, 2), answered_by(result, 4)) == ([1], [3])


# --- whom an official message answers, with true parents -----------------------------------------


def test_a_reply_answers_its_parent_and_nobody_else():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    neighbour = citizen(2, 5, author="budi", mentioned_account_ids=(CITY,), to=1)
    result = rebuilt(opening, neighbour, official(3, 10, to=1, leading_mention_keys=("budi",)))
    assert answered_by(result, 3) == [1]
    assert not result.answers[0].inferred


def test_a_reply_continued_answers_what_its_beginning_answers():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    chain = [official(id, id, to=id - 1) for id in range(2, 6)]
    result = rebuilt(opening, *chain)
    assert [answered_by(result, id) for id in range(2, 6)] == [[1]] * 4


def test_what_follows_an_assumed_step_is_inferred_and_what_precedes_it_is_not():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    chain = [official(2, 2, to=1), official(3, 3, to=2, parent_is_inferred=True), official(4, 4, to=3)]
    result = rebuilt(*reversed(chain), opening)
    assert [(answer.reply_id, answer.inferred) for answer in result.answers] == [
        (2, False),
        (3, True),
        (4, True),
    ]


def test_posts_and_their_own_threads_answer_nobody():
    comment = citizen(3, 1, to=1)
    assert rebuilt(official(1, 0), official(2, 5, to=1), comment, official(4, 9)).answers == []


def test_another_accounts_reply_under_a_reply_answers_nobody():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    result = rebuilt(opening, official(2, 5, CITY, to=1), official(3, 9, WATER_AGENCY, to=2))
    assert answered_by(result, 3) == []


def test_a_repost_is_no_reply_and_a_quote_is():
    opening = citizen(1, 0, mentioned_account_ids=(CITY,))
    repost = official(2, 5, to=1, kind=MessageKind.REPOST)
    quote = official(3, 9, to=1, kind=MessageKind.QUOTE)
    result = rebuilt(opening, repost, quote)
    assert (answered_by(result, 2), answered_by(result, 3)) == ([], [1])


def test_a_reply_to_staff_or_bots_answers_nobody():
    bot = replace(citizen(1, 0), role=AuthorRole.OTHER)
    assert rebuilt(bot, official(2, 5, to=1)).answers == []


# --- whom an official message answers, in flat lists ---------------------------------------------


def comments(*authors: str) -> list[ThreadMessage]:
    """An Instagram post of the city (message 1) and comments under it, ten minutes apart, from message 2 on."""
    post = official(1, 0, **INSTAGRAM)
    return [post, *(citizen(n, 10 * n, author=a, to=1, **INSTAGRAM) for n, a in enumerate(authors, start=2))]


def reply(
    id: int, minutes: float, to: int = 1, names: Iterable[str] = (), account: int = CITY
) -> ThreadMessage:
    return official(id, minutes, account, to=to, leading_mention_keys=tuple(names), **INSTAGRAM)


def test_each_citizen_named_at_the_start_is_answered_at_their_latest_earlier_message():
    listed = comments("ani", "budi", "ani", "citra", "ani")
    result = rebuilt(*listed, reply(20, 55, names=("ani", "citra", "dewi")))
    assert answered_by(result, 20) == [4, 5]
    assert all(answer.inferred for answer in result.answers)


def test_a_name_wins_over_the_comment_that_heads_the_list():
    listed = comments("ani")
    nested = citizen(3, 30, author="budi", to=2, **INSTAGRAM)
    result = rebuilt(*listed, nested, reply(20, 55, to=2, names=("budi",)), reply(21, 60, to=2))
    assert (answered_by(result, 20), answered_by(result, 21)) == ([3], [2])


def test_a_reply_without_a_name_answers_the_nearest_citizen_still_waiting():
    listed = comments("ani", "budi", "budi", "citra")
    replies = [reply(20, 45), reply(21, 46), reply(22, 55), reply(23, 56)]
    result = rebuilt(*listed, *replies)
    assert [answered_by(result, id) for id in (20, 21, 22, 23)] == [[4], [2], [5], []]


def test_a_reply_under_a_reply_without_a_name_answers_the_same_citizen():
    result = rebuilt(*comments("ani", "budi"), reply(20, 35), reply(21, 36, to=20))
    assert (answered_by(result, 20), answered_by(result, 21)) == ([3], [3])


def test_who_was_answered_by_name_no_longer_waits_until_they_write_again():
    listed = comments("ani", "budi", "ani")
    result = rebuilt(*listed, reply(20, 25, names=("ani",)), reply(21, 35), reply(22, 45))
    assert [answered_by(result, id) for id in (20, 21, 22)] == [[2], [3], [4]]


def test_one_accounts_answer_does_not_take_a_citizen_from_another_account():
    result = rebuilt(*comments("ani"), reply(20, 25, account=OTHER_CITY), reply(21, 30))
    assert (answered_by(result, 20), answered_by(result, 21)) == ([2], [2])
    assert result.threads[0].first_response_id == 21


def test_citizens_who_talk_to_each_other_do_not_wait_for_the_account():
    listed = comments("ani")
    aside = citizen(3, 30, author="budi", to=2, **INSTAGRAM)
    assert answered_by(rebuilt(*listed, aside, reply(20, 40)), 20) == [2]


def test_a_comment_before_every_citizen_answers_nobody():
    assert answered_by(rebuilt(*comments("ani"), reply(20, 5)), 20) == []


def test_where_only_the_conversation_is_known_names_count_as_in_flat_lists():
    conversation = {"conversation_id": "c"}
    messages = [
        citizen(1, 0, mentioned_account_ids=(CITY,), **conversation),
        citizen(
            2, 5, author="budi", mentioned_account_ids=(CITY,), to=1, parent_is_inferred=True, **conversation
        ),
        official(3, 9, to=2, parent_is_inferred=True, leading_mention_keys=("ani",), **conversation),
        official(4, 10, to=2, parent_is_inferred=True, **conversation),
    ]
    result = rebuilt(*messages)
    assert (answered_by(result, 3), answered_by(result, 4)) == ([1], [2])
    assert all(thread.is_inferred for thread in result.threads)


# --- properties ----------------------------------------------------------------------------------


@unhurried
@given(forests())
def test_answers_join_an_official_message_and_a_citizens_in_one_tree(messages):
    by_id = {message.id: message for message in messages}
    result = rebuild(messages, COUNTING)
    for answer in result.answers:
        reply, message = by_id[answer.reply_id], by_id[answer.message_id]
        assert reply.account_id is not None
        assert reply.kind != MessageKind.REPOST
        assert is_citizens(message)
        places = result.places
        assert places[reply.id].root_message_id == places[message.id].root_message_id


@unhurried
@given(forests())
def test_a_reply_to_a_citizen_with_a_true_parent_answers_just_that(messages):
    by_id = {message.id: message for message in messages}
    result = rebuild(messages, COUNTING)
    for message in messages:
        place = result.places[message.id]
        if message.account_id is None or message.kind == MessageKind.REPOST or message.platform != Platform.X:
            continue
        if place.parent_state == "found" and is_citizens(by_id[place.parent_message_id]):
            assert answered_by(result, message.id) == [place.parent_message_id]

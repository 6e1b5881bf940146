"""All stages together: properties over random forests, and the cutting of threads by example."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import AuthorRole, MessageKind, Platform
from analytics_app.records import ThreadMessage, ThreadRecord
from analytics_app.threads.answers import is_citizens
from analytics_app.threads.rebuild import pair_of, rebuild, stands_alone
from tests.analytics_app.threads.forests import forests, unhurried, without_templates
from tests.analytics_app.threads.incremental import Store
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

# --- properties ----------------------------------------------------------------------------------


@unhurried
@given(forests(), st.randoms(use_true_random=False))
def test_rebuild_does_not_depend_on_the_order_of_rows_or_on_duplicates(messages, random):
    shuffled = messages + random.sample(messages, len(messages) // 2)
    random.shuffle(shuffled)
    assert rebuild(shuffled, COUNTING) == rebuild(messages, COUNTING)


@unhurried
@given(forests(), st.data())
def test_two_batches_give_what_one_batch_gives(messages, data):
    messages = without_templates(messages)
    cut = data.draw(st.integers(0, len(messages)))
    store = Store()
    store.add(messages[:cut])
    store.add(messages[cut:])
    assert_holds(store, messages)


@unhurried
@given(forests(), st.data())
def test_withdrawing_a_batch_leaves_what_was_there_without_it(messages, data):
    messages = without_templates(messages)
    cut = data.draw(st.integers(0, len(messages)))
    store = Store()
    store.add(messages[:cut])
    store.add(messages[cut:])
    store.withdraw(messages[:cut])
    assert_holds(store, messages[cut:])


def assert_holds(store: Store, messages: list[ThreadMessage]) -> None:
    whole = rebuild(messages, COUNTING)
    assert store.places == whole.places
    assert store.addresses == whole.addresses
    assert {a for answers in store.answers.values() for a in answers} == set(whole.answers)
    assert sorted(store.threads.values(), key=lambda thread: thread.key) == whole.threads


def test_a_new_batch_recomputes_its_own_trees_only():
    store = Store()
    store.add([citizen(id, id, author=f"warga-{id}", mentioned_account_ids=(CITY,)) for id in range(1, 101)])
    store.add([official(200, 500, to=7)])
    assert store.recomputed == 2


@unhurried
@given(forests())
def test_every_message_to_an_account_is_in_exactly_one_thread(messages):
    result = rebuild(messages, COUNTING)
    listed = [id for thread in result.threads for id in thread.message_ids]
    accounts = result.addresses.accounts
    assert len(listed) == len(set(listed))
    assert set(listed) == {message.id for message in messages if pair_of(message, accounts) is not None}
    assert not result.addresses.joiners & {thread.message_ids[0] for thread in result.threads}


@unhurried
@given(forests())
def test_a_thread_has_one_author_and_one_account_and_only_citizens(messages):
    by_id = {message.id: message for message in messages}
    result = rebuild(messages, COUNTING)
    for thread in result.threads:
        members = [by_id[id] for id in thread.message_ids]
        assert all(is_citizens(member) for member in members)
        assert {pair_of(member, result.addresses.accounts) for member in members} == {
            (thread.account_id, thread.author_key)
        }


@unhurried
@given(forests())
def test_no_author_starts_two_threads_on_an_account_within_a_day(messages):
    by_id = {message.id: message for message in messages}
    starts: dict[tuple[object, ...], list[ThreadRecord]] = {}
    for thread in rebuild(messages, COUNTING).threads:
        if not stands_alone(by_id[thread.message_ids[0]]):
            starts.setdefault((thread.account_id, thread.author_key), []).append(thread)
    for threads in starts.values():
        times = sorted(thread.started_at for thread in threads)
        assert all(later - earlier >= timedelta(hours=24) for earlier, later in pairwise(times))


@unhurried
@given(forests())
def test_clock_starts_inside_the_thread_and_stops_after_it_unless_negative(messages):
    by_id = {message.id: message for message in messages}
    for thread in rebuild(messages, COUNTING).threads:
        members = [by_id[id] for id in thread.message_ids]
        assert thread.started_at == min(member.created_at for member in members)
        assert thread.opened_at == by_id[thread.opened_message_id].created_at
        assert thread.opened_message_id in thread.message_ids
        exact = thread.time_precision == "exact"
        if thread.first_response_at is not None and exact:
            assert thread.is_negative == (thread.first_response_at < thread.opened_at)
        if thread.is_negative:
            assert thread.first_response_at is not None


@unhurried
@given(forests())
def test_first_response_is_the_earliest_answer_of_the_account_after_the_opening(messages):
    messages = without_templates(messages)
    by_id = {message.id: message for message in messages}
    result = rebuild(messages, COUNTING)
    for thread in result.threads:
        if thread.time_precision != "exact" or any(by_id[id].answered_at for id in thread.message_ids):
            continue
        times = [
            reply.created_at
            for answer in result.answers
            if answer.message_id in thread.message_ids
            and (reply := by_id[answer.reply_id]).account_id == thread.account_id
            and reply.time_precision == "exact"
        ]
        later = [time for time in times if time >= thread.opened_at]
        if later and thread.first_response_id and by_id[thread.first_response_id].time_precision == "exact":
            assert thread.first_response_at == min(later)


# --- one author, one account ---------------------------------------------------------------------


def comment(id: int, minutes: float, **fields: object) -> ThreadMessage:
    return citizen(id, minutes, mentioned_account_ids=(CITY,), **fields)


def message_ids(*messages: ThreadMessage) -> list[tuple[int, ...]]:
    return sorted(thread.message_ids for thread in rebuilt(*messages).threads)


def test_a_message_within_a_day_of_the_start_joins_the_thread():
    assert message_ids(comment(1, 0), comment(2, DAY - 1)) == [(1, 2)]


def test_a_message_a_day_after_the_start_opens_a_thread():
    assert message_ids(comment(1, 0), comment(2, DAY)) == [(1,), (2,)]


def test_a_day_counts_from_the_start_of_the_thread_not_from_its_last_message():
    assert message_ids(comment(1, 0), comment(2, DAY - 1), comment(3, DAY + 1)) == [(1, 2), (3,)]


def test_a_message_joins_the_thread_under_its_own_root_before_the_latest():
    first, second = comment(1, 0), comment(2, DAY)
    under_first = citizen(3, DAY + 60, to=1, mentioned_account_ids=(CITY,))
    elsewhere = comment(4, DAY + 90)
    assert message_ids(first, second, under_first, elsewhere) == [(1, 3), (2, 4)]


def test_authors_and_accounts_are_kept_apart():
    messages = [
        comment(1, 0),
        comment(2, 1, author="budi"),
        citizen(3, 2, mentioned_account_ids=(OTHER_CITY,)),
    ]
    assert message_ids(*messages) == [(1,), (2,), (3,)]


def test_authors_without_a_name_are_each_their_own():
    assert message_ids(comment(1, 0, author=None), comment(2, 1, author=None)) == [(1,), (2,)]


def test_staff_bots_officials_and_reposts_open_nothing():
    nobody = [
        replace(comment(1, 0), role=AuthorRole.OTHER),
        official(2, 0, MAYOR, mentioned_account_ids=(CITY,)),
        comment(3, 0, kind=MessageKind.REPOST),
    ]
    assert message_ids(*nobody) == []


def test_a_message_to_nobody_joins_its_authors_thread_but_opens_none():
    post = official(1, 0)
    opening = citizen(2, 10, to=1)
    aside = citizen(3, 20, author="budi", to=2)
    later = citizen(4, 5 * DAY, to=3)
    stranger = citizen(5, 30, author="citra", to=3)
    assert message_ids(post, opening, aside, later, stranger) == [(2, 4)]


def test_a_message_to_nobody_joins_the_thread_under_its_own_root_not_the_latest():
    post = official(1, 0)
    opening, aside = citizen(2, 10, to=1), citizen(3, 20, author="budi", to=2)
    elsewhere = comment(4, 3 * DAY)
    assert message_ids(post, opening, aside, elsewhere, citizen(5, 4 * DAY, to=3)) == [(2, 5), (4,)]


def test_key_names_platform_account_and_first_message():
    (thread,) = rebuilt(comment(7, 0)).threads
    assert thread.key == "x:1:1007"


# --- table rows ----------------------------------------------------------------------------------


def row(id: int, minutes: float, answered: float | None, **fields: object) -> ThreadMessage:
    values: dict[str, object] = {
        "author": None,
        "kind": MessageKind.COMPLAINT,
        "platform": Platform.CHANNEL,
        "channel_account_id": CITY,
        "answered_at": None if answered is None else at(answered),
        "needs_response": False,
    }
    return citizen(id, minutes, **(values | fields))  # type: ignore[arg-type]


def test_each_complaint_row_is_a_thread_that_needs_a_response():
    threads = rebuilt(row(1, 0, 30, author="ani"), row(2, 5, None, author="ani"), row(3, 9, 4)).threads
    assert [thread.message_ids for thread in threads] == [(1,), (2,), (3,)]
    assert [thread.needs_response for thread in threads] == [True, True, True]
    assert [thread.first_response_at for thread in threads] == [at(30), None, at(4)]
    assert [thread.is_negative for thread in threads] == [False, False, True]
    assert threads[0].first_region_response_at == at(30)


def test_a_complaint_row_without_a_known_channel_is_a_thread_of_no_account():
    (thread,) = rebuilt(row(1, 0, 30, channel_account_id=None)).threads
    assert (thread.account_id, thread.key, thread.first_response_at) == (None, "channel:-:1001", at(30))


def test_a_complaint_row_does_not_take_up_its_authors_day():
    complaint = row(1, 0, 30, author="ani", platform=Platform.X)
    assert message_ids(complaint, comment(2, 5)) == [(1,), (2,)]


def test_a_review_joins_no_thread_of_its_author():
    opening = comment(1, 0)
    aside = citizen(2, 10, author="budi", to=1)
    review = citizen(3, 20, to=2, kind=MessageKind.REVIEW)
    threads = rebuilt(opening, aside, review).threads
    assert [(thread.account_id, thread.message_ids) for thread in threads] == [(None, (3,)), (CITY, (1,))]


# --- automatic replies ---------------------------------------------------------------------------


def greeted(number: int, seconds: float, template: str | None = "halo") -> list[ThreadMessage]:
    question = comment(number, number, author=f"warga-{number}")
    greeting = official(number + 100, number + seconds / 60, to=number, template_hash=template)
    return [question, greeting]


def test_the_same_text_at_once_on_three_threads_is_no_response():
    person = official(300, 600, to=2, template_hash="other")
    result = rebuilt(*greeted(1, 5), *greeted(2, 60), *greeted(3, 0), person)
    assert result.automatic_ids == {101, 102, 103}
    assert [thread.first_response_id for thread in result.threads] == [None, 300, None]
    assert all(thread.has_automatic_reply for thread in result.threads)


def test_two_threads_or_a_slow_third_do_not_make_a_reply_automatic():
    result = rebuilt(*greeted(1, 5), *greeted(2, 5), *greeted(3, 61))
    assert result.automatic_ids == set()
    assert [thread.first_response_id for thread in result.threads] == [101, 102, 103]


def test_replies_of_the_account_and_of_its_government_are_told_apart():
    opening = comment(1, 0)
    agency = official(2, 60, WATER_AGENCY, to=1)
    mayor = official(3, 10, MAYOR, to=1)
    stranger = official(4, 20, OTHER_CITY, to=1)
    own = official(5, 90, CITY, to=1)
    (thread,) = rebuilt(opening, agency, mayor, stranger, own).threads
    assert (thread.first_response_id, thread.first_region_response_id) == (5, 2)

"""The numbers of real files, in any order of their rows."""

import random
from collections import Counter

import pytest

from analytics_app.threads.rebuild import rebuild
from analytics_app.threads.responses import (
    conversation_first_reply_minutes,
    count_parents,
    official_reply_minutes,
    percentiles,
)
from analytics_app.threads.trees import build_trees
from tests.analytics_app.threads.real_data import (
    read_complaints,
    read_flat_conversations,
    read_policy_replies,
    read_twcs,
)

pytestmark = pytest.mark.shared_data


def rounded(values):
    return [round(value, 2) for value in percentiles(values).values()]


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_support_tweets_give_the_published_trees_and_reply_times(shared_data, seed):
    messages = read_twcs(shared_data / "threads/twcs/twcs_dev.csv")
    in_file_order = rebuild(messages, {})
    if seed is not None:
        random.Random(seed).shuffle(messages)
    result = rebuild(messages, {})
    assert len(messages) == 3591
    assert len({place.root_message_id for place in result.places.values()}) == 928
    counts = count_parents(Counter(place.parent_state for place in result.places.values()))
    assert (counts["given"], counts["found"], counts["absent"]) == (2669, 2663, 6)
    minutes = official_reply_minutes(messages, result.places)
    assert len(minutes) == 1570
    assert rounded(minutes) == [1.70, 5.43, 14.20, 50.06, 332.91, 1152.37]
    assert result == in_file_order
    assert not any(thread.is_negative for thread in result.threads)


def test_conversations_give_the_published_first_reply_times(shared_data):
    rows = list(read_flat_conversations(shared_data / "threads/ibm-customer-care/threads_flat_dev.csv"))
    minutes = conversation_first_reply_minutes(rows)
    assert (len(rows), len(minutes)) == (1211, 525)
    assert rounded(minutes) == [1.49, 10.28, 123.65, 873.50, 4765.88, 10994.48]


def test_thousands_of_self_loops_are_set_aside(shared_data):
    messages = read_policy_replies(shared_data / "threads/mbg-policy-replies/hybrid_labeled_data.csv")
    places = build_trees(messages)
    counts = count_parents(Counter(place.parent_state for place in places.values()))
    assert len({place.root_message_id for place in places.values()}) == 12_378
    assert (counts["given"], counts["self_loops"], counts["found"]) == (12_389, 9545, 11)


def test_complaints_are_a_thread_each(shared_data):
    messages = read_complaints(shared_data / "complaints/surabaya-wargaku/complaints_2022.csv", 5)
    threads = rebuild(messages, {5: 78}).threads
    answered = [thread for thread in threads if thread.first_response_at]
    assert (len(threads), len(answered)) == (8690, 7896)
    assert sum(thread.is_negative for thread in threads) == 4
    assert [thread.first_region_response_at for thread in threads] == [
        thread.first_response_at for thread in threads
    ]
    hours = [(thread.first_response_at - thread.opened_at).total_seconds() / 3600 for thread in answered]
    assert [round(value, 3) for value in percentiles(hours, (5, 50, 95)).values()] == [0.185, 8.010, 46.166]

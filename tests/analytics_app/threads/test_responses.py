from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import MessageKind, ParentState, TimePrecision
from analytics_app.threads.responses import (
    PERCENTS,
    conversation_first_reply_minutes,
    count_parents,
    official_reply_minutes,
    percentiles,
)
from analytics_app.threads.trees import build_trees
from tests.analytics_app.threads.forests import forests, unhurried
from tests.analytics_app.threads.make import at, citizen, official


@unhurried
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_percentiles_are_numpys(values):
    expected = np.percentile(values, PERCENTS)
    assert list(percentiles(values).values()) == pytest.approx(list(expected), abs=1e-6)


def test_percentiles_of_nothing_are_none_not_zero():
    assert percentiles([]) == dict.fromkeys(("p5", "p25", "p50", "p75", "p90", "p95"))


def test_percentiles_by_hand():
    assert percentiles([40, 10, 30, 20], (0, 25, 50, 100)) == {"p0": 10, "p25": 17.5, "p50": 25, "p100": 40}


@unhurried
@given(forests())
def test_given_parents_are_those_that_sources_state(messages):
    places = build_trees(messages)
    counts = count_parents(Counter(place.parent_state for place in places.values()))
    assumed = [message for message in messages if places[message.id].parent_state == ParentState.INFERRED]
    stated = [message for message in messages if message.parent_id is not None and message not in assumed]
    inferred_in_cycle = sum(
        place.parent_state == ParentState.CYCLE and message.parent_id is None
        for message in messages
        if (place := places[message.id])
    )
    assert counts["inferred"] == len(assumed)
    assert counts["given"] == len(stated) + inferred_in_cycle


def test_every_official_reply_to_a_citizen_is_measured_from_its_parent():
    messages = [
        citizen(1, 0),
        official(2, 30, to=1),
        official(3, 40, to=1),
        official(4, 45, to=3),
        citizen(5, 50, to=2),
        official(6, 40, to=5),
        official(7, 60, to=1, kind=MessageKind.REPOST),
        official(8, 60, to=1, time_precision=TimePrecision.DAY),
        official(9, 60, to=99),
    ]
    assert sorted(official_reply_minutes(messages, build_trees(messages))) == [-10, 30, 40]


def test_first_reply_of_a_conversation_is_the_first_official_message_after_its_first_citizen():
    rows = [
        ("a", True, at(70)),
        ("a", False, at(10)),
        ("a", True, at(5)),
        ("a", True, at(40)),
        ("a", False, at(20)),
        ("b", False, at(0)),
        ("c", True, at(0)),
        ("d", True, at(3)),
        ("d", False, at(3)),
    ]
    assert sorted(conversation_first_reply_minutes(rows)) == [0, 30]

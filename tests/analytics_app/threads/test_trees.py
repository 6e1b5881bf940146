from hypothesis import given

from analytics_app.choices import MessageKind, ParentState, Platform
from analytics_app.threads.trees import build_trees
from tests.analytics_app.threads.forests import forests, unhurried
from tests.analytics_app.threads.make import CITY, citizen, official


def states(*messages):
    return {id: place.parent_state for id, place in build_trees(messages).items()}


def parents(*messages):
    return {id: place.parent_message_id for id, place in build_trees(messages).items()}


def roots(*messages):
    return {id: place.root_message_id for id, place in build_trees(messages).items()}


# --- properties ----------------------------------------------------------------------------------


@unhurried
@given(forests())
def test_every_message_stands_in_exactly_one_tree(messages):
    places = build_trees(messages)
    assert places.keys() == {message.id for message in messages}
    for place in places.values():
        climbed = place
        for _ in messages:
            if climbed.parent_message_id is None:
                break
            climbed = places[climbed.parent_message_id]
        assert climbed.parent_message_id is None
        assert climbed.message_id == place.root_message_id


@unhurried
@given(forests())
def test_trees_are_messages_less_resolved_parents(messages):
    places = build_trees(messages).values()
    resolved = sum(place.parent_message_id is not None for place in places)
    assert len({place.root_message_id for place in places}) == len(messages) - resolved


@unhurried
@given(forests())
def test_a_parent_is_resolved_exactly_when_it_is_found_or_inferred(messages):
    for place in build_trees(messages).values():
        resolved = place.parent_state in (ParentState.FOUND, ParentState.INFERRED)
        assert resolved == (place.parent_message_id is not None)


@unhurried
@given(forests())
def test_what_became_of_a_parent_is_what_looking_it_up_says(messages):
    present = {(message.platform, message.platform_id): message.id for message in messages}
    places = build_trees(messages)
    for message in messages:
        if message.parent_id is None:
            continue
        place = places[message.id]
        found = present.get((message.platform, message.parent_id))
        if message.parent_id == message.platform_id:
            assert place.parent_state == ParentState.SELF_LOOP
        elif found is None:
            assert place.parent_state == ParentState.ABSENT
        elif place.parent_state != ParentState.CYCLE:
            assert place.parent_message_id == found


# --- given parents -------------------------------------------------------------------------------


def test_a_message_whose_parent_is_absent_or_itself_is_the_root_of_its_own_tree():
    messages = [citizen(1, 0, to=99), citizen(2, 0, to=2), citizen(3, 0)]
    assert states(*messages) == {1: ParentState.ABSENT, 2: ParentState.SELF_LOOP, 3: ParentState.NONE}
    assert roots(*messages) == {1: 1, 2: 2, 3: 3}


def test_a_cycle_is_broken_at_its_earliest_message():
    messages = [citizen(1, 30, to=2), citizen(2, 10, to=3), citizen(3, 20, to=1), citizen(4, 40, to=1)]
    assert parents(*messages) == {1: 2, 2: None, 3: 1, 4: 1}
    assert states(*messages)[2] == ParentState.CYCLE
    assert set(roots(*messages).values()) == {2}


def test_the_same_id_on_two_platforms_is_two_messages():
    messages = [citizen(1, 0), citizen(2, 5, to=1, platform=Platform.INSTAGRAM)]
    assert states(*messages)[2] == ParentState.ABSENT


def test_a_parent_that_the_file_assumes_is_inferred():
    assert states(citizen(1, 0), citizen(2, 5, to=1, parent_is_inferred=True))[2] == ParentState.INFERRED


def test_a_chain_of_a_hundred_thousand_replies_has_one_root():
    chain = [citizen(id, id, to=id - 1 if id > 1 else None) for id in range(1, 100_001)]
    assert set(roots(*reversed(chain)).values()) == {1}


# --- only a conversation given -------------------------------------------------------------------


def test_parent_is_the_latest_earlier_message_of_the_author_answered():
    early = citizen(1, 0, conversation_id="c")
    asked = citizen(2, 10, conversation_id="c")
    other = citizen(3, 20, author="budi", conversation_id="c")
    reply = official(4, 30, conversation_id="c", in_reply_to_key="ani")
    late = citizen(5, 40, conversation_id="c")
    assert parents(late, reply, other, asked, early)[4] == 2
    assert states(early, asked, other, reply, late)[4] == ParentState.INFERRED


def test_parent_may_be_named_by_the_account_answered():
    post = official(1, 0, conversation_id="c")
    question = citizen(2, 10, conversation_id="c", in_reply_to_account_id=CITY)
    assert parents(post, question)[2] == 1


def test_parent_is_else_the_message_that_gave_the_conversation_its_id():
    head = official(1, 0)
    comment = citizen(2, 10, conversation_id=head.platform_id)
    stranger = citizen(3, 20, conversation_id=head.platform_id, in_reply_to_key="nobody-here")
    assert parents(head, comment, stranger) == {1: None, 2: 1, 3: 1}


def test_without_a_head_or_an_author_answered_a_message_is_a_root():
    messages = [citizen(1, 0, conversation_id="c"), citizen(2, 10, conversation_id="c")]
    assert states(*messages) == {1: ParentState.NONE, 2: ParentState.NONE}


def test_a_private_conversation_is_one_tree():
    messages = [
        citizen(1, 0, conversation_id="dm", kind=MessageKind.DIRECT),
        official(2, 10, conversation_id="dm", kind=MessageKind.DIRECT),
        citizen(3, 20, conversation_id="dm", kind=MessageKind.DIRECT),
    ]
    assert set(roots(*messages).values()) == {1}


def test_conversations_of_two_platforms_are_not_mixed():
    head = citizen(1, 0)
    comment = citizen(2, 5, conversation_id=head.platform_id, platform=Platform.YOUTUBE)
    assert states(head, comment)[2] == ParentState.NONE

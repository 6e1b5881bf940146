"""A change in one place of a long history: what must be cut anew is enough, and no more than that."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import ParentState
from analytics_app.records import ThreadMessage, TreePlace
from analytics_app.threads.reach import Mark, reach
from analytics_app.threads.rebuild import group_messages, stands_alone
from tests.analytics_app.threads.make import at, citizen

HOUR = 60  # minutes
_MESSAGES = st.lists(
    st.tuples(
        st.integers(0, 200),  # hours
        st.integers(1, 6),  # tree
        st.booleans(),  # joins only
        st.integers(0, 9).map(lambda n: n == 0),  # a table row
    ),
    max_size=24,
)


def _pair(drawn: list[tuple[int, int, bool, bool]]) -> tuple[list[ThreadMessage], dict[int, int], set[int]]:
    messages = [
        citizen(id, hour * HOUR, answered_at=at(hour * HOUR + 1) if is_row else None)
        for id, (hour, _, _, is_row) in enumerate(drawn, start=1)
    ]
    roots = {id: 1000 + tree for id, (_, tree, _, _) in enumerate(drawn, start=1)}
    joiners = {id for id, (_, _, joins, _) in enumerate(drawn, start=1) if joins}
    return messages, roots, joiners


def _marks(messages: list[ThreadMessage], roots: dict[int, int], joiners: set[int]) -> list[Mark]:
    return [Mark(m.created_at, m.id, roots[m.id], m.id in joiners, stands_alone(m)) for m in messages]


def _groups(messages: list[ThreadMessage], roots: dict[int, int], joiners: set[int]) -> set[tuple[int, ...]]:
    places = {id: TreePlace(id, None, root, ParentState.NONE) for id, root in roots.items()}
    return {tuple(m.id for m in group) for group in group_messages(messages, places, joiners)}


@given(_MESSAGES, st.data())
def test_cutting_what_is_reached_and_the_rest_apart_gives_what_cutting_all_gives(drawn, data):
    messages, roots, joiners = _pair(drawn)
    touched = data.draw(st.sets(st.sampled_from([m.id for m in messages]))) if messages else set()

    reached = reach(_marks(messages, roots, joiners), touched)

    assert touched <= reached
    parts = [[m for m in messages if m.id in reached], [m for m in messages if m.id not in reached]]
    apart = [_groups(part, roots, joiners) for part in parts]
    assert apart[0] | apart[1] == _groups(messages, roots, joiners)


@given(_MESSAGES.filter(bool), _MESSAGES, st.data())
def test_after_a_change_cutting_what_it_reaches_gives_what_cutting_all_gives(drawn, other, data):
    """Some messages go, some are at another time or in another tree than before."""
    messages, roots, joiners = _pair(drawn)
    before = _groups(messages, roots, joiners)
    moved = data.draw(st.sets(st.sampled_from([m.id for m in messages]), min_size=1, max_size=4))
    gone = {id for id in moved if id > len(other)}
    now, roots, joiners = _pair([other[n] if n + 1 in moved - gone else row for n, row in enumerate(drawn)])
    now = [m for m in now if m.id not in gone]
    left = [group for group in before if moved & set(group)]  # threads in which something moved
    starts = [messages[group[0] - 1].created_at for group in left]

    reached = reach(_marks(now, roots, joiners), {*moved, *(id for group in left for id in group)}, starts)

    unmoved = {group for group in before if not set(group) & (reached | moved)}
    assert all(set(group) <= reached | gone for group in before if set(group) & reached)
    cut = _groups([m for m in now if m.id in reached], roots, joiners)
    assert unmoved | cut == _groups(now, roots, joiners)


def _weekly(n: int) -> list[Mark]:
    start = datetime.fromisoformat("2026-01-01T00:00+00:00")
    return [Mark(start + timedelta(weeks=week), week, 1000 + week, False, False) for week in range(n)]


def test_years_of_weekly_questions_leave_one_to_cut():
    assert reach(_weekly(100), {50}) == {50}


def test_a_tree_that_was_seen_before_is_cut_together():
    marks = _weekly(100)
    marks[50] = marks[50]._replace(root_id=marks[3].root_id)
    assert reach(marks, {50}) == {3, 50}


def test_openings_less_than_a_day_apart_hang_together_and_a_day_parts_them():
    start = _weekly(1)[0]
    marks = [
        start._replace(created_at=start.created_at + timedelta(hours=hours), id=hours, root_id=1000 + hours)
        for hours in (0, 23, 46, 70)
    ]
    assert reach(marks, {23}) == {0, 23, 46}
    assert reach(marks, {70}) == {70}


def test_what_opened_nothing_because_of_a_message_that_is_gone_opens_a_thread():
    messages, roots, joiners = _pair([(0, 2, False, False), (61, 5, False, False), (66, 2, False, False)])
    assert _groups(messages, roots, joiners) == {(1, 3), (2,)}
    left = [messages[0], messages[2]]
    assert reach(_marks(left, roots, joiners), set(), [messages[1].created_at]) == {1, 3}
    assert _groups(left, roots, joiners) == {(1,), (3,)}

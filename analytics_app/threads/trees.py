"""Where each message stands: its parent, and the root of its tree. Stage one of the rebuild.

Decision 0020 gives the reasons, and says which messages a change can move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime

from analytics_app.choices import MessageKind, ParentState
from analytics_app.records import ThreadMessage, TreePlace

# Looking a member up on an Enum class is slow enough to show in loops over a million messages.
_NONE, _FOUND, _ABSENT = ParentState.NONE, ParentState.FOUND, ParentState.ABSENT
_SELF_LOOP, _CYCLE, _INFERRED = ParentState.SELF_LOOP, ParentState.CYCLE, ParentState.INFERRED

#: Messages in time order: time, platform id, our id.
InTime = list[tuple[datetime, str, int]]
_ByPlatformId = dict[str, ThreadMessage]


def time_order(message: ThreadMessage) -> tuple[datetime, str]:
    """The one order of messages: by time, then by platform id, so that no result depends on how rows arrive."""
    return (message.created_at, message.platform_id)


def last_before(message: ThreadMessage, said: InTime) -> int | None:
    """The last of some messages, given in time order, before another; our id."""
    position = bisect_left(said, time_order(message))
    return said[position - 1][2] if position else None


def build_trees(messages: Iterable[ThreadMessage]) -> dict[int, TreePlace]:
    """Join messages by the parents that are present; one place for every message, by our id.

    The number of trees is the number of messages less the number of resolved parents. Linear in the messages, but
    for sorting conversations without parents; any depth and any number of replies to one message are fine.
    """
    by_id = {message.id: message for message in messages}
    parents, states = _link(by_id)
    roots = _find_roots(by_id, parents, states)
    find_parent = parents.get
    return {id: TreePlace(id, find_parent(id), roots[id], state) for id, state in states.items()}


def _link(by_id: dict[int, ThreadMessage]) -> tuple[dict[int, int], dict[int, ParentState]]:
    """Parents that resolve, and what became of each; cycles are still in."""
    index = _index_by_platform_id(by_id.values())
    parents: dict[int, int] = {}
    states: dict[int, ParentState] = {}
    orphans: list[ThreadMessage] = []
    for id, message in by_id.items():
        parent_id = message.parent_id
        if parent_id is None:
            states[id] = _NONE
            if message.conversation_id is not None and message.conversation_id != message.platform_id:
                orphans.append(message)
        elif parent_id == message.platform_id:
            states[id] = _SELF_LOOP
        elif (parent := index[message.platform].get(parent_id)) is None:
            states[id] = _ABSENT
        else:
            parents[id] = parent.id
            states[id] = _INFERRED if message.parent_is_inferred else _FOUND
    for id, parent_key in _infer_parents(by_id, index, orphans):
        parents[id] = parent_key
        states[id] = _INFERRED
    return parents, states


def _index_by_platform_id(messages: Iterable[ThreadMessage]) -> dict[str, _ByPlatformId]:
    """Per platform, so that the hot lookup hashes one string and not a tuple with an Enum."""
    index: dict[str, _ByPlatformId] = {}
    platform, ids = None, {}
    for message in messages:
        if message.platform is not platform:
            platform = message.platform
            ids = index.setdefault(platform, {})
        ids[message.platform_id] = message
    return index


def _infer_parents(
    by_id: dict[int, ThreadMessage], index: dict[str, _ByPlatformId], orphans: list[ThreadMessage]
) -> Iterable[tuple[int, int]]:
    """(message, parent) for messages of which the source names only the conversation."""
    if not orphans:
        return
    conversations: dict[tuple[str, str], list[ThreadMessage]] = {
        (orphan.platform, orphan.conversation_id or ""): [] for orphan in orphans
    }
    for message in by_id.values():
        if message.conversation_id is not None:
            members = conversations.get((message.platform, message.conversation_id))
            if members is not None:
                members.append(message)
    for (platform, conversation_id), members in conversations.items():
        head = index[platform].get(conversation_id)
        yield from _infer_in_conversation(members, head)


def _infer_in_conversation(
    members: list[ThreadMessage], head: ThreadMessage | None
) -> Iterable[tuple[int, int]]:
    """Walk one conversation in time and remember who spoke last under each name.

    The parent is the latest earlier message of the author answered; else the message that gave the conversation
    its id; else, in private conversations, which have no such message, simply the message before.
    """
    by_handle: dict[str, ThreadMessage] = {}
    by_account: dict[int, ThreadMessage] = {}
    previous: ThreadMessage | None = None
    for message in sorted(members, key=time_order):
        if message.parent_id is None and message is not head:
            parent = _latest_of_answered(message, by_handle, by_account) or head
            if parent is None and message.kind == MessageKind.DIRECT:
                parent = previous
            if parent is not None:
                yield message.id, parent.id
        if message.handle_key is not None:
            by_handle[message.handle_key] = message
        if message.account_id is not None:
            by_account[message.account_id] = message
        previous = message


def _latest_of_answered(
    message: ThreadMessage, by_handle: dict[str, ThreadMessage], by_account: dict[int, ThreadMessage]
) -> ThreadMessage | None:
    key, account_id = message.in_reply_to_key, message.in_reply_to_account_id
    named = by_handle.get(key) if key is not None else None
    registered = by_account.get(account_id) if account_id is not None else None
    if named is None or registered is None:
        return named or registered
    return max(named, registered, key=time_order)


def _find_roots(
    by_id: dict[int, ThreadMessage], parents: dict[int, int], states: dict[int, ParentState]
) -> dict[int, int]:
    """Root of every message. Breaks each cycle at its earliest message, in ``parents`` and ``states`` too."""
    roots: dict[int, int] = {}
    walking = -1  # stands for "on the path being walked"; our ids are positive
    for start in by_id:
        if start in roots:
            continue
        path: list[int] = []
        node: int | None = start
        while node is not None and node not in roots:
            roots[node] = walking
            path.append(node)
            node = parents.get(node)
        root = path[-1] if node is None else roots[node]
        if node is not None and root == walking:
            cycle = path[path.index(node) :]
            root = min(cycle, key=lambda id: time_order(by_id[id]))
            del parents[root]
            states[root] = _CYCLE
        for node in path:
            roots[node] = root
    return roots

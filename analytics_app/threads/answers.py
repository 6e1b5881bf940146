"""Whom each citizen's message addresses, and which official message answers it. Stage two of the rebuild.

Everything here looks at one tree at a time: given whole trees, it may be run on any set of them.
Decision 0021 gives the reasons.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from analytics_app.choices import AuthorRole, MessageKind, ParentState, Platform
from analytics_app.records import Answer, ThreadMessage, TreePlace
from analytics_app.threads.trees import time_order

_CITIZEN, _REPOST, _DIRECT, _INFERRED = (
    AuthorRole.CITIZEN,
    MessageKind.REPOST,
    MessageKind.DIRECT,
    ParentState.INFERRED,
)

#: Comments stand in a list under a post: a reply's parent is the post or the first comment, whoever is meant.
FLAT_PLATFORMS = (Platform.INSTAGRAM, Platform.FACEBOOK, Platform.TIKTOK, Platform.YOUTUBE)

_Messages = Mapping[int, ThreadMessage]
_Places = Mapping[int, TreePlace]
_InTime = list[tuple[datetime, str, int]]  # messages in time order: time, platform id, our id


@dataclass(frozen=True, slots=True)
class Addresses:
    """The official account that each citizen's message belongs to; a message that belongs to none is not listed.

    ``joiners`` address nobody themselves (they talk on under a root where their author addressed that account
    before): they join a thread and never open one.
    """

    accounts: dict[int, int]
    joiners: set[int]


def is_citizens(message: ThreadMessage) -> bool:
    """Whether a citizen wrote it. A repost is nobody's own message."""
    return message.role == _CITIZEN and message.kind != _REPOST


def is_table_row(message: ThreadMessage) -> bool:
    """Rows of complaint tables and reviews carry their answer beside them; each row is its own author."""
    return message.kind in (MessageKind.COMPLAINT, MessageKind.REVIEW) or message.answered_at is not None


# --- whom a citizen addresses --------------------------------------------------------------------


def resolve_addresses(messages: Iterable[ThreadMessage], places: _Places) -> Addresses:
    """The account of every citizen's message, from whole trees.

    In this order: the channel of a complaint row; the account of the parent; the account it says that it answers;
    the first registered account mentioned; in private conversations the account taking part; what the author's own
    parent message addresses. What then remains joins what its author addressed last before under the same root.
    """
    by_id = {message.id: message for message in messages}
    partners = _find_direct_partners(by_id.values(), places)
    accounts: dict[int, int] = {}
    rest: list[ThreadMessage] = []
    for id, message in by_id.items():
        if message.role != _CITIZEN or message.kind == _REPOST:
            continue
        account_id = _name_account(message, by_id, places)
        if account_id is None and message.kind == _DIRECT:
            account_id = partners.get(places[id].root_message_id)
        if account_id is None:
            rest.append(message)
        else:
            accounts[id] = account_id
    rest = _continue_own_messages(rest, accounts, by_id, places)
    joined = _join_earlier(rest, accounts, by_id, places)
    accounts.update(joined)
    return Addresses(accounts, set(joined))


def _name_account(message: ThreadMessage, by_id: _Messages, places: _Places) -> int | None:
    if message.channel_account_id is not None:
        return message.channel_account_id
    parent_key = places[message.id].parent_message_id
    if parent_key is not None and (account_id := by_id[parent_key].account_id) is not None:
        return account_id
    if message.in_reply_to_account_id is not None:
        return message.in_reply_to_account_id
    return message.mentioned_account_ids[0] if message.mentioned_account_ids else None


def _find_direct_partners(messages: Iterable[ThreadMessage], places: _Places) -> dict[int, int]:
    """Root of a private conversation -> the official account that wrote in it first."""
    first: dict[int, ThreadMessage] = {}
    for message in messages:
        if message.kind == _DIRECT and message.account_id is not None:
            root = places[message.id].root_message_id
            first[root] = min(first.get(root, message), message, key=time_order)
    return {root: message.account_id for root, message in first.items() if message.account_id is not None}


def _continue_own_messages(
    rest: list[ThreadMessage], accounts: dict[int, int], by_id: _Messages, places: _Places
) -> list[ThreadMessage]:
    """Follow self-threads up to the message that names an account; return what still has none."""
    nameless: set[int] = set()
    for message in rest:
        path: list[int] = []
        node: ThreadMessage | None = message
        while node is not None and node.id not in accounts and node.id not in nameless:
            path.append(node.id)
            node = _own_parent(node, by_id, places)
        if node is not None and node.id in accounts:
            accounts.update(dict.fromkeys(path, accounts[node.id]))
        else:
            nameless.update(path)
    return [message for message in rest if message.id in nameless]


def _own_parent(message: ThreadMessage, by_id: _Messages, places: _Places) -> ThreadMessage | None:
    parent_key = places[message.id].parent_message_id
    if parent_key is None or message.author_key is None:
        return None
    parent = by_id[parent_key]
    return parent if parent.author_key == message.author_key and is_citizens(parent) else None


def _join_earlier(
    rest: list[ThreadMessage], accounts: Mapping[int, int], by_id: _Messages, places: _Places
) -> dict[int, int]:
    """What its author addressed last before it under the same root."""
    strays = [message for message in rest if message.author_key is not None and not is_table_row(message)]
    if not strays:
        return {}
    said: dict[tuple[str | None, int], _InTime] = {
        (message.author_key, places[message.id].root_message_id): [] for message in strays
    }
    for id in accounts:
        message = by_id[id]
        earlier = said.get((message.author_key, places[id].root_message_id))
        if earlier is not None:
            earlier.append((message.created_at, message.platform_id, id))
    for earlier in said.values():
        earlier.sort()
    joined: dict[int, int] = {}
    for message in strays:
        last = _last_before(message, said[message.author_key, places[message.id].root_message_id])
        if last is not None:
            joined[message.id] = accounts[last]
    return joined


def _last_before(message: ThreadMessage, said: _InTime) -> int | None:
    position = bisect_left(said, time_order(message))
    return said[position - 1][2] if position else None


# --- whom an official message answers ------------------------------------------------------------


def find_answers(messages: Iterable[ThreadMessage], places: _Places, addresses: Addresses) -> list[Answer]:
    """Which citizens' messages each official message answers, from whole trees, ordered by ids.

    In this order: in flat lists the citizens named by the leading mentions; the parent, if it is a citizen's; what
    the account's own parent message answers; in flat lists the nearest earlier citizen whom the account has not
    answered yet. A message without a parent here is a post of its own and answers nobody; so does a repost.
    """
    by_id = {message.id: message for message in messages}
    replies = [
        message
        for message in by_id.values()
        if message.account_id is not None
        and message.kind != _REPOST
        and places[message.id].parent_message_id is not None
    ]
    if not replies:
        return []
    search = _AnswerSearch(by_id, places, addresses)
    search.answer_parents_and_mentions(replies)
    search.continue_own_replies(replies)
    search.answer_nearest(replies)
    guessed = search.guessed
    return sorted(
        (
            Answer(reply_id, message_id, reply_id in guessed)
            for reply_id, message_ids in search.targets.items()
            for message_id in message_ids
        ),
        key=lambda answer: (answer.reply_id, answer.message_id),
    )


class _AnswerSearch:
    """The steps of ``find_answers`` and what they share: ``targets`` (reply -> messages) and ``guessed`` replies."""

    def __init__(self, by_id: _Messages, places: _Places, addresses: Addresses) -> None:
        self.by_id = by_id
        self.places = places
        self.addresses = addresses
        self.targets: dict[int, tuple[int, ...]] = {}
        self.guessed: set[int] = set()

    def answer_parents_and_mentions(self, replies: list[ThreadMessage]) -> None:
        spoken = self._index_speakers(replies)
        for reply in replies:
            parent = self._parent(reply)
            named = self._find_named(reply, spoken) if reply.leading_mention_keys and spoken else ()
            if named:
                self.targets[reply.id] = named
                self.guessed.add(reply.id)
            elif is_citizens(parent):
                self.targets[reply.id] = (parent.id,)
                if self.places[reply.id].parent_state == _INFERRED:
                    self.guessed.add(reply.id)

    def continue_own_replies(self, replies: list[ThreadMessage]) -> None:
        """A reply under the account's own reply answers what that one answers, however long the chain."""
        silent: set[int] = set()
        for reply in replies:
            path: list[int] = []
            node: ThreadMessage | None = reply
            while node is not None and node.id not in self.targets and node.id not in silent:
                path.append(node.id)
                node = self._own_parent(node)
            if node is None or node.id in silent:
                silent.update(path)
            else:
                self._inherit(path, node.id)

    def answer_nearest(self, replies: list[ThreadMessage]) -> None:
        """In flat lists, give each reply that names nobody the nearest earlier citizen still without an answer."""
        loose = {reply.id for reply in replies if reply.id not in self.targets and self._is_flat(reply)}
        trees: dict[int, list[ThreadMessage]] = {self.places[id].root_message_id: [] for id in loose}
        if not trees:
            return
        for message in self.by_id.values():
            tree = trees.get(self.places[message.id].root_message_id)
            if tree is not None:
                tree.append(message)
        for tree in trees.values():
            self._answer_nearest_in_tree(sorted(tree, key=time_order), loose)

    def _answer_nearest_in_tree(self, tree: list[ThreadMessage], loose: set[int]) -> None:
        waiting = {
            message.account_id: _Waiting() for message in tree if message.id in loose and message.account_id
        }
        for message in tree:
            if message.id in self.addresses.accounts:
                for queue in waiting.values():
                    queue.add(message)
            elif message.account_id in waiting:
                self._answer_in_time(message, waiting[message.account_id], loose)

    def _answer_in_time(self, reply: ThreadMessage, queue: _Waiting, loose: set[int]) -> None:
        if reply.id in loose:
            parent = self._own_parent(reply)
            if parent is not None and parent.id in self.targets:
                self._inherit([reply.id], parent.id)
            elif (nearest := queue.pop_nearest()) is not None:
                self.targets[reply.id] = (nearest,)
                self.guessed.add(reply.id)
        for message_id in self.targets.get(reply.id, ()):
            queue.mark_answered(self.by_id[message_id])

    def _inherit(self, reply_ids: list[int], source_id: int) -> None:
        """``reply_ids`` lead up to ``source_id``, nearest last; one inferred step makes all below it inferred."""
        is_guess = source_id in self.guessed
        for id in reversed(reply_ids):
            self.targets[id] = self.targets[source_id]
            is_guess = is_guess or self.places[id].parent_state == _INFERRED
            if is_guess:
                self.guessed.add(id)

    def _index_speakers(self, replies: list[ThreadMessage]) -> dict[tuple[int, str], _InTime]:
        """(root, name) -> that citizen's messages in time, for the trees where a flat reply begins with a name."""
        roots = {
            self.places[reply.id].root_message_id
            for reply in replies
            if reply.leading_mention_keys and self._is_flat(reply)
        }
        spoken: dict[tuple[int, str], _InTime] = {}
        if not roots:
            return spoken
        for message in self.by_id.values():
            root = self.places[message.id].root_message_id
            if root in roots and message.handle_key is not None and is_citizens(message):
                said = spoken.setdefault((root, message.handle_key), [])
                said.append((message.created_at, message.platform_id, message.id))
        for said in spoken.values():
            said.sort()
        return spoken

    def _find_named(self, reply: ThreadMessage, spoken: dict[tuple[int, str], _InTime]) -> tuple[int, ...]:
        """The last message before the reply of each citizen whom a flat reply begins with."""
        if not self._is_flat(reply):
            return ()
        root = self.places[reply.id].root_message_id
        named: dict[int, None] = {}
        for key in reply.leading_mention_keys:
            last = _last_before(reply, spoken.get((root, key), []))
            if last is not None:
                named[last] = None
        return tuple(named)

    def _is_flat(self, reply: ThreadMessage) -> bool:
        return reply.platform in FLAT_PLATFORMS or self.places[reply.id].parent_state == _INFERRED

    def _parent(self, reply: ThreadMessage) -> ThreadMessage:
        parent_key = self.places[reply.id].parent_message_id
        assert parent_key is not None  # replies were chosen for having one
        return self.by_id[parent_key]

    def _own_parent(self, reply: ThreadMessage) -> ThreadMessage | None:
        parent_key = self.places[reply.id].parent_message_id
        if parent_key is None:
            return None
        parent = self.by_id[parent_key]
        return parent if parent.account_id == reply.account_id and parent.kind != _REPOST else None


class _Waiting:
    """Citizens in one tree whom one account has not answered, the latest on top."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str | int, int]] = []  # (turn, citizen, message)
        self._answered: dict[str | int, int] = {}  # citizen -> turn of the last answer
        self._turn = 0

    def add(self, message: ThreadMessage) -> None:
        self._turn += 1
        self._stack.append((self._turn, message.author_key or message.id, message.id))

    def mark_answered(self, message: ThreadMessage) -> None:
        self._answered[message.author_key or message.id] = self._turn

    def pop_nearest(self) -> int | None:
        """The latest message whose author has had no answer since; what is answered is dropped on the way."""
        while self._stack:
            turn, citizen, message_id = self._stack.pop()
            if turn > self._answered.get(citizen, 0):
                return message_id
        return None

"""Which citizens' messages each official message answers. Stage two of the rebuild, second half.

Looks at one tree at a time: given whole trees, it may be run on any set of them.
Decision 0021 gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics_app.choices import MessageKind, ParentState, Platform
from analytics_app.records import Answer, ThreadMessage, TreePlace
from analytics_app.threads.addresses import Addresses, is_citizens, is_table_row, resolve_addresses
from analytics_app.threads.disappearances import is_void
from analytics_app.threads.trees import InTime, last_before, time_order

__all__ = [
    "FLAT_PLATFORMS",
    "Addresses",
    "find_answers",
    "is_citizens",
    "is_table_row",
    "resolve_addresses",
]

_REPOST, _INFERRED = MessageKind.REPOST, ParentState.INFERRED

#: Comments stand in a list under a post: a reply's parent is the post or the first comment, whoever is meant.
FLAT_PLATFORMS = (Platform.INSTAGRAM, Platform.FACEBOOK, Platform.TIKTOK, Platform.YOUTUBE)

_Messages = Mapping[int, ThreadMessage]
_Places = Mapping[int, TreePlace]


def find_answers(messages: Iterable[ThreadMessage], places: _Places, addresses: Addresses) -> list[Answer]:
    """Which citizens' messages each official message answers, from whole trees, ordered by ids.

    In this order: in flat lists the citizens named by the leading mentions; the parent, if it is a citizen's; what
    the account's own parent message answers; in flat lists the nearest earlier citizen whom the account has not
    answered yet. A message without a parent here is a post of its own and answers nobody; so does a repost. A reply
    that its account took back soon after answered nobody in the end; what hangs below it still answers.
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
            if not is_void(by_id[reply_id])
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

    def _index_speakers(self, replies: list[ThreadMessage]) -> dict[tuple[int, str], InTime]:
        """(root, name) -> that citizen's messages in time, for the trees where a flat reply begins with a name."""
        roots = {
            self.places[reply.id].root_message_id
            for reply in replies
            if reply.leading_mention_keys and self._is_flat(reply)
        }
        spoken: dict[tuple[int, str], InTime] = {}
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

    def _find_named(self, reply: ThreadMessage, spoken: dict[tuple[int, str], InTime]) -> tuple[int, ...]:
        """The last message before the reply of each citizen whom a flat reply begins with."""
        if not self._is_flat(reply):
            return ()
        root = self.places[reply.id].root_message_id
        named: dict[int, None] = {}
        for key in reply.leading_mention_keys:
            last = last_before(reply, spoken.get((root, key), []))
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

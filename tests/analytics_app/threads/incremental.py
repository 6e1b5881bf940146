"""What a service does with a batch, in plain Python: recompute only what the batch touched (decision 0020)."""

from analytics_app.records import Answer, ThreadMessage, ThreadRecord, TreePlace
from analytics_app.threads.answers import Addresses, find_answers, resolve_addresses
from analytics_app.threads.rebuild import Pair, Reply, cut_threads, pair_of
from analytics_app.threads.trees import build_trees
from tests.analytics_app.threads.make import COUNTING


class Store:
    """Tables of messages and of everything worked out from them."""

    def __init__(self) -> None:
        self.messages: dict[int, ThreadMessage] = {}
        self.places: dict[int, TreePlace] = {}
        self.addresses = Addresses({}, set())
        self.answers: dict[int, list[Answer]] = {}  # by reply
        self.threads: dict[str, ThreadRecord] = {}
        self.recomputed = 0

    def add(self, batch: list[ThreadMessage]) -> None:
        self.messages.update({message.id: message for message in batch})
        self._refresh(batch)

    def withdraw(self, batch: list[ThreadMessage]) -> None:
        for message in batch:
            del self.messages[message.id]
        self._refresh(batch)

    def _refresh(self, changed: list[ThreadMessage]) -> None:
        before = self._find_touched(changed)
        known = self.messages | {message.id: message for message in changed}
        pairs = self._pairs([known[id] for id in before])
        for id in before | {message.id for message in changed}:
            self.places.pop(id, None)
            self.addresses.accounts.pop(id, None)
            self.addresses.joiners.discard(id)
            self.answers.pop(id, None)
        touched = [self.messages[id] for id in before if id in self.messages]
        places = build_trees(touched)
        addresses = resolve_addresses(touched, places)
        self.places |= places
        self.addresses.accounts.update(addresses.accounts)
        self.addresses.joiners.update(addresses.joiners)
        for answer in find_answers(touched, places, addresses):
            self.answers.setdefault(answer.reply_id, []).append(answer)
        self._cut(pairs | self._pairs(touched))
        self.recomputed = len(touched)

    def _find_touched(self, changed: list[ThreadMessage]) -> set[int]:
        """The changed messages, and every tree that holds one of them, a parent, a child or a conversation mate."""
        ids = {message.id for message in changed}
        own = {(message.platform, message.platform_id) for message in changed}
        named = {(message.platform, message.parent_id) for message in changed}
        conversations = {
            (message.platform, message.conversation_id) for message in changed if message.conversation_id
        }
        roots = {
            self.places[id].root_message_id
            for id, message in self.messages.items()
            if id in self.places
            and (
                id in ids
                or (message.platform, message.platform_id) in named | conversations
                or (message.platform, message.parent_id) in own
                or (message.platform, message.conversation_id) in conversations | own
            )
        } | {self.places[id].root_message_id for id in ids if id in self.places}
        return ids | {id for id, place in self.places.items() if place.root_message_id in roots}

    def _pairs(self, messages: list[ThreadMessage]) -> set[Pair]:
        accounts = self.addresses.accounts
        return {pair for message in messages if (pair := pair_of(message, accounts)) is not None}

    def _cut(self, pairs: set[Pair]) -> None:
        self.threads = {
            key: thread
            for key, thread in self.threads.items()
            if (thread.account_id, thread.author_key) not in pairs
        }
        members: dict[Pair, list[ThreadMessage]] = {pair: [] for pair in pairs}
        for message in self.messages.values():
            pair = pair_of(message, self.addresses.accounts)
            if pair in pairs and pair is not None:
                members[pair].append(message)
        replies = self._replies()
        for (account_id, _), messages in members.items():
            threads = cut_threads(
                messages, account_id, self.places, self.addresses.joiners, replies, COUNTING
            )
            self.threads |= {thread.key: thread for thread in threads}

    def _replies(self) -> dict[int, list[Reply]]:
        replies: dict[int, list[Reply]] = {}
        for answers in self.answers.values():
            for answer in answers:
                reply = self.messages[answer.reply_id]
                replies.setdefault(answer.message_id, []).append(
                    Reply(
                        reply.created_at,
                        reply.platform_id,
                        reply.id,
                        reply.account_id,
                        reply.time_precision,
                        False,
                        answer.inferred,
                    )
                )
        return replies

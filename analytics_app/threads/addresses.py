"""Whom each citizen's message addresses. Stage two of the rebuild, first half.

Looks at one tree at a time: given whole trees, it may be run on any set of them.
Decision 0021 gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics_app.choices import AuthorRole, MessageKind
from analytics_app.records import ThreadMessage, TreePlace
from analytics_app.threads.trees import InTime, last_before, time_order

_CITIZEN, _REPOST, _DIRECT = AuthorRole.CITIZEN, MessageKind.REPOST, MessageKind.DIRECT

_Messages = Mapping[int, ThreadMessage]
_Places = Mapping[int, TreePlace]


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
    """What its author addressed last before it under the same root; a table row stands alone, nothing joins it."""
    strays = [message for message in rest if message.author_key is not None and not is_table_row(message)]
    if not strays:
        return {}
    said: dict[tuple[str | None, int], InTime] = {
        (message.author_key, places[message.id].root_message_id): [] for message in strays
    }
    for id in accounts:
        message = by_id[id]
        earlier = said.get((message.author_key, places[id].root_message_id))
        if earlier is not None and not is_table_row(message):
            earlier.append((message.created_at, message.platform_id, id))
    for earlier in said.values():
        earlier.sort()
    joined: dict[int, int] = {}
    for message in strays:
        last = last_before(message, said[message.author_key, places[message.id].root_message_id])
        if last is not None:
            joined[message.id] = accounts[last]
    return joined

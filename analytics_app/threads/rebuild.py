"""Threads: a citizen's openings with an account. Stage three of the rebuild, and all stages at once.

Decision 0022 gives the reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from analytics_app.choices import AuthorRole
from analytics_app.records import Answer, ThreadMessage, ThreadRecord, TreePlace
from analytics_app.threads.addresses import Addresses, is_table_row, resolve_addresses
from analytics_app.threads.answers import find_answers
from analytics_app.threads.automatic import InstantReply, find_automatic_replies, is_instant
from analytics_app.threads.clocks import Reply, describe_thread
from analytics_app.threads.trees import build_trees, time_order

__all__ = ["Pair", "Rebuild", "Reply", "cut_threads", "group_messages", "pair_of", "rebuild", "stands_alone"]

#: One thread per author and account in this time.
OPENING_GAP = timedelta(hours=24)

_CITIZEN = AuthorRole.CITIZEN

#: Account and author; threads are cut within one pair.
Pair = tuple[int | None, str | None]

_Group = tuple[int | None, list[ThreadMessage]]  # account, messages in time order


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Everything that follows from a closed set of messages: whole trees, whole pairs of author and account."""

    places: dict[int, TreePlace]
    addresses: Addresses
    answers: list[Answer]
    automatic_ids: set[int]
    threads: list[ThreadRecord]


def rebuild(
    messages: Iterable[ThreadMessage],
    counting_account_ids: Mapping[int, int],
    intents_by_strength: Sequence[str] = (),
) -> Rebuild:
    """All stages for a closed set of messages; arguments as in ``cut_threads``. Threads are ordered by key."""
    by_id = {message.id: message for message in messages}
    places = build_trees(by_id.values())
    addresses = resolve_addresses(by_id.values(), places)
    answers = find_answers(by_id.values(), places, addresses)
    groups: list[_Group] = [
        (account_id, group)
        for (account_id, _), pair in _pair_up(by_id.values(), addresses).items()
        for group in group_messages(pair, places, addresses.joiners)
    ]
    automatic_ids = _find_automatic(by_id, answers, groups)
    replies = _collect_replies(by_id, answers, automatic_ids)
    threads = [
        describe_thread(group, account_id, replies, counting_account_ids, intents_by_strength)
        for account_id, group in groups
    ]
    threads.sort(key=lambda thread: thread.key)
    return Rebuild(places, addresses, answers, automatic_ids, threads)


def cut_threads(
    messages: Iterable[ThreadMessage],
    account_id: int | None,
    places: Mapping[int, TreePlace],
    joiners: Collection[int],
    replies: Mapping[int, Sequence[Reply]],
    counting_account_ids: Mapping[int, int],
    intents_by_strength: Sequence[str] = (),
) -> list[ThreadRecord]:
    """The threads of one author with one account, from all messages of that pair, in the order they started.

    ``places`` may hold more than the pair's messages; ``replies`` are the answers by message id. Rows that stand
    alone (see ``stands_alone``) are threads of their own, so any number of them may be passed together.
    ``counting_account_ids`` maps the accounts that count for a government to its region.
    ``intents_by_strength`` is the taxonomy's order, strongest first.
    """
    return [
        describe_thread(group, account_id, replies, counting_account_ids, intents_by_strength)
        for group in group_messages(messages, places, joiners)
    ]


def stands_alone(message: ThreadMessage) -> bool:
    """Whether a message is a thread by itself: a table row, or an author without a name."""
    return message.author_key is None or is_table_row(message)


def group_messages(
    messages: Iterable[ThreadMessage], places: Mapping[int, TreePlace], joiners: Collection[int]
) -> list[list[ThreadMessage]]:
    """Cut one author's messages to one account into threads; each list is in time order."""
    groups: list[list[ThreadMessage]] = []
    current: list[ThreadMessage] | None = None  # the thread started last
    by_root: dict[int, list[ThreadMessage]] = {}
    for message in sorted(messages, key=time_order):
        if stands_alone(message):
            groups.append([message])
            continue
        root = places[message.id].root_message_id
        if message.id in joiners:
            group = by_root.get(root)
        elif current is None or message.created_at - current[0].created_at >= OPENING_GAP:
            current = group = by_root[root] = []
            groups.append(group)
        else:
            group = by_root.setdefault(root, current)
        if group is not None:
            group.append(message)
    return groups


def pair_of(message: ThreadMessage, accounts: Mapping[int, int]) -> Pair | None:
    """The account and author whose threads a message belongs to; None if it is in no thread.

    ``accounts`` are ``Addresses.accounts``. A table row without a known channel is a thread of no account.
    """
    account_id = accounts.get(message.id)
    if account_id is None and not (message.role == _CITIZEN and is_table_row(message)):
        return None
    return account_id, message.author_key


def _pair_up(messages: Iterable[ThreadMessage], addresses: Addresses) -> dict[Pair, list[ThreadMessage]]:
    pairs: dict[Pair, list[ThreadMessage]] = {}
    for message in messages:
        pair = pair_of(message, addresses.accounts)
        if pair is not None:
            pairs.setdefault(pair, []).append(message)
    return pairs


def _find_automatic(
    by_id: Mapping[int, ThreadMessage], answers: Iterable[Answer], groups: Iterable[_Group]
) -> set[int]:
    thread_of = {message.id: group[0].id for _, group in groups for message in group}
    instant: list[InstantReply] = []
    for answer in answers:
        reply = by_id[answer.reply_id]
        thread = thread_of.get(answer.message_id)
        if reply.template_hash is None or reply.account_id is None or thread is None:
            continue
        if is_instant(reply, by_id[answer.message_id]):
            instant.append(InstantReply(reply.id, reply.account_id, reply.template_hash, thread))
    return find_automatic_replies(instant)


def _collect_replies(
    by_id: Mapping[int, ThreadMessage], answers: Iterable[Answer], automatic_ids: Collection[int]
) -> dict[int, list[Reply]]:
    """Message id -> the replies that answer it."""
    replies: dict[int, list[Reply]] = {}
    for answer in answers:
        reply = by_id[answer.reply_id]
        replies.setdefault(answer.message_id, []).append(
            Reply(
                reply.created_at,
                reply.platform_id,
                reply.id,
                reply.account_id,
                reply.time_precision,
                reply.id in automatic_ids,
                answer.inferred,
            )
        )
    return replies

"""Conversations that may be one case, for readers of the conversations; never for public pages or comparisons.

Every query joins the message that opened the conversation, so a private one shows only to whom the database shows its
message: the government whose inbox it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind
from analytics_app.models import Thread
from analytics_app.periods import Period
from analytics_app.threads.linking import LINK_DAYS, Opening, count_cases, link_openings


@dataclass(frozen=True, slots=True)
class LinkedThread:
    """Another conversation that may be the same case."""

    thread: Thread
    is_private: bool


@dataclass(frozen=True, slots=True)
class LinkedCases:
    """Pairs (private, public) of one account, newest first; ``threads`` conversations are ``cases`` cases."""

    pairs: Sequence[tuple[Thread, Thread]]
    threads: int
    cases: int


def linked_threads(thread: Thread) -> list[LinkedThread]:
    """The conversations that may be one case with this one, oldest first. One query."""
    if thread.author_key is None or thread.account_id is None:
        return []
    around = timedelta(days=2 * LINK_DAYS)
    near = {
        one.pk: one
        for one in _threads(
            Thread.objects.filter(author_key=thread.author_key, account=thread.account_id)
        ).filter(opened_at__range=(thread.opened_at - around, thread.opened_at + around))
    }
    case = _case_of(thread.pk, near)
    return [
        LinkedThread(one, _is_private(one))
        for one in sorted((near[pk] for pk in case), key=lambda one: (one.opened_at, one.pk))
    ]


def linked_cases(account: OfficialAccount, period: Period) -> LinkedCases:
    """Who was not answered in private and asked the account in public within the period. One query."""
    rows = _threads(
        Thread.objects.filter(
            account=account,
            author_key__isnull=False,
            needs_response=True,
            opened_at__gte=period.start_at,
            opened_at__lt=period.end_at,
        )
    )
    by_id = {row.pk: row for row in rows}
    openings = _openings(by_id.values())
    pairs = [(by_id[link.private_id], by_id[link.public_id]) for link in link_openings(openings)]
    pairs.sort(key=lambda pair: pair[1].opened_at, reverse=True)
    return LinkedCases(pairs, len(openings), count_cases(openings))


def _threads(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """With the opening message, and only those whose opening message the reader's rows hold."""
    return threads.filter(opened_message__kind__in=list(MessageKind)).select_related("opened_message")


def _case_of(pk: int, near: dict[int, Thread]) -> set[int]:
    """What shares a private conversation with this thread, without itself."""
    links = link_openings(_openings(near.values()))
    private = {link.private_id for link in links if pk in (link.private_id, link.public_id)}
    case = private | {link.public_id for link in links if link.private_id in private}
    return case - {pk}


def _openings(threads: Iterable[Thread]) -> list[Opening]:
    return [
        Opening(
            thread_id=one.pk,
            account_id=one.account_id,
            author_key=one.author_key,
            is_private=_is_private(one),
            opened_at=one.opened_at,
            answered_at=one.first_response_at,
        )
        for one in threads
    ]


def _is_private(thread: Thread) -> bool:
    return thread.opened_message.kind == MessageKind.DIRECT

"""Messages that are no longer where they were: whose word counts, and what follows for threads (decision 0103).

A citizen who deletes stops waiting, so the thread is observed until then. An account that hides or deletes what a
citizen wrote has not answered, so the thread stays unanswered to the end. What disappeared for unknown reasons stays
unanswered too, and is counted apart. A thread of an author whom the platform removed is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from analytics_app.choices import Disappearance
from analytics_app.records import Gone, ThreadMessage

#: A reply that its account deletes so soon is void.
VOID_WITHIN = timedelta(days=7)
_BY_ACCOUNT = (Disappearance.HIDDEN_BY_ACCOUNT, Disappearance.DELETED_BY_ACCOUNT)


class Statement(NamedTuple):
    """What somebody states of one message. ``region_id`` None: somebody who may speak for the whole country.

    ``at`` None: nobody knows when; ``stated_at`` is when it was stated, so it was gone by then.
    """

    region_id: int | None
    what: Disappearance
    at: datetime | None
    stated_at: datetime


class ThreadEnd(NamedTuple):
    """How a thread came to be no longer observable as it was; ``at`` None: unknown, or not needed."""

    how: Disappearance | None = None
    at: datetime | None = None


def settle(statements: Iterable[Statement], concerned: Collection[int]) -> Gone | None:
    """The message's state from all that was stated of it, in the order in which it was stated.

    Whoever may speak for the country has the last word. Else each of the governments that the message concerns must
    have said so: none can make another's disappear. Where they differ in how, that is unknown.
    """
    given = list(statements)
    if national := [one for one in given if one.region_id is None]:
        return _fold(national)
    states = [_fold([one for one in given if one.region_id == region]) for region in sorted(concerned)]
    agreed = [state for state in states if state is not None]
    if not agreed or len(agreed) < len(states):
        return None
    by = max(state.by for state in agreed)
    if len({state.how for state in agreed}) > 1:
        return Gone(Disappearance.UNKNOWN, None, by)
    times = [state.at for state in agreed if state.at is not None]
    return Gone(agreed[0].how, max(times) if len(times) == len(agreed) else None, by)


def author_deleted(statements: Iterable[Statement], concerned: Collection[int]) -> bool:
    """Whether its author deleted the message, also after an account had hidden it: then its text must go."""
    kept = [one for one in statements if one.what not in _BY_ACCOUNT]
    state = settle(kept, concerned)
    return state is not None and state.how == Disappearance.DELETED_BY_AUTHOR


def is_void(reply: ThreadMessage) -> bool:
    """Whether an official reply does not count because its account deleted it within seven days.

    Deleted at an unknown time it is void where it was gone within seven days for certain; else it stays an answer.
    """
    if reply.gone is None or reply.account_id is None:
        return False
    by = reply.gone.at or reply.gone.by
    is_own = reply.gone.how in (Disappearance.DELETED_BY_ACCOUNT, Disappearance.DELETED_BY_AUTHOR)
    return is_own and by - reply.created_at <= VOID_WITHIN


def end_of_thread(messages: Sequence[ThreadMessage], asking: Sequence[ThreadMessage]) -> ThreadEnd:
    """The end of a thread from all its messages and those that wait for an answer.

    As long as one of these stands, somebody waits. A deletion ends the thread with the last of them.
    """
    removed = Disappearance.AUTHOR_REMOVED
    if any(message.gone is not None and message.gone.how == removed for message in messages):
        return ThreadEnd(removed)
    gone = [message.gone for message in asking if message.gone is not None]
    if not gone or len(gone) < len(asking):
        return ThreadEnd()
    ways = {state.how for state in gone}
    times = [state.at for state in gone if state.at is not None]
    at = max(times) if len(times) == len(gone) else None
    if not ways.isdisjoint(_BY_ACCOUNT):
        return ThreadEnd(Disappearance.HIDDEN_BY_ACCOUNT, at)
    if Disappearance.UNKNOWN in ways:
        return ThreadEnd(Disappearance.UNKNOWN, at)
    return ThreadEnd(Disappearance.DELETED_BY_AUTHOR, at)


def _fold(statements: Iterable[Statement]) -> Gone | None:
    """The state after the last of them. What is known stays where a later one knows less, and what an account hid
    was hidden, whoever deletes it afterwards; "restored" takes everything back."""
    state: Gone | None = None
    for one in statements:
        if one.what == Disappearance.RESTORED:
            state = None
        elif state is None or not _says_less(one.what, state.how):
            state = Gone(one.what, one.at, one.at or one.stated_at)
    return state


def _says_less(what: Disappearance, known: Disappearance) -> bool:
    if what == Disappearance.UNKNOWN:
        return known != Disappearance.UNKNOWN
    return what == Disappearance.DELETED_BY_AUTHOR and known in _BY_ACCOUNT

"""One case in two conversations: a citizen whom nobody answered in private asks the same account again in public.

Pure. The key is author and account: the platform's pseudonym of the author is the same in private and in public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: A public question so long after the private one is taken for the same matter (decision 0134).
LINK_DAYS = 14


@dataclass(frozen=True, slots=True)
class Opening:
    """A conversation as linking sees it. ``author_key`` None: the source names no author, so nothing links it."""

    thread_id: int
    account_id: int | None
    author_key: str | None
    is_private: bool
    opened_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A private conversation that went unanswered and the public one that its author turned to."""

    private_id: int
    public_id: int
    waited: timedelta


def link_openings(openings: Iterable[Opening]) -> list[Link]:
    """Each public conversation with the newest private one of the same author and account that it may go on.

    That is one opened at most LINK_DAYS before it and not answered by then. In the order of the public ones.
    """
    found: list[Link] = []
    for group in _by_key(openings):
        private = [one for one in group if one.is_private]
        for public in (one for one in group if not one.is_private):
            before = [one for one in private if _goes_on(one, public)]
            if before:
                last = max(before, key=lambda one: (one.opened_at, one.thread_id))
                found.append(Link(last.thread_id, public.thread_id, public.opened_at - last.opened_at))
    return sorted(found, key=lambda link: link.public_id)


def count_cases(openings: Iterable[Opening]) -> int:
    """How many cases these conversations are: what is linked counts once, several public ones of one private too."""
    listed = list(openings)
    links = link_openings(listed)
    return len(listed) - len({link.public_id for link in links})


def _by_key(openings: Iterable[Opening]) -> Iterable[list[Opening]]:
    groups: dict[tuple[str, int], list[Opening]] = defaultdict(list)
    for one in openings:
        if one.author_key is not None and one.account_id is not None:
            groups[one.author_key, one.account_id].append(one)
    return groups.values()


def _goes_on(private: Opening, public: Opening) -> bool:
    waited = public.opened_at - private.opened_at
    is_answered = private.answered_at is not None and private.answered_at <= public.opened_at
    return timedelta(0) <= waited <= timedelta(days=LINK_DAYS) and not is_answered

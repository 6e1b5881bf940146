"""How far a change reaches among the messages of one author to one account.

Threads of a pair are cut in time order, and a citizen who comes back after a day starts anew whatever was before. So
a change in one place moves nothing beyond the gaps of a day around it, except along the trees: a message joins the
thread in which its tree was last seen, however long ago that was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from analytics_app.threads.rebuild import OPENING_GAP


class Mark(NamedTuple):
    """What decides with which other messages of its pair one is cut."""

    created_at: datetime
    id: int
    root_id: int
    joins_only: bool  # it opens no thread
    stands_alone: bool  # it is a thread by itself


def reach(marks: Collection[Mark], touched: Collection[int], starts: Collection[datetime] = ()) -> set[int]:
    """Ids of the messages that must be cut together with the touched ones, these included.

    ``marks`` are all messages of one pair. ``touched`` are those that moved and those that stood in a thread with one
    that did; ``starts`` when these threads began, for a message that is no more where it was may have begun one, and
    what came within a day opened none for that reason. Cutting the result alone gives the same threads as cutting
    all, and every thread of the others stays as it is.
    """
    touched = {*touched, *_within_a_day(marks, starts)}
    stretches, by_root = _stretches(marks)
    found: set[int] = set()
    roots = {mark.root_id for stretch in stretches for mark in stretch if mark.id in touched}
    seen: set[int] = set()
    while roots:
        root = roots.pop()
        seen.add(root)
        for number in by_root[root]:
            if stretches[number]:
                found.update(mark.id for mark in stretches[number])
                roots.update({mark.root_id for mark in stretches[number]} - seen)
                stretches[number] = []
    return found


def _within_a_day(marks: Iterable[Mark], starts: Collection[datetime]) -> Iterator[int]:
    begun = sorted(starts)
    for mark in marks:
        before = bisect_right(begun, mark.created_at)
        if before and mark.created_at - begun[before - 1] < OPENING_GAP:
            yield mark.id


def _stretches(marks: Iterable[Mark]) -> tuple[list[list[Mark]], dict[int, list[int]]]:
    """Openings less than a day apart, what only joins by itself, and where each tree occurs."""
    stretches: list[list[Mark]] = []
    by_root: dict[int, list[int]] = {}
    last: datetime | None = None
    openings = -1
    for mark in sorted(marks):
        if mark.joins_only or mark.stands_alone:
            number = len(stretches)
            stretches.append([])
        elif last is not None and mark.created_at - last < OPENING_GAP:
            number, last = openings, mark.created_at
        else:
            number = openings = len(stretches)
            stretches.append([])
            last = mark.created_at
        stretches[number].append(mark)
        by_root.setdefault(mark.root_id, []).append(number)
    return stretches, by_root

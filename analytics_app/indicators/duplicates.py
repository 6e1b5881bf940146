"""Which posts say again what was said in the 30 days before (three-word shingles, Jaccard ≥ 0.8)."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from math import ceil

DUPLICATE_DAYS = 30

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"\w+")
_Shingles = frozenset[tuple[str, ...]]


def without_addresses(text: str) -> str:
    """The text without web addresses."""
    return _ADDRESS.sub(" ", text).strip()


def are_repeats(posts: Sequence[tuple[date, str]]) -> list[bool]:
    """For each (day, text), in order of days: whether it nearly repeats one of the 30 days before."""
    shingles = [_shingles(without_addresses(text)) for _, text in posts]
    recent = _RecentPosts(Counter(chain.from_iterable(shingles)))
    return [recent.has_like(own, day) for own, (day, _) in zip(shingles, posts, strict=True)]


def _shingles(text: str) -> _Shingles:
    """The sets of three words in a row; a shorter text is one shingle, no word is none."""
    words = _WORD.findall(text.lower())
    if len(words) < 3:
        return frozenset((tuple(words),) if words else ())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


class _RecentPosts:
    """The posts of the last 30 days, found by their shingles; posts come in order of days.

    Two sets whose Jaccard index reaches 4/5 share a shingle among the first |A| − ⌈4/5 |A|⌉ + 1 of any fixed order
    of each. Only those are indexed, rare ones first, so that a post is compared with a few others, not with all
    that share an account's usual phrases.
    """

    def __init__(self, frequency: Mapping[tuple[str, ...], int]) -> None:
        self._frequency = frequency
        self._places: dict[tuple[str, ...], deque[tuple[date, _Shingles]]] = {}

    def has_like(self, shingles: _Shingles, day: date) -> bool:
        """Whether a near-duplicate stands among the posts before; remembers this one."""
        if not shingles:
            return False
        ordered = sorted(shingles, key=lambda words: (self._frequency[words], words))
        first = ordered[: len(shingles) - ceil(4 * len(shingles) / 5) + 1]
        places = [self._place(key, day) for key in first]
        found = any(_is_like(shingles, other) for place in places for _, other in place)
        for place in places:
            place.append((day, shingles))
        return found

    def _place(self, key: tuple[str, ...], day: date) -> deque[tuple[date, _Shingles]]:
        place = self._places.setdefault(key, deque())
        while place and (day - place[0][0]).days > DUPLICATE_DAYS:
            place.popleft()
        return place


def _is_like(one: _Shingles, other: _Shingles) -> bool:
    """Jaccard index ≥ 4/5, in whole numbers."""
    common = len(one & other)
    return 5 * common >= 4 * (len(one) + len(other) - common)

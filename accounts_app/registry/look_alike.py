"""Names that are easily taken for one another. Pure; says that two names look alike, never who means ill by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Letters of other alphabets, and digits, that are read as a Latin letter. i, l and 1 count as one.
_READ_AS = str.maketrans(
    {
        **dict(zip("аᴀɑαɐ", "aaaaa", strict=True)),
        **dict(zip("вʙβь", "bbbb", strict=True)),
        **dict(zip("сϲᴄ", "ccc", strict=True)),
        **dict(zip("ԁɗ", "dd", strict=True)),
        **dict(zip("еєεᴇ", "eeee", strict=True)),
        **dict(zip("ɡԍ", "gg", strict=True)),
        **dict(zip("һнʜ", "hhh", strict=True)),
        **dict(zip("iıіɩιɪӏ1|!", "llllllllll", strict=True)),
        **dict(zip("јʝ", "jj", strict=True)),
        **dict(zip("кκᴋ", "kkk", strict=True)),
        **dict(zip("мᴍ", "mm", strict=True)),
        **dict(zip("ոпηɴ", "nnnn", strict=True)),
        **dict(zip("оοσօᴏ0", "oooooo", strict=True)),
        **dict(zip("рρᴘ", "ppp", strict=True)),
        **dict(zip("ѕꜱ5", "sss", strict=True)),
        **dict(zip("тτᴛ7", "tttt", strict=True)),
        **dict(zip("υսᴜ", "uuu", strict=True)),
        **dict(zip("νѵ", "vv", strict=True)),
        **dict(zip("ѡԝ", "ww", strict=True)),
        **dict(zip("хχ", "xx", strict=True)),
        **dict(zip("уγүʏ", "yyyy", strict=True)),
        "3": "e",
        "4": "a",
        "8": "b",
        **dict.fromkeys("_.-", ""),
    }
)
#: Two letters that look like one.
_PAIRS = (("rn", "m"), ("vv", "w"))
#: What is put before or after a known name to make another of it.
_ADDED = ("official", "ofisial", "ofc", "resmi", "asli", "real", "info", "admin", "layanan", "cs", "id")
_SHORT, _LONG = 5, 10
_MAX_LENGTH = 100


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """What remains of a name for a hasty reader: no case, accents, separators; look-alike letters as one."""
    plain = unicodedata.normalize("NFKD", name[:_MAX_LENGTH]).casefold()
    plain = "".join(one for one in plain if not unicodedata.combining(one)).translate(_READ_AS)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain


def find_similar(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known names that look like ``name``, nearest first; one that is the name itself counts as nearest."""
    sought = skeleton(name)
    bare, letters = _bare(sought), _letters(sought)
    found = []
    for one in dict.fromkeys(known):
        other = skeleton(one)
        allowed = _allowed(min(len(sought), len(other)))
        if (
            abs(len(sought) - len(other)) <= allowed
            and (letters ^ _letters(other)).bit_count() <= 2 * allowed
        ):
            distance = edit_distance(sought, other, allowed)
        else:
            distance = allowed + 1
        if distance <= allowed:
            found.append((distance, one))
        elif len(bare) >= _SHORT and bare == _bare(other):
            found.append((_LONG, one))
    return [one for _distance, one in sorted(found)[:limit]]


def edit_distance(first: str, second: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbour; ``most`` + 1 where it is more than ``most``."""
    before, row = [], list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _allowed(length: int) -> int:
    """Short names differ by little: one letter more there is another name."""
    return 0 if length < _SHORT else 1 if length < _LONG else 2


@lru_cache(maxsize=20_000)
def _letters(text: str) -> int:
    """The letters that occur, as bits: an edit changes at most two of them."""
    bits = 0
    for one in text:
        bits |= 1 << (ord(one) % 61)
    return bits


_ADDED_SKELETONS = tuple(skeleton(word) for word in _ADDED)


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    """The skeleton without one word before or after it."""
    for word in _ADDED_SKELETONS:
        if text.endswith(word) and len(text) - len(word) >= _SHORT:
            return text.removesuffix(word)
        if text.startswith(word) and len(text) - len(word) >= _SHORT:
            return text.removeprefix(word)
    return text

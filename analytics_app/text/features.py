"""Words and pieces of words of many texts as hashed counts: vectors over the whole batch, no loop over texts.

There are two blocks: words and pairs of words; and the letters of each word in runs of two to five (a run may begin
or end with the blank beside the word). A feature is a bucket of a hash, so nothing has to be remembered of the texts
that a model learnt from, and none of their words can be read out of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics_app.text.characters import plain_characters
from analytics_app.text.normalise import LONGEST

#: Changes whenever the same text gives other features; a model made for another version is of no use.
FEATURES_VERSION = 1
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_BLANK = 32
_SHORTEST, _LONGEST = 2, 5
_WORD = 64  # letters beyond it do not tell words apart
_POWERS = _PRIME ** np.arange(1, _WORD + 1, dtype=np.uint64)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_MENTION = re.compile(r"@[\w.]+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_PUNCTUATION = re.compile(r"([^\w\s])")
_BLANKS = re.compile("  +")


def read_texts(texts: Sequence[str]) -> list[str]:
    """Texts as models read them: plain lower-case letters, punctuation and emoji as words of their own.

    Addresses and mentions say only that they are there; letters three times and more count as twice.
    """
    lines = (" ".join(plain_characters(text[:LONGEST]).split()) for text in texts)
    joined = "\n".join(lines).lower()
    if "://" in joined or "www." in joined:
        joined = _ADDRESS.sub("urlx", joined)
    joined = _MENTION.sub("@", joined)
    joined = _REPEATED.sub(r"\1\1", joined)
    # Blanks beside each mark; a sub with a group would take several times as long.
    joined = " ".join(_PUNCTUATION.split(joined))
    return [line.strip() for line in _BLANKS.sub(" ", joined).split("\n")]


@dataclass(frozen=True, slots=True)
class Counts:
    """Row ``i`` has the features ``columns[starts[i]:starts[i + 1]]``, in order, each ``values`` times."""

    starts: Ints
    columns: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of " text text … " and the text that each belongs to; a blank belongs to the text before it."""

    codes: Hashes
    blank: npt.NDArray[np.bool_]
    rows: Ints
    texts: int


def read_letters(texts: Sequence[str]) -> Letters:
    """The characters of texts whose words are divided by single blanks."""
    joined = f" {' '.join(texts)} "
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    rows = np.empty(len(codes), np.int64)
    rows[0] = 0
    rows[1 : 1 + int(lengths.sum())] = np.repeat(np.arange(len(texts)), lengths)
    return Letters(codes.astype(np.uint64), codes == _BLANK, rows, len(texts))


def word_counts(letters: Letters, bits: int) -> Counts:
    """Words and pairs of neighbouring words."""
    starts = np.flatnonzero(~letters.blank[1:] & letters.blank[:-1]) + 1
    if not len(starts):
        return _count(np.empty(0, np.uint64), starts, letters.texts, bits)
    place = np.zeros(len(letters.codes), np.int64)
    place[starts] = starts
    place = np.minimum(np.arange(len(place)) - np.maximum.accumulate(place), _WORD - 1)
    parts = (letters.codes + _PRIME) * _POWERS[place]
    parts[letters.blank] = 0
    hashes = _mixed(np.add.reduceat(parts, starts))
    rows = letters.rows[starts]
    same = rows[1:] == rows[:-1]
    pairs = (hashes[:-1] * _PRIME + hashes[1:])[same]
    return _count(
        np.concatenate((hashes, pairs)), np.concatenate((rows, rows[:-1][same])), letters.texts, bits
    )


def letter_counts(letters: Letters, bits: int) -> Counts:
    """Runs of two to five characters within a word and the blanks beside it."""
    blanks = np.cumsum(letters.blank)
    rolling, hashes, rows = letters.codes, [], []
    for length in range(_SHORTEST, _LONGEST + 1):
        count = len(letters.codes) - length + 1
        if count <= 0:
            break
        rolling = rolling[:count] * _PRIME + letters.codes[length - 1 :]
        whole = blanks[length - 2 : length - 2 + count] == blanks[:count]
        if length == _SHORTEST:
            whole = ~(letters.blank[:count] & letters.blank[1:])
        starts = np.flatnonzero(whole)
        hashes.append(rolling[starts])
        rows.append(letters.rows[starts + letters.blank[starts]])
    return _count(np.concatenate(hashes), np.concatenate(rows), letters.texts, bits)


def _mixed(hashes: Hashes) -> Hashes:
    mixed: Hashes = (hashes ^ (hashes >> _HALF)) * _MIX
    return mixed


def _count(hashes: Hashes, rows: Ints, texts: int, bits: int) -> Counts:
    """Buckets of the hashes of each row, and how often each came."""
    buckets = (_mixed(hashes) >> np.uint64(64 - bits)).astype(np.int64)
    keys = np.sort((rows << bits) | buckets)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else keys
    values = np.diff(np.append(first, len(keys))).astype(np.float32)
    keys = keys[first]
    starts = np.searchsorted(keys >> bits, np.arange(texts + 1))
    return Counts(starts, keys & ((1 << bits) - 1), values)

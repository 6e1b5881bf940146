"""Keyword matching: whole-token phrases of many classes found in one pass over the words of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analytics_app.text.normalise import normalise_tokens, raw_tokens
from analytics_app.text.taxonomy.classes import TextClass, phrases
from analytics_app.text.taxonomy.words import AMBIGUOUS

# What makes a message a question or a complaint, in standard words; a question mark does too.
_CUES = frozenset(
    phrases(
        "apa, apakah, bagaimana, kenapa, mengapa, kapan, berapa, dimana, mana, siapa, tanya, tolong, mohon, "
        "bantu, lapor, keluhan, rusak, mati, lama, lambat, belum, tidak, kecewa"
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A class found in a text by its longest keyword; ``order`` is its place in the list."""

    order: int
    keyword: str
    length: int
    count: int  # distinct keywords of the class


class Words(NamedTuple):
    """A text read once for several lexicons: its words as written and in standard form, each between blanks."""

    raw: list[str]
    standard: list[str]
    has_cue: bool
    lines: tuple[str, ...]
    vocabulary: frozenset[str]


def read_words(text: str) -> Words:
    """What lexicons look keywords up in."""
    raw = raw_tokens(text)
    standard = normalise_tokens(raw)
    same = standard is raw
    lines = (f" {' '.join(raw)} ",) if same else (f" {' '.join(raw)} ", f" {' '.join(standard)} ")
    vocabulary = frozenset(raw) if same else frozenset(raw).union(standard)
    return Words(raw, standard, "?" in text or not _CUES.isdisjoint(standard), lines, vocabulary)


@dataclass(frozen=True, slots=True)
class _Phrase:
    needle: str  # the tokens between blanks; a prefix ends without one
    order: int
    keyword: str
    length: int  # tokens of the keyword as the taxonomy lists it


@dataclass(slots=True)
class Lexicon:
    """The keywords of one list of classes, and those ``added`` by class id, indexed by their first token."""

    classes: Sequence[TextClass]
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _by_first: dict[str, list[_Phrase]] = field(init=False, default_factory=dict)
    _prefixes: list[_Phrase] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for order, text_class in enumerate(self.classes):
            for keyword in (*text_class.keywords, *self.added.get(text_class.id, ())):
                self._add(order, keyword)

    def _add(self, order: int, keyword: str) -> None:
        """The keyword as listed and as normalised; both are looked for."""
        is_prefix = keyword.endswith("*")
        raw = raw_tokens(keyword)
        for tokens in {tuple(raw), tuple(normalise_tokens(raw))}:
            needle = f" {' '.join(tokens)}" + ("" if is_prefix else " ")
            phrase = _Phrase(needle, order, keyword, len(raw))
            if is_prefix and len(tokens) == 1:
                self._prefixes.append(phrase)
            else:
                self._by_first.setdefault(tokens[0], []).append(phrase)

    def hits(self, text: str) -> list[Hit]:
        """The classes found, best first: longer phrase, then more distinct keywords, then list order."""
        return self.hits_in(read_words(text))

    def hits_in(self, words: Words) -> list[Hit]:
        """``hits`` of a text that was read already."""
        found: dict[int, dict[str, int]] = {}
        for phrase in self._candidates(words):
            if any(phrase.needle in line for line in words.lines):
                found.setdefault(phrase.order, {})[phrase.keyword] = phrase.length
        hits = [
            _hit(order, keywords)
            for order, keywords in found.items()
            if words.has_cue or not _is_doubtful(keywords)
        ]
        return sorted(hits, key=lambda hit: (-hit.length, -hit.count, hit.order)) if hits else hits

    def _candidates(self, words: Words) -> Iterator[_Phrase]:
        for first in self._by_first.keys() & words.vocabulary:
            yield from self._by_first[first]
        yield from self._prefixes


def _is_doubtful(keywords: dict[str, int]) -> bool:
    """Only a word of several meanings speaks for the class."""
    return len(keywords) == 1 and not AMBIGUOUS.isdisjoint(keywords)


def _hit(order: int, keywords: dict[str, int]) -> Hit:
    keyword = max(keywords, key=lambda word: keywords[word])
    return Hit(order, keyword, keywords[keyword], len(keywords))

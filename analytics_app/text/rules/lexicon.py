"""Keyword matching: whole-token phrases of many classes found in one pass over the words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class _Phrase:
    tokens: tuple[str, ...]
    order: int
    keyword: str
    length: int  # tokens of the keyword as the taxonomy lists it
    is_prefix: bool


@dataclass(slots=True)
class Lexicon:
    """The keywords of one list of classes, indexed by their first token."""

    classes: Sequence[TextClass]
    _by_first: dict[str, list[_Phrase]] = field(init=False, default_factory=dict)
    _prefixes: list[_Phrase] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for order, text_class in enumerate(self.classes):
            for keyword in text_class.keywords:
                for phrase in _phrases(order, keyword):
                    self._add(phrase)

    def _add(self, phrase: _Phrase) -> None:
        if phrase.is_prefix and len(phrase.tokens) == 1:
            self._prefixes.append(phrase)
        else:
            self._by_first.setdefault(phrase.tokens[0], []).append(phrase)

    def hits(self, text: str) -> list[Hit]:
        """The classes found, best first: longer phrase, then more distinct keywords, then list order."""
        raw = raw_tokens(text)
        standard = normalise_tokens(raw)
        found: dict[int, dict[str, int]] = {}
        self._scan(raw, found)
        if standard is not raw:
            self._scan(standard, found)
        if not found:
            return []
        has_cue = "?" in text or not _CUES.isdisjoint(standard)
        hits = [
            _hit(order, keywords)
            for order, keywords in found.items()
            if has_cue or not _is_doubtful(keywords)
        ]
        return sorted(hits, key=lambda hit: (-hit.length, -hit.count, hit.order))

    def _scan(self, tokens: list[str], found: dict[int, dict[str, int]]) -> None:
        for first in self._by_first.keys() & tokens:
            phrases = self._by_first[first]
            starts = [place for place, token in enumerate(tokens) if token == first]
            for phrase in phrases:
                if len(phrase.tokens) == 1 or any(_stands_at(phrase, tokens, start) for start in starts):
                    found.setdefault(phrase.order, {})[phrase.keyword] = phrase.length
        for phrase in self._prefixes:
            if any(token.startswith(phrase.tokens[0]) for token in tokens):
                found.setdefault(phrase.order, {})[phrase.keyword] = phrase.length


def _phrases(order: int, keyword: str) -> Iterable[_Phrase]:
    """The keyword as listed and as normalised; both are looked for."""
    is_prefix = keyword.endswith("*")
    raw = raw_tokens(keyword)
    for tokens in {tuple(raw), tuple(normalise_tokens(raw))}:
        yield _Phrase(tokens, order, keyword, len(raw), is_prefix)


def _stands_at(phrase: _Phrase, tokens: list[str], start: int) -> bool:
    wanted = phrase.tokens
    stretch = tokens[start : start + len(wanted)]
    if phrase.is_prefix and len(stretch) == len(wanted):
        return tuple(stretch[:-1]) == wanted[:-1] and stretch[-1].startswith(wanted[-1])
    return tuple(stretch) == wanted


def _is_doubtful(keywords: dict[str, int]) -> bool:
    """Only a word of several meanings speaks for the class."""
    return len(keywords) == 1 and not AMBIGUOUS.isdisjoint(keywords)


def _hit(order: int, keywords: dict[str, int]) -> Hit:
    keyword = max(keywords, key=lambda word: keywords[word])
    return Hit(order, keyword, keywords[keyword], len(keywords))

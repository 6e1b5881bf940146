"""Keyword matching: whole-token phrases of many classes found in one pass over the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
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
_NYA = re.compile(r"(?<=[a-z]{3})nya(?= )")
_SUM = re.compile(r"(?<= )(?:rp )?[0-9]+ ?(?:rb|ribu|jt|juta|rebu)(?:an)?(?= )")
# What is said not to be so says nothing: "tidak ada pungli", "ga ribet".
_NEGATABLE = frozenset(
    phrases(
        "pungli, pungutan, calo, keluhan, ribet, berbelit, kendala, masalah, mahal, mengecewakan, kecewa, dipersulit, "
        "suap, antri, ngantri, macet, sampah, gangguan, error, korupsi, sogok, lambat, lemot, hoax, hoaks, bau"
    )
)
_NOT = "tidak|bukan|tanpa|bebas|gak|ga|gk|nggak|ngga|enggak|engga|tdk|tak|ndak|ora|kagak|belum|blm|anti|stop"
_DENIED = re.compile(
    rf"(?<= )(?:{_NOT}) (?:(?:ada|pernah|pake|pakai|perlu|usah|terlalu) ){{0,2}}(?:{'|'.join(sorted(_NEGATABLE))})(?= )"
)

NOTHING = "·"  # no token: phrases do not reach across what was taken out


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
    vocabulary: Set[str]
    pairs: Set[tuple[str, str]]


def read_words(text: str) -> Words:
    """What lexicons look keywords up in."""
    raw = raw_tokens(text)
    standard = normalise_tokens(raw)
    lines = [f" {' '.join(raw)} "]
    if standard is not raw:
        lines.append(f" {' '.join(standard)} ")
    plainer = _plainer(lines[-1])
    if plainer != lines[-1]:
        lines.append(plainer)
    if not _NEGATABLE.isdisjoint(raw):
        lines = [_DENIED.sub(NOTHING, line) for line in lines]
    vocabulary: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for line in lines:
        tokens = line.split()
        vocabulary.update(tokens)
        pairs.update(pairwise(tokens))
    return Words(
        raw, standard, "?" in text or not _CUES.isdisjoint(standard), tuple(lines), vocabulary, pairs
    )


def _plainer(line: str) -> str:
    """A line as it is without "-nya", and with sums as what they are: "airnya mati", "dimintai 200rb"."""
    if "nya " in line:
        line = _NYA.sub("", line)
    if "rb" in line or "ribu" in line or "rebu" in line or "jt" in line or "juta" in line:
        line = _SUM.sub("uang", line)
    return line


@dataclass(frozen=True, slots=True)
class _Phrase:
    needle: str  # the tokens between blanks; a prefix ends without one
    order: int
    keyword: str
    length: int  # tokens of the keyword as the taxonomy lists it
    is_pair: bool  # two tokens: where they stand side by side, the needle does


@dataclass(slots=True)
class Lexicon:
    """The keywords of one list of classes, and those ``added`` by class id, indexed by their first two tokens."""

    classes: Sequence[TextClass]
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _words: dict[str, list[_Phrase]] = field(init=False, default_factory=dict)
    _pairs: dict[tuple[str, str], list[_Phrase]] = field(init=False, default_factory=dict)
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
            phrase = _Phrase(needle, order, keyword, len(raw), len(tokens) == 2)
            if is_prefix:
                self._prefixes.append(phrase)
            elif len(tokens) == 1:
                self._words.setdefault(tokens[0], []).append(phrase)
            else:
                self._pairs.setdefault((tokens[0], tokens[1]), []).append(phrase)

    def hits(self, text: str) -> list[Hit]:
        """The classes found, best first: longer phrase, then more distinct keywords, then list order."""
        return self.hits_in(read_words(text))

    def hits_in(self, words: Words) -> list[Hit]:
        """``hits`` of a text that was read already."""
        found: dict[int, dict[str, int]] = {}
        for phrase in self._phrases_in(words):
            found.setdefault(phrase.order, {})[phrase.keyword] = phrase.length
        hits = [
            _hit(order, keywords)
            for order, keywords in found.items()
            if words.has_cue or not _is_doubtful(keywords)
        ]
        return sorted(hits, key=lambda hit: (-hit.length, -hit.count, hit.order)) if len(hits) > 1 else hits

    def _phrases_in(self, words: Words) -> Iterator[_Phrase]:
        text = "".join(words.lines)  # two blanks between lines, so that no phrase reaches across
        for word in self._words.keys() & words.vocabulary:
            yield from self._words[word]
        for pair in self._pairs.keys() & words.pairs:
            for phrase in self._pairs[pair]:
                if phrase.is_pair or phrase.needle in text:
                    yield phrase
        for phrase in self._prefixes:
            if phrase.needle in text:
                yield phrase


def _is_doubtful(keywords: dict[str, int]) -> bool:
    """Only a word of several meanings speaks for the class."""
    return len(keywords) == 1 and not AMBIGUOUS.isdisjoint(keywords)


def _hit(order: int, keywords: dict[str, int]) -> Hit:
    keyword = max(keywords, key=lambda word: (keywords[word], word))
    return Hit(order, keyword, keywords[keyword], len(keywords))

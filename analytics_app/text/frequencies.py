"""Which words and hashtags many texts use, and how many of the words are about services.

Words are counted in standard form (informal spellings joined), without stop words, numbers, addresses, mentions and the
tokens that stand for personal data; once a text however often it repeats them. The share of service words is of all
content words, repetitions included (method: service_word_share).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analytics_app.text.normalise import LONGEST, normalise_tokens, raw_tokens
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.stop_words import STOP_WORDS

SHORTEST = 3
_MASKS = re.compile(r"\[(?:NIK|KK|TELP|EMAIL|PLAT|ALAMAT|REKENING|NISN|NAMA)\]")
_HASHTAG = re.compile(r"(?<!\w)#([^\W\d_]\w{1,39})")


@dataclass(frozen=True, slots=True)
class Frequency:
    """A word or hashtag (without "#"): texts that use it, and how many writers those have."""

    word: str
    texts: int
    writers: int
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Of ``texts`` texts: words and hashtags, most frequent first; content words and those about services."""

    texts: int
    words: tuple[Frequency, ...]
    hashtags: tuple[Frequency, ...]
    content_words: int
    service_words: int

    @property
    def service_share(self) -> float | None:
        return self.service_words / self.content_words if self.content_words else None


def count_frequencies(texts: Iterable[tuple[object, str]]) -> Frequencies:
    """Counts over (writer, text); a writer that is not known (None) counts as one of its own."""
    n = content = service = 0
    words: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    writers: dict[str, set[object]] = defaultdict(set)
    services = service_words()
    for writer, text in texts:
        who = ("", n) if writer is None else writer
        n += 1
        found = content_words(text)
        content += len(found)
        service += sum(word in services for word in found)
        used, tagged = set(found), hashtags(text)
        words.update(used)
        tags.update(tagged)
        for word in used | {f"#{tag}" for tag in tagged}:
            writers[word].add(who)
    return Frequencies(
        n,
        tuple(Frequency(word, times, len(writers[word]), word in services) for word, times in _ranked(words)),
        tuple(Frequency(tag, times, len(writers[f"#{tag}"])) for tag, times in _ranked(tags)),
        content,
        service,
    )


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about, in standard form and in their order."""
    plain = _HASHTAG.sub(" ", _MASKS.sub(" ", text[:LONGEST]))
    services = service_words()
    return [
        word
        for word in normalise_tokens(raw_tokens(plain))
        if word.isalpha() and word not in STOP_WORDS and (len(word) >= SHORTEST or word in services)
    ]


def hashtags(text: str) -> set[str]:
    """The hashtags of a text in lower case, without "#"."""
    return {tag.lower() for tag in _HASHTAG.findall(text[:LONGEST])} if "#" in text else set()


@cache
def service_words() -> frozenset[str]:
    """Every word of the keywords of the taxonomy's services that is no stop word."""
    words = {
        word
        for service in SERVICES
        for keyword in service.keywords
        if not keyword.endswith("*")
        for word in normalise_tokens(raw_tokens(keyword))
    }
    return frozenset(word for word in words if word.isalpha() and word not in STOP_WORDS)


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))

"""Keywords that an administrator added to the taxonomy's classes: what they are, and when one may be added.

Additions are handed to the rules as an argument. Each change of them (one added, one taken away) has a number, and the
number is part of the version that labels and figures are stored with: "1.1.0+2.3" is the third change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analytics_app.text.normalise import normalise_tokens, raw_tokens
from analytics_app.text.taxonomy.classes import TextClass
from analytics_app.text.taxonomy.further import further_of
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.problems import PROBLEMS
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.stop_words import STOP_WORDS
from analytics_app.text.taxonomy.topics import TOPICS
from analytics_app.text.taxonomy.words import AMBIGUOUS

LONGEST_KEYWORD = 60
MOST_WORDS = 6
SHORTEST_WORD = 4
#: The tasks whose classes have keywords, by the names of text.classify.
KEYWORD_CLASSES: Mapping[str, Sequence[TextClass]] = {
    "intent": INTENTS,
    "problem": PROBLEMS,
    "service": SERVICES,
    "topic": TOPICS,
}


@dataclass(frozen=True, slots=True)
class Addition:
    """One keyword of one class of one task."""

    task: str
    class_id: str
    keyword: str


@dataclass(frozen=True, slots=True)
class Additions:
    """The additions that hold after ``change`` changes; 0 is the taxonomy as it was shipped."""

    change: int = 0
    keywords: tuple[Addition, ...] = ()

    def version(self, rules: str) -> str:
        """The version of rules that use these."""
        return f"{rules}.{self.change}" if self.change else rules

    def of(self, task: str) -> dict[str, tuple[str, ...]]:
        """Class → its added keywords."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.keywords:
            if one.task == task:
                found[one.class_id] = (*found.get(one.class_id, ()), one.keyword)
        return found

    def with_one(self, addition: Addition) -> Additions:
        """The additions after one more change that adds this."""
        return Additions(self.change + 1, (*self.keywords, addition))


NO_ADDITIONS = Additions()


def taxonomy_version(shipped: str, change: int) -> str:
    """The taxonomy's version after so many changes: "1.1.0+3"."""
    return f"{shipped}+{change}" if change else shipped


class KeywordProblem(StrEnum):
    """Why a keyword cannot be added."""

    UNKNOWN_CLASS = "unknown_class"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_WORDS = "not_words"  # digits, signs: no word of a language, and perhaps somebody's data
    AMBIGUOUS = "ambiguous"  # a single word that is short, a stop word, or of several meanings
    ALREADY_THERE = "already_there"
    IN_ANOTHER_CLASS = "in_another_class"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a keyword is refused; ``class_id`` of the class that has it already."""

    problem: KeywordProblem
    class_id: str = ""


def clean_keyword(text: str) -> str:
    """A keyword in the form in which it is kept: lower case, one blank between words."""
    return " ".join(text.lower().split())


def check_keyword(addition: Addition, held: Additions) -> Refused | None:
    """Why the cleaned keyword may not be added to what holds; None where it may."""
    classes = KEYWORD_CLASSES.get(addition.task, ())
    if addition.class_id not in {one.id for one in classes}:
        return Refused(KeywordProblem.UNKNOWN_CLASS)
    words = addition.keyword.split()
    if not words:
        return Refused(KeywordProblem.EMPTY)
    if len(addition.keyword) > LONGEST_KEYWORD or len(words) > MOST_WORDS:
        return Refused(KeywordProblem.TOO_LONG)
    if not all(word.isalpha() for word in words):
        return Refused(KeywordProblem.NOT_WORDS)
    form = _form(addition.keyword)
    other = _holder(form, addition.task, classes, held)
    if other is not None:
        is_same = other == addition.class_id
        return Refused(KeywordProblem.ALREADY_THERE if is_same else KeywordProblem.IN_ANOTHER_CLASS, other)
    if len(words) == 1 and _says_little(form[0] if form else ""):
        return Refused(KeywordProblem.AMBIGUOUS)
    return None


def _says_little(word: str) -> bool:
    return len(word) < SHORTEST_WORD or word in STOP_WORDS or word in AMBIGUOUS


def _holder(form: tuple[str, ...], task: str, classes: Iterable[TextClass], held: Additions) -> str | None:
    added = held.of(task)
    for one in classes:
        keywords = (*one.keywords, *further_of(task, one.id), *added.get(one.id, ()))
        if any(_form(keyword) == form for keyword in keywords):
            return one.id
    return None


def _form(keyword: str) -> tuple[str, ...]:
    """How a keyword is looked up: two that are looked up alike are one."""
    return tuple(normalise_tokens(raw_tokens(keyword.rstrip("*"))))

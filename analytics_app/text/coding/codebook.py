"""The codebook: what may be coded, of which messages, into which classes, each with its definition and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from analytics_app.choices import LabelTask
from analytics_app.text.coding import definitions
from analytics_app.text.coding.definitions import Meaning
from analytics_app.text.coding.rubric import ANSWERS
from analytics_app.text.taxonomy.classes import Problem, Topic
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.problems import PROBLEMS
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.topics import TOPICS


class Written(StrEnum):
    """Whose messages a task is about."""

    BY_CITIZENS = "citizens"
    AS_POSTS = "posts"  # official accounts' own posts
    AS_REPLIES = "replies"  # official accounts' replies


#: One key a class, in the order of the codebook; c, l and u are the page's own (note, skip, undo).
KEYS = "1234567890abdefghijkmnopqrstvwxyz"


@dataclass(frozen=True, slots=True)
class CodeClass:
    """One class as coders see it. ``example`` is an invented message, in Indonesian in every language."""

    id: str
    key: str
    name_id: str
    name_en: str
    definition_id: str
    definition_en: str
    example: str


@dataclass(frozen=True)
class Codebook:
    """The classes of one task, in the order in which they are offered."""

    task: LabelTask
    written: Written
    classes: tuple[CodeClass, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.classes)

    def find(self, id: str) -> CodeClass | None:
        return next((each for each in self.classes if each.id == id), None)


def _book(task: LabelTask, written: Written, named: Iterable[tuple[str, str, str, Meaning]]) -> Codebook:
    listed = list(named)
    classes = tuple(
        CodeClass(id, key, name_id, name_en, *meaning)
        for key, (id, name_id, name_en, meaning) in zip(KEYS[: len(listed)], listed, strict=True)
    )
    return Codebook(task, written, classes)


def _own(named: Mapping[str, tuple[str, str, Meaning]]) -> list[tuple[str, str, str, Meaning]]:
    """Classes whose names stand with their definitions."""
    return [(id, *rest) for id, rest in named.items()]


def _of_taxonomy(
    classes: Iterable[Topic] | Iterable[Problem], meanings: Mapping[str, Meaning]
) -> list[tuple[str, str, str, Meaning]]:
    return [(each.id, each.name_id, each.name_en, meanings[each.id]) for each in classes]


def _intents() -> list[tuple[str, str, str, Meaning]]:
    return [
        (each.id, definitions.INTENTS[each.id][0], each.name_en, definitions.INTENTS[each.id][1])
        for each in INTENTS
    ]


def _services() -> list[tuple[str, str, str, Meaning]]:
    named = [
        (each.id, each.name_id, definitions.SERVICES[each.id][0], definitions.SERVICES[each.id][1])
        for each in SERVICES
    ]
    return [*named, *_own(definitions.NO_SERVICE)]


CODEBOOKS: Mapping[LabelTask, Codebook] = {
    book.task: book
    for book in (
        _book(LabelTask.INTENT, Written.BY_CITIZENS, _intents()),
        _book(LabelTask.PROBLEM, Written.BY_CITIZENS, _of_taxonomy(PROBLEMS, definitions.PROBLEMS)),
        _book(LabelTask.SERVICE, Written.BY_CITIZENS, _services()),
        _book(LabelTask.SENTIMENT, Written.BY_CITIZENS, _own(definitions.SENTIMENTS)),
        _book(LabelTask.TOPIC, Written.AS_POSTS, _of_taxonomy(TOPICS, definitions.TOPICS)),
        _book(LabelTask.FUNCTION, Written.AS_POSTS, _own(definitions.FUNCTIONS)),
        _book(LabelTask.PERSONAL_DATA, Written.AS_REPLIES, _own(definitions.PERSONAL_DATA)),
        _book(LabelTask.ANSWER, Written.AS_REPLIES, _own(ANSWERS)),
    )
}

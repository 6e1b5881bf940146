"""All labels of many texts in one pass: models where there are any, the rules of the taxonomy everywhere else.

A text is read once for all rules and once for each model. Every label says where it came from and what made it. A
model that is not sure enough abstains; then the rules are asked, and if they find nothing the label has no class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from analytics_app.text.normalise import LONGEST
from analytics_app.text.rules.functions import FUNCTIONS, function_of
from analytics_app.text.rules.incidents import INCIDENTS, incident_of
from analytics_app.text.rules.intents import decide
from analytics_app.text.rules.labels import (
    ADVERTISING,
    RULES_VERSION,
    best_problem,
    intents_lexicon,
    names_problem,
    problems_lexicon,
    services_lexicon,
    topics_lexicon,
)
from analytics_app.text.rules.language import language_of
from analytics_app.text.rules.lexicon import Hit, Lexicon, Words, read_words
from analytics_app.text.rules.spam import NONE, SPAM, SPAM_CLASSES, is_spam
from analytics_app.text.taxonomy.additions import NO_ADDITIONS, Additions
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.problems import PROBLEMS
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.topics import TOPICS

if TYPE_CHECKING:  # pages read the tasks and classes below without loading numpy
    from analytics_app.text.model import TextModel


class Task(StrEnum):
    """What a text can be labelled with."""

    TOPIC = "topic"
    FUNCTION = "function"
    INTENT = "intent"
    PROBLEM = "problem"
    SERVICE = "service"
    SENTIMENT = "sentiment"
    SPAM = "spam"
    INCIDENT = "incident"
    LANGUAGE = "language"


class LabelSource(StrEnum):
    """Who says so. A person's word stands above a model's, a model's above the rules'."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


#: The classes of each task that has a fixed list; a model may only give these.
CLASSES: Mapping[Task, tuple[str, ...]] = {
    Task.TOPIC: tuple(one.id for one in TOPICS),
    Task.FUNCTION: FUNCTIONS,
    Task.INTENT: tuple(one.id for one in INTENTS),
    Task.PROBLEM: tuple(one.id for one in PROBLEMS),
    Task.SERVICE: tuple(one.id for one in SERVICES),
    Task.SENTIMENT: ("negative", "neutral", "positive"),
    Task.SPAM: SPAM_CLASSES,
    Task.INCIDENT: INCIDENTS,
    Task.LANGUAGE: ("id", "jv", "su", "min", "bew", "en"),
}
OFFICIAL_TASKS = (Task.TOPIC, Task.FUNCTION, Task.INCIDENT, Task.SERVICE, Task.LANGUAGE)
CITIZEN_TASKS = (Task.INTENT, Task.PROBLEM, Task.SERVICE, Task.SENTIMENT, Task.SPAM, Task.LANGUAGE)


class Label(NamedTuple):
    """One answer. ``value`` None: nothing found, or not sure enough.

    ``confidence`` of a model is a probability; of the rules the share of the keywords found that speak for the
    class, which says how much they agree and not how often they are right.
    """

    task: str
    value: str | None
    confidence: float | None
    source: str
    version: str
    alternatives: tuple[tuple[str, float], ...] = ()


def classify(
    texts: Sequence[str],
    tasks: Sequence[Task],
    models: Mapping[str, TextModel] | None = None,
    additions: Additions = NO_ADDITIONS,
) -> list[dict[Task, Label]]:
    """Labels of every text, in its order; ``additions`` are keywords that an administrator gave the rules."""
    models = models or {}
    lexicons, version = Lexicons.of(additions), additions.version(RULES_VERSION)
    rules = [(task, task.value, _RULES[task]) for task in tasks]
    by_rules = [_by_rules(text, rules, lexicons, version) for text in texts]
    for task in tasks:
        if (model := models.get(task)) is not None:
            for labels, label in zip(by_rules, label_with(model, texts), strict=True):
                if _is_better(label, labels[task], model):
                    labels[task] = label
    return by_rules


def _is_better(label: Label, of_rules: Label, model: TextModel) -> bool:
    """A class that the model never learnt, for want of codes, stays with the rules."""
    if label.value is None:
        return of_rules.value is None
    return of_rules.value is None or of_rules.value in model.classes


def label_with(model: TextModel, texts: Sequence[str], alternatives: int = 0) -> list[Label]:
    """What one model says; below its threshold it abstains, but keeps the confidence it had."""
    labels = []
    chances = model.probabilities(texts)
    order = (-chances).argsort(axis=1)[:, : max(alternatives, 1)]
    for row, places in zip(chances.tolist(), order.tolist(), strict=True):
        best = places[0]
        sure = row[best] >= model.threshold
        labels.append(
            Label(
                model.task,
                model.classes[best] if sure else None,
                round(row[best], 4),
                LabelSource.MODEL.value,
                model.version,
                tuple((model.classes[place], round(row[place], 4)) for place in places[:alternatives]),
            )
        )
    return labels


# --- rules ---------------------------------------------------------------------------------------


class Lexicons(NamedTuple):
    """The lexicons of the four tasks with keywords, for one state of the additions."""

    topics: Lexicon
    services: Lexicon
    intents: Lexicon
    problems: Lexicon

    @classmethod
    def of(cls, additions: Additions) -> Lexicons:
        return cls(
            topics_lexicon(additions),
            services_lexicon(additions),
            intents_lexicon(additions),
            problems_lexicon(additions),
        )


@dataclass(slots=True)
class _Reading:
    """A text read once; the hits of each lexicon are looked up when first asked for."""

    text: str
    words: Words
    lexicons: Lexicons
    _topics: list[Hit] | None = None
    _services: list[Hit] | None = None
    _intents: list[Hit] | None = None
    _problems: list[Hit] | None = None
    _decided: list[Hit] | None = None

    def topics(self) -> list[Hit]:
        if self._topics is None:
            self._topics = self.lexicons.topics.hits_in(self.words)
        return self._topics

    def services(self) -> list[Hit]:
        if self._services is None:
            self._services = self.lexicons.services.hits_in(self.words)
        return self._services

    def intents(self) -> list[Hit]:
        if self._intents is None:
            self._intents = self.lexicons.intents.hits_in(self.words)
        return self._intents

    def problems(self) -> list[Hit]:
        if self._problems is None:
            self._problems = self.lexicons.problems.hits_in(self.words)
        return self._problems

    def decided(self) -> list[Hit]:
        """The hits of intents that count (``rules.intents``)."""
        if self._decided is None:
            self._decided = decide(
                self.intents(), self.words, self.text, lambda: names_problem(self.problems())
            )
        return self._decided


def _by_rules(text: str, rules: Sequence[_Rule], lexicons: Lexicons, version: str) -> dict[Task, Label]:
    text = text[:LONGEST]
    reading = _Reading(text, read_words(text), lexicons)
    return {task: Label(name, *rule(reading), _RULE, version) for task, name, rule in rules}


_RULE = LabelSource.RULE.value
Found = tuple[str | None, float | None]
_Rule = tuple[Task, str, Callable[[_Reading], Found]]
_NOTHING: Found = (None, None)


def _agreement(hit: Hit, hits: Sequence[Hit]) -> float:
    return round(hit.length * hit.count / sum(one.length * one.count for one in hits), 4)


def _topic(reading: _Reading) -> Found:
    hits = reading.topics()
    return (TOPICS[hits[0].order].id, _agreement(hits[0], hits)) if hits else _NOTHING


def _service(reading: _Reading) -> Found:
    hits = reading.services()
    return (SERVICES[hits[0].order].id, _agreement(hits[0], hits)) if hits else _NOTHING


def _intent(reading: _Reading) -> Found:
    hits, kept = reading.intents(), reading.decided()
    if not kept:
        return _NOTHING
    return INTENTS[kept[0].order].id, _agreement(kept[0], hits) if kept[0].keyword else None


def _is_advertisement(reading: _Reading) -> bool:
    return is_spam(" ".join(reading.words.standard))


def _problem(reading: _Reading) -> Found:
    hits = reading.problems()
    best = best_problem(hits)
    return (PROBLEMS[best.order].id, _agreement(best, hits)) if best else _NOTHING


def _function(reading: _Reading) -> Found:
    return function_of(reading.text, reading.words, reading.topics(), bool(reading.services())), None


def _sentiment(reading: _Reading) -> Found:
    return _NOTHING  # keywords do not tell what somebody feels


def _spam(reading: _Reading) -> Found:
    kept = reading.decided()
    says_so = bool(kept) and INTENTS[kept[0].order].id == ADVERTISING
    return (SPAM if says_so or _is_advertisement(reading) else NONE), None


def _incident(reading: _Reading) -> Found:
    return incident_of(reading.text), None


def _language(reading: _Reading) -> Found:
    return language_of(reading.words.raw), None


_RULES: Mapping[Task, Callable[[_Reading], Found]] = {
    Task.TOPIC: _topic,
    Task.FUNCTION: _function,
    Task.INTENT: _intent,
    Task.PROBLEM: _problem,
    Task.SERVICE: _service,
    Task.SENTIMENT: _sentiment,
    Task.SPAM: _spam,
    Task.INCIDENT: _incident,
    Task.LANGUAGE: _language,
}

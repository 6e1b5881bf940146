"""Labels by keyword: the baseline classifier. Its labels are provisional until they are audited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analytics_app.text.rules.intents import decide
from analytics_app.text.rules.lexicon import Hit, Lexicon, read_words
from analytics_app.text.taxonomy import VERSION
from analytics_app.text.taxonomy.additions import NO_ADDITIONS, Additions
from analytics_app.text.taxonomy.further import FURTHER
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.problems import PROBLEMS
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.topics import TOPICS
from analytics_app.text.taxonomy.words import AMBIGUOUS

SOURCE = "rule"
#: Taxonomy and reading of words together: a change of either makes other labels.
RULES_VERSION = f"{VERSION}+8"
INTENT_ORDER: tuple[str, ...] = tuple(intent.id for intent in INTENTS)
NEEDS_RESPONSE: frozenset[str] = frozenset(intent.id for intent in INTENTS if intent.needs_response)
_STRENGTH = {intent.id: place for place, intent in enumerate(INTENTS)}
_RESIDUAL = frozenset(problem.id for problem in PROBLEMS if problem.residual)


@dataclass(frozen=True, slots=True)
class IntentLabel:
    """What a citizen's message wants; ``intent`` None = no keyword matched, taken to need a response."""

    intent: str | None
    needs_response: bool
    keyword: str | None
    source: str = SOURCE
    version: str = RULES_VERSION


ADVERTISING = "spam_promosi"
_NO_MATCH = IntentLabel(intent=None, needs_response=True, keyword=None)


def intent_of(text: str, additions: Additions = NO_ADDITIONS) -> IntentLabel:
    """The intent of one message by the taxonomy's keywords and those added (method section 12, "Lexicon")."""
    words = read_words(text)
    problems = problems_lexicon(additions)
    hits = decide(
        intents_lexicon(additions).hits_in(words), words, text, lambda: names_problem(problems.hits_in(words))
    )
    version = additions.version(RULES_VERSION)
    if not hits:
        return replace(_NO_MATCH, version=version)
    intent = INTENTS[hits[0].order]
    return IntentLabel(intent.id, intent.needs_response, hits[0].keyword or None, version=version)


def strongest_intent(labels: Iterable[IntentLabel]) -> IntentLabel | None:
    """The strongest of several labels: those that need a response first, then by the taxonomy's order.

    A label without an intent needs a response but is weaker than any that is named. None for no labels.
    """
    return min(labels, key=_strength, default=None)


def _strength(label: IntentLabel) -> tuple[bool, int]:
    return not label.needs_response, _STRENGTH.get(label.intent or "", len(_STRENGTH))


def topic_of(text: str) -> str | None:
    """The information topic of a post, or None."""
    hits = topics_lexicon().hits(text)
    return TOPICS[hits[0].order].id if hits else None


def problem_of(text: str) -> str | None:
    """The problem a message states, or None; the residual classes never win over a named one."""
    hit = best_problem(problems_lexicon().hits(text))
    return PROBLEMS[hit.order].id if hit else None


def best_problem(hits: Sequence[Hit]) -> Hit | None:
    """The first hit of a named problem, else of a residual one."""
    named = (hit for hit in hits if PROBLEMS[hit.order].id not in _RESIDUAL)
    return next(named, hits[0] if hits else None)


def names_problem(hits: Sequence[Hit]) -> bool:
    """Whether one of the hits is a named problem, no residual class, by more than a word of several meanings."""
    return any(PROBLEMS[hit.order].id not in _RESIDUAL and hit.keyword not in AMBIGUOUS for hit in hits)


def service_of(text: str) -> str | None:
    """The public service that a message concerns, or None."""
    hits = services_lexicon().hits(text)
    return SERVICES[hits[0].order].id if hits else None


@lru_cache(maxsize=4)
def intents_lexicon(additions: Additions = NO_ADDITIONS) -> Lexicon:
    """The keywords of the twelve intents."""
    return Lexicon(INTENTS, _beside("intent", additions))


@lru_cache(maxsize=4)
def topics_lexicon(additions: Additions = NO_ADDITIONS) -> Lexicon:
    """The keywords of the eighteen topics."""
    return Lexicon(TOPICS, _beside("topic", additions))


@lru_cache(maxsize=4)
def problems_lexicon(additions: Additions = NO_ADDITIONS) -> Lexicon:
    """The keywords of the fourteen problem categories."""
    return Lexicon(PROBLEMS, _beside("problem", additions))


@lru_cache(maxsize=4)
def services_lexicon(additions: Additions = NO_ADDITIONS) -> Lexicon:
    """The keywords of the services."""
    return Lexicon(SERVICES, _beside("service", additions))


def _beside(task: str, additions: Additions) -> dict[str, tuple[str, ...]]:
    """Class → what is looked for beside the taxonomy's keywords: our further phrases, then an administrator's."""
    added = additions.of(task)
    further = FURTHER.get(task, {})
    return {
        class_id: (*further.get(class_id, ()), *added.get(class_id, ())) for class_id in {*further, *added}
    }

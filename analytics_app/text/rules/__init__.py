"""Labels by the taxonomy's keywords."""

from analytics_app.text.rules.labels import (
    INTENT_ORDER,
    NEEDS_RESPONSE,
    IntentLabel,
    intent_of,
    problem_of,
    service_of,
    strongest_intent,
    topic_of,
)

__all__ = [
    "INTENT_ORDER",
    "NEEDS_RESPONSE",
    "IntentLabel",
    "intent_of",
    "problem_of",
    "service_of",
    "strongest_intent",
    "topic_of",
]

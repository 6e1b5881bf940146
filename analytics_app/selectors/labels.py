"""Labels of messages, as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from analytics_app.models import Label, LabelCorrection
from analytics_app.text.classify import Label as TextLabel
from analytics_app.text.classify import LabelSource


def list_labels(message_ids: Collection[int]) -> dict[int, dict[str, TextLabel]]:
    """Task → label of each message; one query. Messages without labels are absent."""
    found: dict[int, dict[str, TextLabel]] = defaultdict(dict)
    for row in Label.objects.filter(message_id__in=message_ids):
        found[row.message_id][row.task] = TextLabel(
            row.task, row.value, row.confidence, row.source, row.version
        )
    return dict(found)


def intents_above_rules(message_ids: Collection[int]) -> dict[int, str | None]:
    """Message → the intent that a person or a model gave it; it goes before the keywords. None: a person's "none"."""
    said: dict[int, str | None] = dict(
        Label.objects.filter(message_id__in=message_ids, task="intent")
        .exclude(source=LabelSource.RULE.value)
        .values_list("message_id", "value")
    )
    nothing = (
        LabelCorrection.objects.filter(message_id__in=message_ids, task="intent", value=None)
        .exclude(message_id__in=list(said))
        .values_list("message_id", flat=True)
    )
    return {**dict.fromkeys(nothing), **said}

"""What the machine said of messages: the one place that knows where labels are stored."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models.expressions import Combinable

from accounts_app.database_scope import as_system
from analytics_app.models import Message
from analytics_app.text.coding.codebook import LabelTask


@as_system
def machine_labels(label: LabelTask, message_ids: Collection[int]) -> dict[int, str | None]:
    """The machine's class of each message that it labelled, None where it abstained. One query.

    Messages that it never looked at are left out, and all of a task of which no labels are stored.
    """
    if label is not LabelTask.INTENT:
        return {}
    labelled = Message.objects.filter(pk__in=message_ids, intent_version__isnull=False)
    return dict(labelled.values_list("pk", "intent"))


def has_machine_labels(label: LabelTask) -> bool:
    """Whether labels of this task are stored at all."""
    return label is LabelTask.INTENT


def confidence_of(label: LabelTask) -> Combinable | None:
    """The machine's confidence in 0-1 as an expression over messages; None where rules give no confidence."""
    return None

"""A person's word on a label: it holds from then on, is kept as it was given, and can be learnt from."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import User
from analytics_app.models import Label, LabelCorrection, Message
from analytics_app.services.labelling import MARK_SCORES
from analytics_app.text.classify import CLASSES, LabelSource, Task

PERSON_VERSION = "person"


class UnknownClass(ValueError):
    """The task does not know this class."""


@as_system
@transaction.atomic
def correct_label(message: Message, task: Task, value: str | None, *, by: User | None, at: datetime) -> bool:
    """Sets a label to what a person says; ``value`` None: no class fits. False where a person said the same already.

    Raises UnknownClass. An intent makes the message's threads be cut anew, and the figures of the accounts that the
    message concerns are computed again, which the next chain does.
    """
    if value is not None and value not in CLASSES[task]:
        raise UnknownClass(f"{task}: {value}")
    Message.objects.select_for_update().get(pk=message.pk)
    old = Label.objects.filter(message=message, task=task).first()
    newest = LabelCorrection.objects.filter(message=message, task=task).order_by("-at", "-pk").first()
    if newest is not None and newest.value == value:
        return False
    LabelCorrection.objects.create(
        message=message,
        task=task.value,
        value=value,
        old_value=old.value if old else None,
        old_source=old.source if old else None,
        old_version=old.version if old else None,
        by=by,
        at=at,
    )
    Label.objects.filter(message=message, task=task).delete()
    if value is not None:
        Label.objects.create(
            message=message,
            task=task.value,
            value=value,
            confidence=None,
            source=LabelSource.PERSON.value,
            version=PERSON_VERSION,
        )
    if task is Task.INTENT:
        Message.objects.filter(pk=message.pk).update(intent_version=None, needs_rebuild=True)
    with connection.cursor() as cursor:
        cursor.execute(MARK_SCORES, {"ids": [message.pk]})
    record_event(
        AuditAction.LABEL_CHANGED,
        actor=by,
        subject=AuditSubject("message", str(message.pk)),
        old={task.value: old.value if old else None},
        new={task.value: value},
    )
    return True

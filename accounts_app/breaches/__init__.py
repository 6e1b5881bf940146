"""Writes and reads the breach register. One transaction each, told in the audit log."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts_app.audit import AuditSubject, record_change, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import Breach, User

FIELDS = (
    "title", "discovered_at", "what_happened", "affected_data", "affected_people", "measures", "people_told_at",
    "authority_told_at",
)  # fmt: skip
#: What the audit log keeps in full; of the long texts only that they changed.
_TOLD = ("title", "discovered_at", "affected_people", "people_told_at", "authority_told_at")


def list_breaches() -> QuerySet[Breach]:
    """All of them, the latest discovery first."""
    return Breach.objects.order_by("-discovered_at", "-id")


def find_breach(public_id: str) -> Breach | None:
    """The entry with this public id."""
    return Breach.objects.filter(public_id=public_id).first()


@transaction.atomic
def save_breach(breach: Breach, values: dict[str, Any], *, by: User) -> Breach:
    """Records a new entry or corrects a known one; entries are never deleted."""
    is_new = breach.pk is None
    before = {} if is_new else {name: getattr(breach, name) for name in FIELDS}
    for name in FIELDS:
        setattr(breach, name, values[name])
    if is_new:
        breach.recorded_by = by.email
    breach.save()
    subject = AuditSubject("breach", breach.public_id, breach.title)
    told, was = _told(values), _told(before)
    if is_new:
        record_event(AuditAction.BREACH_RECORDED, actor=by, subject=subject, new=told)
    elif before != {name: values[name] for name in FIELDS}:
        rewritten = [name for name in FIELDS if name not in _TOLD and before[name] != values[name]]
        told |= {"rewritten": rewritten}
        record_change(AuditAction.BREACH_CHANGED, was, told, actor=by, subject=subject)
    return breach


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values.get(name) for name in _TOLD if name in values}

"""Reads of the audit log for pages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from accounts_app.access import Visitor, may_nationally, memberships_of
from accounts_app.audit import describe
from accounts_app.models import AuditEvent
from accounts_app.permissions import Permission, rights_in_region


def list_events(
    user: Visitor,
    *,
    actor: str = "",
    action: str = "",
    subject: str = "",
    region_code: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> QuerySet[AuditEvent]:
    """Events that the user may read (an auditor of a region: those of that region), newest first.

    Days are local days of the server's zone, both included.
    ``actor`` and ``subject`` are parts of a name, or a whole public id.
    """
    events = AuditEvent.objects.filter(_readable(user)).order_by("-id")
    if actor:
        events = events.filter(actor_name__icontains=actor)
    if action:
        events = events.filter(action=action)
    if subject:
        events = events.filter(Q(subject_name__icontains=subject) | Q(subject_id=subject))
    if region_code:
        events = events.filter(region_code=region_code)
    if first_day:
        events = events.filter(at__gte=_midnight(first_day))
    if last_day:
        events = events.filter(at__lt=_midnight(last_day + timedelta(days=1)))
    return events


def history_of(row: Model) -> QuerySet[AuditEvent]:
    """What was done to this row, newest first."""
    told = describe(row)
    return AuditEvent.objects.filter(subject_kind=told.kind, subject_id=told.id).order_by("-id")


def _readable(user: Visitor) -> Q:
    if may_nationally(user, Permission.READ_LOG):
        return Q()
    held = [one for one in memberships_of(user) if Permission.READ_LOG in rights_in_region(one.role)]
    return Q(region_code__in=[one.region.code for one in held if one.region])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def as_row(event: AuditEvent) -> dict[str, Any]:
    """One event as a file holds it: names of ours, times in UTC."""
    return {
        "id": event.pk,
        "at": event.at.isoformat(timespec="seconds"),
        "action": event.action,
        "actor": event.actor_name,
        "actor_roles": ", ".join(event.actor_roles),
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "subject": event.subject_name,
        "region": event.region_code,
        "network": event.address,
        "old": event.old,
        "new": event.new,
    }

"""Writes the audit log: who did what to what, when, from where, with the values before and after.

``record_event`` belongs into the transaction of the act: both last, or neither. Who acts is told by the request that
is being answered (the middleware notes it); work for somebody outside a request says so with ``acting_as``.
Values before and after are for facts of our own (roles, states, settings): never put a citizen's text, name or
contact there.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import HttpRequest

from accounts_app.access import memberships_of
from accounts_app.audit.actions import AuditAction
from accounts_app.models import AuditEvent, Region, User

_request: ContextVar[HttpRequest | None] = ContextVar("audited request", default=None)
_person: ContextVar[User | None] = ContextVar("person acted for", default=None)
_NETWORK_BITS = {4: 24, 6: 48}  # the office's network, not the machine: see decision 0098


class AuditEncoder(DjangoJSONEncoder):
    """Dates as text; rows of tables by what they are called."""

    def default(self, value: Any) -> Any:
        return str(value) if isinstance(value, Model) else super().default(value)


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """What an act is done to, where no row of a table stands for it."""

    kind: str
    id: str = ""
    name: str = ""


def record_event(
    action: AuditAction,
    *,
    actor: User | None = None,
    subject: Model | AuditSubject | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    region: Region | None = None,
    request: HttpRequest | None = None,
) -> AuditEvent:
    """Adds one event.

    Without ``actor`` it is who sends the request being answered, or who ``acting_as`` named, else the program
    itself. ``subject`` is remembered as kind, public id and name; ``region`` is the subject's own unless given.
    ``old`` and ``new`` hold what differs, as JSON can (dates become text).
    """
    request = request or _request.get()
    actor = actor or _acting(request)
    told = describe(subject)
    place = region or _region_of(subject)
    return AuditEvent.objects.create(
        action=action.value,
        actor_id=actor.pk if actor else None,
        actor_name=actor.email if actor else "",
        actor_roles=_roles(actor) if actor else [],
        subject_kind=told.kind[:40],
        subject_id=told.id[:64],
        subject_name=told.name[:254],
        region_code=place.code if place else "",
        address=network_of(request),
        old=_as_json(old),
        new=_as_json(new),
    )


def record_change(
    action: AuditAction,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    **told: Any,
) -> AuditEvent | None:
    """``record_event`` with the fields that differ; nothing, and None, where none does."""
    changed = [name for name in after if before.get(name) != after[name]]
    if not changed:
        return None
    old, new = ({name: values.get(name) for name in changed} for values in (before, after))
    return record_event(action, old=old, new=new, **told)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """While this request is answered its sender is the actor."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


@contextmanager
def acting_as(person: User | None) -> Iterator[None]:
    """Work done for a person outside a request: a task that the person started."""
    token = _person.set(person)
    try:
        yield
    finally:
        _person.reset(token)


def describe(subject: Model | AuditSubject | None) -> AuditSubject:
    """How a row is remembered: its model's name, its public id (code, key), and what it is called."""
    if subject is None:
        return AuditSubject("")
    if isinstance(subject, AuditSubject):
        return subject
    id = getattr(subject, "public_id", None) or getattr(subject, "code", None) or subject.pk
    return AuditSubject(str(subject._meta.model_name), str(id), str(subject))


def network_of(request: HttpRequest | None) -> str:
    """The sender's network (/24, in IPv6 /48); empty outside a request or where the address is not to be known."""
    if request is None:
        return ""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    return str(ipaddress.ip_network((address, _NETWORK_BITS[address.version]), strict=False))


def _acting(request: HttpRequest | None) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.is_authenticated else _person.get()


def _roles(actor: User) -> list[str]:
    held = memberships_of(actor)
    return sorted(f"{one.role} {one.region.code}" if one.region else one.role for one in held)


def _region_of(subject: Model | AuditSubject | None) -> Region | None:
    if isinstance(subject, Region):
        return subject
    region = getattr(subject, "region", None)
    return region if isinstance(region, Region) else None


def _as_json(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(json.dumps(values, cls=AuditEncoder))

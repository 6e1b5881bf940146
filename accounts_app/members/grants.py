"""Memberships given, prolonged and taken away. Who may is told by ``access.can_grant``: never more than one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts_app.access import Visitor, can_grant, may_nationally, memberships_of, regions_grantable_by
from accounts_app.audit import record_change, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.choices import Role
from accounts_app.models import Agency, Invitation, Membership, Region, User
from accounts_app.permissions import Permission

Row = TypeVar("Row", Membership, Invitation)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a membership gives: a role in a region (None: the country), until a day (None: without end)."""

    role: Role
    region: Region | None
    agency: Agency | None = None
    reads_conversations: bool = False
    until: date | None = None


def offer_of(row: Membership | Invitation) -> Offer:
    """What a membership gives or an invitation offers."""
    return Offer(Role(row.role), row.region, row.agency, row.reads_conversations, row.valid_until)


def may_give(user: Visitor, offer: Offer) -> bool:
    """Whether the user may give this, today and still on its last day: no right is given for longer than it is held."""
    return _can_grant(user, offer, None) and _can_grant(user, offer, offer.until or date.max)


def roles_to_give(user: Visitor) -> list[Role]:
    """The roles that the user may give somewhere, in their usual order."""
    places: list[Region | None] = [Region.objects.first()] if may_nationally(user, Permission.GRANT) else []
    places += [own.region for own in memberships_of(user)]
    return [role for role in Role if any(can_grant(user, role, place) for place in places)]


def may_take(user: Visitor, offer: Offer) -> bool:
    """Whether the user may take this away: they could give it today."""
    return _can_grant(user, offer, None)


def memberships_managed_by(user: Visitor, search: str = "") -> list[Membership]:
    """The memberships, past ones included, that the user could give; their own included."""
    rows = _where_granting(user, Membership.objects.all()).select_related(
        "user", "region", "agency", "granted_by"
    )
    if search:
        rows = rows.filter(
            Q(user__email__icontains=search)
            | Q(user__full_name__icontains=search)
            | Q(region__name__icontains=search)
        )
    rows = rows.order_by("user__full_name", "user__email", "region__code", "role")
    return [row for row in rows if may_take(user, offer_of(row))]


def invitations_managed_by(user: Visitor) -> list[Invitation]:
    """The open invitations that the user could have made."""
    rows = _where_granting(user, Invitation.objects.filter(accepted_at=None, withdrawn_at=None))
    rows = rows.exclude(email="").select_related("region", "agency", "invited_by")
    return [row for row in rows if may_take(user, offer_of(row))]


def membership_managed_by(user: Visitor, public_id: str) -> Membership | None:
    """The membership, unless the user may not take it away or it is their own."""
    rows = Membership.objects.select_related("user", "region", "agency").exclude(user=user.pk)
    row = rows.filter(public_id=public_id).first()
    return row if row and may_take(user, offer_of(row)) else None


def invitation_managed_by(user: Visitor, public_id: str) -> Invitation | None:
    """The open invitation, unless the user could not have made it."""
    return next((row for row in invitations_managed_by(user) if row.public_id == public_id), None)


@transaction.atomic
def give(user: User, offer: Offer, *, granted_by: User | None) -> Membership:
    """The membership, from today on; who has or had it gets its new end."""
    known = Membership.objects.filter(
        user=user, role=offer.role, region=offer.region, agency=offer.agency
    ).first()
    before = membership_facts(known) if known else {}
    membership, _created = Membership.objects.update_or_create(
        user=user,
        role=offer.role,
        region=offer.region,
        agency=offer.agency,
        defaults={
            "reads_conversations": offer.reads_conversations,
            "valid_from": None,
            "valid_until": offer.until,
            "granted_by": granted_by,
        },
    )
    action = AuditAction.MEMBERSHIP_CHANGED if known else AuditAction.MEMBERSHIP_GRANTED
    record_change(action, before, membership_facts(membership), actor=granted_by, subject=membership)
    if offer.role == Role.NATIONAL_ADMIN and not user.is_staff:  # the administration site asks for both
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    return membership


def membership_facts(membership: Membership) -> dict[str, object]:
    """What the audit log keeps of a membership beside the person and the region."""
    return {
        "role": membership.role,
        "agency": str(membership.agency) if membership.agency else None,
        "reads_conversations": membership.reads_conversations,
        "valid_from": membership.valid_from,
        "valid_until": membership.valid_until,
    }


@transaction.atomic
def change_until(membership: Membership, until: date | None) -> None:
    """Moves the end of a membership."""
    before = membership_facts(membership)
    membership.valid_until = until
    membership.save(update_fields=["valid_until"])
    record_change(AuditAction.MEMBERSHIP_CHANGED, before, membership_facts(membership), subject=membership)


@transaction.atomic
def revoke(membership: Membership) -> None:
    """Takes the membership away: the person's next request finds nothing. The log remembers it."""
    record_event(AuditAction.MEMBERSHIP_REVOKED, subject=membership, old=membership_facts(membership))
    membership.delete()


def _can_grant(user: Visitor, offer: Offer, today: date | None) -> bool:
    return can_grant(
        user,
        offer.role,
        offer.region,
        agency=offer.agency,
        reads_conversations=offer.reads_conversations,
        today=today,
    )


def _where_granting(user: Visitor, rows: QuerySet[Row]) -> QuerySet[Row]:
    where = Q(region__in=regions_grantable_by(user))
    if may_nationally(user, Permission.GRANT):
        where |= Q(region=None)
    return rows.filter(where)

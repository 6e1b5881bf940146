"""Invitations: made, sent again, withdrawn, accepted.

The link is ``public_id.secret``. What is kept is a digest made with the server's key of the secret *and* of what is
offered: neither a read nor a changed row makes a link, and a link cannot be used for another address, role, region
or end than it was made for. Each link works once; a new link ends the one before.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts_app.access import Visitor
from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.choices import Role
from accounts_app.members.grants import Offer, give, may_give, offer_of
from accounts_app.models import Invitation, Membership, User

INVITATION_DAYS = 7
FIRST_ADMIN_HOURS = 24
_SALT = "accounts_app.invitations"


class Problem(StrEnum):
    """Why a link does not work."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"
    INVITER = "inviter"  # who invited may no longer give this role
    OTHER_PERSON = "other_person"  # somebody else is signed in


class LinkNotValid(Exception):
    """The link cannot be used; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class AlreadyInvited(Exception):
    """The same role in the same region is already offered to this address."""


# --- made, sent again, withdrawn -----------------------------------------------------------------


def invite(inviter: User, email: str, offer: Offer) -> tuple[Invitation, str]:
    """An invitation and its token. Whether the inviter may is the caller's question (``grants.may_give``)."""
    email = email.strip().lower()
    same = _open().filter(email=email, role=offer.role, region=offer.region, agency=offer.agency)
    if same.exists():
        raise AlreadyInvited
    invitation = Invitation(
        email=email,
        role=offer.role,
        region=offer.region,
        agency=offer.agency,
        reads_conversations=offer.reads_conversations,
        valid_until=offer.until,
        invited_by=inviter,
    )
    return _issue(invitation, timedelta(days=INVITATION_DAYS))


def invite_first_admin() -> str:
    """The token of the first administrator's link; a link made before no longer works."""
    invitation = _open().filter(email="").first() or Invitation(role=Role.NATIONAL_ADMIN)
    return _issue(invitation, timedelta(hours=FIRST_ADMIN_HOURS))[1]


def send_again(invitation: Invitation, inviter: User) -> str:
    """A new token with a new end; the link before no longer works, and the sender now answers for it."""
    invitation.invited_by = inviter
    return _issue(invitation, timedelta(days=INVITATION_DAYS))[1]


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """The link stops working."""
    record_event(AuditAction.INVITATION_REVOKED, subject=invitation, old=_told(invitation))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


# --- accepted ------------------------------------------------------------------------------------


def has_administrator() -> bool:
    """Whether anybody holds the role of national administrator."""
    return Membership.objects.filter(role=Role.NATIONAL_ADMIN).exists()


def find(token: str, visitor: Visitor | None = None) -> Invitation:
    """The invitation of a link that may be used now, by this visitor; raises LinkNotValid."""
    return _usable(Invitation.objects.select_related("region", "agency", "invited_by"), token, visitor)


def invited_user(invitation: Invitation) -> User | None:
    """The account that the invited address already has."""
    if not invitation.email:
        return None
    return User.objects.filter(email__iexact=invitation.email).first()


def is_taken(email: str) -> bool:
    """Whether an account has this address."""
    return User.objects.filter(email__iexact=email).exists()


@transaction.atomic
def accept(token: str, user: User) -> Membership:
    """The membership for a person who is signed in with the invited address; spends the link."""
    return _spend(_locked(token, user), user)


@transaction.atomic
def accept_as_new(token: str, *, email: str, full_name: str, password: str) -> User:
    """A new person with the invited address (the first administrator names one), and the membership."""
    invitation = _locked(token, None)
    user = User.objects.create_user(invitation.email or email, password, full_name=full_name)
    record_event(AuditAction.USER_CREATED, actor=user, subject=user)
    _spend(invitation, user)
    return user


@transaction.atomic
def _issue(invitation: Invitation, lasts: timedelta) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(24)
    invitation.digest = _digest(invitation, secret)
    invitation.expires_at = timezone.now() + lasts
    invitation.save()
    record_event(AuditAction.INVITATION_SENT, subject=invitation, new=_told(invitation))
    return invitation, f"{invitation.public_id}.{secret}"


def _digest(invitation: Invitation, secret: str) -> str:
    offered = (
        invitation.email,
        invitation.role,
        invitation.region_id,
        invitation.agency_id,
        invitation.reads_conversations,
        invitation.valid_until,
        secret,
    )
    return salted_hmac(_SALT, "\n".join(map(str, offered)), algorithm="sha256").hexdigest()


def _locked(token: str, visitor: Visitor | None) -> Invitation:
    """Two people with one link: the first wins, the second finds it used."""
    return _usable(Invitation.objects.select_for_update(), token, visitor)


def _usable(rows: QuerySet[Invitation], token: str, visitor: Visitor | None) -> Invitation:
    public_id, _dot, secret = token.partition(".")
    invitation = rows.filter(public_id=public_id).first()
    if invitation is None or not constant_time_compare(invitation.digest, _digest(invitation, secret)):
        raise LinkNotValid(Problem.UNKNOWN)
    if problem := _problem(invitation, visitor):
        raise LinkNotValid(problem)
    return invitation


def _problem(invitation: Invitation, visitor: Visitor | None) -> Problem | None:
    if invitation.accepted_at:
        return Problem.USED
    if invitation.withdrawn_at:
        return Problem.WITHDRAWN
    if invitation.is_expired(timezone.now()):
        return Problem.EXPIRED
    if not _is_still_offered(invitation):
        return Problem.INVITER
    if isinstance(visitor, User) and visitor.email.lower() != invitation.email:
        return Problem.OTHER_PERSON
    return None


def _is_still_offered(invitation: Invitation) -> bool:
    if not invitation.email:
        return not has_administrator()
    inviter = invitation.invited_by
    return inviter is not None and may_give(inviter, offer_of(invitation))


def _spend(invitation: Invitation, user: User) -> Membership:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record_event(AuditAction.INVITATION_ACCEPTED, actor=user, subject=invitation, new=_told(invitation))
    return give(user, offer_of(invitation), granted_by=invitation.invited_by)


def _told(invitation: Invitation) -> dict[str, object]:
    """What the audit log keeps of an invitation."""
    return {"email": invitation.email, "role": invitation.role, "valid_until": invitation.valid_until}


def _open() -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn; the expired ones too, because they can be sent again."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)

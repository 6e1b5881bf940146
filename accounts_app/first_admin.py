"""The first administrator: a one-time link, and what it does."""

from __future__ import annotations

from django.core import signing
from django.db import connection, transaction
from django.db.models import Max

from accounts_app.choices import Role
from accounts_app.models import Membership, User

LINK_HOURS = 24
_SALT = "accounts_app.first_admin"
_LOCK = 7_415_002


class LinkNotValid(Exception):
    """The link is unknown, too old or used, or an administrator is there already."""


def has_administrator() -> bool:
    """Whether anybody holds the role of national administrator."""
    return Membership.objects.filter(role=Role.NATIONAL_ADMIN).exists()


def make_token() -> str:
    """A signed token for the link. It names the newest user, so that the first use spends it."""
    return signing.dumps(_newest_user(), salt=_SALT)


def require_token(token: str) -> None:
    """Raises LinkNotValid unless the token may be used now."""
    try:
        newest = signing.loads(token, salt=_SALT, max_age=LINK_HOURS * 3600)
    except signing.BadSignature:
        raise LinkNotValid from None
    if newest != _newest_user() or has_administrator():
        raise LinkNotValid


@transaction.atomic
def create_first_admin(token: str, *, email: str, full_name: str, password: str) -> User:
    """The first user, national administrator with access to the administration pages; spends the token."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [_LOCK]
        )  # two people with one link: the first wins
    require_token(token)
    user = User.objects.create_superuser(email, password, full_name=full_name)
    Membership.objects.create(user=user, role=Role.NATIONAL_ADMIN)
    return user


def _newest_user() -> int:
    newest: int | None = User.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0

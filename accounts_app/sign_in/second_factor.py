"""The second factor: what a session has proven, and how its secrets are kept.

Whoever holds a role that needs it passes the door only in a session that has proven a second factor: at sign-in, by
reauthenticating with it, or by setting it up. That a person *has* one is not enough, or a stolen older session of
theirs would keep its way in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from accounts_app.models import User

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_SET_UP_BY = "second_factor_set_up_by"
REAL_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_proven(request: HttpRequest) -> bool:
    """Whether this session of the signed-in user has proven a second factor."""
    user = request.user
    if not isinstance(user, User):
        return False
    if request.session.get(_SET_UP_BY) == user.pk:
        return True
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def has_one(user: User) -> bool:
    """Whether the user has set up a second factor at all; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=REAL_TYPES).exists())


@receiver(authenticator_added)
def _remember_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in REAL_TYPES:
        request.session[_SET_UP_BY] = user.pk


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factors, with their secrets encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    """Under the key that is never changed: a new one would lock everybody out."""
    from cryptography.fernet import Fernet  # few requests need it

    key = hmac.digest(settings.PAYLOAD_KEY, b"accounts_app.second_factor", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))

"""allauth as this product uses it: by invitation only, on one host, with our letters, and without lock-outs."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts_app.members import letters
from accounts_app.models import User
from accounts_app.sign_in import second_factor

logger = logging.getLogger(__name__)


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Hooks of allauth's sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in people stay on the host they are on, whatever ``next`` says."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Whoever has a second factor proves it first: with the password alone an older, perhaps stolen, session
        could read the recovery codes, or put a factor of its own in place of the owner's."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if (
            not isinstance(user, User)
            or not second_factor.has_one(user)
            or second_factor.is_proven(self.request)
        ):
            return methods
        return [method for method in methods if method["url"] != reverse("account_reauthenticate")]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our letter for allauth's; a dead mail server must not tell whether the address has an account."""
        try:
            letters.send_for_allauth(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("A letter was not sent: %s", template_prefix)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed attempts count per account *and* address: who guesses locks themselves out, not the owner."""
        counted = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{counted}:{self.get_client_ip(request)}"

"""Sign-in by another organisation's OIDC provider: it says who somebody is, and nothing else.

Whoever it names by a verified address that has an account here is signed in as that person; nobody is created, and
no claim ever becomes a role. From then on its subject stands for the person: the same address under another subject
is somebody else who inherited a mailbox, and is refused.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import User

logger = logging.getLogger(__name__)


class KnownPersonsAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Hooks of allauth's sign-in by other providers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """A provider makes nobody a user."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """The person with the verified address, unless the provider knows them by another subject already."""
        claims = _claims(sociallogin)
        email = str(claims.get("email") or "")
        if claims.get("email_verified") is not True or not email:
            return None
        user = User.objects.filter(email__iexact=email).first()
        known = SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider)
        return None if user is None or known.exists() else (user, email)

    def get_requests_session(self) -> Any:
        """allauth's session; a provider that does not answer is told on a page instead of by an error."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_tell(*args: Any, **kwargs: Any) -> Any:
            from requests import RequestException  # only where a provider is asked

            try:
                answer = ask(*args, **kwargs)
            except RequestException as problem:
                logger.warning("The OIDC provider does not answer: %s", type(problem).__name__)
                raise ImmediateHttpResponse(_not_answering(self.request)) from problem
            if answer.status_code >= 500:
                logger.warning("The OIDC provider answers %s", answer.status_code)
                raise ImmediateHttpResponse(_not_answering(self.request))
            return answer

        session.request = ask_or_tell
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Lets in whom we know and keeps none of the claims."""
        is_sign_in = sociallogin.state.get("process") in (None, "login")
        if not (is_sign_in and sociallogin.is_existing and _tells_of_one_person(sociallogin)):
            record_event(AuditAction.SIGN_IN_FAILED, request=request)
            raise ImmediateHttpResponse(render(request, "accounts/sso_unknown.html", status=403))
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])


def _not_answering(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=502)


def _claims(sociallogin: Any) -> dict[str, Any]:
    told: dict[str, Any] = sociallogin.account.extra_data
    return told.get("userinfo") or told.get("id_token") or {}


def _tells_of_one_person(sociallogin: Any) -> bool:
    """The token's subject and that of the user info must be one (OpenID Connect Core, 5.3.2)."""
    told = sociallogin.account.extra_data
    subjects = {told[part].get("sub") for part in ("userinfo", "id_token") if told.get(part)}
    return len(subjects) == 1

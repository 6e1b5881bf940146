"""Sign-in by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth without open sign-up, and without redirects to any other host."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in people stay on the host they are on, whatever ``next`` says."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

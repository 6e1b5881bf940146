"""allauth's forms of the second factor, where ours differ."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts_app.models import User


class _EachCodeOnce:
    """allauth remembers a used code for one period; with a tolerance codes live longer and would work again."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        lives = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        name = f"second_factor.used.{self.user.pk}.{normalize_user_code(code)}"
        if not cache.add(name, True, timeout=lives):
            raise get_adapter().validation_error("incorrect_code")
        return code


class OnceAuthenticateForm(_EachCodeOnce, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class OnceReauthenticateForm(_EachCodeOnce, ReauthenticateForm):  # type: ignore[misc]
    """The code before a dangerous act."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that also signs in, unless its owner says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nama")
        self.fields["passwordless"].initial = True


class RenamedPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nama")

"""Sign-in and everything around it goes into the audit log by the signals of Django and allauth."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from allauth.account import signals as account_signals
from django.apps import apps
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import User

_PASSWORD_SIGNALS = ("password_set", "password_changed", "password_reset")
_FACTOR_SIGNALS = {
    "authenticator_added": AuditAction.SECOND_FACTOR_ADDED,
    "authenticator_removed": AuditAction.SECOND_FACTOR_REMOVED,
    "authenticator_reset": AuditAction.RECOVERY_CODES_MADE,
}


def connect() -> None:
    """Listens from now on; a second time changes nothing."""
    auth_signals.user_logged_in.connect(_signed_in, dispatch_uid="audit sign-in")
    auth_signals.user_logged_out.connect(_signed_out, dispatch_uid="audit sign-out")
    auth_signals.user_login_failed.connect(_sign_in_failed, dispatch_uid="audit failed sign-in")
    for name in _PASSWORD_SIGNALS:
        getattr(account_signals, name).connect(_password_changed, dispatch_uid=f"audit {name}")
    if apps.is_installed("allauth.mfa"):
        factors = import_module("allauth.mfa.signals")
        for name in _FACTOR_SIGNALS:
            getattr(factors, name).connect(_FACTOR_LISTENERS[name], dispatch_uid=f"audit {name}")
        factors.authentication_failed.connect(_code_refused, dispatch_uid="audit refused code")
    account_signals.email_changed.connect(_address_changed, dispatch_uid="audit address")


def _signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    record_event(AuditAction.SIGN_IN, actor=user, subject=user, request=request)


def _signed_out(sender: Any, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record_event(AuditAction.SIGN_OUT, actor=user, subject=user, request=request)


def _sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Names the person whose address was given; an unknown address is not kept: people type passwords there."""
    typed = str(credentials.get("email") or credentials.get("username") or credentials.get("login") or "")
    known = User.objects.filter(email=typed.strip().lower()).first()
    record_event(AuditAction.SIGN_IN_FAILED, subject=known, request=request)


def _code_refused(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """The password was right and the second factor was not."""
    record_event(
        AuditAction.SIGN_IN_FAILED, subject=user, request=request, new={"type": str(authenticator.type)}
    )


def _address_changed(
    sender: Any,
    request: HttpRequest,
    user: User,
    from_email_address: Any,
    to_email_address: Any,
    **kwargs: Any,
) -> None:
    old = {"email": from_email_address.email} if from_email_address else None
    new = {"email": to_email_address.email}
    record_event(AuditAction.USER_CHANGED, actor=user, subject=user, request=request, old=old, new=new)


def _password_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_event(AuditAction.PASSWORD_CHANGED, actor=user, subject=user, request=request)


def _listener(action: AuditAction) -> Any:
    def listen(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
        record_event(action, actor=user, subject=user, request=request, new={"type": str(authenticator.type)})

    return listen


#: Kept here: signals hold their listeners weakly.
_FACTOR_LISTENERS = {name: _listener(action) for name, action in _FACTOR_SIGNALS.items()}

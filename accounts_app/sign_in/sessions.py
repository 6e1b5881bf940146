"""Where a person is signed in and with what, and how that ends."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.models import User


class LoggedSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """allauth's sessions, whose end goes into the log."""

    @transaction.atomic
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            session.end()
            record_event(AuditAction.SESSION_ENDED, subject=session.user)


def end(user: User, session_id: str) -> bool:
    """Ends one of the person's own sessions; whether there was such a one."""
    session = UserSession.objects.filter(user=user, pk=session_id).first() if session_id.isdecimal() else None
    if session is None:
        return False
    LoggedSessionsAdapter().end_sessions([session])
    return True


@transaction.atomic
def forget_second_factor(user: User) -> bool:
    """Removes a person's second factors (a lost phone); whether there were any. The next sign-in asks for new ones."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    record_event(AuditAction.SECOND_FACTOR_REMOVED, subject=user)
    return True

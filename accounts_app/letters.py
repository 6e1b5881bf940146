"""Letters by e-mail. Nobody knows yet which language the reader prefers, so each letter speaks both."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts_app.models import Invitation

LANGUAGES = ("id", "en")


def send_invitation(invitation: Invitation, token: str) -> None:
    """The letter with the link; raises what the mail server raises."""
    words: dict[str, Any] = {
        "inviter": str(invitation.invited_by),
        "url": absolute(reverse("invitation-accept", args=[token])),
    }
    for language in LANGUAGES:
        with translation.override(language):
            words |= {f"{name}_{language}": value for name, value in _offered(invitation).items()}
    _send(invitation.email, "Undangan GovMonitor · Invitation to GovMonitor", "emails/invitation.txt", words)


def send_trial(address: str) -> None:
    """A letter that says that letters arrive; raises what the mail server raises."""
    _send(address, "Surel uji GovMonitor · GovMonitor test e-mail", "emails/trial.txt", {})


def is_delivered() -> bool:
    """Whether letters leave this machine; else they are only written to the log or to files."""
    return settings.EMAIL_BACKEND.rsplit(".", 2)[-2] not in ("console", "filebased", "dummy")


def absolute(path: str) -> str:
    """The address that people can open from a letter."""
    return settings.BASE_URL.rstrip("/") + path


def _offered(invitation: Invitation) -> dict[str, str]:
    place = str(invitation.region or "Indonesia")
    until, expires = invitation.valid_until, timezone.localtime(invitation.expires_at)
    return {
        "role": str(invitation.get_role_display()),
        "where": f"{invitation.agency}, {place}" if invitation.agency else place,
        "until": date_format(until, "j F Y") if until else "",
        "expires": f"{date_format(expires, 'j F Y H:i')} WIB",
    }


def _send(address: str, subject: str, template: str, words: dict[str, Any]) -> None:
    body = render_to_string(template, words)
    EmailMessage(f"{settings.EMAIL_SUBJECT_PREFIX}{subject}", body, to=[address]).send()

"""Letters by e-mail. Nobody knows yet which language the reader prefers, so each letter speaks both."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts_app.models import Invitation
from accounts_app.sign_in.browser import browser_name

LANGUAGES = ("id", "en")

#: What happened to an account: allauth's name → Indonesian, English.
NOTICES = {
    "account/email/password_changed": ("Kata sandi Anda diganti", "Your password was changed"),
    "account/email/password_set": ("Kata sandi Anda dibuat", "Your password was set"),
    "account/email/password_reset": ("Kata sandi Anda dibuat ulang", "Your password was reset"),
    "account/email/email_changed": ("Alamat surel Anda diganti", "Your e-mail address was changed"),
    "account/email/email_deleted": ("Alamat surel dihapus", "An e-mail address was removed"),
    "mfa/email/totp_activated": ("Aplikasi autentikator diaktifkan", "An authenticator app was activated"),
    "mfa/email/totp_deactivated": (
        "Aplikasi autentikator dinonaktifkan",
        "The authenticator app was deactivated",
    ),
    "mfa/email/recovery_codes_generated": ("Kode cadangan baru dibuat", "New recovery codes were made"),
    "mfa/email/webauthn_added": ("Passkey ditambahkan", "A passkey was added"),
    "mfa/email/webauthn_removed": ("Passkey dihapus", "A passkey was removed"),
    "socialaccount/email/account_connected": ("Akun SSO dihubungkan", "An SSO account was connected"),
    "socialaccount/email/account_disconnected": ("Akun SSO diputuskan", "An SSO account was disconnected"),
}
#: Letters that ask for something: allauth's name → subject, template.
REQUESTS = {
    "account/email/password_reset_key": (
        "Buat kata sandi GovMonitor yang baru · Choose a new GovMonitor password",
        "emails/password_reset.txt",
    ),
    "account/email/email_confirmation": (
        "Buktikan alamat surel Anda · Confirm your e-mail address",
        "emails/email_confirmation.txt",
    ),
    "account/email/unknown_account": (
        "Tidak ada akun GovMonitor · No GovMonitor account",
        "emails/unknown_account.txt",
    ),
    "account/email/account_already_exists": (
        "Alamat ini sudah dipakai · This address is in use",
        "emails/address_in_use.txt",
    ),
}


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


def send_for_allauth(name: str, address: str, context: dict[str, Any]) -> None:
    """One of allauth's letters, in our words; raises what the mail server raises."""
    if name in NOTICES:
        happened_id, happened_en = NOTICES[name]
        words = {
            "happened_id": happened_id,
            "happened_en": happened_en,
            "ip": context["ip"],
            "browser": browser_name(context["user_agent"]),
            "at": f"{timezone.localtime(context['timestamp']):%Y-%m-%d %H:%M} WIB",
        }
        _send(address, f"{happened_id} · {happened_en}", "emails/notice.txt", words)
        return
    subject, template = REQUESTS[name]
    link = context.get("password_reset_url") or context.get("activate_url") or ""
    _send(address, subject, template, {"url": absolute(urlsplit(link).path), "email": address})


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

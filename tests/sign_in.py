"""Helpers for signing in as people do: with a password, a code, a passkey."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts_app.models import User

PASSWORD = "lampu-jalan-padam-7"


def totp(secret: str, *, seconds_off: float = 0) -> str:
    """The code of an authenticator app (RFC 6238) whose clock is ``seconds_off``."""
    counter = int((time.time() + seconds_off) // 30)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1)
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def forget_attempts() -> None:
    """Forgets the counted attempts, so that tests do not limit each other."""
    client = cache._cache.get_client()
    for pattern in ("*allauth:rl:*", "*allauth.mfa.totp*", "*second_factor.used*"):
        for key in client.scan_iter(pattern):
            client.delete(key)


def sign_in(user: User, password: str = PASSWORD, **headers: str) -> Client:
    """A browser in which the person has typed address and password."""
    client = Client(**headers)
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def reauthenticate(client: Client, password: str = PASSWORD) -> None:
    """Types the password again, as before a dangerous act."""
    client.post(reverse("account_reauthenticate"), {"password": password})


def set_up_totp(client: Client) -> str:
    """Sets up an authenticator app; returns its secret."""
    reauthenticate(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = parse_qs(urlsplit(page.context["totp_url"]).query)["secret"][0]
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret

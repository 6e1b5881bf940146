"""Keyed pseudonyms: the same person gets the same key, and nobody without the secret can turn it back.

HMAC-SHA256 with a versioned key from settings. A key reads ``1-5f0c…``: version, then 20 hex digits (80 bits). The
newest version is written; ``manage.py rotate_pseudonym_key`` moves stored pseudonyms to it (decision 0097).
"""

import hmac
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=10_000)  # the names of an import must not pile up with its size
def _digest(version: int, text: str) -> str:
    return hmac.digest(settings.PSEUDONYM_KEYS[version], text.encode(), "sha256").hex()[:20]


def handle_key(platform: str, handle: str, version: int | None = None) -> str:
    """Key of a screen name; upper and lower case and a leading "@" make no difference."""
    version = version or settings.PSEUDONYM_KEY_VERSION
    return f"{version}-{_digest(version, f'{platform}:handle:{_plain(handle)}')}"


def user_key(platform: str, user_id: str, version: int | None = None) -> str:
    """Key of a platform's stable user id."""
    version = version or settings.PSEUDONYM_KEY_VERSION
    return f"{version}-{_digest(version, f'{platform}:id:{user_id.strip()}')}"


def versions() -> list[int]:
    """The versions whose secrets are still held, the newest first."""
    return sorted(settings.PSEUDONYM_KEYS, reverse=True)


def shown_name(key: str) -> str:
    """How a pseudonym stands in masked text and on staff pages: ``warga_5f0c1a2b``."""
    return f"warga_{key.partition('-')[2][:8]}"


def lasting_digest(kind: str, text: str) -> str:
    """A digest (32 hex digits) that no rotation changes, for what must be recognised years later."""
    return hmac.digest(settings.LASTING_KEY, f"{kind}:{text}".encode("utf-8", "replace"), "sha256").hex()[:32]


def person_digest(platform: str, kind: str, name: str) -> str:
    """``lasting_digest`` of a person's screen name (``kind`` "handle") or user id ("id")."""
    return lasting_digest("person", f"{platform}:{kind}:{_plain(name) if kind == 'handle' else name.strip()}")


def _plain(handle: str) -> str:
    return handle.strip().lstrip("@").lower()

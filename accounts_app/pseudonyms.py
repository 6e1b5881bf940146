"""Keyed pseudonyms: the same person gets the same key, and nobody without the secret can turn it back.

HMAC-SHA256 with a versioned key from settings. A key reads ``1-5f0c…``: version, then 20 hex digits (80 bits).
"""

import hmac
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=200_000)
def _digest(version: int, text: str) -> str:
    return hmac.digest(settings.PSEUDONYM_KEYS[version], text.encode(), "sha256").hex()[:20]


def handle_key(platform: str, handle: str) -> str:
    """Key of a screen name; upper and lower case and a leading "@" make no difference."""
    version = settings.PSEUDONYM_KEY_VERSION
    name = handle.strip().lstrip("@").lower()
    return f"{version}-{_digest(version, f'{platform}:handle:{name}')}"


def user_key(platform: str, user_id: str) -> str:
    """Key of a platform's stable user id."""
    version = settings.PSEUDONYM_KEY_VERSION
    return f"{version}-{_digest(version, f'{platform}:id:{user_id.strip()}')}"


def shown_name(key: str) -> str:
    """How a pseudonym stands in masked text and on staff pages: ``warga_5f0c1a2b``."""
    return f"warga_{key.partition('-')[2][:8]}"

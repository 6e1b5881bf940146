"""A short name for the state of everything that public pages show: it changes when any of it changes."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.db import connection

KEY = "public-data-version"
#: How long a page may be older than the tables when nobody says that they changed.
SECONDS = 10


def data_version() -> str:
    """The version now; asked of the database at most every ten seconds. Zero queries or one."""
    version: str | None = cache.get(KEY)
    if version is None:
        version = _fingerprint()
        cache.set(KEY, version, SECONDS)
    return version


def forget_data_version() -> None:
    """The next reader asks the database again; for whoever has just changed what is public."""
    cache.delete(KEY)


def _fingerprint() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state = cursor.fetchone()
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


_STATE = """
SELECT (SELECT max(computed_at)::text || count(*) FROM analytics_app_indicatorvalue WHERE region_id IS NOT NULL),
       (SELECT max(published_at)::text || count(*) FROM analytics_app_publication),
       (SELECT max(created_at)::text || count(*) FROM accounts_app_officialaccount WHERE status = 'attested'),
       (SELECT count(*) FROM accounts_app_region),
       (SELECT max(kind) FROM analytics_app_installation)
"""

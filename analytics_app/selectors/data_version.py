"""A short name for the state of everything that kept pages show: it changes when any of it changes."""

from __future__ import annotations

import hashlib
import secrets

from django.core.cache import cache
from django.db import connection

KEY = "data-version"
#: Renewed by whoever changes what pages show; part of the version, so that nobody can keep the old one past it.
CHANGE = "data-change"
#: How long a page may be older than the tables when nobody says that they changed.
SECONDS = 10


def data_version() -> str:
    """The version now; asked of the database at most every ten seconds. Zero queries or one."""
    kept: dict[str, str] = cache.get_many([KEY, CHANGE])
    state = kept.get(KEY)
    if state is None:
        state = _fingerprint()
        cache.set(KEY, state, SECONDS)
    return state + kept.get(CHANGE, "")


def forget_data_version() -> None:
    """From now on there is a new version; for whoever has just changed what pages show."""
    cache.set(CHANGE, secrets.token_hex(4), None)
    cache.delete(KEY)


def _fingerprint() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state = cursor.fetchone()
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


_STATE = """
SELECT (SELECT max(id) FROM analytics_app_indicatorvalue),
       (SELECT count(*) FROM analytics_app_indicatorvalue WHERE superseded_at IS NULL),
       (SELECT max(id)::text || count(*) FROM analytics_app_score WHERE superseded_at IS NULL),
       (SELECT max(id)::text || count(*) FROM analytics_app_peercomparison WHERE superseded_at IS NULL),
       (SELECT count(*) FROM analytics_app_sensitivityrun WHERE is_withheld),
       (SELECT max(published_at)::text || count(*) FROM analytics_app_publication),
       (SELECT max(id)::text || count(*) FROM analytics_app_coveragespan),
       (SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM accounts_app_officialaccount o),
       (SELECT md5(string_agg(a::text, '' ORDER BY a.id)) FROM accounts_app_agency a),
       (SELECT md5(string_agg(r::text, '' ORDER BY r.id)) FROM accounts_app_region r),
       (SELECT max(kind) FROM analytics_app_installation)
"""

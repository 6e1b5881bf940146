"""Whether the parts that every page needs answer."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from redis.exceptions import RedisError

_PROBE = "health-probe"


def is_database_well() -> bool:
    """The database answers and holds the tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_app_region LIMIT 1")
        return True
    except DatabaseError:
        return False


def is_redis_well() -> bool:
    """Redis takes a value and gives it back."""
    try:
        cache.set(_PROBE, "1", 5)
        return bool(cache.get(_PROBE) == "1")
    except (RedisError, OSError):
        return False

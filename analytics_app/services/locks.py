"""PostgreSQL advisory locks: held by the connection, so a killed process lets go at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from enum import IntEnum, unique

from django.db import connection


@unique
class LockSpace(IntEnum):
    """First half of the lock's key: what is being locked."""

    BATCH = 71001  # one process at a time works on a batch
    REBUILD = 71002  # one process at a time rebuilds threads
    ROLLUP = 71003
    SCORE = 71004
    MESSAGES = 71005  # written by many at once, taken away by one alone
    WITHDRAWAL = 71006  # one process at a time takes batches back and restores what others lost
    LABEL = 71020
    STATEMENTS = 71009  # what is stated of messages is written by one process at a time
    TAXONOMY = 71021  # one person at a time changes the taxonomy
    LINKS = 71008  # one process at a time asks for links
    COMPARE = 71031  # one process at a time compares peers
    SENSITIVITY = 71032  # one process at a time works on an analysis
    SNAPSHOT = 71033  # one process at a time prepares publications
    FILE = 71007  # the same file is opened by one process at a time


class Busy(Exception):
    """Somebody else holds the lock."""


@contextlib.contextmanager
def hold(space: LockSpace, key: int = 0, *, wait: bool = True) -> Iterator[None]:
    """Holds the lock for the block. Without ``wait`` raises Busy when another process holds it."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [space, key])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [space, key])
            if not cursor.fetchone()[0]:
                raise Busy
    try:
        yield
    finally:
        # A broken connection has let go already.
        with contextlib.suppress(Exception), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [space, key])


def share(space: LockSpace) -> None:
    """Until the transaction ends, waits for who holds the lock alone (see ``own``), and keeps it from others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [space])


def own(space: LockSpace, key: int = 0) -> None:
    """Holds the lock alone until the transaction ends; waits for those who share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [space, key])


def is_held(space: LockSpace, key: int) -> bool:
    """Whether any process holds the lock now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [int(space), key],
        )
        return bool(cursor.fetchone()[0])

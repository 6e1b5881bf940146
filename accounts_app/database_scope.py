"""As whom the program speaks to the database, and which rows that database role may see (decision 0093).

Three roles behind one login: the login's own role sees all rows (worker, commands, migrations' grants); ``…_web``
sees messages, threads, payloads and rejected rows only within the scope that is set; ``…_public`` sees published
aggregates. What is wanted is kept per thread and made true just before the next statement, never in a transaction
that could take it back unnoticed.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import extensions, sql

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """A database role and, for ``…_web``, the rows it may see, as JSON (see ``rows_of``)."""

    role: str
    rows: str = ""


#: All rows: for services, which are called only after access was decided, and for everything that no person asks.
SYSTEM = Scope("")
#: A web request of which nothing is known yet: no protected row at all.
NOBODY = Scope(settings.DATABASE_WEB_ROLE)
#: Public pages: published aggregates, and no other table.
PUBLIC = Scope(settings.DATABASE_PUBLIC_ROLE)

_TOLD = "_govmonitor_scope"  # on the connection: what the server was last told


@dataclass(frozen=True, slots=True)
class _Told:
    scope: Scope | None
    in_transaction: bool


class _Wanted(threading.local):
    """What this thread wants. ``is_request``: a person's request is being answered."""

    def __init__(self) -> None:
        self.scope = SYSTEM
        self.is_request = False


def rows_of(what: Mapping[str, Mapping[str, object]]) -> Scope:
    """The web role with these rows: by purpose ``all``, or ids of regions, of their parents, of agencies."""
    return Scope(settings.DATABASE_WEB_ROLE, json.dumps(what, sort_keys=True))


@contextmanager
def acting_as(scope: Scope) -> Iterator[None]:
    """Speaks to the database with this scope until the block ends."""
    before = _wanted.scope
    _want(scope)
    try:
        yield
    finally:
        _want(before)


def as_system(function: Callable[P, T]) -> Callable[P, T]:
    """A service, or a count over all regions, that works on all rows once access has been decided."""

    @functools.wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        with acting_as(SYSTEM):
            return function(*args, **kwargs)

    return whole


# --- requests ------------------------------------------------------------------------------------


def begin_request() -> None:
    """Whoever asks, nothing is seen until the access door has said what."""
    _wanted.is_request = True
    _want(NOBODY)


def see(scope: Scope) -> None:
    """What the person who asks may see; without a request nothing changes."""
    if _wanted.is_request:
        _want(scope)


def end_request(**kwargs: Any) -> None:
    """After the last byte of the answer, streamed ones included."""
    _wanted.is_request = False
    _want(SYSTEM)


# --- telling the server --------------------------------------------------------------------------


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Makes each statement of a new connection wait until the server knows the scope."""
    if connection.alias != DEFAULT_DB_ALIAS:
        return
    setattr(connection, _TOLD, _Told(SYSTEM, in_transaction=False))
    if _tell_first not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _tell_first)


def _tell_first(execute: Any, statement: Any, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
    _tell(context["connection"])
    return execute(statement, params, many, context)


def _want(scope: Scope) -> None:
    """Inside a transaction the server is told at once, so that only its end, not a savepoint's, takes it back."""
    _wanted.scope = scope
    raw = connection.connection
    if raw is not None and not raw.closed and _status(raw) == extensions.TRANSACTION_STATUS_INTRANS:
        _tell(connection)


def _tell(wrapper: Any) -> None:
    scope, raw = _wanted.scope, wrapper.connection
    told: _Told = getattr(wrapper, _TOLD)
    status = _status(raw)
    is_begun = status == extensions.TRANSACTION_STATUS_INTRANS
    if told.scope == scope and (is_begun or not told.in_transaction):
        return  # what was told in a transaction that is over may have been rolled back with it
    if status == extensions.TRANSACTION_STATUS_INERROR:
        setattr(
            wrapper, _TOLD, _Told(None, in_transaction=True)
        )  # its rollback takes back we do not know what
        return
    is_entered = not is_begun and not raw.autocommit
    if is_entered:  # atomic() was entered, BEGIN not sent yet: outside of it a rollback changes nothing
        raw.autocommit = True
    try:
        with raw.cursor() as cursor:
            cursor.execute(_statement(scope), [scope.rows])
    finally:
        if is_entered:
            raw.autocommit = False
    setattr(wrapper, _TOLD, _Told(scope, in_transaction=is_begun))


def _status(raw: Any) -> int:
    return int(raw.info.transaction_status)


def _statement(scope: Scope) -> sql.Composable:
    role = sql.SQL("SET ROLE {}").format(sql.Identifier(scope.role)) if scope.role else sql.SQL("RESET ROLE")
    return role + sql.SQL("; SELECT set_config('govmonitor.rows', %s, false)")


_wanted = _Wanted()

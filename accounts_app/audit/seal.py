"""Seals the audit log day by day, and finds where it was altered.

Each seal is a SHA-256 over the day's events and the seal before it, so that changing, removing or slipping in a row
breaks every later seal. Who owns the database could write the whole chain anew: a digest noted elsewhere (a letter, an
e-mail to the inspectorate) shows that too; ``verify`` takes it as an anchor. Days are UTC days.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min, QuerySet

from accounts_app.models import AuditEvent, AuditSeal

LOCK = 7_415_003  # also in the migration: held in common by every transaction that adds an event
_DIGEST_BYTES = 16
_ENTRY = 8 + _DIGEST_BYTES
_FIELDS = (
    "id", "at", "action", "actor_id", "actor_name", "actor_roles", "subject_kind", "subject_id", "subject_name",
    "region_code", "address", "old", "new",
)  # fmt: skip
_ONE_DAY = timedelta(days=1)


class StillWritten(Exception):
    """Somebody's transaction with an event is open; seal a little later."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong: the UTC day and, where one row is to blame, its id."""

    day: date
    event_id: int | None
    what: str  # missing_seal, broken_seal, anchor, changed, removed, added


@dataclass(frozen=True, slots=True)
class Verification:
    """``n_days`` and ``n_events`` are those that were right; ``unsealed`` events are too young for a seal."""

    n_days: int
    n_events: int
    unsealed: int
    last_day: date | None
    last_digest: str
    problem: Problem | None


def database_now() -> datetime:
    """The clock that stamps the events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def seal_days(now: datetime) -> list[AuditSeal]:
    """Seals every day that is over and has no seal yet, those without events too. Safe to run twice.

    Raises StillWritten where an event may still come with an open transaction.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise StillWritten
        last = AuditSeal.objects.order_by("day").last()
        day, before = (last.day + _ONE_DAY, last.digest) if last else (_first_day(), "")
        sealed = []
        while day is not None and day < now.astimezone(UTC).date():
            rows = b"".join(_entry(event) for event in _events_of(day))
            seal = AuditSeal(
                day=day, n_events=len(rows) // _ENTRY, rows=rows, digest=_chain(before, day, rows)
            )
            sealed.append(seal)
            day, before = day + _ONE_DAY, seal.digest
        return AuditSeal.objects.bulk_create(sealed)


def verify(anchors: Mapping[date, str] | None = None) -> Verification:
    """Checks every seal and every sealed event, oldest first, up to the first problem.

    ``anchors`` are digests (or their beginnings) of days that were noted elsewhere.
    """
    anchors = dict(anchors or {})
    n_days = n_events = 0
    day, before = _first_day(), ""
    last: AuditSeal | None = None
    problem = None
    for seal in AuditSeal.objects.order_by("day").iterator(chunk_size=100):
        problem = _first_problem(seal, day if last is None else last.day + _ONE_DAY, before, anchors)
        if problem is not None:
            break
        n_days, n_events, last, before = n_days + 1, n_events + seal.n_events, seal, seal.digest
    if problem is None and (lost := sorted(each for each in anchors if last is None or each > last.day)):
        problem = Problem(lost[0], None, "missing_seal")
    return Verification(n_days, n_events, _unsealed(last), last.day if last else None, before, problem)


def _first_problem(
    seal: AuditSeal, expected: date | None, before: str, anchors: Mapping[date, str]
) -> Problem | None:
    if expected is not None and seal.day != expected:
        return _misplaced(seal.day, expected)
    rows = bytes(seal.rows)
    if _chain(before, seal.day, rows) != seal.digest or len(rows) != seal.n_events * _ENTRY:
        return Problem(seal.day, None, "broken_seal")
    if not seal.digest.startswith(anchors.get(seal.day, "").lower()):
        return Problem(seal.day, None, "anchor")
    return _first_row(seal.day, rows)


def _misplaced(day: date, expected: date) -> Problem:
    """A seal is not that of the day after the one before it; events older than the first seal were slipped in."""
    if day > expected and not AuditSeal.objects.filter(day__lt=day).exists():
        event = _events_of(expected).first()
        return Problem(expected, event.pk if event else None, "added")
    return Problem(min(day, expected), None, "missing_seal")


def _first_row(day: date, rows: bytes) -> Problem | None:
    stored = {entry[:8]: entry for entry in _cut(rows)}
    found: set[bytes] = set()
    for event in _events_of(day).iterator(chunk_size=1_000):
        entry = _entry(event)
        if entry[:8] not in stored:
            return Problem(day, event.pk, "added")
        if stored[entry[:8]] != entry:
            return Problem(day, event.pk, "changed")
        found.add(entry[:8])
    missing = min(stored.keys() - found, default=None)
    return None if missing is None else Problem(day, int.from_bytes(missing, "big"), "removed")


def _first_day() -> date | None:
    first = AuditEvent.objects.aggregate(first=Min("at"))["first"]
    return first.astimezone(UTC).date() if first else None


def _events_of(day: date) -> QuerySet[AuditEvent]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return AuditEvent.objects.filter(at__gte=start, at__lt=start + _ONE_DAY).order_by("id")


def _unsealed(last: AuditSeal | None) -> int:
    events = AuditEvent.objects.all()
    if last is not None:
        after = last.day + _ONE_DAY
        events = events.filter(at__gte=datetime(after.year, after.month, after.day, tzinfo=UTC))
    return events.count()


def _entry(event: AuditEvent) -> bytes:
    values = {name: getattr(event, name) for name in _FIELDS}
    values["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return event.pk.to_bytes(8, "big") + hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]


def _chain(before: str, day: date, rows: bytes) -> str:
    return hashlib.sha256(f"{before}\n{day.isoformat()}\n".encode() + rows).hexdigest()


def _cut(rows: bytes) -> Iterator[bytes]:
    return (rows[at : at + _ENTRY] for at in range(0, len(rows), _ENTRY))

"""Seals: every altered, removed or added row is found and named, whoever altered it."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from accounts_app import audit, tasks
from accounts_app.audit import seal
from accounts_app.audit.actions import AuditAction
from accounts_app.models import AuditEvent, AuditSeal

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

DAY_ONE = date(2026, 3, 1)
NOW = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)


def _as_owner(*statements: str) -> None:
    """What only somebody with the owner's password could do: with the triggers switched off."""
    with connections["owner"].cursor() as cursor:
        for table in ("accounts_app_auditevent", "accounts_app_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in ("accounts_app_auditevent", "accounts_app_auditseal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_never_emptied")


@pytest.fixture
def sealed_days() -> list[int]:
    """Two events on 1 March, none on the 2nd, two on the 3rd; sealed up to the 4th. Their ids."""
    events = [audit.record_event(AuditAction.EXPORTED, new={"rows": n, "share": 0.5}) for n in range(4)]
    ids = [event.pk for event in events]
    _as_owner(
        f"UPDATE accounts_app_auditevent SET at = '2026-03-01 23:59:59.9+00' WHERE id <= {ids[1]}",
        f"UPDATE accounts_app_auditevent SET at = '2026-03-03 00:00+00' WHERE id >= {ids[2]}",
    )
    seal.seal_days(NOW)
    return ids


def test_each_day_is_sealed_once_with_those_that_were_missed(sealed_days: list[int]):
    assert list(AuditSeal.objects.values_list("day", "n_events")) == [
        (DAY_ONE + timedelta(days=n), count) for n, count in enumerate((2, 0, 2, 0))
    ]
    before = list(AuditSeal.objects.values())
    assert seal.seal_days(NOW) == []
    assert list(AuditSeal.objects.values()) == before
    assert [seal.day.day for seal in seal.seal_days(NOW + timedelta(days=2))] == [5, 6]
    result = seal.verify()
    assert (result.n_days, result.n_events, result.problem) == (6, 4, None)


def test_a_digest_can_be_computed_again_by_hand(sealed_days: list[int]):
    import hashlib

    first, second = AuditSeal.objects.order_by("day")[:2]
    assert first.digest == hashlib.sha256(b"\n2026-03-01\n" + bytes(first.rows)).hexdigest()
    assert second.digest == hashlib.sha256(first.digest.encode() + b"\n2026-03-02\n").hexdigest()


@pytest.mark.parametrize(
    ("statement", "day", "which", "what"),
    [
        ("UPDATE accounts_app_auditevent SET new = '{{\"rows\": 7}}' WHERE id = {2}", 3, 2, "changed"),
        ("UPDATE accounts_app_auditevent SET at = at + interval '1 hour' WHERE id = {3}", 3, 3, "changed"),
        ("UPDATE accounts_app_auditevent SET at = at + interval '1 day' WHERE id = {0}", 1, 0, "removed"),
        ("DELETE FROM accounts_app_auditevent WHERE id = {1}", 1, 1, "removed"),
        ("DELETE FROM accounts_app_auditseal WHERE day = '2026-03-02'", 2, None, "missing_seal"),
        ("UPDATE accounts_app_auditseal SET rows = '', n_events = 0 WHERE day = '2026-03-03'", 3, None,
         "broken_seal"),
        ("UPDATE accounts_app_auditseal SET digest = repeat('0', 64) WHERE day = '2026-03-03'", 3, None,
         "broken_seal"),
    ],
)  # fmt: skip
def test_the_first_broken_place_is_named(
    statement: str, day: int, which: int | None, what: str, sealed_days: list[int]
):
    _as_owner(statement.format(*sealed_days))
    event = None if which is None else sealed_days[which]
    assert seal.verify().problem == seal.Problem(date(2026, 3, day), event, what)
    with pytest.raises(CommandError, match=f"2026-03-0{day}"):
        call_command("verify_audit_log", stdout=StringIO())


@pytest.mark.parametrize("at", ["2026-03-02 12:00+00", "2026-02-20 12:00+00"])
def test_a_row_slipped_into_a_sealed_time_is_named(at: str, sealed_days: list[int]):
    _as_owner(
        "INSERT INTO accounts_app_auditevent (at, action, actor_name, actor_roles, subject_kind, subject_id, "
        f"subject_name, region_code, address) VALUES ('{at}', 'exported', '', '[]', '', '', '', '', '')"
    )
    problem = seal.verify().problem
    assert problem is not None
    assert (problem.what, problem.event_id) == ("added", max(AuditEvent.objects.values_list("pk", flat=True)))


def test_a_chain_written_anew_is_caught_by_a_seal_noted_elsewhere(sealed_days: list[int]):
    noted = AuditSeal.objects.get(day=date(2026, 3, 3)).digest
    anchor = {date(2026, 3, 3): noted[:16]}
    assert seal.verify(anchor).problem is None
    _as_owner(
        f"DELETE FROM accounts_app_auditevent WHERE id = {sealed_days[0]}",
        "DELETE FROM accounts_app_auditseal",
    )
    seal.seal_days(NOW)
    assert seal.verify().problem is None
    assert seal.verify(anchor).problem == seal.Problem(date(2026, 3, 3), None, "anchor")


def test_cutting_off_the_end_of_the_chain_is_caught_by_a_seal_noted_elsewhere(sealed_days: list[int]):
    anchor = {date(2026, 3, 4): AuditSeal.objects.get(day=date(2026, 3, 4)).digest}
    _as_owner("DELETE FROM accounts_app_auditseal WHERE day = '2026-03-04'")
    assert seal.verify(anchor).problem == seal.Problem(date(2026, 3, 4), None, "missing_seal")


def test_a_day_is_not_sealed_while_somebody_still_writes_into_it():
    written, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            audit.record_event(AuditAction.EXPORTED)
            written.set()
            go_on.wait(30)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(30)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(seal.StillWritten):
        seal.seal_days(tomorrow)
    go_on.set()
    writer.join()
    assert [seal.n_events for seal in seal.seal_days(tomorrow)] == [1]


def test_the_command_tells_the_last_seal(sealed_days: list[int]):
    out = StringIO()
    call_command("verify_audit_log", stdout=out)
    assert f"2026-03-04:{AuditSeal.objects.last().digest}" in out.getvalue()


def test_the_task_seals_by_the_databases_clock(sealed_days: list[int]):
    tasks.seal_audit_log()
    assert AuditSeal.objects.last().day == seal.database_now().astimezone(UTC).date() - timedelta(days=1)


def test_an_empty_log_has_nothing_to_seal(db: None):
    result = seal.verify()
    assert seal.seal_days(NOW) == []
    assert (result.n_days, result.problem) == (0, None)

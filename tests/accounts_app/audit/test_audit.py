"""The audit log: what is written, by whom, and that the database lets nobody alter it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts_app import audit, registry
from accounts_app.audit.actions import AuditAction
from accounts_app.audit.log import history_of, list_events
from accounts_app.choices import AccountRole, Role
from accounts_app.models import AuditEvent, Membership, User
from tests.cast import Cast
from tests.factories import MembershipFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

ALTERATIONS = (
    "UPDATE accounts_app_auditevent SET actor_name = 'orang lain'",
    "DELETE FROM accounts_app_auditevent",
    "UPDATE accounts_app_auditseal SET digest = ''",
    "DELETE FROM accounts_app_auditseal",
)


def _sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("statement", ALTERATIONS)
def test_the_application_role_may_not_alter_the_log(statement: str):
    audit.record_event(AuditAction.SIGN_IN)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_application_role_is_granted_reading_and_adding_alone():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user "
            "AND table_name = 'accounts_app_auditevent' AND privilege_type <> 'TRUNCATE'"  # tests alone need that
        )
        assert {row[0] for row in cursor.fetchall()} & {"SELECT", "INSERT", "UPDATE", "DELETE"} == {
            "SELECT",
            "INSERT",
        }


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("statement", [*ALTERATIONS, "TRUNCATE accounts_app_auditevent"])
def test_the_owner_of_the_tables_is_stopped_by_a_trigger(statement: str):
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO accounts_app_auditseal (day, n_events, rows, digest, sealed_at) "
                       "VALUES ('2026-01-01', 0, '', 'x', now())")  # fmt: skip
        AuditEvent.objects.using("owner").create(action="sign_in")
        if "TRUNCATE" in statement:  # off in tests, which empty the tables between them
            cursor.execute("ALTER TABLE accounts_app_auditevent ENABLE TRIGGER audit_never_emptied")
        with pytest.raises(ProgrammingError, match="only grows"), transaction.atomic(using="owner"):
            cursor.execute(statement)
        transaction.set_rollback(True, using="owner")


def test_nobody_can_date_an_event_back():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        before = cursor.fetchone()[0]
    event = AuditEvent.objects.create(action="sign_in", at=before - timedelta(days=400))
    assert AuditEvent.objects.get(pk=event.pk).at >= before


def test_actor_and_subject_are_remembered_though_both_are_gone():
    region = RegionFactory(code="33.27", name="Kabupaten Pemalang")
    person = UserFactory(email="staf@contoh.invalid")
    membership = MembershipFactory(user=person, region=region, role=Role.STAFF)
    other = UserFactory(email="lama@contoh.invalid")
    audit.record_event(AuditAction.USER_CHANGED, actor=person, subject=other, old={"is_active": True})
    key = str(other.pk)
    membership.delete()
    other.delete()
    User.objects.filter(pk=person.pk).delete()
    event = AuditEvent.objects.get()
    assert (event.actor_name, event.actor_roles) == ("staf@contoh.invalid", ["staff 33.27"])
    assert (event.subject_kind, event.subject_id, event.subject_name) == ("user", key, "lama@contoh.invalid")


def test_values_that_json_does_not_know_are_written_as_text():
    region = RegionFactory(name="Kota Contoh")
    audit.record_event(
        AuditAction.REGION_CHANGED, subject=region, new={"day": date(2026, 1, 2), "parent": region}
    )
    event = AuditEvent.objects.get()
    assert event.new == {"day": "2026-01-02", "parent": "Kota Contoh"}
    assert event.region_code == region.code


def test_a_change_that_changes_nothing_is_no_event():
    assert audit.record_change(AuditAction.USER_CHANGED, {"a": 1}, {"a": 1}) is None
    audit.record_change(AuditAction.USER_CHANGED, {"a": 1, "b": 2}, {"a": 1, "b": 3})
    event = AuditEvent.objects.get()
    assert (event.old, event.new) == ({"b": 2}, {"b": 3})


@pytest.mark.parametrize(
    ("address", "network"),
    [("103.28.14.77", "103.28.14.0/24"), ("2001:df0:1234:abcd::7", "2001:df0:1234::/48")],
)
def test_the_network_is_kept_and_not_the_machine(address: str, network: str):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert audit.record_event(AuditAction.SIGN_IN, request=request).address == network


def test_work_for_a_person_outside_a_request_is_that_persons():
    person = UserFactory(email="pesan@contoh.invalid")
    with audit.acting_as(person):
        audit.record_event(AuditAction.IMPORT_WITHDRAWN)
    audit.record_event(AuditAction.IMPORT_WITHDRAWN)
    assert list(AuditEvent.objects.order_by("id").values_list("actor_name", flat=True)) == [person.email, ""]


# --- what is written -----------------------------------------------------------------------------


def test_sign_in_failure_and_sign_out_are_told(client: Client):
    person = UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    url = reverse(settings.LOGIN_URL)
    client.post(url, {"login": person.email, "password": "salah"})
    client.post(url, {"login": "s3mbarang@contoh.invalid", "password": "rahasia-sekali"})
    client.post(url, {"login": person.email, "password": "lampu-jalan-7"})
    client.post(reverse("account_logout"))
    told = list(AuditEvent.objects.order_by("id").values_list("action", "actor_name", "subject_name"))
    assert told == [
        ("sign_in_failed", "", person.email),
        ("sign_in_failed", "", ""),
        ("sign_in", person.email, person.email),
        ("sign_out", person.email, person.email),
    ]
    stored = str(list(AuditEvent.objects.values()))
    assert "s3mbarang" not in stored
    assert "rahasia-sekali" not in stored
    assert {event.address for event in AuditEvent.objects.all()} == {"127.0.0.0/24"}


def test_an_accounts_life_is_told_and_shown_on_its_history(client: Client, cast: Cast):
    _sign_in(client, cast.staff_home)
    account, _ = registry.register_account(
        region=cast.home, agency="Dinas Contoh", platform="x", handle="dinas_contoh", role=AccountRole.AGENCY,
        status="draft",
    )  # fmt: skip
    client.post(reverse("account-attest", args=[account.public_id]))
    client.post(reverse("account-archive", args=[account.public_id]))
    events = list(history_of(account))
    assert [(event.action, event.actor_name) for event in reversed(events)] == [
        ("account_registered", ""),
        ("account_attested", cast.staff_home.email),
        ("account_archived", cast.staff_home.email),
    ]
    assert (events[0].old, events[0].new) == ({"status": "attested"}, {"status": "archived"})
    page = client.get(reverse("account-history", args=[account.public_id])).content.decode()
    assert "Akun resmi diarsipkan" in page
    assert "<del>Disahkan</del> → Diarsipkan" in page
    assert cast.staff_home.email in page


def test_grants_and_revocations_in_the_administration_are_told(client: Client, cast: Cast):
    _sign_in(client, cast.national_admin)
    add = reverse("admin:accounts_app_membership_add")
    client.post(add, {"user": cast.stranger.pk, "role": "staff", "region": cast.home.pk})
    granted = Membership.objects.get(user=cast.stranger)
    change = reverse("admin:accounts_app_membership_change", args=[granted.pk])
    values = {"user": cast.stranger.pk, "role": "staff", "region": cast.home.pk, "valid_until": "31/12/2030"}
    assert client.post(change, values).status_code == 302
    client.post(reverse("admin:accounts_app_membership_delete", args=[granted.pk]), {"post": "yes"})
    told = AuditEvent.objects.filter(action__startswith="membership").order_by("id")
    assert [event.action for event in told] == [
        "membership_granted",
        "membership_changed",
        "membership_revoked",
    ]
    assert {event.actor_name for event in told} == {cast.national_admin.email}
    assert {event.region_code for event in told} == {cast.home.code}
    assert told[0].new == {"user": str(cast.stranger), "role": "staff", "region": cast.home.name}
    assert (told[1].old, told[1].new) == ({"valid_until": None}, {"valid_until": "2030-12-31"})
    assert told[2].old["role"] == "staff"


def test_passwords_never_enter_the_log(client: Client, cast: Cast):
    _sign_in(client, cast.national_admin)
    client.post(
        reverse("admin:accounts_app_user_add"),
        {
            "email": "baru@contoh.invalid", "full_name": "", "usable_password": "true",
            "password1": "kunci-9-lama", "password2": "kunci-9-lama",
            "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0,
        },
    )  # fmt: skip
    person = User.objects.get(email="baru@contoh.invalid")
    client.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"usable_password": "true", "password1": "kunci-10-baru", "password2": "kunci-10-baru"},
    )
    assert _actions()[1:] == ["user_created", "password_changed"]
    assert "kunci" not in str(list(AuditEvent.objects.values()))


# --- who reads it --------------------------------------------------------------------------------


def test_filters_narrow_the_log(client: Client, cast: Cast):
    audit.record_event(AuditAction.PUBLISHED, actor=cast.national_admin, subject=cast.home)
    audit.record_event(AuditAction.EXPORTED, actor=cast.staff_away, subject=cast.away_account)
    _sign_in(client, cast.auditor)

    def listed(query: str) -> set[str]:
        response = client.get(reverse("audit-log") + query)
        return {row["event"].action for row in response.context["rows"]} - {"sign_in"}

    assert listed("") == {"published", "exported"}
    assert listed("?pelaku=MAKASSAR") == {"exported"}
    assert listed("?tindakan=published") == {"published"}
    assert listed("?objek=contoh_makassar") == {"exported"}
    assert listed(f"?objek={cast.home.code}") == {"published"}
    assert listed("?dari=2020-01-01&sampai=2020-12-31") == set()
    assert listed("?dari=2020-01-01") == {"published", "exported"}


def test_an_auditor_of_a_region_reads_what_concerns_it_alone(cast: Cast):
    inspector = UserFactory()
    MembershipFactory(user=inspector, role=Role.AUDITOR, region=cast.province)
    for region in (cast.province, cast.home, cast.away):
        audit.record_event(AuditAction.REGION_CHANGED, subject=region)
    audit.record_event(AuditAction.SIGN_IN, actor=cast.stranger)
    assert {event.region_code for event in list_events(inspector)} == {"33"}
    assert list_events(cast.auditor).count() == 4
    assert list_events(cast.staff_home).count() == 0


def test_a_download_of_the_log_is_itself_told_and_safe_in_a_spreadsheet(client: Client, cast: Cast):
    _sign_in(client, cast.auditor)
    audit.record_event(AuditAction.AGENCY_CREATED, subject=audit.AuditSubject("agency", "1", "=1+1"))
    text = b"".join(client.get(reverse("audit-log") + "?unduh=csv&objek=1").streaming_content).decode()
    assert "'=1+1" in text
    event = AuditEvent.objects.first()
    assert (event.action, event.actor_name) == ("exported", cast.auditor.email)
    assert event.new == {"filter": {"objek": "1"}}


def test_an_auditor_is_led_to_the_log_after_signing_in(client: Client, cast: Cast):
    _sign_in(client, cast.auditor)
    assert client.get(reverse("after-sign-in"))["Location"] == reverse("audit-log")

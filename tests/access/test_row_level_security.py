"""The database itself keeps governments apart: asked by raw SQL as the roles of pages, and by a forgotten filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from accounts_app import access
from accounts_app.choices import Role
from accounts_app.database_scope import NOBODY, PUBLIC, SYSTEM, acting_as, as_system
from accounts_app.permissions import Permission
from analytics_app.models import Answer, Message, MessageLink, RawPayload, RejectedRow, Thread
from tests.cast import PEOPLE, Cast
from tests.factories import (
    ImportBatchFactory,
    MembershipFactory,
    MessageFactory,
    OfficialAccountFactory,
    ThreadFactory,
)

pytestmark = pytest.mark.django_db

PROTECTED = (Thread, Message, MessageLink, Answer, RawPayload, RejectedRow)
#: Tables that name messages or threads and hold nothing that anybody wrote or anybody is known by.
HARMLESS = {"analytics_app_capture", "analytics_app_codingitem"}


def _rows(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def told(cast: Cast) -> dict[str, Any]:
    """One thread with its answer a government, a private answer, and a message that concerns both."""
    for name, account in (("home", cast.home_account), ("away", cast.away_account)):
        asked = MessageFactory(text=f"keluhan {name}", concerns=[account])
        reply = MessageFactory(text=f"jawaban {name}", account=account)
        MessageFactory(text=f"pribadi {name}", account=account, kind="direct")
        thread = ThreadFactory(account=account, message=asked)
        MessageFactory(text=f"lanjutan {name}", thread=thread)  # addresses nobody itself: no link
        Answer.objects.create(reply=reply, message=asked)
        batch = ImportBatchFactory(region=account.region)
        RawPayload.objects.create(batch=batch, seq=0, ciphertext=name.encode())
        RejectedRow.objects.create(batch=batch, line=1, reason="contoh", raw=name)
    MessageFactory(text="keluhan keduanya", concerns=[cast.home_account, cast.away_account])
    MessageFactory(text="bukan siapa-siapa")
    RejectedRow.objects.create(batch=ImportBatchFactory(region=None), line=1, reason="contoh", raw="nasional")
    return {}


HOME = {"keluhan home", "jawaban home", "pribadi home", "lanjutan home", "keluhan keduanya"}
AWAY = {"keluhan away", "jawaban away", "pribadi away", "lanjutan away", "keluhan keduanya"}
TEXTS = {
    "national_admin": HOME | AWAY | {"bukan siapa-siapa"},
    "national_supervisor": {"jawaban home", "jawaban away"},
    "provincial_supervisor": {"jawaban home"},
    "staff_home": HOME,
    "staff_away": AWAY,
    "agency_user": HOME,
}
IMPORTS = {"national_admin": {"home", "away", "nasional"}, "staff_home": {"home"}, "staff_away": {"away"}}
FIGURES = {
    "national_admin": {"home", "away"},
    "national_supervisor": {"home", "away"},
    "provincial_supervisor": {"home"},
    "staff_home": {"home"},
    "staff_away": {"away"},
    "agency_user": {"home"},
}


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "anonymous"])
def test_without_any_filter_everybody_sees_exactly_what_is_theirs(cast: Cast, told: object, name: str):
    accounts = {cast.home_account.pk: "home", cast.away_account.pk: "away"}
    with acting_as(access.rows_visible_to(getattr(cast, name))):
        assert _rows("SELECT current_user") == [settings.DATABASE_WEB_ROLE]
        assert set(_rows("SELECT text FROM analytics_app_message")) == TEXTS.get(name, set())
        assert set(_rows("SELECT raw FROM analytics_app_rejectedrow")) == IMPORTS.get(name, set())
        payloads = {bytes(row).decode() for row in _rows("SELECT ciphertext FROM analytics_app_rawpayload")}
        assert payloads == IMPORTS.get(name, set()) - {"nasional"}
        threads = _rows("SELECT account_id FROM analytics_app_thread")
        assert {accounts[pk] for pk in threads} == FIGURES.get(name, set())
        links = _rows("SELECT DISTINCT account_id FROM analytics_app_messagelink")
        assert {accounts[pk] for pk in links} == FIGURES.get(name, set())
        answers = _rows(
            "SELECT m.account_id FROM analytics_app_answer a JOIN analytics_app_message m ON m.id = a.reply_id"
        )
        assert {accounts[pk] for pk in answers} == FIGURES.get(name, set())


@pytest.mark.parametrize("model", PROTECTED)
def test_a_request_of_which_nothing_is_known_sees_and_writes_nothing(told: object, model: Any):
    table = model._meta.db_table
    assert _rows(f"SELECT count(*) FROM {table}") != [0]
    with acting_as(NOBODY):
        assert _rows(f"SELECT count(*) FROM {table}") == [0]
        for statement in (f"DELETE FROM {table}", f"INSERT INTO {table} DEFAULT VALUES", f"TRUNCATE {table}"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_an_agency_user_sees_texts_of_the_own_agency_only(cast: Cast, told: object):
    other = OfficialAccountFactory(region=cast.home, agency__name="Dinas Kesehatan")
    MessageFactory(text="keluhan kesehatan", concerns=[other])
    MessageFactory(text="siaran kesehatan", account=other)
    with acting_as(access.rows_visible_to(cast.agency_user)):
        assert set(_rows("SELECT text FROM analytics_app_message")) == HOME | {"siaran kesehatan"}


def test_a_supervisor_to_whom_it_was_granted_sees_the_conversations_of_the_regions_below(
    cast: Cast, told: object
):
    trusted = MembershipFactory(region=cast.province, role=Role.SUPERVISOR, reads_conversations=True).user
    with acting_as(access.rows_visible_to(trusted)):
        assert set(_rows("SELECT text FROM analytics_app_message")) == HOME


def test_a_region_that_moves_is_lost_to_its_former_province_at_once(cast: Cast, told: object):
    scope = access.rows_visible_to(cast.provincial_supervisor)
    cast.home.parent = cast.other_province
    cast.home.save()
    with acting_as(scope):
        assert _rows("SELECT text FROM analytics_app_message") == []
        assert _rows("SELECT id FROM analytics_app_thread") == []


def test_a_copy_of_a_file_shows_the_rows_that_stand_under_the_first(cast: Cast, told: object):
    first = RejectedRow.objects.get(raw="away").batch
    ImportBatchFactory(region=cast.home, duplicate_of=first)
    with acting_as(access.rows_visible_to(cast.staff_home)):
        assert set(_rows("SELECT raw FROM analytics_app_rejectedrow")) == {"home", "away"}


# --- forgotten filters, in views -----------------------------------------------------------------


def _everything() -> JsonResponse:
    return JsonResponse({"texts": sorted(Message.objects.values_list("text", flat=True))})


def forgot_everything(request: HttpRequest) -> JsonResponse:
    return _everything()


@access.page_for(Permission.READ_FIGURES)
def forgot_the_filter(request: HttpRequest) -> JsonResponse:
    return _everything()


@access.page_for(Permission.READ_FIGURES)
def fails_in_a_transaction(request: HttpRequest) -> JsonResponse:
    try:
        with transaction.atomic():
            _everything()
            raise ValueError
    except ValueError:
        return _everything()


@access.page_for(Permission.READ_FIGURES)
def breaks_within_a_service(request: HttpRequest) -> JsonResponse:
    @as_system
    def service() -> None:
        with transaction.atomic():
            assert Message.objects.filter(text="bukan siapa-siapa").exists()
            connection.cursor().execute("SELECT no_such_column")

    try:
        service()
    except ProgrammingError:
        return _everything()
    raise AssertionError


urlpatterns = [
    path("lupa-semua/", forgot_everything),
    path("lupa-saringan/", forgot_the_filter),
    path("gagal/", fails_in_a_transaction),
    path("rusak/", breaks_within_a_service),
]


def _ask(user: Any, address: str) -> list[str]:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(ROOT_URLCONF=__name__):
        return list(client.get(address).json()["texts"])


def test_a_view_without_door_and_filter_gets_nothing_for_anybody(cast: Cast, told: object):
    for user in cast.people().values():
        assert _ask(user, "/lupa-semua/") == []


@pytest.mark.parametrize("address", ["/lupa-saringan/", "/gagal/", "/rusak/"])
def test_a_forgotten_filter_shows_what_is_the_readers_own(cast: Cast, told: object, address: str):
    for name in ("staff_home", "staff_away", "provincial_supervisor", "staff_home"):
        assert _ask(getattr(cast, name), address) == sorted(TEXTS[name])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/lupa-saringan/", "/gagal/", "/rusak/"])
def test_one_connection_serves_one_reader_after_the_other(cast: Cast, told: object, address: str):
    """As on a server: no transaction around the requests, the same connection for all of them."""
    for name in ("staff_home", "staff_away", "national_admin", "staff_home"):
        assert _ask(getattr(cast, name), address) == sorted(TEXTS[name])
        assert _ask(None, "/lupa-semua/") == []


@pytest.mark.django_db(transaction=True)
def test_the_scope_outlives_a_rollback_of_the_first_statement(cast: Cast, told: object):
    with acting_as(access.rows_visible_to(cast.staff_home)):
        with transaction.atomic():
            assert Message.objects.count() == len(HOME)  # the first statement under this scope
            transaction.set_rollback(True)
        assert Message.objects.count() == len(HOME)
        with acting_as(SYSTEM), transaction.atomic():
            assert Message.objects.count() == 10
            transaction.set_rollback(True)
        assert Message.objects.count() == len(HOME)
    assert Message.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_what_was_told_in_a_transaction_is_told_again_after_its_rollback(cast: Cast, told: object):
    with transaction.atomic():
        with acting_as(NOBODY):
            assert Message.objects.count() == 0  # told before BEGIN: this is what a rollback goes back to
        assert Message.objects.count() == 10
        transaction.set_rollback(True)
    assert Message.objects.count() == 10


# --- public pages --------------------------------------------------------------------------------

PUBLIC_TABLES = {
    "accounts_app_region",
    "analytics_app_installation",
    "analytics_app_indicatorvalue",
    "analytics_app_score",
    "analytics_app_quartersnapshot",  # ids of those rows alone, of published quarters alone
}


def test_the_public_role_reads_published_aggregates_and_nothing_else():
    tables = _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    read = {t for t in tables if _may(settings.DATABASE_PUBLIC_ROLE, t, "SELECT")}
    assert read == PUBLIC_TABLES
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert not [t for t in tables if _may(settings.DATABASE_PUBLIC_ROLE, t, right)]
    with acting_as(PUBLIC):
        for table in (
            "analytics_app_message",
            "accounts_app_user",
            "django_session",
            "accounts_app_membership",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                _rows(f"SELECT 1 FROM {table}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            _rows("SELECT published_by_id FROM analytics_app_publication")


def test_the_public_role_sees_values_of_published_quarters_only(cast: Cast):
    from analytics_app.models import IndicatorValue, Installation, Score
    from analytics_app.services.snapshots import freeze
    from tests.access.expectations import PUBLISHED_QUARTER_END
    from tests.access.scene import build_scene

    Installation.objects.get_or_create(defaults={"kind": Installation.Kind.REAL})
    build_scene(cast)
    OfficialAccountFactory(region=cast.home, handle="belum_disahkan", status="draft")
    assert (IndicatorValue.objects.count(), Score.objects.count()) == (6, 6)
    for region in (cast.province, cast.home):
        freeze(region, PUBLISHED_QUARTER_END, timezone.now())
    with acting_as(PUBLIC):
        for table in ("indicatorvalue", "score"):
            seen = _rows(f"SELECT region_id || ' ' || as_of FROM analytics_app_{table}")
            assert seen == [f"{cast.province.pk} {PUBLISHED_QUARTER_END}"]
        assert _rows("SELECT region_id FROM analytics_app_quartersnapshot") == [cast.province.pk]
        assert "belum_disahkan" not in _rows("SELECT handle FROM accounts_app_officialaccount")


@pytest.mark.parametrize(
    "address", ["/", "/metode/", "/provinsi/33/", "/cek-akun/?akun=contoh", "/cek-akun/daftar.csv"]
)
def test_public_pages_are_rendered_by_the_public_role(
    cast: Cast, address: str, monkeypatch: pytest.MonkeyPatch
):
    from accounts_app import database_scope

    asked: list[Callable[..., object]] = []
    tell = database_scope._tell_first

    def listening(execute: Any, statement: Any, params: Any, many: bool, context: Any) -> Any:
        answer = tell(execute, statement, params, many, context)
        with connection.connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            asked.append((cursor.fetchone()[0], str(statement)))  # type: ignore[arg-type]
        return answer

    with connection.execute_wrapper(listening):
        assert Client().get(address).status_code == 200
    of_pages = [(role, statement) for role, statement in asked if role != settings.DATABASE_PUBLIC_ROLE]
    assert asked
    assert not [
        s for _, s in of_pages if "md5(string_agg" not in s
    ]  # the fingerprint of the data, counts alone


# --- the roles themselves ------------------------------------------------------------------------


def _may(role: str, table: str, right: str) -> bool:
    return bool(_rows("SELECT has_table_privilege(%s, %s, %s)", role, table, right)[0])


def test_the_role_of_pages_may_nothing_that_the_applications_may_not():
    tables = _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert len(tables) > 20
    for table in tables:
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            if right != "TRUNCATE":  # the tests alone may empty tables
                assert not _may(settings.DATABASE_WEB_ROLE, table, right) or _may(
                    settings.DATABASE_APP_ROLE, table, right
                ), f"{table}: revoke {right} from the web role too"
    assert not any(_may(settings.DATABASE_WEB_ROLE, table, "TRUNCATE") for table in tables)


@pytest.mark.parametrize("role", [settings.DATABASE_WEB_ROLE, settings.DATABASE_PUBLIC_ROLE])
def test_the_roles_of_pages_own_nothing_and_cannot_sign_in(role: str):
    flags = "rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
    assert _rows(f"SELECT {flags} FROM pg_roles WHERE rolname = %s", role) == [False]
    assert _rows("SELECT tablename FROM pg_tables WHERE tableowner = %s", role) == []
    assert _rows("SELECT pg_has_role(%s, %s, 'USAGE')", settings.DATABASE_APP_ROLE, role) == [False]


def test_every_table_that_names_messages_or_threads_is_protected():
    secured = set(_rows("SELECT relname FROM pg_class WHERE relrowsecurity"))
    naming = {
        model._meta.db_table
        for model in apps.get_app_config("analytics_app").get_models()
        if any(field.related_model in (Message, Thread) for field in model._meta.fields)
    }
    assert naming - HARMLESS <= secured, "say in a migration who sees its rows (accounts_app/row_security.py)"
    assert {model._meta.db_table for model in PROTECTED} <= secured

"""Everybody can ask whether an account is official, and learns nothing else."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts_app import registry
from accounts_app.choices import AccountStatus
from accounts_app.database_scope import PUBLIC, acting_as
from accounts_app.models import AuditEvent, OfficialAccount, Region
from accounts_app.registry.public_register import FIELDS
from analytics_app.views import rate_limit
from tests.cast import Cast
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)  # already 2 March in Jakarta
UNTIL = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(rate_limit, "_minute", rate_limit.Minute())


@pytest.fixture
def register() -> Region:
    region = RegionFactory(code="33.27", name="Kabupaten Contoh")
    OfficialAccountFactory(region=region, handle="Pemkab_Contoh", attested_at=SINCE)
    OfficialAccountFactory(
        region=region, handle="UC_resmi-1", platform="youtube", platform_user_id="UC_resmi-1"
    )
    OfficialAccountFactory(
        region=region, handle="dishub_contoh", status="archived", attested_at=SINCE, archived_at=UNTIL
    )
    OfficialAccountFactory(region=region, handle="dlh_rancangan", status=AccountStatus.DRAFT)
    OfficialAccountFactory(region=region, handle="Lapor Contoh", platform="channel")
    return region


def ask(typed: str) -> dict[str, object]:
    return Client().get(reverse("official-account-json"), {"akun": typed}).json()


def page(typed: str) -> str:
    return Client().get(reverse("official-account"), {"akun": typed}).content.decode()


@pytest.mark.parametrize("typed", ["@pemkab_contoh", "https://x.com/PEMKAB_CONTOH?s=20", "pemkab_contoh"])
def test_an_attested_account_is_official(register: Region, typed: str):
    told = ask(typed)
    assert told["answer"] == "official"
    assert told["accounts"] == [
        {
            "platform": "x",
            "handle": "Pemkab_Contoh",
            "platform_user_id": None,
            "address": "https://x.com/Pemkab_Contoh",
            "role": "utama",
            "agency": "Diskominfo",
            "region_code": "33.27",
            "region": "Kabupaten Contoh",
            "is_official": True,
            "official_since": "2026-03-02",
            "official_until": None,
        }
    ]
    shown = page(typed)
    assert "akun resmi</h2>" in shown
    assert "Kabupaten Contoh" in shown
    assert "disahkan 2 Mar 2026" in shown


def test_an_account_is_found_by_the_id_in_its_address(register: Region):
    told = ask("https://www.youtube.com/channel/UC_resmi-1")
    assert [one["address"] for one in told["accounts"]] == ["https://www.youtube.com/channel/UC_resmi-1"]


def test_an_archived_account_was_official(register: Region):
    told = ask("dishub_contoh")
    assert told["answer"] == "formerly_official"
    assert (told["accounts"][0]["official_since"], told["accounts"][0]["official_until"]) == (
        "2026-03-02",
        "2026-09-01",
    )
    assert "dahulu resmi" in page("dishub_contoh")
    assert "sampai 1 Sep 2026" in page("dishub_contoh")


@pytest.mark.parametrize("typed", ["dlh_rancangan", "siapa_ini", "Lapor"])
def test_what_is_not_registered_is_not_called_fake_and_drafts_are_unknown(register: Region, typed: str):
    assert ask(typed) == {
        "answer": "not_registered",
        "asked": {"platform": None, "handle": typed, "platform_user_id": None},
        "accounts": [],
        "similar": [],
    }
    assert "Tidak terdaftar bukan berarti palsu" in page(typed)


def test_similar_official_names_are_told_and_neither_drafts_nor_former_ones(register: Region):
    assert [one["handle"] for one in ask("pemkab.c0ntoh")["similar"]] == ["Pemkab_Contoh"]
    assert ask("dlh_rancangan1")["similar"] == ask("dishub_contohh")["similar"] == []
    elsewhere = ask("https://www.instagram.com/pemkab_contoh/")
    assert (elsewhere["answer"], elsewhere["similar"][0]["platform"]) == ("not_registered", "x")
    assert "Kemiripan nama saja tidak mengatakan apa-apa" in page("pemkab.c0ntoh")


def test_what_is_no_name_says_what_to_do(register: Region):
    response = Client().get(reverse("official-account"), {"akun": "https://vt.tiktok.com/ZS1/"})
    assert response.status_code == 400
    assert "Alamat pendek" in response.content.decode()
    assert ask("a b c") == {"answer": "unreadable", "reason": "no_name", "accounts": [], "similar": []}


def test_the_page_is_light_runs_no_script_and_is_kept_by_nobody(register: Region):
    client = Client()
    client.get(reverse("official-account"), {"akun": "x"})  # the register is loaded
    for query in ({}, {"akun": "pemkab_contoh"}, {"akun": '"><script>alert(1)</script>'}):
        response = client.get(reverse("official-account"), query)
        assert b"<script" not in response.content
        assert len(response.content) < 60_000
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


def test_answers_are_limited_like_public_pages(register: Region, settings: object):
    settings.PUBLIC_REQUESTS_A_MINUTE = 2
    for name in ("official-account", "official-account-json", "public-register-csv", "public-register-json"):
        rate_limit._minute = rate_limit.Minute()
        statuses = [Client().get(reverse(name), {"akun": "contoh"}).status_code for _ in range(3)]
        assert statuses == [200, 200, 429], name


def test_the_open_data_hold_what_is_official_and_open_in_a_spreadsheet(register: Region):
    OfficialAccountFactory(region=register, handle="-akun.rumus")
    text = Client().get(reverse("public-register-csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["handle"] for row in rows} == {"Pemkab_Contoh", "UC_resmi-1", "'-akun.rumus"}
    response = Client().get(reverse("public-register-json"))
    assert response["Content-Type"] == "application/json"
    handles = {one["handle"] for one in json.loads(response.content)["accounts"]}
    assert handles == {"Pemkab_Contoh", "UC_resmi-1", "-akun.rumus", "dishub_contoh"}


def test_attesting_and_archiving_change_the_answer(register: Region):
    account = OfficialAccount.objects.get(handle="dlh_rancangan")
    registry.attest(account)
    cache.clear()
    assert ask("dlh_rancangan")["answer"] == "official"
    assert account.attested_at is not None
    registry.archive(account)
    cache.clear()
    assert ask("dlh_rancangan")["answer"] == "formerly_official"
    assert account.archived_at is not None
    assert "attested_at" not in json.dumps(list(AuditEvent.objects.values_list("new", flat=True)))


def test_the_publics_database_role_reads_public_columns_of_public_rows_and_no_more(register: Region):
    with acting_as(PUBLIC), connection.cursor() as cursor:
        cursor.execute("SELECT handle FROM accounts_app_officialaccount")
        assert "dlh_rancangan" not in {row[0] for row in cursor.fetchall()}
        for what in (
            "handle_key FROM accounts_app_officialaccount",
            "user_key FROM accounts_app_officialaccount",
            "monitored_from FROM accounts_app_officialaccount",
            "* FROM accounts_app_officialaccount",
            "aliases FROM accounts_app_agency",
            "1 FROM accounts_app_auditevent",
            "1 FROM accounts_app_membership",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"SELECT {what}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE accounts_app_officialaccount SET status = 'attested'")
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'accounts_app_officialaccount'::regclass AND attnum > 0 "
            "AND has_column_privilege(%s, attrelid, attnum, 'SELECT')",
            [settings.DATABASE_PUBLIC_ROLE],
        )
        readable = {row[0] for row in cursor.fetchall()}
    asked = {name for name in FIELDS if "__" not in name}
    assert readable == asked | {"id", "public_id", "region_id", "agency_id"}


def test_staff_download_the_registry_of_their_regions_and_that_is_noted(cast: Cast):
    OfficialAccountFactory(region=cast.home, handle="rancangan_sini", status="draft")
    OfficialAccountFactory(region=cast.away, handle="rancangan_sana", status="draft")
    client = Client()
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    text = b"".join(client.get(reverse("account-export")).streaming_content).decode("utf-8-sig")
    handles = {row["handle"] for row in csv.DictReader(io.StringIO(text))}
    assert "rancangan_sini" in handles
    assert "rancangan_sana" not in handles
    assert AuditEvent.objects.filter(action="exported", subject_kind="registry").count() == 1
    from accounts_app.registry.file import AccountRow, read_registry_file

    assert all(isinstance(row, AccountRow) for row in read_registry_file(text.encode()))

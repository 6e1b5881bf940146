"""Writes to the registry: what is created, changed, left alone and refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts_app import pseudonyms, registry
from accounts_app.choices import AccountStatus, Zone
from accounts_app.models import Agency, OfficialAccount, Region
from accounts_app.registry.file import AccountRow, RegistryReason, RowProblem, read_registry_file
from accounts_app.registry.labels import explain_row
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db

HOME, AWAY = "33.27", "73.71"


@pytest.fixture
def regions() -> dict[str, Region]:
    return {code: RegionFactory(code=code) for code in (HOME, AWAY)}


def _row(line: int = 2, **changes: object) -> AccountRow:
    values = {
        "region_code": HOME,
        "agency": "Diskominfo",
        "platform": "x",
        "handle": "contoh",
        "role": "utama",
    }
    return AccountRow(line=line, **{**values, **changes})


def _writes(context: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in context if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


# --- regions -------------------------------------------------------------------------------------


def test_the_reference_table_has_every_government_and_loading_it_again_writes_nothing():
    report = registry.load_regions()
    assert report == registry.RegionsReport(created=552, changed=0, unchanged=0)
    assert Region.objects.filter(level="provinsi", parent=None).count() == 38
    assert Region.objects.filter(level__in=["kabupaten", "kota"], parent__level="provinsi").count() == 514
    assert not [
        region
        for region in Region.objects.exclude(parent=None)
        if not region.code.startswith(f"{region.parent.code}.")
    ]
    with CaptureQueriesContext(connection) as context:
        assert registry.load_regions() == registry.RegionsReport(created=0, changed=0, unchanged=552)
    assert _writes(context) == []


def test_zones_follow_the_law():
    registry.load_regions()
    zones = dict(Region.objects.filter(level="provinsi").values_list("code", "zone"))
    assert {code for code, zone in zones.items() if zone == Zone.WIT} == {
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    }
    wita = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
    assert {code for code, zone in zones.items() if zone == Zone.WITA} == wita
    assert all(
        region.zone == region.parent.zone
        for region in Region.objects.exclude(parent=None).select_related("parent")
    )


def test_loading_mends_what_differs_but_keeps_a_population_with_a_source():
    registry.load_regions()
    Region.objects.filter(code="33").update(
        name="salah", population=1, population_source="Sensus", population_year=2020
    )
    Region.objects.filter(code="34").update(population=1)
    assert registry.load_regions().changed == 2
    kept = Region.objects.get(code="33")
    assert (kept.name, kept.population, kept.population_year) == ("Jawa Tengah", 1, 2020)
    assert Region.objects.get(code="34").population > 1_000_000


# --- one account ---------------------------------------------------------------------------------


def test_an_account_gets_its_keys_its_agency_and_its_agencys_region(regions: dict[str, Region]):
    account, outcome = registry.register_account(
        region=regions[HOME],
        agency="Diskominfo",
        platform="x",
        handle="@Contoh",
        role="utama",
        platform_user_id="77",
    )
    assert outcome == "created"
    assert (account.handle, account.status) == ("Contoh", AccountStatus.ATTESTED)
    assert account.handle_key == pseudonyms.handle_key("x", "contoh")
    assert account.user_key == pseudonyms.user_key("x", "77")
    assert account.region == account.agency.region == regions[HOME]


def test_another_name_with_the_same_id_is_a_rename(regions: dict[str, Region]):
    old = OfficialAccountFactory(region=regions[HOME], handle="lama", platform_user_id="77")
    report = registry.import_official_accounts([_row(handle="baru", platform_user_id="77")])
    old.refresh_from_db()
    assert report.account_ids == (old.pk,)
    assert (old.handle, old.handle_key) == ("baru", pseudonyms.handle_key("x", "baru"))


def test_what_a_row_does_not_state_keeps_what_stands(regions: dict[str, Region]):
    registry.import_official_accounts([_row(platform_user_id="77", monitored_from=date(2026, 1, 1))])
    assert registry.import_official_accounts([_row()]).count("unchanged") == 1
    account = OfficialAccount.objects.get()
    assert (account.platform_user_id, account.monitored_from) == ("77", date(2026, 1, 1))


def test_a_name_in_other_letters_is_the_same_account_shown_as_last_written(regions: dict[str, Region]):
    registry.import_official_accounts([_row(handle="contoh", agency="Diskominfo")])
    assert (
        registry.import_official_accounts([_row(handle="CONTOH", agency="DISKOMINFO")]).count("changed") == 1
    )
    assert OfficialAccount.objects.get().handle == "CONTOH"
    assert Agency.objects.count() == 1


def test_attesting_and_archiving_say_whether_anything_changed(regions: dict[str, Region]):
    account = OfficialAccountFactory(region=regions[HOME], status=AccountStatus.DRAFT)
    assert (registry.attest(account), registry.attest(account)) == (True, False)
    assert registry.archive(account, monitored_until=date(2026, 5, 1))
    account.refresh_from_db()
    assert (account.status, account.monitored_until) == (AccountStatus.ARCHIVED, date(2026, 5, 1))


# --- channels ------------------------------------------------------------------------------------


def test_a_channel_is_made_once_as_a_draft_and_each_region_may_have_one_of_that_name(
    regions: dict[str, Region],
):
    first = registry.ensure_channel(regions[HOME], "Wargaku")
    assert registry.ensure_channel(regions[HOME], "wargaku") == first
    assert registry.ensure_channel(regions[AWAY], "Wargaku") != first
    assert (first.platform, first.role, first.status) == ("channel", "utama", AccountStatus.DRAFT)
    assert first.agency.name == registry.CHANNEL_AGENCY


def test_a_file_attests_a_draft_channel_under_its_own_agency(regions: dict[str, Region]):
    channel = registry.ensure_channel(regions[HOME], "Wargaku")
    registry.import_official_accounts([_row(platform="channel", handle="Wargaku")])
    channel.refresh_from_db()
    assert (channel.status, channel.agency.name) == (AccountStatus.ATTESTED, "Diskominfo")


# --- a file --------------------------------------------------------------------------------------


def test_the_same_file_twice_writes_nothing(regions: dict[str, Region]):
    rows = [
        _row(),
        _row(3, handle="lain", agency="Dinas Kesehatan", role="opd"),
        _row(4, region_code=AWAY, handle="jauh"),
    ]
    first = registry.import_official_accounts(rows)
    assert (first.read, first.count("created"), len(first.account_ids)) == (3, 3, 3)
    with CaptureQueriesContext(connection) as context:
        second = registry.import_official_accounts(rows)
    assert (second.count("unchanged"), second.account_ids) == (3, ())
    assert _writes(context) == []


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        (_row(region_code="99.99"), RegistryReason.UNKNOWN_REGION, "region_code"),
        (_row(handle="PUNYA_AWAY"), RegistryReason.OTHER_REGION, "handle"),
        (_row(handle="nama_baru", platform_user_id="900"), RegistryReason.OTHER_REGION, "handle"),
        (_row(handle="punya_home", platform_user_id="78"), RegistryReason.OTHER_USER_ID, "platform_user_id"),
        (_row(handle="punya_home", platform_user_id="900"), RegistryReason.OTHER_USER_ID, "platform_user_id"),
        (_row(handle="arsip"), RegistryReason.ARCHIVED, "handle"),
        (_row(region_code=AWAY, handle="baru"), RegistryReason.FORBIDDEN_REGION, "region_code"),
    ],
)
def test_a_refused_row_changes_nothing_and_the_rest_goes_on(
    regions: dict[str, Region], row: AccountRow, reason: RegistryReason, column: str
):
    OfficialAccountFactory(region=regions[AWAY], handle="punya_away", platform_user_id="900")
    OfficialAccountFactory(region=regions[HOME], handle="punya_home", platform_user_id="77")
    OfficialAccountFactory(region=regions[HOME], handle="arsip", status=AccountStatus.ARCHIVED)
    before = list(OfficialAccount.objects.order_by("pk").values())
    report = registry.import_official_accounts([row, _row(3, handle="sesudahnya")], within={HOME, "99.99"})
    assert [(problem.line, problem.reason, problem.column) for problem in report.rejected] == [
        (2, reason, column)
    ]
    assert report.outcomes == ((3, "created"),)
    assert list(OfficialAccount.objects.exclude(handle="sesudahnya").order_by("pk").values()) == before
    assert explain_row(report.rejected[0]).startswith("Baris 2: ")


def test_two_rows_for_one_account_must_agree(regions: dict[str, Region]):
    report = registry.import_official_accounts(
        [_row(2), _row(3, handle="CONTOH"), _row(4, role="opd"), _row(5, region_code=AWAY)]
    )
    assert report.outcomes == ((2, "created"), (3, "unchanged"))
    assert [problem.reason for problem in report.rejected] == [
        RegistryReason.TWICE_IN_FILE,
        RegistryReason.OTHER_REGION,
    ]


def test_one_id_under_two_names_in_a_file_is_refused(regions: dict[str, Region]):
    rows = [_row(2, handle="satu", platform_user_id="77"), _row(3, handle="dua", platform_user_id="77")]
    for _attempt in range(2):
        report = registry.import_official_accounts(rows)
        assert [(problem.line, problem.reason) for problem in report.rejected] == [
            (3, RegistryReason.TWICE_IN_FILE)
        ]
    assert report.account_ids == ()


def test_reading_and_registering_count_every_row_once(regions: dict[str, Region]):
    content = b"region_code,agency,platform,handle,role\n33.27,A,x,satu,opd\n33.27,A,koran,dua,opd\n99,A,x,tiga,opd\n"
    report = registry.import_official_accounts(read_registry_file(content))
    assert (report.read, report.count("created")) == (3, 1)
    assert report.rejected_by_reason() == {"unknown_platform": 1, "unknown_region": 1}


@pytest.mark.parametrize("reason", list(RegistryReason))
def test_every_reason_is_explained_with_line_and_remedy(reason: RegistryReason):
    text = explain_row(RowProblem(7, reason, "role", "nilai"))
    assert text.startswith("Baris 7: ")
    assert text.count(".") >= 1
    assert "{" not in text


def test_keys_and_region_follow_from_what_the_administration_page_asks(regions: dict[str, Region]):
    known = OfficialAccountFactory(region=regions[HOME], handle="contoh", platform_user_id="77")
    agency = Agency.objects.create(region=regions[AWAY], name="Diskominfo")
    for handle, user_id, taken in (("Contoh", "", True), ("lain", "77", True), ("lain", "78", False)):
        asked = OfficialAccount(
            agency=agency, platform="x", handle=handle, platform_user_id=user_id, role="utama"
        )
        registry.fill_derived_fields(asked)
        assert (asked.region, registry.is_taken(asked)) == (regions[AWAY], taken)
    assert not registry.is_taken(known)

"""What people saw goes in whole or not at all, once, and makes figures out of "not observable"."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts_app.models import AuditEvent, OfficialAccount
from analytics_app.choices import ObservationKind, Status
from analytics_app.models import IndicatorValue, LinkCheck, Message, Observation, StaleScore
from analytics_app.observation_labels import explain
from analytics_app.selectors.inputs import load_inputs
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.services.observation_intake import ObservationReport, take_observations
from analytics_app.services.score import score_region
from analytics_app.sources.observations import read_observations
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, build, cover
from tests.factories import MessageFactory, OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db
Kind = ObservationKind
INPUTS = (
    "account_authenticity", "profile_completeness", "findability", "service_navigation", "information_lag",
)  # fmt: skip


@pytest.fixture
def account() -> OfficialAccount:
    account = OfficialAccountFactory(
        handle="pemkab_contoh", platform="x", role="utama", region=RegionFactory(code="33.27")
    )
    cover(account)
    return account


def take(text: str, kind: Kind, *, is_json: bool = False, **more) -> ObservationReport:
    return take_observations(read_observations(text.encode(), kind, is_json=is_json), kind, NOW, **more)


PROFILE = (
    "platform;handle;taken_at;display_name;bio;verification;links;followers\n"
    "X;@pemkab_contoh;2026-06-20T09:00;Pemerintah Kabupaten Contoh;"
    '"Informasi resmi layanan warga. Jl. Contoh 1. Sen–Jum 07.30-16.00. humas@contoh.go.id";government;'
    "https://contoh.go.id https://lapor.go.id;1200\n"
)


def result(account: OfficialAccount, name: str, *, of_region: bool = False):
    computed = compute_region(account.region, QUARTER_END)
    one = next(c for c in computed if (c.account is None) is of_region)
    return next(r for r in one.results if r.indicator == name)


def test_without_inputs_the_status_says_so_and_is_never_zero(account: OfficialAccount) -> None:
    for of_region in (False, True):
        for name in INPUTS:
            found = result(account, name, of_region=of_region)
            assert (found.status, found.x, found.score) == (Status.NOT_OBSERVABLE, None, None), name


def test_a_profile_gives_authenticity_and_completeness(account: OfficialAccount) -> None:
    assert take(PROFILE, Kind.PROFILE).added == 1
    authenticity, completeness = (
        result(account, name) for name in ("account_authenticity", "profile_completeness")
    )
    # Attested 50 and government badge 30; whether the site links back was never checked: 80 of 80.
    assert (authenticity.x, authenticity.numerator, authenticity.denominator) == (100, 80, 80)
    assert (completeness.x, completeness.detail["missing_elements"]) == (7 / 8, ["phone"])
    assert result(account, "account_authenticity", of_region=True).x == 100


def test_links_that_failed_three_weeks_are_not_there_and_a_site_that_names_the_account_links_back(
    account: OfficialAccount,
) -> None:
    take(PROFILE, Kind.PROFILE)
    for week in range(3):
        at = datetime(2026, 6, 8, tzinfo=UTC) + timedelta(weeks=week)
        for url, outcome, names in (
            ("https://contoh.go.id", "ok", week == 2),
            ("https://lapor.go.id", "timeout", None),
        ):
            LinkCheck.objects.create(
                account=account, url=url, week=at, checked_at=at, outcome=outcome, names_account=names
            )
    assert result(account, "account_authenticity").denominator == 100
    assert result(account, "account_authenticity").x == 100
    assert result(account, "profile_completeness").detail["missing_elements"] == ["complaints", "phone"]


def test_an_old_profile_is_stale_and_a_later_one_does_not_count_yet(account: OfficialAccount) -> None:
    take(PROFILE.replace("2026-06-20", "2026-05-20"), Kind.PROFILE)
    take(PROFILE.replace("2026-06-20", "2026-07-02"), Kind.PROFILE)
    assert result(account, "profile_completeness").status == Status.STALE


def test_search_ranks_give_findability_of_the_region(account: OfficialAccount) -> None:
    rows = ["region_code,platform,query,rank,observed_at"]
    for n, rank in enumerate(("1", "2", "4", "-", "11")):
        rows.append(f"33.27,x,kueri {n},{rank},2026-06-0{n + 1}T10:00+07:00")
    assert take("\n".join(rows), Kind.SEARCH).added == 5
    found = result(account, "findability", of_region=True)
    assert found.x == pytest.approx((1 + 1 / 2 + 1 / 4) / 5)
    assert result(account, "findability").status == Status.NOT_OBSERVABLE


def test_services_give_navigation(account: OfficialAccount) -> None:
    head = "platform,handle,service,in_remit,observed_at,taps,components\n"
    rows = [
        f"x,pemkab_contoh,{service},ya,2026-06-01,{taps},{components}"
        for service, taps, components in (("ktp_ikd", 2, 3), ("kia", 3, 6), ("bansos", "", ""), ("sim", 1, 0))
    ]
    assert take(head + "\n".join(rows), Kind.SERVICE).added == 4
    found = result(account, "service_navigation")
    assert (found.numerator, found.denominator) == (1, 4)
    # Looked at again later: it is not the account's after all.
    take(head + "x,pemkab_contoh,sim,tidak,2026-06-09,,", Kind.SERVICE)
    assert result(account, "service_navigation").denominator == 3


def test_source_items_give_the_lag_and_unpublished_ones_wait(account: OfficialAccount) -> None:
    rows = []
    for n in range(12):
        at = datetime(2026, 5, 1 + n, 1, tzinfo=UTC)
        post = (
            ""
            if n >= 10
            else MessageFactory(
                account=account, platform="x", created_at=at + timedelta(hours=30)
            ).platform_id
        )
        rows.append(
            {
                "platform": "x", "handle": "pemkab_contoh", "reference": f"ND-{n}",
                "submitted_at": at.isoformat(), "message_id": post or None,
            }
        )  # fmt: skip
    assert take(json.dumps(rows), Kind.SOURCE_ITEM, is_json=True).added == 12
    for of_region in (False, True):
        found = result(account, "information_lag", of_region=of_region)
        assert (found.x, found.numerator, found.n) == (30, 10, 12)
    # A post that was taken back leaves its item unknown, not unpublished.
    Message.objects.filter(platform_id=rows[0]["message_id"]).update(account=None)
    assert result(account, "information_lag").n == 11


def test_a_file_with_a_bad_row_writes_nothing_and_names_line_column_and_remedy(
    account: OfficialAccount,
) -> None:
    bad = PROFILE + (
        "x;tidak_terdaftar;2026-06-20;;;;;\n"
        "x;pemkab_contoh;kemarin;;;;;\n"
        "x;pemkab_contoh;2026-06-21;;;emas;;\n"
        "x;pemkab_contoh;2026-06-22;;;;javascript:alert(1);\n"
        "x;pemkab_contoh;2026-06-23;;;;;1.200\n"
        "x;;2026-06-24;;;;;\n"
        "x;pemkab_contoh;2027-06-24;;;;;\n"
        "x;pemkab_contoh;2026-06-20T09:00;Lain;;;;\n"
    )
    report = take(bad, Kind.PROFILE)
    assert [(one.line, one.column, one.reason) for one in report.problems] == [
        (3, "handle", "unknown_account"),
        (4, "taken_at", "bad_time"),
        (5, "verification", "unknown_choice"),
        (6, "links", "bad_link"),
        (7, "followers", "bad_count"),
        (8, "handle", "missing_value"),
        (9, "taken_at", "in_future"),
        (10, "taken_at", "twice_in_file"),
    ]
    assert all(explain(one) for one in report.problems)
    assert "government, paid, none" in explain(report.problems[2])
    assert (report.added, Observation.objects.count(), StaleScore.objects.count()) == (0, 0, 0)


def test_the_same_file_twice_writes_nothing(account: OfficialAccount) -> None:
    take(PROFILE, Kind.PROFILE, source="a.csv")
    StaleScore.objects.all().delete()
    events = AuditEvent.objects.count()
    assert take(PROFILE, Kind.PROFILE, source="b.csv") == ObservationReport(1, 0, 1, ())
    assert (Observation.objects.count(), StaleScore.objects.count()) == (1, 0)
    assert AuditEvent.objects.count() == events


def test_a_corrected_row_takes_the_place_of_the_one_before(account: OfficialAccount) -> None:
    take(PROFILE, Kind.PROFILE)
    take(PROFILE.replace("government", "paid"), Kind.PROFILE)
    assert Observation.objects.count() == 2
    assert result(account, "account_authenticity").numerator == 60


def test_rows_of_other_regions_are_refused(account: OfficialAccount) -> None:
    [problem] = take(PROFILE, Kind.PROFILE, within={"33.28"}).problems
    assert (problem.reason, problem.value) == ("forbidden_region", "33.27")


def test_the_inputs_take_as_many_queries_for_one_account_as_for_five(
    account: OfficialAccount, django_assert_num_queries
) -> None:
    from analytics_app.periods import window, zone_of

    take(PROFILE, Kind.PROFILE)
    accounts = [account, *(OfficialAccountFactory(region=account.region) for _ in range(4))]
    period = window(QUARTER_END, zone_of(account.region.zone))
    for some in (accounts[:1], accounts):
        with django_assert_num_queries(2):  # three where source items name posts
            load_inputs(account.region, some, period, {})


def test_figures_follow_and_what_rested_on_less_is_superseded(account: OfficialAccount) -> None:
    score_region(account.region, FIRST_DAY, NOW)
    rows = IndicatorValue.objects.filter(indicator="account_authenticity", as_of=QUARTER_END)
    assert {row.status for row in rows} == {Status.NOT_OBSERVABLE}
    take(PROFILE, Kind.PROFILE)
    assert StaleScore.objects.get(account=account).since.isoformat() == "2026-06-20"
    score_region(account.region, FIRST_DAY, NOW)
    assert {(row.status, row.x, row.cause) for row in rows.all()} == {(Status.SCORED, 100, "data")}


def test_the_command_imports_reports_and_fails_on_bad_rows(account: OfficialAccount, tmp_path: Path) -> None:
    build(OfficialAccountFactory())
    file = tmp_path / "profil.csv"
    file.write_text(PROFILE)
    out = StringIO()
    call_command("import_observations", "profile", str(file), stdout=out)
    assert "1 baru" in out.getvalue()
    file.write_text(PROFILE.replace("@pemkab_contoh", "lain"))
    with pytest.raises(CommandError, match="Tidak ada yang ditulis"):
        call_command("import_observations", "profile", str(file), stdout=out)
    assert "Baris 2: Akun “X" not in out.getvalue()
    assert "Baris 2: Akun “x lain” belum terdaftar" in out.getvalue()
    file.write_text("bukan;tabel\n1;2\n")
    with pytest.raises(CommandError, match="Judul kolom tidak lengkap"):
        call_command("import_observations", "profile", str(file), stdout=out)

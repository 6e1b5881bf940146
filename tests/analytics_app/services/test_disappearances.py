"""What is stated of messages that are gone: whose word counts, what goes, what follows. A tiny world, by hand."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts_app.models import AuditEvent, OfficialAccount, Region
from analytics_app.choices import Disappearance, TextGone
from analytics_app.models import DisappearanceStatement, Message, Thread
from analytics_app.selectors.conversation import list_lines
from analytics_app.selectors.evidence import list_threads
from analytics_app.selectors.window import load_region_window
from analytics_app.services.disappearances import DisappearanceReport, apply_pending, take_disappearances
from analytics_app.services.originals import find_originals
from analytics_app.sources.disappearances import read_disappearances
from analytics_app.tasks import run_disappearances, run_withdrawal
from tests.analytics_app.services.histories import import_file
from tests.analytics_app.services.worlds import build_accounts
from tests.journeys.digest import content

pytestmark = pytest.mark.django_db

HEAD = "platform,platform_id,what,at\n"
FILE = """id,created_at,username,text,in_reply_to_id
1,2026-03-01T00:00:00Z,contoh_utama,Selamat pagi warga,
2,2026-03-01T00:00:00Z,contoh_lain,Selamat pagi warga juga,
10,2026-03-02T01:00:00Z,warga1,@contoh_utama lampu jalan padam sudah seminggu,
20,2026-03-02T02:00:00Z,warga2,@contoh_utama kapan jadwal perekaman KTP?,
21,2026-03-02T05:00:00Z,contoh_utama,@warga2 setiap Senin ya,20
30,2026-03-03T01:00:00Z,warga3,@contoh_utama jalan rusak tolong diperbaiki,
40,2026-03-04T01:00:00Z,warga4,@contoh_utama @contoh_lain air mati sejak pagi,
98,2026-03-20T00:00:00Z,contoh_utama,Terima kasih,
99,2026-03-20T00:00:00Z,contoh_lain,Terima kasih semua,
"""
LATER = """id,created_at,username,text,in_reply_to_id
198,2026-04-10T00:00:00Z,contoh_utama,Selamat sore,
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def bring(tmp_path: Path, text: str = FILE, name: str = "dunia.csv") -> object:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return import_file(path)


# --- first, while the world of the others is not there -------------------------------------------


def test_the_order_of_message_and_statement_makes_no_difference(tmp_path: Path):
    accounts = build_accounts()
    rows = "x,10,deleted_by_author,2026-03-02T13:00Z\nx,21,deleted_by_account,\nx,30,unknown,\n"
    left = []
    for statement_first in (True, False):
        with transaction.atomic():
            if statement_first:
                state(rows, accounts[0].region)
            bring(tmp_path)
            if not statement_first:
                state(rows, accounts[0].region)
            left.append(everything())
            transaction.set_rollback(True)
    assert left[0] == left[1]
    assert ("10", "", "deleted", "deleted_by_author", at("2026-03-02T13:00")) in left[0][1]


# --- in one world --------------------------------------------------------------------------------


@pytest.fixture
def world(kept_world: list[OfficialAccount]) -> list[OfficialAccount]:
    return deepcopy(kept_world)


@pytest.fixture(scope="module")
def kept_world(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> list[OfficialAccount]:
    accounts = build_accounts()
    bring(tmp_path_factory.mktemp("dunia"))
    return accounts


def state(rows: str, region: Region | None, *, run: bool = True) -> DisappearanceReport:
    now = timezone.now()
    given = read_disappearances((HEAD + rows).encode(), now)
    report = take_disappearances(given, now, regions=None if region is None else [region], source="uji.csv")
    if run:
        run_disappearances()
    return report


def message(platform_id: str) -> Message:
    return Message.objects.get(platform_id=platform_id)


def thread(platform_id: str) -> Thread:
    return Thread.objects.get(opened_message__platform_id=platform_id, account__handle="contoh_utama")


def outcome(account: OfficialAccount, platform_id: str, as_of: date = date(2026, 4, 30)):
    window = load_region_window(account.region, as_of)
    pk = thread(platform_id).pk
    (found,) = (one for of in window.accounts for one in of.outcomes if one.thread_id == pk)
    return found


def everything() -> tuple[object, ...]:
    gone = Message.objects.order_by("platform_id").values_list(
        "platform_id", "text", "text_gone", "gone", "gone_at"
    )
    threads = Thread.objects.order_by("key").values_list("key", "gone", "gone_at")
    return content(without=("batches", "captures")), list(gone), list(threads)


def test_what_the_citizen_deletes_loses_its_text_and_ends_its_thread(world: list[OfficialAccount]):
    before = message("10")
    assert state("x,10,deleted_by_author,2026-03-02T13:00Z", world[0].region) == DisappearanceReport(
        1, 1, 0, ()
    )
    after = message("10")
    assert (after.text, after.url, after.text_gone) == ("", None, TextGone.DELETED)
    assert (after.intent, after.intent_version) == (before.intent, before.intent_version)
    assert before.text not in str(Message.objects.values_list("text", flat=True))
    found = outcome(world[0], "10")
    assert found.end_at == at("2026-03-02T13:00")  # twelve hours waited, and no longer
    assert found.response_at is None
    assert outcome(world[0], "30").end_at == at("2026-03-20T00:00")
    assert find_originals([after]) == {}  # nor is it read from the file as it came
    event = AuditEvent.objects.get(action="disappearances_stated")
    assert event.new == {"rows": 1, "deleted_by_author": 1}
    assert event.region_code == world[0].region.code


def test_the_text_goes_with_the_statement_before_any_worker_runs(world: list[OfficialAccount]):
    state("x,10,deleted_by_author,\nx,30,hidden_by_account,", world[0].region, run=False)
    assert (message("10").text, message("10").text_gone) == ("", TextGone.DELETED)
    assert message("30").text
    assert thread("10").gone is None  # that is the worker's
    run_disappearances()
    assert thread("10").gone == Disappearance.DELETED_BY_AUTHOR


def test_at_an_unknown_time_it_ends_where_it_was_last_seen(world: list[OfficialAccount], tmp_path: Path):
    bring(tmp_path, LATER, "nanti.csv")
    assert outcome(world[0], "10").end_at == at("2026-04-10T00:00")
    state("x,10,deleted_by_author,", world[0].region)
    assert outcome(world[0], "10").end_at == at("2026-03-20T00:00")  # the end of the only file that holds it
    rows = list_threads(world[0], "social", date(2026, 4, 30)).rows
    assert {row.waited_hours for row in rows if row.pk == thread("10").pk} == {17 * 24 + 23}


def test_what_the_account_hides_stays_unanswered_to_the_end_and_keeps_its_text(world: list[OfficialAccount]):
    state("x,10,hidden_by_account,2026-03-02T13:00Z\nx,30,deleted_by_account,", world[0].region)
    for name in ("10", "30"):
        assert outcome(world[0], name).end_at == at("2026-03-20T00:00")
        assert thread(name).gone == Disappearance.HIDDEN_BY_ACCOUNT
        assert message(name).text


def test_a_reply_that_its_account_deletes_within_a_week_is_void(world: list[OfficialAccount]):
    assert thread("20").first_response_at == at("2026-03-02T05:00")
    state("x,21,deleted_by_account,2026-03-08T00:00Z", world[0].region)
    assert thread("20").first_response_at is None
    assert message("21").text  # what an official account wrote stays
    lines = [(line.handle, line.disappeared) for line in list_lines(thread("20"))]
    assert lines == [(None, None), ("contoh_utama", Disappearance.DELETED_BY_ACCOUNT)]
    state("x,21,restored,", world[0].region)
    assert thread("20").first_response_at == at("2026-03-02T05:00")


def test_threads_of_a_removed_author_are_left_out(world: list[OfficialAccount]):
    state("x,10,author_removed,", world[0].region)
    window = load_region_window(world[0].region, date(2026, 4, 30))
    gone = thread("10").pk
    assert gone not in {one.thread_id for of in window.accounts for one in of.region_outcomes}
    assert gone not in {row.pk for row in list_threads(world[0].region, "social", date(2026, 4, 30)).rows}
    assert message("10").text


def test_another_government_reaches_nothing_and_learns_nothing(world: list[OfficialAccount]):
    before = everything()
    rows = "".join(f"x,{name},deleted_by_author,\n" for name in ("10", "20", "30", "21", "777"))
    mine = state(rows, world[2].region)
    assert everything() == before
    assert mine == DisappearanceReport(5, 5, 0, ())  # the unknown one is told like the others'


def test_what_concerns_two_governments_waits_for_both(world: list[OfficialAccount]):
    state("x,40,deleted_by_author,2026-03-05T00:00Z", world[0].region)
    assert message("40").text
    state("x,40,deleted_by_author,2026-03-05T00:00Z", world[2].region)
    assert message("40").text_gone == TextGone.DELETED


def test_the_country_speaks_for_all_and_has_the_last_word(world: list[OfficialAccount]):
    state("x,40,deleted_by_author,2026-03-05T00:00Z\nx,21,deleted_by_account,2026-03-03T00:00Z", None)
    assert message("40").text_gone == TextGone.DELETED
    state("x,21,restored,", world[0].region)
    assert thread("20").first_response_at is None


def test_stated_twice_is_stated_once_and_no_import_brings_the_text_back(
    world: list[OfficialAccount], tmp_path: Path
):
    rows = "x,10,hidden_by_account,2026-03-02T09:00Z\nx,10,deleted_by_author,2026-03-02T13:00Z"
    state(rows, world[0].region)
    before = everything()
    assert state(rows, world[0].region) == DisappearanceReport(2, 0, 2, ())
    assert DisappearanceStatement.objects.count() == 2
    again = bring(tmp_path, FILE.replace("sudah seminggu", "sudah dua minggu"), "lagi.csv")
    assert message("10").text == ""
    assert everything()[1:] == before[1:]
    run_withdrawal(again)
    assert message("10").text == ""
    assert apply_pending() == 0


def test_restored_texts_are_read_from_the_file_again(world: list[OfficialAccount]):
    before = everything()
    state("x,10,deleted_by_author,", world[0].region)
    state("x,10,restored,", world[0].region)
    assert message("10").text == "@contoh_utama lampu jalan padam sudah seminggu"
    assert everything() == before


def test_a_text_that_came_with_another_import_goes_too(world: list[OfficialAccount], tmp_path: Path):
    state("x,310,deleted_by_author,\n", world[0].region)
    bring(
        tmp_path,
        "id,created_at,username,text\n310,2026-03-06T01:00:00Z,warga9,@contoh_utama banjir lagi\n",
        "b.csv",
    )
    found = message("310")
    assert (found.text, found.text_gone) == ("", TextGone.DELETED)
    assert found.intent_version


def test_one_bad_row_and_nothing_is_written(world: list[OfficialAccount]):
    report = state("x,10,deleted_by_author,\nx,20,apa,\n", world[0].region)
    assert (report.added, [problem.line for problem in report.problems]) == (0, [3])
    assert not DisappearanceStatement.objects.exists()


def test_the_command_takes_a_file_and_computes(world: list[OfficialAccount], tmp_path: Path):
    path = tmp_path / "hilang.csv"
    path.write_text(HEAD + "x,10,deleted_by_author,2026-03-02T13:00Z\n")
    out = StringIO()
    call_command("import_disappearances", path, "--region", world[0].region.code, stdout=out)
    assert "1 baru" in out.getvalue()
    assert message("10").text == ""
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("import_disappearances", path, "--region", "99.99")
    path.write_text(HEAD)
    with pytest.raises(CommandError, match="tidak menyebut pesan"):
        call_command("import_disappearances", path)

"""Complaint tables and the channels that their rows belong to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from accounts_app.choices import AccountPlatform
from accounts_app.models import OfficialAccount, Region
from analytics_app import tasks
from analytics_app.models import CoverageSpan, Message, Thread
from analytics_app.selectors.thread_report import Scope, thread_report
from analytics_app.services.intake import ImportSettings
from tests.analytics_app.services.histories import HELD, import_file, left_by
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return RegionFactory(code="33.27")


def table(path: Path, text: str, rows: int = 3) -> Path:
    lines = [
        f"{i},2026-03-0{i} 08:00:00,2026-03-0{i} 09:00:00,{text} {i},Dinas A" for i in range(1, rows + 1)
    ]
    path.write_text("\n".join(["id,created_at,answered_at,text,agency", *lines]) + "\n")
    return path


def mixed(path: Path, text: str) -> Path:
    """A table whose rows say themselves on which platform they stood."""
    lines = [f"{i},channel,2026-03-0{i}T08:00:00+07:00,warga{i},{text} {i}" for i in (1, 2, 3)]
    path.write_text("\n".join(["id,platform,created_at,username,text", *lines]) + "\n")
    return path


def of(region: Region, source: str | None, **more: object) -> ImportSettings:
    return ImportSettings(source=source, platform="channel", region=region, zone="WIB", **more)  # type: ignore[arg-type]


def test_two_desks_that_number_from_one_stay_apart(region: Region, tmp_path: Path) -> None:
    first = import_file(table(tmp_path / "a.csv", "Air mati"), of(region, "loket a"))
    second = import_file(table(tmp_path / "b.csv", "Lampu padam"), of(region, "loket b"))
    assert (first.rows_new, second.rows_new) == (3, 3)
    assert set(Thread.objects.values_list("account__handle", flat=True)) == {"loket a", "loket b"}


def test_a_source_named_like_another_governments_channel_reaches_none_of_its_complaints(
    region: Region, tmp_path: Path
) -> None:
    """Rows that name their own platform belong to no channel: nothing but source and region tells whose they are."""
    away = RegionFactory(code="73.71")
    import_file(table(tmp_path / "a.csv", "Air mati"), of(region, "lapor"))
    before = set(Message.objects.values_list("platform_id", "text", "answered_at"))
    (channel,) = OfficialAccount.objects.filter(platform="channel")
    for name, source in (("b", str(channel.pk)), ("c", "lapor")):
        forged = import_file(
            mixed(tmp_path / f"{name}.csv", "Palsu"), ImportSettings(source=source, region=away)
        )
        assert (forged.rows_new, forged.rows_changed) == (3, 0)
    assert before < set(Message.objects.values_list("platform_id", "text", "answered_at"))


def test_two_governments_with_one_name_for_their_source_stay_apart(region: Region, tmp_path: Path) -> None:
    for name, owner in (("a", region), ("b", RegionFactory(code="73.71"))):
        path = mixed(tmp_path / f"{name}.csv", f"Air mati di {name}")
        batch = import_file(path, ImportSettings(source="ekspor", region=owner))
        assert (batch.rows_new, batch.rows_changed) == (3, 0)
    assert Message.objects.count() == 6


def test_equal_complaints_without_a_number_stay_with_the_government_that_got_them(
    region: Region, tmp_path: Path
) -> None:
    for name, owner in (("a", region), ("b", RegionFactory(code="73.71"))):
        path = tmp_path / f"{name}.csv"
        path.write_text("created_at,text,agency\n2026-03-01 08:00:00,Air mati,Dinas A\n")
        assert import_file(path, of(owner, "aduan")).rows_new == 1
    assert Thread.objects.values("account").distinct().count() == 2


def test_a_registered_channel_takes_the_tables_of_its_region(region: Region, tmp_path: Path) -> None:
    channel = OfficialAccountFactory(region=region, platform=AccountPlatform.CHANNEL, handle="lapor")
    import_file(table(tmp_path / "a.csv", "Air mati"), of(region, None))
    assert set(Thread.objects.values_list("account", flat=True)) == {channel.pk}


def test_rows_come_back_to_the_channel_that_they_were_read_into(region: Region, tmp_path: Path) -> None:
    """Another channel registered since must not draw them away when they are read again."""
    first = import_file(table(tmp_path / "a.csv", "Air mati"), of(region, None))
    both = tmp_path / "b.csv"
    table(both, "Air mati", rows=5)
    again = import_file(both, of(region, None))
    OfficialAccountFactory(region=region, platform=AccountPlatform.CHANNEL, handle="lapor")
    tasks.run_withdrawal(first)
    assert Message.objects.count() == 5
    assert Message.objects.values("channel_account").distinct().count() == 1
    assert again.rows_new == 2


def test_a_withdrawn_table_leaves_no_figures_of_the_channel_it_opened(region: Region, tmp_path: Path) -> None:
    OfficialAccountFactory(region=region, handle="contoh_utama")
    posts = tmp_path / "x.csv"
    posts.write_text("id,created_at,username,text\n1,2026-03-02T08:00:00Z,contoh_utama,Halo\n")
    import_file(posts, ImportSettings(platform="x"))
    before = left_by(lambda: None, names=HELD)
    tasks.run_withdrawal(import_file(table(tmp_path / "a.csv", "Air mati"), of(region, None)))
    assert OfficialAccount.objects.filter(platform="channel").exists()
    assert left_by(lambda: None, names=HELD) == before


def test_stated_coverage_of_a_table_is_that_of_its_channel_alone(region: Region, tmp_path: Path) -> None:
    OfficialAccountFactory(region=region, platform=AccountPlatform.CHANNEL, handle="lain")
    settings = of(
        region, "loket a", covers=["citizens", "replies"], covered_from=date(2026, 3, 1),
        covered_until=date(2026, 3, 31),
    )  # fmt: skip
    OfficialAccount.objects.update(status="draft")
    import_file(table(tmp_path / "a.csv", "Air mati"), settings)
    (span,) = CoverageSpan.objects.all()
    assert span.account is not None
    assert (span.account.handle, span.start_at.isoformat()) == ("loket a", "2026-02-28T17:00:00+00:00")
    assert span.end_at.isoformat() == "2026-03-31T17:00:00+00:00"


def test_covers_without_replies_is_not_observable(region: Region, tmp_path: Path) -> None:
    OfficialAccountFactory(region=region, handle="contoh_utama")
    path = tmp_path / "x.csv"
    path.write_text(
        "id,created_at,username,text,in_reply_to_id\n1,2026-03-02T08:00:00Z,warga1,@contoh_utama kapan?,\n"
        "2,2026-03-03T08:00:00Z,contoh_utama,Besok,1\n"
    )
    import_file(path, ImportSettings(platform="x", region=region, covers=["posts", "citizens"]))
    threads = thread_report(Scope(region=region), timezone.now())["threads"]
    assert (threads["needing_response"], threads["not_observable"], threads["answered"]) == (1, 1, 0)


def test_replies_that_a_table_cannot_carry_are_not_covered_by_saying_so(
    region: Region, tmp_path: Path
) -> None:
    OfficialAccountFactory(region=region, handle="contoh_utama")
    path = tmp_path / "x.csv"
    path.write_text(
        "id,created_at,username,text\n1,2026-03-02T08:00:00Z,warga1,@contoh_utama kapan?\n"
        "2,2026-03-03T08:00:00Z,contoh_utama,Besok\n"
    )
    covers = ["posts", "replies", "citizens"]
    import_file(path, ImportSettings(platform="x", region=region, covers=covers))
    threads = thread_report(Scope(region=region), timezone.now())["threads"]
    assert (threads["not_observable"], threads["waiting"]) == (1, 0)

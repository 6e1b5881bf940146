"""Whatever happens to the registry after an import: the same state as if it had happened before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from accounts_app import registry
from accounts_app.choices import AccountRole, AccountStatus, Zone
from accounts_app.models import OfficialAccount
from analytics_app import tasks
from analytics_app.models import CoverageSpan, StaleDay, StaleScore, Thread
from analytics_app.services.intake import ImportSettings
from analytics_app.services.registry_changes import list_changed
from tests.analytics_app.services.histories import (
    HELD,
    SOCIAL,
    busy_records,
    import_file,
    left_by,
    write_file,
)
from tests.analytics_app.services.worlds import build_accounts
from tests.factories import AgencyFactory, OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db
NAMES = (*HELD, "captures", "spans", "left to do")
NEW_PK = 900_001


def register_new() -> None:
    """A citizen of the random world turns out to be an agency."""
    OfficialAccountFactory(
        pk=NEW_PK, region=RegionFactory(code="33.27"), handle="warga1", role=AccountRole.AGENCY
    )


def draft() -> OfficialAccount:
    return OfficialAccount.objects.get(handle="contoh_dinas")


def attest() -> None:
    registry.attest(draft())


def archive() -> None:
    registry.archive(draft(), monitored_until=date(2026, 4, 30))


def change_role() -> None:
    account = draft()
    registry.register_account(
        region=account.region, agency=account.agency.name, platform="x", handle=account.handle,
        role=AccountRole.HEAD, monitored_from=date(2026, 3, 20),
    )  # fmt: skip


def move() -> None:
    account = OfficialAccount.objects.get(handle="contoh_utama")
    account.agency = AgencyFactory(region=RegionFactory(code="94.01", zone=Zone.WIT), name="Diskominfo")
    registry.fill_derived_fields(account)
    account.save()


CHANGES = {f.__name__: f for f in (register_new, attest, archive, change_role, move)}
WAYS = {
    "nothing stated": SOCIAL,
    "stated": replace(SOCIAL, covers=["posts", "replies", "citizens"], covered_from=date(2026, 3, 1)),
}


@pytest.mark.parametrize(("seed", "way"), list(enumerate(WAYS)))
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_after_the_import_is_a_change_before_it(
    name: str, seed: int, way: str, tmp_path: Path
) -> None:
    build_accounts()
    if name == "attest":
        OfficialAccount.objects.filter(handle="contoh_dinas").update(status=AccountStatus.DRAFT)
    RegionFactory(code="94.01", zone=Zone.WIT)
    records = busy_records(random.Random(seed), list(OfficialAccount.objects.order_by("pk")))
    path = write_file(tmp_path / "a.csv", records)
    change: Callable[[], None] = CHANGES[name]

    def before() -> None:
        change()
        import_file(path, WAYS[way])

    def after() -> None:
        OfficialAccount.objects.update(needs_refiling=False)
        import_file(path, WAYS[way])
        change()
        changed = list_changed()
        assert changed
        tasks.run_registry_changed(changed)
        assert not list_changed()
        assert not StaleDay.objects.exists()
        assert not StaleScore.objects.exists()

    expected = left_by(before, names=NAMES)
    if name != "archive":  # which changes nothing where all of its days were covered
        assert left_by(lambda: import_file(path, WAYS[way]), names=NAMES) != expected
    assert left_by(after, names=NAMES) == expected


def test_an_account_renamed_under_its_id_keeps_its_messages(tmp_path: Path) -> None:
    region = RegionFactory(code="33.27")
    OfficialAccountFactory(region=region, handle="nama_lama", platform_user_id="77", pk=NEW_PK)
    path = tmp_path / "a.csv"
    path.write_text(
        "id,created_at,author_id,username,text,in_reply_to_id\n"
        "1,2026-03-02T01:00:00Z,5,warga1,@nama_baru kapan jadwal KTP?,\n"
        "2,2026-03-02T02:00:00Z,77,nama_baru,Besok,1\n"
    )
    import_file(path)
    assert not Thread.objects.exists()
    registry.register_account(
        region=region, agency="Diskominfo", platform="x", handle="nama_baru", role=AccountRole.MAIN,
        platform_user_id="77",
    )  # fmt: skip
    tasks.run_registry_changed(list_changed())
    (thread,) = Thread.objects.all()
    assert (thread.account_id, thread.first_response_at - thread.opened_at) == (NEW_PK, timedelta(hours=1))


def test_an_account_renamed_without_an_id_leaves_nothing_behind(tmp_path: Path) -> None:
    (account, *_) = build_accounts()
    records = busy_records(random.Random(5), list(OfficialAccount.objects.order_by("pk")))
    path = write_file(tmp_path / "a.csv", records)

    def rename() -> None:
        account.handle = "nama_lain"
        registry.fill_derived_fields(account)
        account.save()

    def before() -> None:
        rename()
        import_file(path)

    def after() -> None:
        import_file(path)
        rename()
        tasks.run_registry_changed([account.pk])

    names = [
        name for name in NAMES if name not in ("messages", "spans")
    ]  # its old name stays readable in texts
    expected = left_by(before, names=names)
    assert left_by(after, names=names) == expected


def test_originals_that_came_along_widen_no_span_of_an_account_registered_later(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        """{"data": [
          {"id": "2001", "text": "@contoh_utama kapan?", "author_id": "5", "created_at": "2026-03-02T01:00:00Z"},
          {"id": "2002", "text": "Besok", "author_id": "77", "created_at": "2026-03-03T01:00:00Z",
           "referenced_tweets": [{"type": "replied_to", "id": "1001"}]},
          {"id": "2003", "text": "Lusa", "author_id": "77", "created_at": "2026-03-04T01:00:00Z"}],
        "includes": {"tweets": [
          {"id": "1001", "text": "Lama", "author_id": "77", "created_at": "2025-01-01T01:00:00Z"}],
         "users": [{"id": "77", "username": "contoh_utama", "name": "x"}]}}"""
    )

    def register() -> None:
        OfficialAccountFactory(
            pk=NEW_PK, region=RegionFactory(code="33.27"), handle="contoh_utama", platform_user_id="77"
        )

    def before() -> None:
        register()
        import_file(path, ImportSettings())
        (span,) = CoverageSpan.objects.all()
        assert (span.start_at.date(), span.end_at.date()) == (date(2026, 3, 3), date(2026, 3, 4))

    def after() -> None:
        import_file(path, ImportSettings())
        register()
        tasks.run_registry_changed([NEW_PK])

    expected = left_by(before, names=NAMES)
    assert left_by(after, names=NAMES) == expected

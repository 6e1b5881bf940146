"""A new key: the same people, threads and figures under other names; who cannot be made again stays behind."""

from __future__ import annotations

import random
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts_app import pseudonyms
from accounts_app.models import AuditEvent, OfficialAccount
from analytics_app.models import ImportBatch, Message, RawPayload, Thread
from analytics_app.services import key_rotation
from analytics_app.tasks import run_figures
from tests.analytics_app.services.histories import import_file, write_file
from tests.analytics_app.services.worlds import build_accounts, random_records
from tests.factories import ImportBatchFactory
from tests.journeys.digest import content

pytestmark = pytest.mark.django_db

#: Tables that name no person by a pseudonym.
WITHOUT_NAMES = ("messages",)


@pytest.fixture(scope="module")
def world(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_file(
        tmp_path_factory.mktemp("dunia") / "dunia.csv",
        random_records(random.Random(3), build_accounts(), 160),
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "90001,2026-03-09T00:00:00Z,warga9,halo @warga1 dan @contoh_utama lihat https://x.com/warga2,,,1\n"
        )
    import_file(path)
    return path


@pytest.fixture
def new_key(settings: Any) -> None:
    settings.PSEUDONYM_KEYS = {1: settings.PSEUDONYM_KEYS[1], 2: b"\x77" * 32}
    settings.PSEUDONYM_KEY_VERSION = 2


def _old_keys() -> int:
    """How many pseudonyms of version 1 stand anywhere in messages, threads and the registry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM analytics_app_message m WHERE m::text ~ '1-[0-9a-f]{20}') + "
            "(SELECT count(*) FROM analytics_app_thread WHERE author_key LIKE '1-%') + "
            "(SELECT count(*) FROM accounts_app_officialaccount WHERE handle_key LIKE '1-%')"
        )
        return int(cursor.fetchone()[0])


def test_everybody_in_a_kept_file_moves_and_nothing_else_changes(world: Path, request: pytest.FixtureRequest):
    before, threads = (
        content(without=WITHOUT_NAMES),
        list(Thread.objects.order_by("pk").values_list("key", "public_id")),
    )
    shape = list(
        Message.objects.order_by("pk").values_list("pk", "thread_id", "account_id", "addressed_account_id")
    )
    assert _old_keys() > 100
    request.getfixturevalue("new_key")
    done = key_rotation.rotate()
    assert (done.version, done.left) == (2, 0)
    assert _old_keys() == 0
    Message.objects.update(needs_rebuild=True)
    run_figures()
    assert content(without=WITHOUT_NAMES) == before
    assert list(Thread.objects.order_by("pk").values_list("key", "public_id")) == threads
    assert shape == list(
        Message.objects.order_by("pk").values_list("pk", "thread_id", "account_id", "addressed_account_id")
    )
    told = AuditEvent.objects.get(action="key_rotated").new
    assert (told["version"], told["left"]) == (2, 0)


def test_the_same_rows_again_are_known_under_the_new_key(
    world: Path, request: pytest.FixtureRequest, tmp_path: Path
):
    request.getfixturevalue("new_key")
    key_rotation.rotate()
    before = content(without=("batches", "captures", "spans"))
    copy = tmp_path / "lagi.csv"
    copy.write_text(world.read_text() + "90002,2026-03-09T00:00:00Z,warga9,satu lagi,,,1\n")
    again = import_file(copy)
    assert (again.rows_new, again.rows_changed) == (1, 0)
    Message.objects.filter(platform_id="90002").delete()
    assert content(without=("batches", "captures", "spans")) == before


def test_names_in_texts_move_with_their_people(world: Path, request: pytest.FixtureRequest):
    request.getfixturevalue("new_key")
    key_rotation.rotate()
    text = Message.objects.get(platform_id="90001").text
    shown = [pseudonyms.shown_name(pseudonyms.handle_key("x", handle)) for handle in ("warga1", "warga2")]
    assert text == f"halo @{shown[0]} dan @contoh_utama lihat https://x.com/{shown[1]}"


def test_who_is_in_no_kept_file_stays_behind_and_cannot_be_linked(
    world: Path, request: pytest.FixtureRequest, tmp_path: Path
):
    RawPayload.objects.all().delete()
    citizens = Message.objects.filter(account=None)
    before = dict(citizens.values_list("pk", "author_key"))
    request.getfixturevalue("new_key")
    done = key_rotation.rotate()
    assert dict(citizens.values_list("pk", "author_key")) == before
    assert done.left == len(before)
    assert not OfficialAccount.objects.filter(handle_key__startswith="1-").exists()
    later = tmp_path / "kelak.csv"
    later.write_text("id,created_at,username,text\n99999,2026-09-01T00:00:00Z,warga1,@contoh_utama halo\n")
    import_file(later)
    assert Message.objects.get(platform_id="99999").author_key not in before.values()


def test_twice_is_once(world: Path, request: pytest.FixtureRequest):
    request.getfixturevalue("new_key")
    key_rotation.rotate()
    before = list(Message.objects.order_by("pk").values())
    assert key_rotation.rotate().messages == 0
    assert list(Message.objects.order_by("pk").values()) == before


def test_nothing_moves_while_an_import_is_under_way(world: Path, new_key: None):
    ImportBatchFactory(state=ImportBatch.State.READING)
    with pytest.raises(CommandError):
        call_command("rotate_pseudonym_key", stdout=StringIO())
    ImportBatch.objects.filter(state=ImportBatch.State.READING).delete()
    out = StringIO()
    call_command("rotate_pseudonym_key", stdout=out)
    assert "versi 2" in out.getvalue()

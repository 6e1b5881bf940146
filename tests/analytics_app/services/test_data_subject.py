"""One person's data: found by name, given, erased for good; figures and other people stay as they are."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent
from analytics_app.models import ErasedPerson, Message, RawPayload, Thread
from analytics_app.services import data_subject
from analytics_app.services.intake import ImportSettings
from analytics_app.tasks import run_figures
from tests.analytics_app.services.histories import import_file, write_file
from tests.analytics_app.services.worlds import build_accounts, random_records
from tests.cast import Cast
from tests.journeys.digest import content

pytestmark = pytest.mark.django_db

WHO = "warga1"
AFTER = "2100-01-01T00:00:00Z"
FIGURES = ("messages", "rejected", "batches", "captures", "spans")


# --- first, while the world of the others is not there -------------------------------------------


def test_a_person_known_by_user_id_stays_forgotten_under_another_name(tmp_path: Path):
    build_accounts()
    head = "id,created_at,username,author_id,text\n"
    path = tmp_path / "a.csv"
    path.write_text(f"{head}1,2026-03-02T01:00:00Z,{WHO},777,@contoh_utama satu\n")
    import_file(path, ImportSettings(platform="x"))
    assert Message.objects.get().author_key != Message.objects.get().handle_key
    _erase()
    assert sorted(ErasedPerson.objects.values_list("kind", flat=True)) == ["handle", "id"]
    path = tmp_path / "b.csv"
    path.write_text(f"{head}2,2026-03-01T01:00:00Z,nama_lama,777,@contoh_utama dua\n")
    import_file(path, ImportSettings(platform="x"))
    first, second = Message.objects.order_by("platform_id")
    assert second.text == ""
    assert second.author_key == first.author_key


# --- in one world --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_file(
        tmp_path_factory.mktemp("dunia") / "dunia.csv",
        random_records(random.Random(5), build_accounts(), 160),
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(f"90001,2026-03-09T00:00:00Z,warga2,setuju dengan @{WHO} dan @warga3,,,1\n")
        file.write(f"90002,entah,{WHO},jalan rusak @{WHO},,,1\n")
    import_file(path)
    return path


def _erase() -> data_subject.Erased:
    return data_subject.erase(data_subject.find_person("x", WHO), WHO)


def _old_names() -> list[str]:
    person = data_subject.find_person("x", WHO)
    return [*person.keys, *(key.partition("-")[2][:8] for key in person.keys)]


def _places_of(needles: list[str]) -> list[str]:
    """Tables that hold one of the needles anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if not table.startswith(("accounts_app", "analytics_app", "django")):
                continue  # temporary tables of this one transaction
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ~ %s', ["|".join(needles)])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_everything_of_the_person_is_found_and_given(world: Path):
    person = data_subject.find_person("x", f" @{WHO.upper()} ")
    with world.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] != "90002"]
    own = [row for row in rows if row["username"] == WHO]
    held = data_subject.count_held(person)
    assert held.messages == held.with_text == len(own) > 10
    assert held.mentions >= 1
    assert held.threads == Thread.objects.filter(author_key__in=person.keys).count() > 0
    assert held.files == 1
    export = data_subject.export_held(person)
    assert sorted(one["platform_id"] for one in export["messages"]) == sorted(row["id"] for row in own)
    assert "warga3" not in json.dumps(export)


def test_nothing_of_the_person_is_left_anywhere(world: Path):
    names = _old_names()
    assert set(_places_of(names)) >= {"analytics_app_message", "analytics_app_thread"}
    before = Message.objects.filter(author_key__in=names).count()
    erased = _erase()
    assert erased.messages == before
    assert _places_of([*names, WHO]) == []
    assert not RawPayload.objects.exists()
    assert Message.objects.filter(text_gone="erasure", text="").count() == before
    assert data_subject.count_held(data_subject.find_person("x", WHO)) == data_subject.Held(0, 0, 0, 0, 0)


def test_no_figure_moves_and_nobody_else_loses_a_word(world: Path):
    names = _old_names()
    others = Message.objects.exclude(author_key__in=names).exclude(platform_id="90001")
    before, texts = content(without=FIGURES), dict(others.values_list("pk", "text"))
    named = Message.objects.get(platform_id="90001").text
    pks = list(texts)
    _erase()
    Message.objects.update(needs_rebuild=True)
    run_figures()
    assert content(without=FIGURES) == before
    kept = dict(Message.objects.filter(pk__in=pks).values_list("pk", "text"))
    shown = names[-1]
    assert {pk: text for pk, text in kept.items() if shown not in texts[pk]} == {
        pk: text for pk, text in texts.items() if shown not in text
    }
    after = Message.objects.get(platform_id="90001").text
    assert after != named
    assert after.startswith("setuju dengan @warga_")


def test_the_same_file_given_again_brings_nothing_back(world: Path, tmp_path: Path):
    names = _old_names()
    _erase()
    before = content(without=("rejected", "batches", "captures", "spans"))
    copy = tmp_path / "lagi.csv"
    copy.write_text(world.read_text().replace("90002,entah,", "90002,kapan,"))
    again = import_file(copy)
    assert (again.rows_new, again.rows_changed) == (0, 0)
    assert content(without=("rejected", "batches", "captures", "spans")) == before
    assert again.rows_rejected == 1
    assert _places_of([*names, WHO]) == []


def test_messages_that_were_never_in_come_without_text_and_name(world: Path, tmp_path: Path):
    names = _old_names()
    _erase()
    path = tmp_path / "arsip.csv"
    path.write_text(
        "id,created_at,username,author_id,text,in_reply_to_username\n"
        f"95001,2025-01-02T01:00:00Z,{WHO},777,@contoh_utama rahasia lama,\n"
        f"95002,2025-01-03T01:00:00Z,warga3,,halo @{WHO},{WHO}\n"
        "95003,2025-01-04T01:00:00Z,warga4,,lain,\n"
    )
    import_file(path, ImportSettings(platform="x", source="arsip"))
    old = Message.objects.get(platform_id="95001")
    assert (old.text, old.mention_keys) == ("", None)
    assert set(_places_of(names)) == set()
    assert Message.objects.get(platform_id="95003").text == "lain"


def test_what_the_person_writes_later_is_heard(world: Path, tmp_path: Path):
    _erase()
    path = tmp_path / "kelak.csv"
    path.write_text(f"id,created_at,username,text\n96001,{AFTER},{WHO},@contoh_utama lampu padam\n")
    import_file(path)
    message = Message.objects.get(platform_id="96001")
    assert message.text == "@contoh_utama lampu padam"
    assert message.author_key in data_subject.find_person("x", WHO).keys


def test_erasing_twice_and_erasing_nobody_do_no_harm(world: Path):
    _erase()
    before = content()
    assert _erase() == data_subject.Erased(0, 0, 0, 0)
    assert content() == before
    with pytest.raises(data_subject.IsOfficial):
        data_subject.find_person("x", "contoh_utama")


def test_the_page_searches_gives_and_erases_and_never_tells_the_name(
    client: Client, cast: Cast, world: Path, caplog
):
    client.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    url, who = reverse("data-subject"), {"platform": "x", "nama": WHO}
    page = client.post(url, {**who, "apa": "cari"}).content.decode()
    assert "Yang tersimpan" in page
    given = json.loads(client.post(url, {**who, "apa": "json"}).content)
    assert given["messages"]
    table = b"".join(client.post(url, {**who, "apa": "csv"}).streaming_content).decode()
    assert len(table.splitlines()) > len(given["messages"])
    page = client.post(url, {**who, "apa": "hapus"}).content.decode()
    assert "Centang dahulu" in page
    assert Message.objects.exclude(text_gone="erasure").exists()
    page = client.post(url, {**who, "apa": "hapus", "yakin": "on"}).content.decode()
    assert "Sudah dihapus." in page
    page = client.post(url, {**who, "apa": "cari"}).content.decode()
    assert "Tidak ada yang tersimpan dengan nama ini." in page
    told = AuditEvent.objects.filter(subject_kind="datasubject").order_by("id")
    assert [event.action for event in told] == [
        "subject_searched", "subject_exported", "subject_exported", "subject_searched", "subject_erased",
        "subject_searched",
    ]  # fmt: skip
    assert WHO not in str(list(told.values()))
    assert WHO not in caplog.text

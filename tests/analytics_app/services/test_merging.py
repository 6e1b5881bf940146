"""However a capture is cut into files, and in whatever order these come: the same content."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from analytics_app.choices import MessageKind, Platform, TimePrecision
from analytics_app.models import ImportBatch, Message
from analytics_app.records import MessageRecord
from analytics_app.services import ingest
from analytics_app.services.intake import ImportSettings
from tests.analytics_app.services.histories import HELD, busy_records, import_file, left_by, write_file
from tests.analytics_app.services.worlds import START, build_accounts, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_a_file_cut_in_two_gives_what_it_gives_as_one(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    records = busy_records(rng, build_accounts())
    cut = rng.randrange(1, len(records))
    overlap = rng.choice([0, 15])
    whole = write_file(tmp_path / "utuh.csv", records, likes=lambda i: 1)
    first = write_file(tmp_path / "a.csv", records[:cut], likes=lambda i: 1)
    second = write_file(tmp_path / "b.csv", records[max(0, cut - overlap) :], likes=lambda i: 1)
    settings = ImportSettings(platform="x", zone="UTC")  # the default source

    def both(*paths: Path) -> Callable[[], None]:
        return lambda: [None for path in paths if import_file(path, settings)] and None

    expected = left_by(both(whole))
    assert expected["threads"][0] > 5
    assert expected["values"][0] > 10
    assert left_by(both(first, second)) == expected
    assert left_by(both(second, first)) == expected


@pytest.mark.parametrize("seed", range(2))
def test_small_chunks_make_no_difference(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    records = busy_records(rng, build_accounts())
    path = write_file(tmp_path / "utuh.csv", [*records, *records[:30]], likes=lambda i: 3)
    names = (*HELD, "captures", "rejected", "spans", "batches", "left to do")
    expected = left_by(lambda: import_file(path), names=names)
    monkeypatch.setattr(ingest, "CHUNK_ROWS", 7)
    assert left_by(lambda: import_file(path), names=names) == expected


def test_the_same_file_again_writes_only_its_batch(tmp_path: Path) -> None:
    records = busy_records(random.Random(1), build_accounts())
    path = write_file(tmp_path / "utuh.csv", records)
    import_file(path)
    tables = [t for t in connection.introspection.table_names() if t.startswith(("analytics", "accounts"))]

    def counts() -> dict[str, tuple[int, int]]:
        with connection.cursor() as cursor:
            found = {}
            for table in tables:
                cursor.execute(
                    f'SELECT count(*), COALESCE(sum(hashtext(t::text)::bigint), 0) FROM "{table}" t'
                )
                found[table] = cursor.fetchone()
        return found

    before = counts()
    again = import_file(path)
    after = counts()
    changed = {table for table in tables if before[table] != after[table]}
    assert changed == {"analytics_app_importbatch"}
    assert after["analytics_app_importbatch"][0] == before["analytics_app_importbatch"][0] + 1
    assert (again.rows_new, again.rows_changed, again.rows_unchanged) == (0, 0, len(records))
    assert again.duplicate_of is not None


def test_counts_of_a_later_file_replace_the_earlier_ones(tmp_path: Path) -> None:
    records = busy_records(random.Random(2), build_accounts(), n=20)
    import_file(write_file(tmp_path / "a.csv", records, likes=lambda i: 5))
    later = import_file(write_file(tmp_path / "b.csv", records, likes=lambda i: 2 if i else 5))
    assert (later.rows_new, later.rows_changed, later.rows_unchanged) == (0, len(records) - 1, 1)
    assert set(Message.objects.values_list("like_count", flat=True)) == {2, 5}


@pytest.mark.parametrize("chunk_rows", [3, 10_000])
def test_every_row_is_new_changed_unchanged_or_rejected(
    chunk_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "CHUNK_ROWS", chunk_rows)
    path = tmp_path / "a.csv"
    path.write_text(
        "id,created_at,username,text\n"
        "1,2026-03-02 08:00:00,warga1,Air mati\n1,2026-03-02 08:00:00,warga1,Air mati\n"
        "2,entah,warga2,Lampu padam\n3,2026-03-02 08:05:00,warga3\n1,2026-03-02 08:00:00,warga1,Air mati lagi\n"
        "4,2026-03-02 08:06:00,,Tanpa nama\n1.9667E+18,2026-03-02 08:07:00,warga4,Rusak\n"
    )
    batch = import_file(path)
    assert batch.rows_read == 7
    assert batch.rows_rejected == sum(batch.rejected_by_reason.values()) == 3
    assert batch.rows_new == Message.objects.count() == 2
    assert batch.rows_read == batch.rows_new + batch.rows_changed + batch.rows_unchanged + batch.rows_rejected


@pytest.mark.parametrize("chunk_rows", [2, 10_000])
def test_equal_rows_without_ids_stay_apart_and_are_known_again(
    chunk_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "CHUNK_ROWS", chunk_rows)
    row = "2026-03-02 08:00:00,warga1,Air mati\n"
    other = "2026-03-02 09:00:00,warga1,Air mati\n"
    header = "created_at,username,text\n"
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(header + row * 3 + other)
    second.write_text(header + other + row * 5)
    assert import_file(first).rows_new == 4
    later = import_file(second)
    assert (later.rows_new, later.rows_unchanged) == (2, 4)
    assert Message.objects.count() == 6


BASE = MessageRecord(
    Platform.X, "77", MessageKind.REPLY, "@contoh_utama halo", START, author_id="9", author_handle="warga1",
    parent_id="70", conversation_id="k2",
)  # fmt: skip
OTHERS = {
    "a table without replies": BASE._replace(kind=MessageKind.ORIGINAL, parent_id=None, conversation_id=None),
    "an assumed parent": BASE._replace(parent_id="71", parent_is_inferred=True),
    "a day only": BASE._replace(created_at=START.replace(hour=0), time_precision=TimePrecision.DAY),
    "a vague time": BASE._replace(
        created_at=START.replace(year=2025), time_precision=TimePrecision.APPROXIMATE
    ),
    "a name without an id": BASE._replace(author_id=None),
    "another conversation": BASE._replace(conversation_id="k1"),
    "another zone": BASE._replace(created_at=START.replace(hour=7)),
}
STATED = (
    "kind", "text", "created_at", "time_precision", "author_key", "handle_key", "parent_platform_id",
    "parent_is_inferred", "conversation_id", "also_in_conversations", "mention_keys", "leading_mentions",
)  # fmt: skip


def stored_by(*pieces: list[MessageRecord]) -> list[tuple[object, ...]]:
    Message.objects.all().delete()
    ImportBatch.objects.all().delete()
    for piece in pieces:
        load(piece)
    return list(Message.objects.values_list(*STATED))


@pytest.mark.parametrize("name", OTHERS)
def test_a_poorer_statement_of_a_message_loses_in_any_order(name: str) -> None:
    poorer = OTHERS[name]
    ways = [
        stored_by([BASE], [poorer]),
        stored_by([poorer], [BASE]),
        stored_by([BASE, poorer]),
        stored_by([poorer, BASE]),
    ]
    assert ways[1:] == ways[:1] * 3
    (stored,) = ways[0]
    found = dict(zip(STATED, stored, strict=True))
    assert (found["kind"], found["parent_platform_id"], found["parent_is_inferred"]) == ("reply", "70", False)
    assert (found["created_at"], found["time_precision"]) == (START, "exact")
    assert found["author_key"] != found["handle_key"]
    assert found["conversation_id"] == ("k1" if name == "another conversation" else "k2")


def test_a_day_is_not_replaced_by_a_vague_time() -> None:
    day = BASE._replace(time_precision=TimePrecision.DAY)
    vague = OTHERS["a vague time"]
    assert stored_by([day], [vague])[0][2:4] == stored_by([vague], [day])[0][2:4] == (START, "day")


def test_names_mentioned_are_those_of_the_text_that_stays() -> None:
    edited = BASE._replace(text="halo semua")
    (stored,) = stored_by([BASE], [edited])
    found = dict(zip(STATED, stored, strict=True))
    assert (found["text"], found["mention_keys"], found["leading_mentions"]) == ("halo semua", None, 0)

"""After a withdrawal the database is one that never saw the batch; a second reading takes the first one's place."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from analytics_app import tasks
from analytics_app.choices import Side
from analytics_app.models import (
    Capture,
    CoverageSpan,
    ImportBatch,
    Message,
    RawPayload,
    RejectedRow,
    StaleDay,
    StaleScore,
    Thread,
)
from analytics_app.services import ingest, withdrawal
from analytics_app.services.drafts import NothingChanged
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch
from analytics_app.services.payloads import PayloadGone
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.services.histories import (
    HELD,
    SOCIAL,
    busy_records,
    import_file,
    left_by,
    write_file,
)
from tests.analytics_app.services.worlds import build_accounts
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
State = ImportBatch.State
NAMES = (*HELD, "captures", "rejected", "spans", "left to do")


def three_files(rng: random.Random, folder: Path) -> list[Path]:
    """Overlapping parts of one world; what they have in common they state differently."""
    records = busy_records(rng, build_accounts(), n=100)
    parts = [[r for r in records if rng.random() < 0.5] for _ in range(3)]
    parts[1] = [r._replace(text=f"{r.text} ya") if rng.random() < 0.3 else r for r in parts[1]]
    parts[1] = [r._replace(parent_id=None) if rng.random() < 0.2 else r for r in parts[1]]
    return [write_file(folder / f"{i}.csv", part, likes=lambda n: n) for i, part in enumerate(parts)]


@pytest.mark.parametrize("goes", range(3))
@pytest.mark.parametrize("chunk_rows", [7, 10_000])
def test_a_withdrawn_batch_leaves_no_trace(
    goes: int, chunk_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(goes + chunk_rows)
    files = three_files(rng, tmp_path)
    monkeypatch.setattr(ingest, "CHUNK_ROWS", chunk_rows)
    stay = [path for i, path in enumerate(files) if i != goes]

    def with_it() -> None:
        batches = [import_file(path) for path in files]
        withdrawn = tasks.run_withdrawal(batches[goes])
        assert withdrawn.state == State.WITHDRAWN
        assert not RawPayload.objects.filter(batch=withdrawn).exists()
        assert not StaleDay.objects.exists()
        assert not StaleScore.objects.exists()

    def without_it() -> None:
        for path in stay:
            import_file(path)

    expected = left_by(without_it, names=NAMES)
    assert left_by(with_it, names=NAMES) == expected
    assert expected["threads"][0] > 3


def test_automatic_replies_stop_being_automatic_below_three_threads(tmp_path: Path) -> None:
    (account, *_) = build_accounts()
    header = "id,created_at,username,text,in_reply_to_id\n"
    rows = [
        f"{10 + i},2026-03-0{2 + i}T08:00:00Z,warga{i},@{account.handle} kapan jadwal KTP?,\n"
        f"{20 + i},2026-03-0{2 + i}T08:00:20Z,{account.handle},Pesan Anda kami terima,{10 + i}\n"
        for i in range(3)
    ]
    two, third = tmp_path / "dua.csv", tmp_path / "satu.csv"
    two.write_text(header + rows[0] + rows[1])
    third.write_text(header + rows[2])
    expected = left_by(lambda: import_file(two), names=NAMES)
    import_file(two)
    batch = import_file(third)
    assert Thread.objects.filter(has_automatic_reply=True).count() == 3
    tasks.run_withdrawal(batch)
    assert Thread.objects.filter(has_automatic_reply=True).count() == 0
    assert left_by(lambda: None, names=NAMES) == expected


def test_withdrawing_twice_is_refused_and_harmless(tmp_path: Path) -> None:
    path = three_files(random.Random(3), tmp_path)[0]
    batch = import_file(path)
    tasks.run_withdrawal(batch)
    before = left_by(lambda: None, names=NAMES)
    with pytest.raises(withdrawal.NotWithdrawable):
        tasks.run_withdrawal(batch)
    tasks.withdraw_batch(batch.pk)
    tasks.import_batch(batch.pk)  # a late delivery
    tasks.resume_unfinished()
    assert left_by(lambda: None, names=NAMES) == before
    assert ImportBatch.objects.get().state == State.WITHDRAWN


def test_a_copy_inherits(tmp_path: Path) -> None:
    path = three_files(random.Random(4), tmp_path)[0]
    first, copy, third = (import_file(path) for _ in range(3))
    before = left_by(lambda: None, names=NAMES)
    tasks.run_withdrawal(first)
    copy.refresh_from_db()
    third.refresh_from_db()
    assert left_by(lambda: None, names=NAMES) == before
    assert (copy.duplicate_of, third.duplicate_of) == (None, copy)
    assert set(Message.objects.values_list("first_batch", flat=True)) == {copy.pk}
    assert copy.rows_new == Message.objects.count()
    assert not RawPayload.objects.filter(batch=first).exists()
    tasks.run_withdrawal(third)
    assert Message.objects.exists()
    tasks.run_withdrawal(copy)
    assert not Message.objects.exists()
    assert not RejectedRow.objects.exists()


def test_messages_that_only_an_expired_payload_could_bring_back_stay(tmp_path: Path) -> None:
    path = three_files(random.Random(5), tmp_path)[0]
    old = import_file(path)
    again = import_file(path, replace(SOCIAL, source="lain"))
    RawPayload.objects.filter(batch=old).delete()
    n = Message.objects.count()
    tasks.run_withdrawal(again)
    assert Message.objects.count() == n
    assert set(Message.objects.values_list("first_batch", flat=True)) == {old.pk}


def test_a_mark_to_read_again_outlives_an_import_that_is_still_being_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process withdraws while this one computes: saving the batch must not wipe its mark."""
    first, second, _ = three_files(random.Random(6), tmp_path)
    expected = left_by(lambda: import_file(second), names=NAMES)
    gone = import_file(first)
    restore = withdrawal._restore_marked
    monkeypatch.setattr(withdrawal, "_restore_marked", lambda: None)  # that process dies here
    score_stale = tasks.score.score_stale

    def withdraw_first(*args: object) -> int:
        monkeypatch.setattr(tasks.score, "score_stale", score_stale)
        withdrawal.begin(gone)
        withdrawal.withdraw(gone)
        return 0

    monkeypatch.setattr(tasks.score, "score_stale", withdraw_first)
    import_file(second)
    monkeypatch.setattr(withdrawal, "_restore_marked", restore)
    tasks.resume_unfinished()
    assert left_by(lambda: None, names=NAMES) == expected


@pytest.mark.django_db(transaction=True)
def test_a_batch_withdrawn_in_the_middle_of_another_import_changes_no_counter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = three_files(random.Random(7), tmp_path)
    monkeypatch.setattr(ingest, "CHUNK_ROWS", 9)
    expected = left_by(lambda: import_file(second), names=(*NAMES, "batches"))
    gone = import_file(first)
    write, chunks = ingest._write_chunk, []

    def write_and_withdraw(*args: object) -> None:
        write(*args)  # type: ignore[arg-type]
        chunks.append(1)
        if len(chunks) == 2:
            in_another_process(lambda: tasks.run_withdrawal(gone))

    monkeypatch.setattr(ingest, "_write_chunk", write_and_withdraw)
    later = import_file(second)
    assert later.state == State.DONE
    found = left_by(lambda: None, names=NAMES)
    assert found == {name: expected[name] for name in NAMES}
    assert later.rows_read == later.rows_new + later.rows_changed + later.rows_unchanged + later.rows_rejected
    assert later.rows_changed + later.rows_new > 0


def in_another_process(work: Callable[[], Any]) -> None:
    """Runs it to its end on a connection of its own."""

    def run() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def test_a_cancelling_that_was_killed_ends_as_cancelled(tmp_path: Path) -> None:
    path = three_files(random.Random(8), tmp_path)[0]
    settings = replace(SOCIAL, source="batal")
    batch = open_batch(path, settings, inspect_file(path, settings))
    ingest.ingest(batch, path)
    withdrawal._remove(batch)  # killed right after the rows and the payload went
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.READING, cancel_requested=True)
    tasks.resume_unfinished()
    batch.refresh_from_db()
    assert batch.state == State.CANCELLED
    assert not Message.objects.exists()


# --- read again ----------------------------------------------------------------------------------


def zoneless(folder: Path) -> Path:
    build_accounts()
    path = folder / "tanpa-zona.csv"
    path.write_text(
        "id,created_at,username,text,in_reply_to_id\n"
        "1,2026-03-02 01:00:00,warga1,@contoh_utama kapan jadwal KTP?,\n"
        "2,2026-03-02 02:00:00,contoh_utama,Besok,1\n3,2026-03-09 02:00:00,contoh_utama,Selamat pagi,\n"
    )
    return path


@pytest.mark.parametrize("copies", [0, 2])
def test_a_file_read_again_in_another_zone_is_as_if_it_had_been_read_so_at_once(
    copies: int, tmp_path: Path
) -> None:
    path = zoneless(tmp_path)
    right = replace(SOCIAL, zone="WIT")
    expected = left_by(lambda: import_file(path, right), names=NAMES)
    wrong = import_file(path)
    for _ in range(copies):
        import_file(path)
    again = tasks.run_reread(wrong, right)
    wrong.refresh_from_db()
    assert (again.state, again.reread_of, wrong.state) == (State.DONE, wrong, State.WITHDRAWN)
    assert again.file_name == wrong.file_name
    assert left_by(lambda: None, names=NAMES) == expected
    assert Message.objects.get(platform_id="1").created_at == datetime(2026, 3, 1, 16, tzinfo=UTC)


def test_a_file_read_again_with_another_region_loses_its_old_coverage(tmp_path: Path) -> None:
    path = zoneless(tmp_path)
    first, second = (RegionFactory(code=code) for code in ("33.27", "35.78"))
    covers = {"covers": [s.value for s in Side], "covered_from": date(2026, 3, 1)}
    right = replace(SOCIAL, region=first, **covers)
    expected = left_by(lambda: import_file(path, right), names=NAMES)
    wrong = import_file(path, replace(SOCIAL, region=second, **covers))
    assert set(CoverageSpan.objects.values_list("account__region__code", flat=True)) == {"35.78"}
    tasks.run_reread(wrong, right)
    assert left_by(lambda: None, names=NAMES) == expected
    assert set(CoverageSpan.objects.values_list("account__region__code", flat=True)) == {"33.27"}


def test_what_cannot_be_read_again_stays_as_it_is(tmp_path: Path) -> None:
    path = zoneless(tmp_path)
    batch = import_file(path)
    before = left_by(lambda: None, names=NAMES)
    with pytest.raises(NothingChanged):
        tasks.run_reread(batch, SOCIAL)
    with pytest.raises(SourceRefused):
        tasks.run_reread(batch, replace(SOCIAL, zone=None))
    RawPayload.objects.all().delete()
    with pytest.raises(PayloadGone):
        tasks.run_reread(batch, replace(SOCIAL, zone="WIT"))
    batch.refresh_from_db()
    assert batch.state == State.DONE
    assert left_by(lambda: None, names=NAMES) == before


def test_a_mapping_remembered_from_another_file_is_written_down_with_the_import(tmp_path: Path) -> None:
    """The worker reads from the payload: it must find the columns that the command found."""
    header = "no,kapan,akun,uraian\n"
    row = "{},2026-03-02T08:00:00Z,warga1,Air mati di blok {}\n"
    taught, later = tmp_path / "a.csv", tmp_path / "b.csv"
    taught.write_text(header + row.format(1, "A"))
    later.write_text(header + row.format(2, "B"))
    mapping = {"no": "platform_id", "kapan": "created_at", "akun": "author_handle", "uraian": "text"}
    import_file(taught, ImportSettings(platform="x", mapping=mapping))
    batch = open_batch(later, ImportSettings(platform="x"), inspect_file(later, ImportSettings(platform="x")))
    tasks.run_import(batch)  # from the payload
    assert set(Message.objects.values_list("platform_id", flat=True)) == {"1", "2"}
    assert Capture.objects.filter(batch=batch).count() == 1


def test_old_payloads_go_whole(tmp_path: Path) -> None:
    from analytics_app.services.payloads import has_payload, remove_expired_payloads

    batch = import_file(zoneless(tmp_path))
    received = RawPayload.objects.get().received_at
    RawPayload.objects.create(batch=batch, seq=1, ciphertext=b"x")
    RawPayload.objects.filter(seq=1).update(received_at=received + timedelta(days=1))
    assert remove_expired_payloads(received + timedelta(days=179)) == 0
    assert remove_expired_payloads(received + timedelta(days=180, hours=1)) == 2
    assert not has_payload(batch)

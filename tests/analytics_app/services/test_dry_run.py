"""A dry run counts what the import does, and does nothing."""

from pathlib import Path

import pytest
from django.db import connection

from accounts_app.models import OfficialAccount
from analytics_app.models import Capture, ImportBatch, Message
from analytics_app.services import ingest
from analytics_app.services.dry_run import DryRunReport, dry_run
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db

HEADER = "id,created_at,username,text,like_count\n"
WIB = ImportSettings(source="contoh", platform="x", zone="WIB")


def rows(*numbers: int, likes: int = 1) -> str:
    return "".join(
        f"{n},2026-03-02 08:{n % 60:02d}:00,warga{n},Lampu jalan nomor {n} padam,{likes}\n" for n in numbers
    )


def write(folder: Path, content: str) -> Path:
    path = folder / "contoh.csv"
    path.write_text(HEADER + content)
    return path


def try_out(path: Path, settings: ImportSettings = WIB) -> DryRunReport:
    return dry_run(path, settings, inspect_file(path, settings))


def import_it(path: Path, settings: ImportSettings = WIB) -> ImportBatch:
    inspection = inspect_file(path, settings)
    batch = open_batch(path, settings, inspection)
    ingest.ingest(batch, path, inspection)
    batch.refresh_from_db()
    return batch


def counts(found: DryRunReport | ImportBatch) -> tuple[object, ...]:
    if isinstance(found, ImportBatch):
        rejected = {"total": found.rows_rejected, "by_reason": found.rejected_by_reason}
        return found.rows_read, found.rows_new, found.rows_changed, found.rows_unchanged, rejected
    return found.read, found.new, found.changed, found.unchanged, found.rejected


@pytest.mark.parametrize("chunk_rows", [2, 10_000])
def test_counts_are_those_of_the_import_that_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk_rows: int
):
    monkeypatch.setattr(ingest, "CHUNK_ROWS", chunk_rows)
    import_it(write(tmp_path, rows(1, 2, 3)))
    path = write(tmp_path, rows(2) + rows(3, likes=9) + rows(4, 5, 4) + "6,kemarin dulu,warga,Air keruh,1\n")

    tried = try_out(path)

    assert counts(tried) == counts(import_it(path))
    assert (tried.read, tried.new, tried.changed, tried.rejected["total"]) == (6, 2, 1, 1)


def test_nothing_is_written(tmp_path: Path):
    region = RegionFactory()
    path = write(tmp_path, rows(1, 2))
    try_out(path, ImportSettings(source="aduan", platform="channel", zone="WIB", region=region))
    assert not Message.objects.exists()
    assert not Capture.objects.exists()
    assert not OfficialAccount.objects.exists()


def test_import_after_a_dry_run_reaches_the_real_table(tmp_path: Path):
    path = write(tmp_path, rows(1, 2))
    try_out(path)
    import_it(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.analytics_app_message")
        assert cursor.fetchone() == (2,)


def test_rows_without_an_id_are_known_again(tmp_path: Path):
    path = tmp_path / "tanpa-id.csv"
    row = '2026-03-02 08:00:00,warga,"Sampah belum diangkut"\n'
    path.write_text("created_at,username,text\n" + row * 2)
    assert try_out(path).new == 2
    import_it(path)
    assert (try_out(path).new, try_out(path).unchanged) == (0, 2)


def test_rejected_examples_are_masked(tmp_path: Path):
    path = write(tmp_path, rows(1, 2, 3, 4, 5) + "6,entah kapan,warga,hubungi 081234567890,1\n")
    (example,) = try_out(path).examples
    assert example.line == 7
    assert "081234567890" not in example.raw
    assert "hubungi" in example.raw


def test_dry_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path):
    class Stopped(Exception):
        pass

    def stop(bytes_read: int, rows_read: int) -> None:
        raise Stopped

    path = write(tmp_path, rows(1))
    with pytest.raises(Stopped):
        dry_run(path, WIB, inspect_file(path, WIB), stop)
    assert counts(import_it(path))[:2] == (1, 1)
    assert Message.objects.count() == 1

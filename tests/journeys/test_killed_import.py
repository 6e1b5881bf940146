"""An import that is killed ends, when run again, with the rows of an undisturbed one."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from analytics_app import tasks
from analytics_app.models import ImportBatch, ImportChunk, Installation, Message, SavedMapping
from analytics_app.services import ingest
from tests.factories import OfficialAccountFactory, RegionFactory
from tests.journeys.digest import content

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
ROWS = 1_200  # a transaction, in the test of a kill within one; the product writes more at once


@pytest.fixture
def account(transactional_db: None) -> Any:
    return OfficialAccountFactory(region=RegionFactory(code="33.27"), handle="contoh_utama")


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    """3,000 rows."""
    return write_file(tmp_path / "pesan.csv", questions=1_500)


def write_file(path: Path, questions: int) -> Path:
    """Questions to one account, most of them answered, three of them without a time."""
    start = datetime(2026, 1, 5, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["tweet_id", "created_at", "username", "text", "in_reply_to_tweet_id"])
        for i in range(questions):
            asked = start + timedelta(minutes=5 * i)
            time = "" if i % (questions // 3) == 17 else asked.isoformat()
            writer.writerow([10**6 + 2 * i, time, f"warga{i % 900}", "@contoh_utama kapan jadwalnya?", ""])
            answered = (asked + timedelta(minutes=7 + i % 900)).isoformat()
            target = 10**6 + 2 * i if i % 3 else ""
            writer.writerow(
                [10**6 + 2 * i + 1, answered, "contoh_utama", f"@warga{i % 900} Besok pukul 8.", target]
            )
    return path


def import_file(path: Path) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_messages", path, format="json", stdout=out)
    return dict(json.loads(out.getvalue()))


#: The command in a process of its own, which dies while a transaction that has written messages is open.
DIES = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import transaction
from analytics_app.models import ImportChunk
from analytics_app.services import ingest

path, rows, wanted = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
upsert_rows = ingest.upsert_rows

def upsert_and_die(*args):
    result = upsert_rows(*args)
    if ImportChunk.objects.count() == wanted:
        assert transaction.get_connection().in_atomic_block
        os.kill(os.getpid(), signal.SIGKILL)
    return result

ingest.CHUNK_ROWS, ingest.upsert_rows = rows, upsert_and_die
call_command("import_messages", path, format="json", stdout=sys.stderr)
"""


def die_importing(path: Path, chunks: int) -> None:
    """Runs the command on the test database; it is killed in the transaction that follows so many chunks."""
    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(path), str(ROWS), str(chunks)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "govmonitor.settings"},
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert ImportChunk.objects.count() == chunks


def empty() -> None:
    """Everything but the registry away, as before the first import."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names() if t.startswith("analytics_app_")]
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


def test_an_import_killed_in_mid_file_ends_like_an_undisturbed_one(
    account: Any, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "CHUNK_ROWS", ROWS)
    undisturbed_result = import_file(small_file)
    assert ImportChunk.objects.count() == 3
    undisturbed = content()
    empty()

    for chunks in (1, 2):
        die_importing(small_file, chunks)
    assert ImportBatch.objects.get().state != ImportBatch.State.DONE

    result = import_file(small_file)
    assert {**result, "batch": None} == {**undisturbed_result, "batch": None}
    assert content() == undisturbed
    assert result["rejected"]["total"] == 3


def test_the_worker_goes_on_with_an_import_that_died_in_the_rebuild(
    account: Any, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(small_file)
    undisturbed = content()
    empty()

    class Killed(BaseException):
        pass

    def die(*args: object) -> None:
        raise Killed

    monkeypatch.setattr(tasks.rebuild, "rebuild_pending", die)
    with pytest.raises(Killed):
        import_file(small_file)
    monkeypatch.undo()

    tasks.resume_unfinished()
    assert content() == undisturbed


def test_a_cancelled_import_leaves_no_message(
    account: Any, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = ingest._write_chunk

    def write_then_cancel(batch: ImportBatch, *args: Any) -> None:
        write(batch, *args)
        ImportBatch.objects.filter(pk=batch.pk).update(cancel_requested=True)

    monkeypatch.setattr(ingest, "_write_chunk", write_then_cancel)
    import_file(small_file)

    assert ImportBatch.objects.get().state == ImportBatch.State.CANCELLED
    assert not Message.objects.exists()
    assert content()["threads"][0] == content()["values"][0] == 0
    assert Installation.objects.exists()
    assert not SavedMapping.objects.exists()

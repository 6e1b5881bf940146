"""The benchmark's database: emptied, filled, measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection, connections

from accounts_app import pseudonyms
from accounts_app.models import Agency, OfficialAccount, Region
from analytics_app.models import ImportBatch
from analytics_app.services import ingest
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch, open_known
from analytics_app.services.message_rows import COLUMNS
from analytics_app.tasks import run_import
from bench import volume

BENCH = Path(__file__).resolve().parent


def folder() -> Path:
    """Where the synthetic files lie."""
    path = Path(os.environ["GOVMONITOR_VAR"]) / "bench"
    path.mkdir(exist_ok=True)
    return path


def volume_file(messages: int) -> Path:
    """The volume of so many messages; written once."""
    path = folder() / f"volume-{messages}.jsonl"
    if not path.exists():
        draft = path.with_suffix(".part")
        volume.write_volume(draft, messages)
        draft.replace(path)
    return path


def empty() -> None:
    """Every message and what follows from it away; the accounts stay."""
    with connections["owner"].cursor() as cursor:
        tables = [
            t for t in connections["owner"].introspection.table_names() if t.startswith("analytics_app_")
        ]
        for table in tables:  # some only grow, and their triggers stop even their owner
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    connections["owner"].close()


def ensure_accounts() -> None:
    """2,800 accounts over all 552 regions."""
    if OfficialAccount.objects.filter(handle=volume.handle(volume.ACCOUNTS - 1)).exists():
        return
    regions = list(Region.objects.order_by("code"))
    agencies = Agency.objects.bulk_create(Agency(region=r, name="Diskominfo (contoh)") for r in regions)
    OfficialAccount.objects.bulk_create(
        OfficialAccount(
            region=(agency := agencies[n % len(agencies)]).region,
            agency=agency,
            platform="x",
            handle=volume.handle(n),
            handle_key=pseudonyms.handle_key("x", volume.handle(n)),
            role="utama" if n < len(agencies) else "opd",
            status="attested",
            needs_refiling=False,
        )
        for n in range(volume.ACCOUNTS)
    )


def import_file(path: Path, source: str = "bench") -> dict[str, int]:
    """Takes a file in end to end, as the command does but without the figures; returns the batch's counts."""
    settings = ImportSettings(source=source)
    if batch := open_known(path, settings):
        run_import(batch)
    else:
        inspection = inspect_file(path, settings)
        batch = open_batch(path, settings, inspection)
        ingest.ingest(batch, path, inspection)
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.DONE)
    batch.refresh_from_db()
    return {"read": batch.rows_read, "new": batch.rows_new, "changed": batch.rows_changed}


def import_in_child(path: Path, source: str = "bench") -> dict[str, float]:
    """The same in a process of its own: {seconds, peak_mb, read, new, changed}. Start-up is not counted."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.child_import", str(path), source],
        cwd=BENCH.parent,
        check=True,
        stdout=subprocess.PIPE,
    )
    return dict(json.loads(done.stdout))


def copy_seconds() -> float:
    """Raw COPY of the rows that stand in the message table into an empty one with its indexes and constraints."""
    columns = ", ".join((*COLUMNS, "first_batch_id"))
    owner = connections["owner"]
    with tempfile.TemporaryFile("w+") as file, owner.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY analytics_app_message ({columns}) TO STDOUT", file)
        file.seek(0)
        cursor.execute("DROP TABLE IF EXISTS bench_copy")
        cursor.execute("CREATE TABLE bench_copy (LIKE analytics_app_message INCLUDING ALL)")
        for foreign_key in _foreign_keys("analytics_app_message"):
            cursor.execute(f"ALTER TABLE bench_copy ADD {foreign_key}")
        for column, value in (("needs_rebuild", "true"), ("needs_response", "true"), ("joins_only", "false")):
            cursor.execute(f"ALTER TABLE bench_copy ALTER {column} SET DEFAULT {value}")
        started = time.perf_counter()
        cursor.cursor.copy_expert(f"COPY bench_copy ({columns}) FROM STDIN", file, size=1 << 20)
        took = time.perf_counter() - started
        cursor.execute("DROP TABLE bench_copy")
    owner.close()
    return took


def _foreign_keys(table: str) -> list[str]:
    """The definitions of a table's foreign keys; LIKE does not copy them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


def count_messages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM analytics_app_message")
        return int(cursor.fetchone()[0])


def resaved(path: Path) -> Path:
    """The same rows in a file with other bytes: the short way for a known file does not apply."""
    copy = path.with_name(f"resaved-{path.name}")
    with path.open("rb") as source, copy.open("wb") as target:
        while block := source.read(1 << 20):
            target.write(block)
        target.write(b"\n")
    return copy

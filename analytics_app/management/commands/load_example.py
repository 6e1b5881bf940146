"""Loads the example world ("Data contoh") up to yesterday; what is in already is left as it is."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from analytics_app.example.files import write_files
from analytics_app.example.observations import link_checks, write_tables
from analytics_app.example.world import build_world
from analytics_app.models import ImportBatch
from analytics_app.services import example_world
from analytics_app.services.example_coding import code_samples
from analytics_app.services.intake import ExampleDatabase
from analytics_app.services.locks import Busy
from analytics_app.tasks import run_imports, run_registry_changed


class Command(BaseCommand):
    help = "Muat data contoh: wilayah, akun, dan pesan karangan selama dua belas bulan sampai kemarin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="D", help="hari terakhir; bawaan: kemarin"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=min(MOST_PROCESSES, len(os.sched_getaffinity(0))),
            metavar="N",
            help=f"berapa proses yang menghitung skor; bawaan: satu tiap inti prosesor, paling banyak {MOST_PROCESSES}",
        )

    def handle(self, **options: Any) -> None:
        last_day = options["until"] or yesterday(timezone.now())
        try:
            example_world.claim()
        except ExampleDatabase as real:
            raise CommandError(
                "Basis data ini berisi data sungguhan; data contoh tidak dimuat. "
                "Pakai direktori data lain (GOVMONITOR_VAR)."
            ) from real
        example_world.hurry()
        say = _Voice()
        say.line(f"Menulis dunia contoh sampai {last_day:%d-%m-%Y} …")
        world = build_world(example_world.list_places(), last_day)
        run_registry_changed(list(example_world.register(world.accounts)))
        with tempfile.TemporaryDirectory(prefix="govmonitor-example-") as folder:
            files = write_files(world, Path(folder))
            tables, checks = write_tables(world, Path(folder)), list(link_checks(world))
            del world
            waiting = [
                (*opened, file.path)
                for file in files
                if (opened := example_world.open_file(file)) is not None
            ]

            def take_in() -> None:
                example_world.take_tables(tables, timezone.now())
                example_world.record_link_checks(checks)
                code_samples(last_day)

            try:
                run_imports(
                    [(batch, path, seen) for batch, seen, path in waiting],
                    say.step,
                    take_in,
                    options["processes"],
                )
            except Busy as busy:
                raise CommandError(
                    "Data contoh sedang dimuat oleh proses lain; tunggu sampai selesai."
                ) from busy
        total = sum(ImportBatch.objects.get(pk=batch.pk).rows_read for batch, _, _ in waiting)
        say.line(
            f"Data contoh siap: {len(waiting)} berkas baru, {total} baris."
            if waiting
            else "Data contoh sudah lengkap."
        )


#: Each holds 150 MB and a connection.
MOST_PROCESSES = 4
#: A log that says nothing for longer looks like a program that hangs.
QUIET_SECONDS = 15


def yesterday(now: datetime) -> date:
    """The last day that is over in Jakarta."""
    return now.astimezone(ZoneInfo("Asia/Jakarta")).date() - timedelta(days=1)


class _Voice:
    """Progress on stderr: a line that moves for a person; for a log a line a step, and one now and then within it."""

    def __init__(self) -> None:
        self._last, self._said_at = "", 0.0

    def line(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{text}\n" if sys.stderr.isatty() else f"{text}\n")
        sys.stderr.flush()

    def step(self, batch: ImportBatch) -> None:
        text = _describe(batch)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K  {text}")
            sys.stderr.flush()
        elif (
            stage := f"{batch.pk}{batch.state}"
        ) != self._last or monotonic() - self._said_at > QUIET_SECONDS:
            self._last, self._said_at = stage, monotonic()
            self.line(f"  {text}")


def _describe(batch: ImportBatch) -> str:
    if batch.state == ImportBatch.State.READING:
        return f"{batch.file_name}: {batch.rows_read} baris"
    if batch.state == ImportBatch.State.SCORING:
        return f"menghitung skor: {batch.step_done} dari {batch.step_total} wilayah"
    return f"menyusun percakapan: {batch.step_done} pesan"

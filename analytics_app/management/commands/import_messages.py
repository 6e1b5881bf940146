"""Imports one file of messages, the whole chain in this process."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_app.models import Region
from analytics_app.choices import Platform, Side, SourceFormat
from analytics_app.management.output import add_format_option, print_json
from analytics_app.models import ImportBatch
from analytics_app.services.intake import (
    ExampleDatabase,
    ImportSettings,
    inspect_file,
    open_batch,
    open_known,
)
from analytics_app.services.locks import Busy
from analytics_app.services.payloads import PayloadGone
from analytics_app.sources.errors import SourceRefused
from analytics_app.tasks import run_import


def sides(text: str) -> list[str]:
    """``posts,replies,citizens`` as a list; an error names the words that are allowed."""
    given = [part.strip() for part in text.split(",") if part.strip()]
    if unknown := set(given) - set(Side):
        raise ArgumentTypeError(f"{', '.join(sorted(unknown))}: gunakan {', '.join(Side)}")
    return given


class Command(BaseCommand):
    help = "Impor satu berkas pesan: dikenali, dibaca, disusun menjadi utas, dihitung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", metavar="NAME", help="nama sumber; bawaan: nama formatnya")
        parser.add_argument("--region", metavar="CODE", help="kode Kemendagri wilayah berkas ini")
        parser.add_argument("--platform", choices=[p.value for p in Platform])
        parser.add_argument(
            "--source-format", choices=[f.value for f in SourceFormat], help="bila salah dikenali"
        )
        parser.add_argument(
            "--zone", help="zona waktu bila tidak tertulis: UTC, WIB, WITA, WIT, atau nama IANA"
        )
        parser.add_argument("--date-order", choices=["dmy", "mdy"])
        parser.add_argument("--encoding", help="bila salah dikenali, misalnya cp1252")
        parser.add_argument("--delimiter", help="pemisah kolom, misalnya ; atau tab")
        parser.add_argument("--sheet", metavar="NAME", help="lembar XLSX; bawaan: yang pertama berisi pesan")
        parser.add_argument(
            "--map", action="append", metavar="KOLOM=ISIAN", help="arti satu kolom; boleh diulang"
        )
        parser.add_argument("--covers", type=sides, metavar="posts,replies,citizens")
        parser.add_argument("--covered-from", type=date.fromisoformat, metavar="D")
        parser.add_argument("--covered-until", type=date.fromisoformat, metavar="D")
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan tulis apa pun")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path}: berkas tidak ditemukan.")
        settings = _settings(options)
        try:
            result = (
                self._dry_run(path, settings)
                if options["dry_run"]
                else self._import(path, settings, quiet=options["format"] == "json")
            )
        except SourceRefused as refusal:
            raise CommandError(f"{path.name}: {refusal}") from refusal
        except PayloadGone as gone:
            raise CommandError(
                f"{path.name}: berkas asli tidak lagi tersimpan; berikan lagi berkasnya."
            ) from gone
        except ExampleDatabase as example:
            raise CommandError(
                "Basis data ini berisi data contoh. Jalankan bin/up --empty untuk data sungguhan."
            ) from example
        except Busy as busy:
            raise CommandError(
                f"{path.name} sedang diimpor oleh proses lain; tunggu sampai selesai."
            ) from busy
        self._print(result, options["format"])

    def _import(self, path: Path, settings: ImportSettings, *, quiet: bool) -> dict[str, Any]:
        if known := open_known(path, settings):
            return batch_as_json(run_import(known))
        inspection = inspect_file(path, settings)
        batch = open_batch(path, settings, inspection)
        show = _Progress(self, quiet or not sys.stderr.isatty())
        return batch_as_json(run_import(batch, path, inspection, show))

    def _dry_run(self, path: Path, settings: ImportSettings) -> dict[str, Any]:
        from analytics_app.services.dry_run import dry_run

        inspection = inspect_file(path, settings)
        report = dry_run(path, settings, inspection)
        return {
            "batch": None,
            "source": settings.source or inspection.format.value,
            "read": report.read,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "rejected": report.rejected,
        }

    def _print(self, result: dict[str, Any], style: str) -> None:
        if style == "json":
            print_json(self.stdout, result)
            return
        rejected = result["rejected"]
        self.stdout.write(
            f"{result['read']} baris dibaca: {result['new']} baru, {result['changed']} berubah, "
            f"{result['unchanged']} sama, {rejected['total']} ditolak {rejected['by_reason'] or ''}".rstrip()
        )
        if result["batch"]:
            self.stdout.write(f"impor {result['batch']}, sumber {result['source']}")


class _Progress:
    """A line on stderr that moves, where somebody looks."""

    def __init__(self, command: BaseCommand, is_quiet: bool) -> None:
        self._command, self._is_quiet = command, is_quiet

    def __call__(self, batch: ImportBatch) -> None:
        if self._is_quiet:
            return
        share = (
            f"{batch.rows_read} baris, {100 * batch.bytes_done // max(1, batch.file_size)} %"
            if batch.state == ImportBatch.State.READING
            else f"{batch.step_done}/{batch.step_total}"
        )
        self._command.stderr.write(f"\r{batch.get_state_display()}: {share}      ", ending="")


def batch_as_json(batch: ImportBatch) -> dict[str, Any]:
    """A batch as scripts read it."""
    return {
        "batch": batch.public_id,
        "source": batch.source,
        "read": batch.rows_read,
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "unchanged": batch.rows_unchanged,
        "rejected": {"total": batch.rows_rejected, "by_reason": batch.rejected_by_reason},
    }


def _settings(options: dict[str, Any]) -> ImportSettings:
    region = None
    if options["region"]:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(
                f"Tidak ada wilayah dengan kode {options['region']}. Contoh kode: 33 atau 33.27."
            )
    first, last = options["covered_from"], options["covered_until"]
    if first and last and last < first:
        raise CommandError("--covered-until lebih awal daripada --covered-from.")
    if (first or last) and options["covers"] is None:
        raise CommandError("--covered-from dan --covered-until membutuhkan --covers.")
    return ImportSettings(
        source=options["source"],
        format=options["source_format"],
        region=region,
        platform=options["platform"],
        zone=options["zone"],
        date_order=options["date_order"],
        mapping=_mapping(options["map"]),
        encoding=options["encoding"],
        delimiter="\t" if options["delimiter"] == "tab" else options["delimiter"],
        sheet=options["sheet"],
        covers=options["covers"],
        covered_from=first,
        covered_until=last,
    )


def _mapping(pairs: list[str] | None) -> dict[str, str] | None:
    if not pairs:
        return None
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise CommandError(f"--map {wrong[0]}: tulis KOLOM=ISIAN, misalnya --map isi=text.")
    return dict(pair.rsplit("=", 1) for pair in pairs)

"""Take in what was seen of accounts and regions beside their messages, from a CSV or JSON file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from analytics_app import tasks
from analytics_app.choices import ObservationKind
from analytics_app.management.output import add_format_option, print_json
from analytics_app.observation_labels import explain_file, explain_line
from analytics_app.services.observation_intake import ObservationReport, take_observations
from analytics_app.sources.observations import COLUMNS, UnreadableFile, read_observations


class Command(BaseCommand):
    help = (
        "Masukkan rekaman pendukung (profil, pencarian, komentar, media, …); semua baris atau tidak satu pun."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[kind.value for kind in ObservationKind])
        columns = "; ".join(
            f"{kind}: {', '.join(column.name for column in COLUMNS[kind])}" for kind in ObservationKind
        )
        parser.add_argument("file", type=Path, help=f"CSV atau JSON (daftar objek). {columns}")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        kind, path = ObservationKind(options["kind"]), options["file"]
        try:
            rows = read_observations(path.read_bytes(), kind, is_json=path.suffix.lower() == ".json")
            report = take_observations(rows, kind, timezone.now(), source=path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableFile as problem:
            raise CommandError(f"{path}: {explain_file(problem)}") from problem
        if report.added:
            tasks.run_figures()
        self._print(report, options["format"])
        if report.problems:
            raise CommandError(
                f"Tidak ada yang ditulis: {len(report.problems)} dari {report.read} baris harus diperbaiki dahulu."
            )

    def _print(self, report: ObservationReport, form: str) -> None:
        told = [
            {
                "line": one.line,
                "column": one.column,
                "reason": one.reason,
                "value": one.value,
                "detail": explain_line(one),
            }
            for one in report.problems
        ]
        counts = {"read": report.read, "added": report.added, "unchanged": report.unchanged}
        if form == "json":
            print_json(self.stdout, {**counts, "rows": told})
            return
        self.stdout.write(f"Dibaca {report.read}: {report.added} baru, {report.unchanged} sudah ada.")
        for one in told:
            self.stdout.write(str(one["detail"]))

"""Take in which messages are gone from their platforms, from a CSV or JSON file or an X API body."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_app.models import Region
from analytics_app import tasks
from analytics_app.disappearance_labels import explain_file, explain_line
from analytics_app.management.output import add_format_option, print_json
from analytics_app.services.disappearances import DisappearanceReport, take_disappearances
from analytics_app.sources.disappearances import COLUMNS, read_disappearances
from analytics_app.sources.observations import UnreadableFile


class Command(BaseCommand):
    help = "Nyatakan pesan mana yang dihapus, disembunyikan, atau hilang; semua baris atau tidak satu pun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help=f"CSV atau JSON ({', '.join(COLUMNS)}), atau badan X API v2"
        )
        parser.add_argument(
            "--region", default="", help="Kode wilayah yang menyatakan; tanpa ini: seluruh negeri"
        )
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        path, now = options["file"], timezone.now()
        try:
            given = read_disappearances(path.read_bytes(), now)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableFile as problem:
            raise CommandError(f"{path}: {explain_file(problem)}") from problem
        regions = _regions(options["region"])
        report = take_disappearances(given, now, regions=regions, source=path.name)
        tasks.run_disappearances()
        self._print(report, options["format"])
        if report.problems:
            raise CommandError(
                f"Tidak ada yang ditulis: {len(report.problems)} dari {report.read} baris harus diperbaiki dahulu."
            )

    def _print(self, report: DisappearanceReport, form: str) -> None:
        told = [
            {"line": one.line, "reason": one.reason, "detail": explain_line(one)} for one in report.problems
        ]
        if form == "json":
            counts = {"read": report.read, "added": report.added, "unchanged": report.unchanged}
            print_json(self.stdout, {**counts, "rows": told})
            return
        self.stdout.write(f"Dibaca {report.read}: {report.added} baru, {report.unchanged} sudah ada.")
        for one in told:
            self.stdout.write(str(one["detail"]))


def _regions(code: str) -> list[Region] | None:
    if not code:
        return None
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise CommandError(f"Kode wilayah “{code}” tidak ada.")
    return [region]

"""Plain numbers about threads, for people and for scripts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_app.models import OfficialAccount, Region
from analytics_app.management.output import add_format_option, print_json
from analytics_app.models import ImportBatch
from analytics_app.selectors.thread_report import Scope, thread_report


class Command(BaseCommand):
    help = "Laporan utas satu impor, wilayah, atau akun; tanpa pilihan: semuanya."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--batch", metavar="ID")
        whose.add_argument("--region", metavar="CODE")
        whose.add_argument("--account", metavar="HANDLE")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        report = thread_report(_scope(options), timezone.now())
        if options["format"] == "json":
            print_json(self.stdout, report)
            return
        for name, value in report.items():
            self.stdout.write(f"{name}: {_text(value)}")


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "tidak ada" if value is None else str(value)


def _scope(options: dict[str, Any]) -> Scope:
    if options["batch"]:
        batch = ImportBatch.objects.filter(public_id=options["batch"]).first()
        if batch is None:
            raise CommandError(f"Tidak ada impor {options['batch']}.")
        return Scope(batch=batch)
    if options["region"]:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(
                f"Tidak ada wilayah dengan kode {options['region']}. Contoh kode: 33 atau 33.27."
            )
        return Scope(region=region)
    return Scope(account=_account(options["account"])) if options["account"] else Scope()


def _account(text: str) -> OfficialAccount:
    """An account by name, or by platform:name where several platforms know the name."""
    platform, _, handle = text.rpartition(":")
    found = OfficialAccount.objects.filter(handle__iexact=handle.lstrip("@"))
    if platform:
        found = found.filter(platform=platform)
    accounts = list(found[:2])
    if not accounts:
        raise CommandError(f"Tidak ada akun resmi bernama {text}.")
    if len(accounts) > 1:
        raise CommandError(
            f"Ada beberapa akun {handle}; tulis platformnya, misalnya {accounts[0].platform}:{handle}."
        )
    return accounts[0]

"""Register official accounts from a CSV file, then relink the messages that were imported before them."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_app import registry
from accounts_app.registry import RegistryReport, labels
from accounts_app.registry.file import UnreadableRegistryFile, read_registry_file
from analytics_app import tasks


class Command(BaseCommand):
    help = "Registers the official accounts of a CSV file as attested and lists the rows that were rejected."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="CSV: region_code, agency, platform, handle, role and, optionally, "
            "platform_user_id, monitored_from, monitored_until",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _import(options["file"])
        if report.account_ids:
            tasks.run_registry_changed(list(report.account_ids))
        if options["format"] == "json":
            self.stdout.write(json.dumps(report_as_dict(report), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_text_lines(report)))


def _import(path: Path) -> RegistryReport:
    try:
        return registry.import_official_accounts(read_registry_file(path.read_bytes()))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except UnreadableRegistryFile as problem:
        raise CommandError(f"{path}: {labels.explain_file(problem)}") from problem


def report_as_dict(report: RegistryReport) -> dict[str, Any]:
    """The report as scripts read it; ``rows`` are the rejected ones."""
    return {
        "read": report.read,
        "created": report.count("created"),
        "changed": report.count("changed"),
        "unchanged": report.count("unchanged"),
        "rejected": {"total": len(report.rejected), "by_reason": report.rejected_by_reason()},
        "rows": [
            {
                "line": row.line,
                "reason": row.reason,
                "column": row.column or None,
                "value": row.value,
                "detail": labels.explain_row(row),
            }
            for row in report.rejected
        ],
    }


def _text_lines(report: RegistryReport) -> list[str]:
    counts = (
        f"Dibaca {report.read}: {report.count('created')} baru, {report.count('changed')} berubah, "
        f"{report.count('unchanged')} tetap, {len(report.rejected)} ditolak."
    )
    return [counts, *(labels.explain_row(row) for row in report.rejected)]

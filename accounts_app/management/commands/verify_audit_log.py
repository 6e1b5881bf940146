"""Check that nothing in the sealed part of the audit log was changed, removed or slipped in."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts_app.audit import labels, seal


class Command(BaseCommand):
    help = "Verifies the seals of the audit log; fails with the first broken day and row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            type=_anchor,
            metavar="DAY:DIGEST",
            help="a seal that was noted elsewhere (the beginning of its digest is enough); may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        result = seal.verify(dict(options["anchor"]))
        if result.problem is not None:
            raise CommandError(labels.explain_problem(result.problem))
        self.stdout.write(
            _(
                "Utuh: {days} hari tersegel dengan {events} kejadian, {unsealed} kejadian belum disegel."
            ).format(days=result.n_days, events=result.n_events, unsealed=result.unsealed)
        )
        if result.last_day is not None:
            self.stdout.write(
                _("Segel terakhir: {day}:{digest}").format(day=result.last_day, digest=result.last_digest)
            )


def _anchor(text: str) -> tuple[date, str]:
    day, _colon, digest = text.partition(":")
    if not digest:
        raise ValueError(text)
    return date.fromisoformat(day), digest

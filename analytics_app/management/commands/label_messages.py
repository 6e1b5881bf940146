"""Labels stored messages again where other rules or another model labelled some, as every night does, or at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from analytics_app.services import labelling
from analytics_app.tasks import run_figures


class Command(BaseCommand):
    help = "Labeli ulang pesan bila ada label buatan aturan atau model lama; angka dihitung ulang sesudahnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="juga bila semua label masih berlaku")

    def handle(self, **options: Any) -> None:
        marked = labelling.mark_all() if options["all"] else labelling.mark_outdated()
        waiting = labelling.count_pending()
        run_figures()
        self.stdout.write(f"{marked} pesan ditandai, {waiting} dilabeli.")

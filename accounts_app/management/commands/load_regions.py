"""Fill the table of regions from the reference file."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts_app import registry


class Command(BaseCommand):
    help = "Loads the 38 provinces and 514 kabupaten/kota; rows that are already right are not written."

    def handle(self, *args: Any, **options: Any) -> None:
        report = registry.load_regions()
        self.stdout.write(
            f"Wilayah: {report.created} baru, {report.changed} berubah, {report.unchanged} tetap."
        )

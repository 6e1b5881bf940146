"""The indicators of one region at one date: computed now, and written where they differ from what is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_app.models import Region
from analytics_app.management.output import add_format_option, print_json
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.services.score import score_at
from analytics_app.services.value_rows import Written


class Command(BaseCommand):
    help = "Hitung indikator satu wilayah pada satu tanggal (90 hari setempat sampai tanggal itu)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE", help="kode Kemendagri, misalnya 33.27")
        parser.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="DATE")
        parser.add_argument(
            "--pool",
            choices=IndicatorValue.Pool.values,
            default=IndicatorValue.Pool.SOCIAL,
            help="media sosial (bawaan) atau kanal aduan; keduanya tidak pernah digabung",
        )
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan simpan apa pun")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(
                f"Tidak ada wilayah dengan kode {options['region']}. Contoh kode: 33 atau 33.27."
            )
        if options["dry_run"]:
            computed = compute_region(region, options["as_of"])
        else:
            computed, written = score_at(region, options["as_of"], timezone.now())
            self.stderr.write(_told(written))
        results = [
            result
            for subject in computed
            if subject.account is None and subject.pool == options["pool"]
            for result in subject.results
        ]
        if options["format"] == "json":
            print_json(self.stdout, [as_json(result) for result in results])
        else:
            for result in results:
                self.stdout.write(_line(result))


def _told(written: Written | None) -> str:
    if written is None:
        return "Tidak disimpan: angka disimpan untuk akhir triwulan yang teramati dan hari terakhir yang teramati."
    if written == Written():
        return "Tidak ada yang berubah; tidak ada yang ditulis."
    return (
        f"{written.added} angka ditulis, {written.replaced} di antaranya menggantikan angka lama; "
        f"{written.superseded} angka lama tidak berlaku lagi dan tetap tersimpan."
    )


def as_json(result: IndicatorResult) -> dict[str, Any]:
    """One indicator as scripts read it; unknown values are null, never 0."""
    interval = result.interval
    return {
        "indicator": result.indicator,
        "status": result.status.value,
        "provisional": result.provisional,
        "reason": result.reason,
        "x": result.x,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "n": result.n,
        "interval": [interval.low, interval.high] if interval else None,
        "level": interval.level if interval else None,
        "score": result.score,
    }


def _line(result: IndicatorResult) -> str:
    if result.x is None:
        return f"{result.indicator:28} {result.status.value} ({result.reason}), n = {result.n}"
    interval = f"[{result.interval.low:.4f}, {result.interval.high:.4f}]" if result.interval else ""
    mark = " sementara" if result.provisional else ""
    return f"{result.indicator:28} {result.x:.4f} {interval} n = {result.n}, skor {result.score:.2f}{mark}"

"""The figures of one region at one date: computed now, and written where they differ from what is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_app.models import Region
from analytics_app.indicators.definition import METHOD_VERSION, MethodError
from analytics_app.management.output import add_format_option, print_json
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult
from analytics_app.scoring.aggregate import KNOWN_VERSIONS, require_version
from analytics_app.scoring.bootstrap import Uncertain
from analytics_app.selectors.region_score import SubjectScore
from analytics_app.services.figure_rows import Written
from analytics_app.services.score import Figures, compute_figures, score_at


class Command(BaseCommand):
    help = (
        "Hitung indikator, dimensi dan nilai gabungan satu wilayah pada 90 hari setempat sampai satu tanggal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE", help="kode Kemendagri, misalnya 33.27")
        parser.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="DATE")
        parser.add_argument(
            "--pool",
            choices=IndicatorValue.Pool.values,
            default=IndicatorValue.Pool.SOCIAL,
            help="media sosial (bawaan) atau kanal aduan; keduanya tidak pernah digabung",
        )
        parser.add_argument(
            "--method-version", default=METHOD_VERSION, metavar="VERSION", help="versi metode"
        )
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan simpan apa pun")
        parser.add_argument(
            "--dimensions",
            action="store_true",
            help="dimensi dan nilai gabungan media sosial dengan selangnya (JSON: satu objek, dengan indikatornya)",
        )
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(
                f"Tidak ada wilayah dengan kode {options['region']}. Contoh kode: 33 atau 33.27."
            )
        try:
            require_version(options["method_version"])
        except MethodError as error:
            raise CommandError(
                f"Versi metode {options['method_version']} tidak dikenal. Yang dikenal: {', '.join(KNOWN_VERSIONS)}."
            ) from error
        figures = self._compute(region, options["as_of"], dry_run=options["dry_run"])
        if options["dimensions"]:
            found = next(one for one in figures.scores if one.account is None)
            self._dimensions(found, options["format"])
        else:
            self._indicators(figures, options["pool"], options["format"])

    def _compute(self, region: Region, as_of: date, *, dry_run: bool) -> Figures:
        if dry_run:
            return compute_figures(region, as_of)
        figures, written = score_at(region, as_of, timezone.now())
        self.stderr.write(_told(written))
        return figures

    def _indicators(self, figures: Figures, pool: str, fmt: str) -> None:
        results = [
            result
            for subject in figures.values
            if subject.account is None and subject.pool == pool
            for result in subject.results
        ]
        if fmt == "json":
            print_json(self.stdout, [as_json(result) for result in results])
        else:
            for result in results:
                self.stdout.write(_line(result))

    def _dimensions(self, found: SubjectScore, fmt: str) -> None:
        if fmt == "json":
            print_json(self.stdout, whole_as_json(found))
            return
        for one in found.composite.dimensions:
            sure = found.uncertainty.dimensions.get(one.dimension)
            self.stdout.write(_score_line(one.dimension.value, one.score, one.status.value, sure))
        whole = found.composite
        self.stdout.write(_score_line("gabungan", whole.score, "belum ada", found.uncertainty.composite))


def whole_as_json(found: SubjectScore) -> dict[str, Any]:
    """Dimensions, composite and indicators as scripts read them, with the six decimals that are stored."""
    sure = found.uncertainty
    return {
        "method_version": METHOD_VERSION,
        "seed": found.seed,
        "openness": _rounded(found.conduct.openness),
        "composite": {
            "status": found.composite.status.value,
            "score": _rounded(found.composite.score),
            "arithmetic": _rounded(found.composite.arithmetic),
            **_uncertain(sure.composite),
        },
        "dimensions": [
            {
                "dimension": one.dimension.value,
                "status": one.status.value,
                "score": _rounded(one.score),
                "coverage": _rounded(one.coverage),
                "weights": {name: _rounded(share) for name, share in one.weights.items()},
                "openness_factor": one.factor,
                **_uncertain(sure.dimensions.get(one.dimension)),
            }
            for one in found.composite.dimensions
        ],
        "indicators": [as_json(result) for result in found.results],
    }


def _uncertain(one: Uncertain | None) -> dict[str, Any]:
    if one is None:
        return {"interval90": None, "interval95": None, "n": None, "band": None, "is_number_public": None}
    return {
        "interval90": [_rounded(one.ninety.low), _rounded(one.ninety.high)],
        "interval95": [_rounded(one.ninety_five.low), _rounded(one.ninety_five.high)],
        "n": one.n,
        "band": one.band,
        "is_number_public": one.is_number_public,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _score_line(name: str, score: float | None, status: str, sure: Uncertain | None) -> str:
    if score is None or sure is None:
        return f"{name:28} {status}"
    low, high = sure.ninety.low, sure.ninety.high
    return f"{name:28} {score:.1f} [{low:.1f}, {high:.1f}] (90 %) {sure.band}"


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

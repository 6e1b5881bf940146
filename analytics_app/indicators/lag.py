"""How old information is when an account publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult, Interval

LONGEST_HOURS = 168.0

INFORMATION_LAG = IndicatorDefinition(
    id="information_lag",
    name=Text("Keterlambatan informasi", "Information lag"),
    dimension=Dimension.INFORMATION,
    weight=10,
    webqual_items=("W11", "W9"),
    evidence=(
        "002: Pengiriman berita dari dinas atau instansi asala seringkali terlambat",
        "002: Data biasanya dikirim oleh mereka melalui email resmi dinas ataupun WhatsApp",
        "000: data dan informasi yang terbaru dan bukan data lama",
        "004: Kecepatan Komunikasi",
    ),
    formula=Text(
        "median Kaplan–Meier jam dari waktu sumber (kiriman perangkat daerah, siaran pers .go.id, "
        "peringatan BMKG/BPBD) "
        "sampai terbit; yang tidak pernah terbit disensor; bila S(168) > 0,5 skornya 0",
        "Kaplan–Meier median of hours from source time (agency submission, .go.id press release, BMKG/BPBD alert) to "
        "publication; items never published are censored; if S(168) > 0.5 the score is 0",
    ),
    unit=Unit.HOURS,
    direction="down",
    knots=((24.0, 100.0), (72.0, 60.0), (168.0, 0.0)),
    anchors=Text(
        "Pembaruan harian (000) = 24 jam; 72 jam = rentang penanganan awal SP4N; 168 jam = daur sepekan makalah 002.",
        "Daily updating (000) = 24 h; 72 h = SP4N first-handling span; 168 h = paper 002's weekly digest cycle.",
    ),
    min_n=10,
    sample=Text("butir sumber", "source items"),
    missing=Text(
        "Tanpa waktu sumber: tidak teramati (kebanyakan akun yang hanya terlihat dari luar).",
        "No source times: not observable (most accounts that are seen from outside only).",
    ),
    gaming=Text("memundurkan waktu sumber", "back-dating source times"),
    countermeasure=Text(
        "waktu sumber dari catatan sistem atau halaman .go.id, tidak pernah diketik akun yang dinilai",
        "source times come from a system log or the .go.id page, never typed by the scored account",
    ),
)


@dataclass(frozen=True, slots=True)
class SourceItem:
    """Something that was to be published. ``end_at``: until when publication would have been seen."""

    source_at: datetime
    published_at: datetime | None
    end_at: datetime
    is_emergency: bool = False

    @property
    def hours(self) -> float:
        """To publication, or to where it would have been seen."""
        return ((self.published_at or self.end_at) - self.source_at).total_seconds() / 3600


def information_lag(items: Sequence[SourceItem] | None) -> IndicatorResult:
    """Median hours to publication, capped at 168 where more than half is unpublished by then.

    Emergency items are reported apart, in ``detail``. None: source times are not known.
    """
    if items is None:
        return unknown(INFORMATION_LAG, WhyNot.NO_SOURCE_TIMES)
    usual = [item for item in items if not item.is_emergency]
    urgent = [item for item in items if item.is_emergency]
    emergency = _median(urgent)[0] if urgent else None
    sample = Sample(
        n=len(usual), detail={"emergency_items": len(urgent), "emergency_median_hours": emergency}
    )
    why = too_few(INFORMATION_LAG, len(usual))
    if why is not None:
        return unknown(INFORMATION_LAG, why, sample)
    median, interval, is_known = _median(usual)
    published = sum(item.published_at is not None for item in usual)
    sample = Sample(published, len(usual), len(usual), {**sample.detail, "median_hours": median})
    if not is_known:
        return unknown(INFORMATION_LAG, WhyNot.ENDS_EARLY, sample)
    x = LONGEST_HOURS if median is None else min(median, LONGEST_HOURS)
    return scored(INFORMATION_LAG, sample, x, interval, None)


def _median(items: Sequence[SourceItem]) -> tuple[float | None, Interval, bool]:
    """The median (None: not reached), its interval capped at 168 hours, and whether observation allows to say so."""
    from analytics_app.indicators.survival import kaplan_meier

    curve = kaplan_meier([item.hours for item in items], [item.published_at is not None for item in items])
    return curve.median(), curve.median_interval(LONGEST_HOURS), curve.is_known_at(LONGEST_HOURS)

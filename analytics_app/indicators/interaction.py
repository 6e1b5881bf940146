"""Whom an account talks to: citizens, or other institutions."""

from __future__ import annotations

from analytics_app.choices import Status
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.result import Sample, WhyNot, scored, without_value
from analytics_app.records import IndicatorResult

MAX_UNKNOWN_SHARE = 0.30

CITIZEN_INTERACTION_SHARE = IndicatorDefinition(
    id="citizen_interaction_share",
    name=Text("Porsi interaksi dengan warga", "Interaction with citizens"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=5,
    webqual_items=("W20",),
    evidence=(
        "004: @pakjunaedi dengan prosentase interaksi sebesar 15,87% dan akun @pemkabpemalang dengan persentase "
        "sebesar 10,38%",
        "004: minimnya interaksi yang ada dengan pengguna akun perseorangan melainkan instansi",
    ),
    formula=Text(
        "balasan dan sebutan keluar kepada warga / semua balasan dan sebutan keluar yang jenis penerimanya "
        "diketahui; pembilang hanya di dalam utas yang dibuka warga atau yang dijawab warga",
        "outbound replies and mentions addressed to citizens / all whose addressee type is known; the numerator "
        "is limited to citizen-opened threads or edges that the citizen answered",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.5, 60.0), (0.8, 100.0)),
    anchors=Text(
        "Makalah 004: interaksi terutama dengan instansi = partisipasi rendah; mayoritas dengan warga = memadai.",
        "Paper 004: interaction mainly with institutions = low participation; a majority with citizens = "
        "acceptable.",
    ),
    min_n=30,
    sample=Text(
        "balasan dan sebutan dengan penerima yang diketahui",
        "replies and mentions with a known addressee type",
    ),
    missing=Text(
        "Jenis penerima tidak diketahui > 30%: batas bawah dan atas, bukan skor.",
        "Unknown addressee type > 30%: bounds, not a score.",
    ),
    gaming=Text("menandai pengguna secara acak", "tagging random users"),
    countermeasure=Text(
        "hanya di dalam utas yang dibuka warga, atau yang dijawab warga",
        "only edges inside citizen-opened threads, or answered by the citizen, count",
    ),
)


def citizen_interaction_share(
    to_citizens: int,
    known: int,
    unknown: int,
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
    carries_replies: bool = True,
) -> IndicatorResult:
    """Share of outbound edges that go to citizens, of those with a known addressee type; Wilson 95 %.

    ``to_citizens`` (already limited as the formula says) is part of ``known``. Where more than 30 % of all edges
    have an unknown addressee there is no value, only bounds in ``detail``.
    """
    total = known + unknown
    bounds = [to_citizens / total, (to_citizens + unknown) / total] if total else None
    detail = {"to_citizens": to_citizens, "known": known, "unknown": unknown, "bounds": bounds}
    sample = Sample(to_citizens, known, known, detail)
    why = _why_not(known, unknown, carries_replies, has_coverage)
    if why is not None:
        is_blind = why is WhyNot.SOURCE_CANNOT_CARRY
        status = Status.NOT_OBSERVABLE if is_blind else Status.INSUFFICIENT
        return without_value(CITIZEN_INTERACTION_SHARE, sample, status, why, provisional_reason)
    interval = wilson(to_citizens, known)
    return scored(CITIZEN_INTERACTION_SHARE, sample, to_citizens / known, interval, provisional_reason)


def _why_not(known: int, unknown: int, carries_replies: bool, has_coverage: bool) -> WhyNot | None:
    if not carries_replies:
        return WhyNot.SOURCE_CANNOT_CARRY
    if not has_coverage:
        return WhyNot.COVERAGE
    if known + unknown == 0:
        return WhyNot.NO_CASES
    if unknown > MAX_UNKNOWN_SHARE * (known + unknown):
        return WhyNot.UNKNOWN_ADDRESSEES
    return WhyNot.BELOW_MINIMUM if known < CITIZEN_INTERACTION_SHARE.min_n else None

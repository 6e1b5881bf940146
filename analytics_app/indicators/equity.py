"""Whether critical voices are answered like the others, and private messages like public ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Scale, Text, Unit
from analytics_app.indicators.intervals import LEVEL, fisher_exact, newcombe
from analytics_app.indicators.response import RATE_HOURS
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.records import IndicatorResult, Interval, ThreadOutcome

FULL_LEVEL = 0.6

REPLY_EQUITY = IndicatorDefinition(
    id="reply_equity",
    name=Text("Tidak pilih-pilih membalas", "No selective replying"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=10,
    webqual_items=("W16", "W19"),
    evidence=(
        "003: walau direspon itu pun hanya dipilah pilah",
        "001: diperlakukan adil tanpa membeda-bedakan",
    ),
    formula=Text(
        "min(1, p_k/p_n), p = (k + 0,5)/(n + 1) utas matang yang dibalas dalam 72 jam; k = kritis "
        "(keluhan, darurat), "
        "n = lainnya; skornya dikalikan min(1, max(p_k, p_n)/0,6); p Fisher ditampilkan",
        "min(1, p_c/p_n), p = (k + 0.5)/(n + 1) of matured threads replied to within 72 h; c = critical (complaints, "
        "emergencies), n = others; score × min(1, max(p_c, p_n)/0.6); Fisher's p is shown",
    ),
    unit=Unit.RATIO,
    direction="up",
    knots=((0.0, 0.0), (0.8, 60.0), (1.0, 100.0)),
    anchors=Text(
        "Kelaziman empat perlima (0,8) sebagai patokan; 1 = sama. Dari praktik ketenagakerjaan AS, bukan "
        "aturan kita.",
        "Four-fifths convention (0.8) as acceptable mark; 1 = equal. From US employment practice, no "
        "Indonesian rule.",
    ),
    min_n=30,
    sample=Text("utas matang di tiap kelompok", "matured threads in each group"),
    missing=Text(
        "Suatu kelompok < 30 utas: data kurang, hanya p Fisher ditampilkan.",
        "A group < 30 threads: insufficient, only Fisher's p is shown.",
    ),
    gaming=Text("membisukan komentar kritis", "muting critical comments"),
    countermeasure=Text(
        "komentar tersembunyi tetap utas kritis tanpa balasan; sama-sama diam tidak menguntungkan",
        "hidden comments stay unanswered critical threads; equal silence does not pay",
    ),
)

CHANNEL_PARITY = IndicatorDefinition(
    id="channel_parity",
    name=Text("Kesetaraan DM dan komentar", "DM versus comment parity"),
    dimension=Dimension.INTERNAL,
    weight=0,
    webqual_items=("W21",),
    evidence=(
        "003: tidak direspon sehingga saya akhirnya memaksa untuk menanyakan melalui komentar di time line",
    ),
    formula=Text(
        "d = p_DM − p_publik dari utas matang yang dibalas dalam 72 jam; skor = 100·(1 − min(1, |d|/0,5))",
        "d = p_DM − p_public of matured threads replied to within 72 h; score = 100·(1 − min(1, |d|/0.5))",
    ),
    unit=Unit.DIFFERENCE,
    direction="down",
    knots=((0.0, 100.0), (0.5, 0.0)),
    scale=Scale.ABSOLUTE,
    anchors=Text(
        "Makalah 003: DM diabaikan, terpaksa berkomentar.", "Paper 003: DM ignored, forced to comment."
    ),
    min_n=10,
    sample=Text("utas matang di tiap kanal", "matured threads in each channel"),
    missing=Text("Kotak masuk belum tersambung: tidak teramati.", "Inbox not connected: not observable."),
    gaming=Text("tidak menyambungkan kotak masuk", "not connecting the inbox"),
    countermeasure=Text(
        "hanya bagi instansinya sendiri; halaman publik menyatakan apakah DM tersambung",
        "shown to the agency itself only; public pages state whether DM is connected",
    ),
)

Group = tuple[int, int]  # replied within 72 h, matured threads


def is_matured(outcome: ThreadOutcome) -> bool:
    """Opened at least 72 h before observation of it ended, or answered before that."""
    if outcome.end_at is None or outcome.is_negative:
        return False
    is_answered = outcome.response_at is not None and outcome.response_at <= outcome.end_at
    return is_answered or outcome.opened_at + timedelta(hours=RATE_HOURS) <= outcome.end_at


def replied_in_time(outcome: ThreadOutcome) -> bool:
    """Whether the first reply came within 72 hours and within what was observed."""
    replied = outcome.response_at
    if replied is None or outcome.end_at is None or replied > outcome.end_at:
        return False
    return replied <= outcome.opened_at + timedelta(hours=RATE_HOURS)


def count_group(outcomes: Sequence[ThreadOutcome]) -> Group:
    """(replied in time, matured) of the threads that need a response."""
    matured = [one for one in outcomes if one.needs_response and is_matured(one)]
    return sum(map(replied_in_time, matured)), len(matured)


def reply_equity(
    outcomes: Sequence[ThreadOutcome],
    critical_intents: Collection[str],
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """The ratio of the two groups' smoothed reply rates; threads without a named intent are in neither group."""
    named = [one for one in outcomes if one.intent is not None]
    critical = count_group([one for one in named if one.intent in critical_intents])
    others = count_group([one for one in named if one.intent not in critical_intents])
    return equity_of(critical, others, provisional_reason=provisional_reason, has_coverage=has_coverage)


def equity_of(
    critical: Group, others: Group, *, provisional_reason: str | None = None, has_coverage: bool = True
) -> IndicatorResult:
    """The same from counts. n is the smaller group; the score carries the level factor of section 12, rule 2."""
    p_critical, p_others = smoothed(*critical), smoothed(*others)
    ratio, factor = min(1.0, p_critical / p_others), min(1.0, max(p_critical, p_others) / FULL_LEVEL)
    detail = {
        "critical": list(critical),
        "others": list(others),
        "p_critical": p_critical,
        "p_others": p_others,
        "fisher_p": fisher_exact(*critical, *others),
        "level_factor": factor,
    }
    sample = Sample(p_critical, p_others, min(critical[1], others[1]), detail)
    why = _equity_problem(critical, others, has_coverage)
    if why is not None:
        return unknown(REPLY_EQUITY, why, sample, provisional_reason)
    plain = scored(REPLY_EQUITY, sample, ratio, _ratio_interval(critical, others), provisional_reason)
    return replace(plain, score=(plain.score or 0.0) * factor)


def smoothed(k: int, n: int) -> float:
    """(k + ½)/(n + 1)."""
    return (k + 0.5) / (n + 1)


def _equity_problem(critical: Group, others: Group, has_coverage: bool) -> WhyNot | None:
    if not has_coverage:
        return WhyNot.COVERAGE
    if critical[1] + others[1] == 0:
        return WhyNot.NO_CASES
    return WhyNot.BELOW_MINIMUM if min(critical[1], others[1]) < REPLY_EQUITY.min_n else None


def _ratio_interval(critical: Group, others: Group) -> Interval:
    """Katz's log interval of the ratio of the smoothed rates, cut at 1 like the ratio itself."""
    from math import exp, log, sqrt

    from analytics_app.indicators.intervals import Z

    p, q = smoothed(*critical), smoothed(*others)
    error = sqrt((1 - p) / (critical[0] + 0.5) + (1 - q) / (others[0] + 0.5))
    low, high = (exp(log(p / q) + side * Z * error) for side in (-1, 1))
    return Interval(min(1.0, low), min(1.0, high), LEVEL)


def channel_parity(inbox: Group | None, public: Group) -> IndicatorResult:
    """Difference of the reply rates of private and public threads; None: the inbox is not connected."""
    if inbox is None:
        return unknown(CHANNEL_PARITY, WhyNot.INBOX_NOT_CONNECTED)
    n = min(inbox[1], public[1])
    sample = Sample(n=n, detail={"inbox": list(inbox), "public": list(public)})
    if n < CHANNEL_PARITY.min_n:
        return unknown(CHANNEL_PARITY, WhyNot.BELOW_MINIMUM if n else WhyNot.NO_CASES, sample)
    difference = inbox[0] / inbox[1] - public[0] / public[1]
    return scored(CHANNEL_PARITY, sample, difference, newcombe(*inbox, *public), None)

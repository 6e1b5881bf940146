"""Whether, how soon and when citizens are answered: three readings of one Kaplan–Meier curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from analytics_app.choices import Disappearance, Status
from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import Sample, WhyNot, scored, without_value
from analytics_app.records import IndicatorResult, Interval, ThreadOutcome

if TYPE_CHECKING:  # the curves need numpy; pages read the definitions below without computing any
    from analytics_app.indicators.survival import SurvivalCurve

RATE_HOURS = 72.0
AFTER_HOURS_HOURS = 24.0
CURVE_HOURS = 168.0
CURVE_POINTS = 200
#: Where more of the threads than this disappeared for unknown reasons, the figure comes with bounds.
UNKNOWN_SHARE = 0.10

_SAMPLE = Text("utas yang perlu dijawab dan teramati", "observable threads that need a response")
_MISSING = Text(
    "Tanpa utas: belum cukup. Utas di luar rentang data: tidak teramati, bukan nol.",
    "No threads: insufficient. Threads outside the covered span: not observable, never 0.",
)

RESPONSE_RATE = IndicatorDefinition(
    id="response_rate",
    name=Text("Peluang dijawab dalam 72 jam", "Response probability within 72 hours"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=20,
    webqual_items=("W21",),
    evidence=(
        "003: kadang dijawab tetapi lebih banyak tidak ditanggapi",
        "002: menjawab komentar masyarakat, menanggapi pesan dari akun lain",
        "001: akses informasi secara langsung tentang status layanan dan prosedur",
    ),
    formula=Text(
        "F(72) = 1 − S(72); S = kurva Kaplan–Meier atas utas yang perlu dijawab, dari pembukaan sampai jawaban "
        "manusia pertama, dalam jam kalender; utas yang belum dijawab disensor pada akhir pengamatan",
        "F(72) = 1 − S(72); S = Kaplan–Meier over threads that need a response, from opening to the first human "
        "reply, in clock hours; open threads are censored where observation ends",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.9, 100.0)),
    anchors=Text(
        "Lencana “sangat responsif” Meta meminta tingkat jawaban 90%.",
        "Meta's “very responsive” badge asks for a 90% response rate (published).",
    ),
    min_n=10,
    sample=_SAMPLE,
    missing=_MISSING,
    gaming=Text(
        "jawaban otomatis; pertanyaan titipan; menyembunyikan komentar sulit",
        "automatic replies; planted questions; hiding hard comments",
    ),
    countermeasure=Text(
        "jawaban otomatis tidak dihitung; penulis resmi dan staf dikeluarkan; satu utas per penulis per 24 jam; "
        "komentar tersembunyi tetap belum dijawab",
        "automatic replies never count; staff and official authors excluded; one thread per author per 24 h; "
        "hidden comments stay unanswered",
    ),
)

RESPONSE_SPEED = IndicatorDefinition(
    id="response_speed",
    name=Text("Lama menunggu jawaban pertama", "Time waited for the first reply"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=15,
    webqual_items=("W21", "W22"),
    evidence=("003: belum direspon dengan cepat oleh admin akun media sosial instansi",),
    formula=Text(
        "RMST(72): rata-rata jam menunggu, paling banyak 72, yaitu luas di bawah kurva Kaplan–Meier; "
        "median ditampilkan di sampingnya",
        "RMST(72): mean hours waited, capped at 72, the area under the Kaplan–Meier curve; "
        "the median stands beside it",
    ),
    unit=Unit.HOURS,
    direction="down",
    knots=((4.0, 100.0), (24.0, 60.0), (72.0, 0.0)),
    anchors=Text(
        "Warga menunggu 4 jam (Sprout 2018); 24 jam = satu hari; 72 jam = tanggapan awal SP4N paling lambat "
        "tiga hari. Bukan tenggat hukum untuk media sosial.",
        "Users wait 4 h (Sprout 2018); 24 h = one day; 72 h = SP4N first response within three days. "
        "No statutory limit for social media.",
    ),
    min_n=10,
    sample=_SAMPLE,
    missing=_MISSING,
    gaming=Text("jawaban kosong yang cepat (“silakan DM”)", "a fast empty reply (“silakan DM”)"),
    countermeasure=Text(
        "mutu jawaban membatasi: pengalihan tanpa informasi bernilai 1/4",
        "answer_quality caps: a redirect without information is coded 1/4",
    ),
)

AFTER_HOURS_RESPONSE = IndicatorDefinition(
    id="after_hours_response",
    name=Text("Respons di luar jam kerja", "After-hours response"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=5,
    webqual_items=("W21",),
    evidence=(
        "003: Tidak mungkin kami menanyakan seputar layanan publik pada malam hari maupun hari libur",
        "003: bisa diakses selama 24 jam",
    ),
    formula=Text(
        "F(24) Kaplan–Meier atas utas yang dibuka di luar jam kerja (Senin–Kamis 07.30–16.00, Jumat 07.30–16.30 "
        "waktu setempat; akhir pekan, hari libur dan cuti bersama)",
        "Kaplan–Meier F(24) over threads opened outside office hours (Mon–Thu 07:30–16:00, Fri 07:30–16:30 "
        "local; weekends, holidays and joint leave)",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.9, 100.0)),
    anchors=Text(
        "Perpres 21/2023 menetapkan 37,5 jam per minggu mulai 07.30; jam tutup diturunkan. Sasaran 90% yang sama.",
        "Perpres 21/2023 fixes 37.5 h a week from 07:30; closing times are derived. The same 90% target.",
    ),
    min_n=10,
    sample=Text("utas di luar jam kerja yang teramati", "observable threads opened outside office hours"),
    missing=_MISSING,
    gaming=Text("bot pada malam hari", "bots at night"),
    countermeasure=Text("jawaban otomatis tidak dihitung", "automatic replies never count"),
)


def wait_of(outcome: ThreadOutcome) -> tuple[float, bool] | None:
    """(hours until the reply or the end of observation, whether it was a reply).

    None where the thread was not observed, or its reply is earlier than its opening.
    """
    replied, ended = outcome.response_at, outcome.end_at
    if ended is None or ended < outcome.opened_at or outcome.is_negative:
        return None
    if replied is not None and replied < outcome.opened_at:
        return None
    is_answered = replied is not None and replied <= ended
    until = replied if is_answered and replied is not None else ended
    return (until - outcome.opened_at).total_seconds() / 3600, is_answered


@dataclass(slots=True)
class _Waits:
    """The waits of the threads that can be observed, and how many threads went where.

    ``if_deleted`` are the waits if citizens had deleted what disappeared for unknown reasons.
    """

    hours: list[float] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)
    threads: int = 0
    not_observable: int = 0
    negative: int = 0
    gone: Counter[Disappearance] = field(default_factory=Counter)
    if_deleted: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, outcome: ThreadOutcome) -> None:
        self.threads += 1
        if outcome.gone is not None:
            self.gone[outcome.gone] += 1
        if deleted := wait_of(_as_if_deleted(outcome)):
            self.if_deleted.append(deleted)
        wait = wait_of(outcome)
        if wait is not None:
            self.hours.append(wait[0])
            self.answered.append(wait[1])
        elif outcome.end_at is None or outcome.end_at < outcome.opened_at:
            self.not_observable += 1
        else:
            self.negative += 1

    @property
    def needs_bounds(self) -> bool:
        return self.gone[Disappearance.UNKNOWN] > UNKNOWN_SHARE * self.threads

    def counts(self) -> dict[str, int]:
        """``answered`` holds the negative ones; answered + waiting + not_observable = threads."""
        replied = sum(self.answered)
        return {
            "threads": self.threads,
            "answered": replied + self.negative,
            "waiting": len(self.answered) - replied,
            "not_observable": self.not_observable,
            "negative": self.negative,
        }


def _as_if_deleted(outcome: ThreadOutcome) -> ThreadOutcome:
    if outcome.gone is not Disappearance.UNKNOWN or outcome.gone_at is None or outcome.end_at is None:
        return outcome
    return replace(outcome, end_at=min(outcome.end_at, outcome.gone_at))


def response_rate(
    outcomes: Sequence[ThreadOutcome],
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Probability of a reply within 72 hours, over the threads that need a response.

    Numerator = answered within 72 h, denominator = n = observable threads without negative ones; x is the
    Kaplan–Meier figure, so it is not their quotient where threads are censored.
    """
    return _share_answered(RESPONSE_RATE, outcomes, RATE_HOURS, provisional_reason, has_coverage)


def after_hours_response(
    outcomes: Sequence[ThreadOutcome],
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Probability of a reply within 24 hours, over the threads that were opened outside office hours."""
    after_hours = [outcome for outcome in outcomes if outcome.is_after_hours]
    return _share_answered(
        AFTER_HOURS_RESPONSE, after_hours, AFTER_HOURS_HOURS, provisional_reason, has_coverage
    )


def response_speed(
    outcomes: Sequence[ThreadOutcome],
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Mean hours waited for the first reply, capped at 72 (RMST); counts as in ``response_rate``."""
    from analytics_app.indicators.survival import rmst_interval

    waits = _waits(outcomes)
    curve, sample = _sample(waits, RATE_HOURS)
    problem = _problem(RESPONSE_SPEED, waits, curve, RATE_HOURS, has_coverage)
    if curve is None or problem is not None:
        return _unknown(RESPONSE_SPEED, sample, problem, provisional_reason)
    interval = rmst_interval(waits.hours, waits.answered, RATE_HOURS)
    return scored(RESPONSE_SPEED, sample, curve.rmst(RATE_HOURS), interval, provisional_reason)


def _share_answered(
    definition: IndicatorDefinition,
    outcomes: Sequence[ThreadOutcome],
    horizon: float,
    provisional_reason: str | None,
    has_coverage: bool,
) -> IndicatorResult:
    waits = _waits(outcomes)
    curve, sample = _sample(waits, horizon)
    problem = _problem(definition, waits, curve, horizon, has_coverage)
    if curve is None or problem is not None:
        return _unknown(definition, sample, problem, provisional_reason)
    interval: Interval = curve.interval_at(horizon)
    return scored(definition, sample, curve.answered_by(horizon), interval, provisional_reason)


def _waits(outcomes: Sequence[ThreadOutcome]) -> _Waits:
    waits = _Waits()
    for outcome in outcomes:
        if outcome.needs_response:
            waits.add(outcome)
    return waits


def _sample(waits: _Waits, horizon: float) -> tuple[SurvivalCurve | None, Sample]:
    from analytics_app.indicators.survival import kaplan_meier

    if not waits.hours:
        return None, Sample(n=0, detail={"counts": waits.counts()})
    curve = kaplan_meier(waits.hours, waits.answered)
    n = len(waits.hours)
    detail = {"counts": waits.counts(), **_figures(curve, horizon), **_disappeared(waits, curve)}
    return curve, Sample(curve.events_by(horizon), n, n, detail)


def _figures(curve: SurvivalCurve, horizon: float) -> dict[str, Any]:
    """What the evidence page shows; a figure that observation does not reach is None."""
    known = {hours: curve.is_known_at(hours) for hours in (AFTER_HOURS_HOURS, RATE_HOURS)}
    return {
        "f24": curve.answered_by(AFTER_HOURS_HOURS) if known[AFTER_HOURS_HOURS] else None,
        "f72": curve.answered_by(RATE_HOURS) if known[RATE_HOURS] else None,
        "median_hours": curve.median(),
        "rmst72": curve.rmst(RATE_HOURS) if known[RATE_HOURS] else None,
        "n_eff": curve.n_effective(horizon),
        "last_hours": curve.last_hours,
        "curve": [list(point) for point in curve.points(CURVE_HOURS, CURVE_POINTS)],
    }


def _disappeared(waits: _Waits, curve: SurvivalCurve) -> dict[str, Any]:
    """How many threads disappeared how; where too many did for unknown reasons, bounds: [low, high] or None.

    One bound is the figure itself, in which they stay unanswered; the other holds if citizens deleted them.
    """
    from analytics_app.indicators.survival import kaplan_meier

    if not waits.gone:
        return {}
    told: dict[str, Any] = {"disappeared": {how.value: n for how, n in sorted(waits.gone.items())}}
    if waits.needs_bounds:
        hours, answered = zip(*waits.if_deleted, strict=True)
        told["bounds_if_deleted"] = _bounds(curve, kaplan_meier(list(hours), list(answered)))
    return told


def _bounds(curve: SurvivalCurve, other: SurvivalCurve) -> dict[str, list[float] | None]:
    found: dict[str, list[float] | None] = {}
    for name, hours in (("f24", AFTER_HOURS_HOURS), ("f72", RATE_HOURS)):
        is_known = curve.is_known_at(hours) and other.is_known_at(hours)
        found[name] = sorted(one.answered_by(hours) for one in (curve, other)) if is_known else None
    is_known = curve.is_known_at(RATE_HOURS) and other.is_known_at(RATE_HOURS)
    found["rmst72"] = sorted(one.rmst(RATE_HOURS) for one in (curve, other)) if is_known else None
    return found


def _problem(
    definition: IndicatorDefinition,
    waits: _Waits,
    curve: SurvivalCurve | None,
    horizon: float,
    has_coverage: bool,
) -> WhyNot | None:
    if curve is None and waits.threads > 0 and waits.not_observable == waits.threads:
        return WhyNot.OUTSIDE_SPAN
    if not has_coverage:
        return WhyNot.COVERAGE
    if curve is None:
        return WhyNot.NO_CASES
    if curve.n < definition.min_n:
        return WhyNot.BELOW_MINIMUM
    return None if curve.is_known_at(horizon) else WhyNot.ENDS_EARLY


def _unknown(
    definition: IndicatorDefinition, sample: Sample, problem: WhyNot | None, provisional_reason: str | None
) -> IndicatorResult:
    why = problem or WhyNot.NO_CASES
    status = Status.NOT_OBSERVABLE if why is WhyNot.OUTSIDE_SPAN else Status.INSUFFICIENT
    return without_value(definition, sample, status, why, provisional_reason)

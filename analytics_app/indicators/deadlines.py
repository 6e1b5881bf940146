"""Whether complaints are settled in time, and whether referred ones come back to the citizen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.result import WhyNot, unknown
from analytics_app.indicators.shares import share_of
from analytics_app.periods import Period
from analytics_app.records import IndicatorResult
from analytics_app.worktime import WorkCalendar, closing_after, due_at, received_day

REOPEN_DAYS = 14
REFERRAL_WORKING_DAYS = 14


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """Working days by SP4N kind; data with a version, since the regulation in force has not been read."""

    version: str
    working_days: Mapping[str, int]


LAPOR_PRACTICE = DeadlineRules(
    "lapor-practice-2018",
    {
        "permintaan_informasi": 5,
        "aspirasi": 5,
        "pengaduan_tidak_berkadar_pengawasan": 14,
        "pengaduan_berkadar_pengawasan": 60,
    },
)

DEADLINE_COMPLIANCE = IndicatorDefinition(
    id="deadline_compliance",
    name=Text("Kepatuhan tenggat SP4N", "Settled within the SP4N deadline"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=15,
    webqual_items=("W22",),
    evidence=(
        "002: langsung melaporkan kepada Dinas atau pihak-pihak pemerintahan yang terkait dengan laporan tersebut",
    ),
    formula=Text(
        "k/n atas utas yang tenggatnya jatuh dalam 90 hari ini; k = jawaban akhir pada atau sebelum "
        "tenggat. Hari kerja: "
        "informasi dan status 5, aspirasi 5, keluhan 14, berkadar pengawasan 60",
        "k/n over threads whose due date falls in these 90 days; k = final answer on or before it. Working days: "
        "information or status 5, aspiration 5, complaint 14, with supervisory content 60",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.85, 60.0), (1.0, 100.0)),
    anchors=Text(
        "5/14/60 hari kerja menurut praktik LAPOR; 85% ditindaklanjuti = angka kementerian tahun 2018.",
        "5/14/60 working days as in LAPOR practice; 85% followed up = the ministry's figure of 2018.",
    ),
    min_n=10,
    sample=Text("utas yang sudah jatuh tempo", "threads that fell due"),
    missing=Text(
        "Penyelesaian tidak tercatat: jawaban pertama dipakai sebagai pengganti, dengan separuh bobot.",
        "Settlement not recorded: the first substantive reply stands in for it, at half weight.",
    ),
    gaming=Text("menutup tanpa menyelesaikan", "closing without solving"),
    countermeasure=Text(
        "bila penulisnya membuka lagi dalam 14 hari, penyelesaian batal",
        "a citizen's re-opening within 14 days cancels the settlement",
    ),
)

CLOSED_LOOP_RATE = IndicatorDefinition(
    id="closed_loop_rate",
    name=Text("Tindak lanjut tuntas ke OPD", "Closed-loop referral"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=10,
    webqual_items=("W22",),
    evidence=DEADLINE_COMPLIANCE.evidence,
    formula=Text(
        "k/n atas keluhan yang memerlukan perangkat daerah lain dan berumur ≥ 14 hari kerja; k = rujukan tercatat "
        "(sebutan OPD, tiket, nomor LAPOR) dan hasil akhirnya disampaikan kepada penulisnya",
        "k/n over complaints that needed another agency, ≥ 14 working days old; k = referral recorded "
        "(agency mention, "
        "ticket, LAPOR number) and final feedback to the citizen",
    ),
    unit=Unit.SHARE,
    direction="up",
    knots=((0.0, 0.0), (0.85, 60.0), (1.0, 100.0)),
    anchors=Text(
        "Makalah 002 (segera melaporkan ke dinas); angka 85% seperti kepatuhan tenggat.",
        "Paper 002 (report at once to the agency); 85% as in deadline compliance.",
    ),
    min_n=10,
    sample=Text("keluhan yang dirujuk", "referred complaints"),
    missing=Text("Data rujukan tidak ada: tidak teramati.", "No referral data: not observable."),
    gaming=Text("sebutan “@OPD” sekadar formalitas", "a pro-forma “@OPD” mention"),
    countermeasure=Text("hasil akhir harus sampai kepada penulisnya", "feedback to the citizen is required"),
)


@dataclass(frozen=True, slots=True)
class DeadlineCase:
    """A thread that needs a response. ``kind``: its SP4N kind; ``end_at``: where observation of it ended.

    ``settled_at``: final answer; ``replied_at``: first substantive reply, the stand-in where settlement is not
    recorded. ``reopened_at``: a needs-response message of its author after settlement.
    """

    opened_at: datetime
    kind: str
    end_at: datetime
    settled_at: datetime | None = None
    replied_at: datetime | None = None
    reopened_at: datetime | None = None
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineVerdict:
    """A thread that fell due in the window, and whether it was settled in time."""

    case: DeadlineCase
    due_at: datetime
    is_met: bool


def deadline_verdicts(
    cases: Sequence[DeadlineCase],
    period: Period,
    zone: ZoneInfo,
    calendar: WorkCalendar,
    *,
    is_proxy: bool,
    rules: DeadlineRules = LAPOR_PRACTICE,
) -> list[DeadlineVerdict]:
    """The threads whose due date lies in the window and was observed; kinds without a deadline are left out."""

    @cache  # thousands of threads are received on ninety days
    def closing(received: date, working_days: int) -> datetime:
        return closing_after(received, working_days, zone, calendar)

    verdicts = []
    for case in cases:
        days = rules.working_days.get(case.kind)
        if days is None:
            continue
        due = closing(received_day(case.opened_at, zone, calendar), days)
        if due in period and due <= case.end_at:
            verdicts.append(DeadlineVerdict(case, due, _is_met(case, due, is_proxy)))
    return verdicts


def _is_met(case: DeadlineCase, due: datetime, is_proxy: bool) -> bool:
    settled = case.replied_at if is_proxy else case.settled_at
    if settled is None or settled > due:
        return False
    reopened = None if is_proxy else case.reopened_at
    return reopened is None or not settled <= reopened <= settled + timedelta(days=REOPEN_DAYS)


def deadline_compliance(
    verdicts: Sequence[DeadlineVerdict] | None,
    *,
    is_proxy: bool,
    provisional_reason: str | None = None,
    why_not: WhyNot | None = None,
    rules: DeadlineRules = LAPOR_PRACTICE,
) -> IndicatorResult:
    """Share of the matured threads that were settled in time; ``detail["proxy"]`` halves its weight.

    ``verdicts`` None: no intents, so no deadlines are known.
    """
    if verdicts is None:
        return unknown(DEADLINE_COMPLIANCE, WhyNot.NO_INTENTS)
    met = sum(verdict.is_met for verdict in verdicts)
    return share_of(
        DEADLINE_COMPLIANCE,
        met,
        len(verdicts),
        why_not=why_not,
        provisional_reason=provisional_reason,
        detail={"proxy": is_proxy, "deadline_rules": rules.version},
    )


@dataclass(frozen=True, slots=True)
class Referral:
    """A complaint that needed another agency. ``fed_back_at``: when its author was told the outcome."""

    opened_at: datetime
    is_recorded: bool
    fed_back_at: datetime | None


def closed_loop_rate(
    referrals: Sequence[Referral] | None, until: datetime, zone: ZoneInfo, calendar: WorkCalendar
) -> IndicatorResult:
    """Share of the complaints old enough at ``until`` that were referred and answered in the end; None: no data."""
    if referrals is None:
        return unknown(CLOSED_LOOP_RATE, WhyNot.NO_REFERRALS)
    old = [one for one in referrals if due_at(one.opened_at, REFERRAL_WORKING_DAYS, zone, calendar) <= until]
    closed = sum(one.is_recorded and one.fed_back_at is not None and one.fed_back_at <= until for one in old)
    return share_of(CLOSED_LOOP_RATE, closed, len(old))

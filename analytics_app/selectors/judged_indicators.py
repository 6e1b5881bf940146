"""What people judged of official messages: whether they show personal data, and how good answers are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from analytics_app.choices import LabelTask
from analytics_app.indicators.quality import ANSWER_QUALITY, CodedReply, answer_quality
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.safety import PRIVACY_SAFETY, privacy_safety
from analytics_app.indicators.shares import LABELS_NOT_AUDITED
from analytics_app.records import IndicatorResult
from analytics_app.scoring.samples import Mean, Origin, Sample
from analytics_app.selectors.window import AccountWindow, RegionWindow

INCIDENTS_NOT_CONFIRMED = "incidents_not_confirmed"


def judged_results(
    window: RegionWindow, accounts: Sequence[AccountWindow], seed: int, *, has_coverage: bool
) -> tuple[IndicatorResult, ...]:
    """Personal data safety and answer quality over the public messages of these accounts."""
    missing = None if has_coverage else WhyNot.COVERAGE
    return _safety(window, accounts, missing), _quality(window, accounts, seed, missing)


def judged_samples(window: RegionWindow, accounts: Sequence[AccountWindow]) -> dict[str, Sample]:
    """What they rest on, case by case, for the bootstrap."""
    messages, replies = _outbound(accounts), _coded(window, accounts)
    shown = incidents_of(window, accounts)
    return {
        PRIVACY_SAFETY.id: Mean(
            [_week(day) for day, _ in messages], [float(id in shown) for _, id in messages], scale=1000.0
        ),
        ANSWER_QUALITY.id: Mean([_week(day) for day, _ in replies], [reply.share for _, reply in replies]),
    }


def incidents_of(window: RegionWindow, accounts: Iterable[AccountWindow]) -> dict[int, bool]:
    """Message → whether people confirmed it, of every message that is taken for an incident.

    A person's label and what coders agreed on go before the rules; what people rejected is left out.
    """
    coded = window.qualities.incidents
    found: dict[int, bool] = {}
    for w in accounts:
        for _, id in w.outbound:
            label = w.incidents.get(id)
            by_person = label is not None and label[1]
            if by_person or coded.get(id, label is not None):
                found[id] = by_person or id in coded
    return found


# --- pieces --------------------------------------------------------------------------------------


def _safety(
    window: RegionWindow, accounts: Sequence[AccountWindow], missing: WhyNot | None
) -> IndicatorResult:
    """Provisional while one incident waits for a person, or nobody has measured what the rules miss."""
    quality = window.qualities.of(LabelTask.PERSONAL_DATA)
    shown = incidents_of(window, accounts)
    waiting = sum(not is_confirmed for is_confirmed in shown.values())
    reason = INCIDENTS_NOT_CONFIRMED if waiting else None if quality.is_audited else LABELS_NOT_AUDITED
    return privacy_safety(
        len(shown),
        len(_outbound(accounts)),
        confirmed=len(shown) - waiting,
        why_not=missing or quality.why_not,
        provisional_reason=reason,
    )


def _quality(
    window: RegionWindow, accounts: Sequence[AccountWindow], seed: int, missing: WhyNot | None
) -> IndicatorResult:
    replies = [reply for _, reply in _coded(window, accounts)]
    return answer_quality(replies or None, seed, why_not=missing if replies else None)


def _coded(window: RegionWindow, accounts: Iterable[AccountWindow]) -> list[tuple[date, CodedReply]]:
    coded = window.qualities.replies
    return [(day, coded[id]) for w in accounts for day, id in w.outbound if id in coded]


def _outbound(accounts: Iterable[AccountWindow]) -> list[tuple[date, int]]:
    return [message for w in accounts for message in w.outbound]


def _week(day: date) -> Origin:
    return Origin(day.isocalendar()[:2])

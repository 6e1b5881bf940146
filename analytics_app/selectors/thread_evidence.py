"""From one thread to the figures that it moves: which count it, at which date, as what. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Disappearance, ThreadState
from analytics_app.coverage_spans import Observed
from analytics_app.indicators.equity import is_matured, replied_in_time
from analytics_app.indicators.peers import PARTICIPATION_RATE
from analytics_app.indicators.response import AFTER_HOURS_HOURS, RATE_HOURS
from analytics_app.models import IndicatorValue, Thread
from analytics_app.periods import WINDOW_DAYS, Period, local_day, window
from analytics_app.records import ThreadOutcome
from analytics_app.selectors.evidence import judge, kept_accounts
from analytics_app.selectors.region_indicators import CRITICAL, verdicts_of
from analytics_app.selectors.subject_page import pool_of
from analytics_app.selectors.values import CHANNEL, SOCIAL, Subject, Value, value_of
from analytics_app.selectors.window import (
    LONGEST_DEADLINE_DAYS,
    RegionWindow,
    last_seen,
    observed_by_account,
    outcome,
    outcome_end,
)

#: The indicators that rest on single threads, with the hours within which a reply is in time.
RESPONSE_HOURS: Mapping[str, float] = {
    "response_rate": RATE_HOURS,
    "response_speed": RATE_HOURS,
    "after_hours_response": AFTER_HOURS_HOURS,
}
MOVED = (*RESPONSE_HOURS, "reply_equity", "deadline_compliance", PARTICIPATION_RATE.id)


class Part(StrEnum):
    """As what an indicator counts a thread, or why it does not."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"  # unanswered up to where observation ended
    NOT_OBSERVABLE = "not_observable"  # set aside: outside of what was captured
    NEGATIVE = "negative"  # set aside: its reply is recorded before its opening
    DROPPED = "dropped"  # the account was captured too thinly at that date, or does not count in the region
    CRITICAL_IN_TIME = "critical_in_time"
    CRITICAL_UNANSWERED = "critical_unanswered"
    OTHER_IN_TIME = "other_in_time"
    OTHER_UNANSWERED = "other_unanswered"
    NOT_MATURED = "not_matured"  # observed for less than 72 hours
    DUE_MET = "due_met"
    DUE_MISSED = "due_missed"
    CITIZEN = "citizen"  # its author is one of the citizens who took part


@dataclass(frozen=True, slots=True)
class Count:
    """One figure and the thread's part in it. ``hours``: to the reply, or to where observation ended."""

    subject: Subject
    pool: str
    indicator: str
    as_of: date
    part: Part
    hours: float | None
    value: Value


def list_counts_of(thread: Thread, account: OfficialAccount) -> list[Count]:
    """Every stored figure of the account and of its region that the thread enters or is set aside from, newest first.

    Three queries, and three for each date (a handful: the quarters' ends and the newest).
    """
    if thread.gone == Disappearance.AUTHOR_REMOVED:
        return []
    until = last_seen([thread])
    values = _values(thread, account)
    observed = observed_by_account([account.pk], side="replies").get(account.pk, Observed())
    found = []
    for as_of in sorted({as_of for _, _, _, as_of in values}, reverse=True):
        period, pool = window(as_of, ZoneInfo(account.region.zone)), pool_of(account)
        end = outcome_end(thread, observed, period.end_at, until)
        for subject in (account, account.region):
            is_region = isinstance(subject, Region)
            seen = outcome(thread, end, until, is_region=is_region and pool != CHANNEL)
            is_kept = not is_region or account in kept_accounts(account.region, pool, period)
            parts = _parts(seen, account.region, pool, period) if thread.needs_response else iter(())
            for indicator, part, hours in (*parts, *_citizen(seen, pool, period, is_region=is_region)):
                value = values.get((is_region, pool, indicator, as_of))
                if value is not None:
                    counted = part if is_kept else Part.DROPPED
                    found.append(Count(subject, pool, indicator, as_of, counted, hours, value))
    return found


def _values(thread: Thread, account: OfficialAccount) -> dict[tuple[bool, str, str, date], Value]:
    """(is of the region, pool, indicator, date) → the value that holds, at the dates whose windows the thread can
    fall in. Two queries.
    """
    opened = local_day(thread.opened_at, ZoneInfo(account.region.zone))
    last = opened + timedelta(days=WINDOW_DAYS + LONGEST_DEADLINE_DAYS)
    rows = IndicatorValue.objects.filter(
        indicator__in=MOVED, pool=pool_of(account), as_of__gte=opened, as_of__lt=last
    ).defer("detail")
    found = {}
    for is_region, of in ((False, rows.filter(account=account)), (True, rows.filter(region=account.region))):
        for row in of.order_by("computed_at"):
            row.detail = {}  # set, so that the deferred column is not asked for row by row
            found[is_region, str(row.pool), row.indicator, row.as_of] = value_of(row)
    return found


def _parts(
    seen: ThreadOutcome, region: Region, pool: str, period: Period
) -> Iterator[tuple[str, Part, float | None]]:
    if seen.opened_at in period:
        yield from _responses(seen)
        if pool == SOCIAL and seen.intent is not None:
            yield "reply_equity", _equity(seen), None
    if pool == SOCIAL:
        yield from _deadline(seen, region, period)


def _citizen(
    seen: ThreadOutcome, pool: str, period: Period, *, is_region: bool
) -> Iterator[tuple[str, Part, float | None]]:
    """Whoever opens a thread takes part, whether or not it wants an answer: a figure of regions alone."""
    if is_region and pool == SOCIAL and seen.author_key is not None and seen.opened_at in period:
        yield PARTICIPATION_RATE.id, Part.CITIZEN, None


def _responses(seen: ThreadOutcome) -> Iterator[tuple[str, Part, float | None]]:
    state, hours = judge(seen)
    for indicator, limit in RESPONSE_HOURS.items():
        if indicator != "after_hours_response" or seen.is_after_hours:
            yield indicator, _response(state, hours, limit), hours


def _response(state: ThreadState, hours: float | None, limit: float) -> Part:
    if state is ThreadState.ANSWERED:
        return Part.IN_TIME if (hours or 0.0) <= limit else Part.LATE
    plain = {ThreadState.WAITING: Part.WAITING, ThreadState.NEGATIVE: Part.NEGATIVE}
    return plain.get(state, Part.NOT_OBSERVABLE)


def _equity(seen: ThreadOutcome) -> Part:
    if seen.end_at is None:
        return Part.NOT_OBSERVABLE
    if seen.is_negative:
        return Part.NEGATIVE
    if not is_matured(seen):
        return Part.NOT_MATURED
    if seen.intent in CRITICAL:
        return Part.CRITICAL_IN_TIME if replied_in_time(seen) else Part.CRITICAL_UNANSWERED
    return Part.OTHER_IN_TIME if replied_in_time(seen) else Part.OTHER_UNANSWERED


def _deadline(
    seen: ThreadOutcome, region: Region, period: Period
) -> Iterator[tuple[str, Part, float | None]]:
    """By the rules of scoring: only what fell due in the window and was observed until then."""
    place = RegionWindow(region, period, ZoneInfo(region.zone), [])
    for verdict in verdicts_of(place, [seen]):
        yield "deadline_compliance", (Part.DUE_MET if verdict.is_met else Part.DUE_MISSED), None

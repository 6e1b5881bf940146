"""The citizens who still wait, and what answering them would change of the figures that hold now. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import ScoreStatus, Status, ThreadState
from analytics_app.indicators.deadlines import LAPOR_PRACTICE
from analytics_app.indicators.result import WhyNot
from analytics_app.models import Score
from analytics_app.records import IndicatorResult
from analytics_app.scoring.aggregate import NOTHING_KNOWN, Conduct
from analytics_app.scoring.prospects import Prospects
from analytics_app.scoring.what_if import Scorer
from analytics_app.selectors.evidence import ThreadRow, Threads, list_threads
from analytics_app.selectors.values import SOCIAL, Subject, Value, list_values
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.worktime import due_at, national_calendar

_KINDS = {intent.id: intent.sp4n for intent in INTENTS}
_CRITICAL = frozenset(intent.id for intent in INTENTS if intent.critical and intent.needs_response)
#: Reasons of a stored value that no answer can take away.
_NOT_COVERED = frozenset({WhyNot.COVERAGE, WhyNot.NO_ACCOUNTS, WhyNot.NOT_MONITORED_YET})


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A subject's waiting threads at one instant. ``stored``: the values that its pages show now, by indicator."""

    as_of: date
    at: datetime
    threads: Threads
    prospects: Prospects
    stored: Mapping[str, Value]

    @property
    def waiting(self) -> dict[int, ThreadRow]:
        """Thread id → row of those that are waiting by what was captured."""
        return {
            row.pk: row
            for row in self.threads.rows
            if row.state is ThreadState.WAITING and row.outcome.gone is None
        }


def last_seen(threads: Threads) -> datetime:
    """When the last of the threads was observed: "data sampai" to the minute."""
    ends = [row.outcome.end_at for row in threads.rows if row.outcome.end_at is not None]
    return max(ends, default=threads.period.end_at)


def load_what_if(subject: Subject, pool: str, as_of: date, at: datetime | None) -> WhatIf:
    """The waiting threads, answered at ``at`` (None: when they were last observed). Five or six queries."""
    stored = {name: value for (of, name), value in list_values(subject, as_of).items() if of == pool}
    threads = list_threads(subject, pool, as_of)
    rate = stored.get("response_rate")
    scorer = Scorer(
        conduct=conduct_stored(subject, as_of) if pool == SOCIAL else NOTHING_KNOWN,
        others=[_result(value) for value in stored.values()],
        critical_intents=_CRITICAL,
        has_coverage=rate is not None
        and rate.reason not in _NOT_COVERED
        and rate.status is not Status.UNRELIABLE,
    )
    moment = at or last_seen(threads)
    prospects = Prospects([row.outcome for row in threads.rows], moment, scorer)
    return WhatIf(as_of, moment, threads, prospects, stored)


def conduct_stored(subject: Subject, as_of: date) -> Conduct:
    """How open the subject's comments are, as its stored service interaction knows it. One query."""
    of = Q(region=subject) if isinstance(subject, Region) else Q(account=subject)
    rows = Score.objects.filter(of, measure=Score.Measure.SERVICE_INTERACTION, as_of=as_of)
    row = rows.order_by("-computed_at").first()
    if row is None:
        return NOTHING_KNOWN
    return Conduct(openness=row.openness, is_blocked=row.status == ScoreStatus.CLOSED)


def deadlines(subject: Subject, rows: Iterable[ThreadRow]) -> dict[int, datetime]:
    """Thread id → when its answer is due by the deadline rules; threads without a named intent have no date."""
    region = subject if isinstance(subject, Region) else subject.region
    timed = [row for row in rows if row.intent in _KINDS]
    years = {row.opened_at.year for row in timed}
    calendar = national_calendar({year + more for year in years for more in (-1, 0, 1)})
    due = {}
    for row in timed:
        days = LAPOR_PRACTICE.working_days.get(_KINDS[row.intent or ""])
        if days is not None:
            due[row.pk] = due_at(row.opened_at, days, ZoneInfo(region.zone), calendar)
    return due


def accounts_of(threads: Threads) -> Mapping[int, OfficialAccount]:
    """The accounts that the threads came to, by id."""
    return {account.pk: account for account in threads.kept}


def region_accounts(region: Region) -> Sequence[OfficialAccount]:
    """The region's accounts, for the question whose threads somebody may see. One query."""
    return list(region.official_accounts.select_related("region"))


def _result(value: Value) -> IndicatorResult:
    return IndicatorResult(
        value.indicator,
        value.status,
        value.x,
        value.numerator,
        value.denominator,
        value.n,
        value.interval,
        value.score,
        value.provisional,
        value.reason,
        value.detail,
    )

"""The cases behind figures that rest on neither a list of threads by state nor of posts: one row each.

Each list is judged by the rules that counted it, from the same reading of what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.deadlines import DEADLINE_COMPLIANCE
from analytics_app.indicators.equity import REPLY_EQUITY, is_matured, replied_in_time
from analytics_app.indicators.findability import newest_searches
from analytics_app.indicators.rollup import INFORMATION_ROLES
from analytics_app.models import Thread
from analytics_app.records import ThreadOutcome
from analytics_app.selectors.evidence import list_messages
from analytics_app.selectors.region_indicators import (
    CRITICAL,
    due_outcomes,
    pooled,
    region_outcomes,
    serving_accounts,
    verdicts_of,
)
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import AccountWindow, RegionWindow, load_region_window


@dataclass(frozen=True, slots=True)
class ThreadCase:
    """A thread that deadlines or equity count. ``is_critical`` is asked by equity, ``due_at`` by deadlines."""

    public_id: str
    account: OfficialAccount
    intent: str | None
    opened_at: datetime
    replied_at: datetime | None
    end_at: datetime | None
    due_at: datetime | None
    is_critical: bool
    is_met: bool


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """An own message and how many it speaks to: citizens in a conversation, others that are known, unknown ones.

    ``text`` and ``platform_id`` None: a private message that the reader may not open.
    """

    account: OfficialAccount
    platform_id: str | None
    at: datetime
    text: str | None
    url: str | None
    to_citizens: int
    known: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ItemCase:
    """Something that was to be published. ``hours``: to publication, or to where observation ended."""

    account: OfficialAccount
    source_at: datetime
    published_at: datetime | None
    end_at: datetime
    hours: float
    is_emergency: bool


@dataclass(frozen=True, slots=True)
class SearchCase:
    """A query in one platform's search, as it was last tried. ``gain``: 1/rank up to the tenth, else 0."""

    query: str
    platform: str
    observed_on: date
    rank: int | None
    gain: float


def list_threads_of(subject: Subject, indicator: str, as_of: date) -> list[ThreadCase]:
    """The threads that deadline compliance or reply equity count, newest first. A fixed number of queries."""
    window, entering = _read(subject, as_of)
    is_region = isinstance(subject, Region)
    if indicator == DEADLINE_COMPLIANCE.id:
        return _due(window, entering, is_region=is_region)
    assert indicator == REPLY_EQUITY.id
    outcomes = region_outcomes(entering) if is_region else [one for w in entering for one in w.outcomes]
    return _matured(entering, outcomes)


def list_edges(subject: Subject, as_of: date) -> list[EdgeCase]:
    """The own messages that speak to somebody, newest first. A fixed number of queries."""
    _, entering = _read(subject, as_of)
    told: dict[int, list[bool | None]] = {}
    for w in entering:
        for edge in w.edges:
            told.setdefault(edge.message_id, []).append(edge.to_citizen)
    accounts = {w.account.pk: w.account for w in entering}
    return [
        EdgeCase(
            account=accounts[one.account_id or 0],
            platform_id=one.platform_id if is_readable else None,
            at=one.created_at,
            text=one.text if is_readable else None,
            url=one.safe_url if is_readable else None,
            to_citizens=sum(to is True for to in told[one.pk]),
            known=sum(to is not None for to in told[one.pk]),
            unknown=sum(to is None for to in told[one.pk]),
        )
        for one, is_readable in list_messages(told)
    ]


def list_items(subject: Subject, as_of: date) -> list[ItemCase]:
    """What was to be published in the window, newest first. A fixed number of queries."""
    window, _ = _read(subject, as_of)
    found = [
        ItemCase(
            w.account,
            item.source_at,
            item.published_at,
            item.end_at,
            item.hours,
            item.is_emergency,
        )
        for w in _of(window, subject)
        if not isinstance(subject, Region) or w.account.role in INFORMATION_ROLES
        for item in window.inputs.of(w.account).source_items or ()
    ]
    return sorted(found, key=lambda case: case.source_at, reverse=True)


def list_searches(subject: Subject, as_of: date) -> list[SearchCase]:
    """The queries that findability counts, by platform. A fixed number of queries."""
    window, _ = _read(subject, as_of)
    inputs = window.inputs
    searches = inputs.searches if isinstance(subject, Region) else inputs.of(subject).searches
    found = newest_searches(searches, window.period.first_day, window.period.last_day)
    cases = [SearchCase(one.query, one.platform.value, one.observed_on, one.rank, one.gain) for one in found]
    return sorted(cases, key=lambda case: (case.platform, case.query))


# --- pieces --------------------------------------------------------------------------------------


def _read(subject: Subject, as_of: date) -> tuple[RegionWindow, list[AccountWindow]]:
    """The region's window, and of it the accounts whose messages enter the subject's response figures."""
    window = load_region_window(subject if isinstance(subject, Region) else subject.region, as_of)
    own = _of(window, subject)
    return window, pooled(window, own)[0] if isinstance(subject, Region) else own


def _of(window: RegionWindow, subject: Subject) -> list[AccountWindow]:
    if isinstance(subject, Region):
        return serving_accounts([w for w in window.accounts if not w.is_channel])
    return [w for w in window.accounts if w.account.pk == subject.pk]


def _due(window: RegionWindow, entering: list[AccountWindow], *, is_region: bool) -> list[ThreadCase]:
    due = (
        due_outcomes(entering)
        if is_region
        else [*(own for w in entering for own, _ in w.earlier), *(o for w in entering for o in w.outcomes)]
    )
    intents = {one.thread_id: one.intent for one in due}
    names = _names(intents)
    accounts = {w.account.pk: w.account for w in entering}
    found = [
        ThreadCase(
            public_id=names[verdict.case.thread_id][0],
            account=accounts[names[verdict.case.thread_id][1]],
            intent=intents[verdict.case.thread_id],
            opened_at=verdict.case.opened_at,
            replied_at=verdict.case.replied_at,
            end_at=verdict.case.end_at,
            due_at=verdict.due_at,
            is_critical=intents[verdict.case.thread_id] in CRITICAL,
            is_met=verdict.is_met,
        )
        for verdict in verdicts_of(window, due)
    ]
    return sorted(found, key=lambda case: case.opened_at, reverse=True)


def _matured(entering: list[AccountWindow], outcomes: Iterable[ThreadOutcome]) -> list[ThreadCase]:
    counted = [one for one in outcomes if one.intent is not None and is_matured(one)]
    names = _names(one.thread_id for one in counted)
    accounts = {w.account.pk: w.account for w in entering}
    found = [
        ThreadCase(
            public_id=names[one.thread_id][0],
            account=accounts[names[one.thread_id][1]],
            intent=one.intent,
            opened_at=one.opened_at,
            replied_at=one.response_at,
            end_at=one.end_at,
            due_at=None,
            is_critical=one.intent in CRITICAL,
            is_met=replied_in_time(one),
        )
        for one in counted
    ]
    return sorted(found, key=lambda case: case.opened_at, reverse=True)


def _names(threads: Iterable[int]) -> Mapping[int, tuple[str, int]]:
    """Thread → its public id and account. One query."""
    rows = Thread.objects.filter(pk__in=list(threads)).values_list("pk", "public_id", "account_id")
    return {pk: (public_id, account or 0) for pk, public_id, account in rows}

"""The threads behind a response figure: the same threads, judged by the same rules as when it was computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import TextGone, ThreadState
from analytics_app.coverage_spans import Observed
from analytics_app.indicators.coverage import SourceCoverage, pool_sources
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.models import Message, Thread
from analytics_app.periods import Period, window
from analytics_app.records import ThreadOutcome
from analytics_app.selectors.values import CHANNEL, SOCIAL, Subject
from analytics_app.selectors.window import (
    AccountWindow,
    RegionWindow,
    Seen,
    last_seen,
    observed_by_account,
    outcome,
    outcome_end,
    without_removed,
)
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.copies import shared_texts


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One thread as the figure sees it. ``waited_hours``: to the answer, or to where observation ended."""

    pk: int
    public_id: str
    account_id: int
    opened_message_id: int
    intent: str | None
    has_automatic_reply: bool
    state: ThreadState
    waited_hours: float | None
    outcome: ThreadOutcome

    @property
    def opened_at(self) -> datetime:
        return self.outcome.opened_at

    @property
    def answered_at(self) -> datetime | None:
        return (
            self.outcome.response_at if self.state in (ThreadState.ANSWERED, ThreadState.NEGATIVE) else None
        )


@dataclass(frozen=True, slots=True)
class Threads:
    """All threads of the figure, oldest first, the accounts they came to, and the accounts left out and why."""

    rows: tuple[ThreadRow, ...]
    kept: tuple[OfficialAccount, ...]
    dropped: tuple[OfficialAccount, ...]
    period: Period

    def in_state(self, state: ThreadState | None) -> list[ThreadRow]:
        """Those in one state, or all. A negative thread is an answered one whose time is set aside."""
        if state is None:
            return list(self.rows)
        wanted = {state, ThreadState.NEGATIVE} if state is ThreadState.ANSWERED else {state}
        return [row for row in self.rows if row.state in wanted]

    def counts(self) -> dict[str, int]:
        """As in the indicator's detail: answered holds the negative ones."""
        return {
            "threads": len(self.rows),
            "answered": len(self.in_state(ThreadState.ANSWERED)),
            "waiting": len(self.in_state(ThreadState.WAITING)),
            "not_observable": len(self.in_state(ThreadState.NOT_OBSERVABLE)),
            "negative": len(self.in_state(ThreadState.NEGATIVE)),
        }


def list_threads(subject: Subject, pool: str, as_of: date, *, after_hours_only: bool = False) -> Threads:
    """The threads behind the subject's response figures at a date. Three to five queries."""
    region = subject if isinstance(subject, Region) else subject.region
    period = window(as_of, ZoneInfo(region.zone))
    accounts = _accounts(subject, pool)
    observed = observed_by_account([account.pk for account in accounts], side="replies")
    kept = accounts if isinstance(subject, OfficialAccount) else _kept(region, accounts, observed, period)
    by_region = isinstance(subject, Region) and pool == SOCIAL
    threads = list(_threads(kept, period, after_hours_only))
    seen = last_seen(threads)
    rows = (
        _row(thread, observed.get(thread.account_id or 0, Observed()), period, seen, by_region)
        for thread in threads
    )
    dropped = tuple(account for account in accounts if account not in kept)
    return Threads(tuple(rows), tuple(kept), dropped, period)


def openings(rows: Iterable[ThreadRow]) -> dict[int, tuple[str, TextGone | None]]:
    """Opening message id → its masked text, or why it is gone; for those who may read conversations. One query."""
    ids = [row.opened_message_id for row in rows]
    found = Message.objects.filter(pk__in=ids).values_list("pk", "text", "text_gone")
    return {pk: (text, TextGone(gone) if gone else None) for pk, text, gone in found}


def list_messages(ids: Collection[int]) -> list[tuple[Message, bool]]:
    """All of these messages with their accounts, newest first, each with whether the reader's rows hold it.

    A figure counts the same messages whoever asks; what stands in one that the reader's rows do not hold must not be
    shown. Two queries.
    """
    readable = set(Message.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [(message, message.pk in readable) for message in _all_of(ids)]


@as_system
def _all_of(ids: Collection[int]) -> list[Message]:
    return list(Message.objects.filter(pk__in=ids).select_related("account").order_by("-created_at", "-pk"))


@as_system
def count_same_words(rows: Iterable[ThreadRow]) -> dict[int, int]:
    """Opening message id → how many people opened a thread of the figure with these words; one query.

    Where nobody else did, it is absent; so it is where the text is gone.
    """
    keys = {row.opened_message_id: row.outcome.author_key or f"thread:{row.pk}" for row in rows}
    texts = dict(Message.objects.filter(pk__in=keys).exclude(text="").values_list("pk", "text"))
    shared = shared_texts((keys[id], text) for id, text in texts.items())
    found = {id: template_text(text) for id, text in texts.items()}
    return {id: len(shared[template]) for id, template in found.items() if template in shared}


def kept_accounts(region: Region, pool: str, period: Period) -> list[OfficialAccount]:
    """The accounts of the region whose threads enter its figures in the window. Three queries."""
    accounts = _accounts(region, pool)
    observed = observed_by_account([account.pk for account in accounts], side="replies")
    return _kept(region, accounts, observed, period)


def _accounts(subject: Subject, pool: str) -> list[OfficialAccount]:
    if isinstance(subject, OfficialAccount):
        return [subject]
    accounts = OfficialAccount.objects.filter(region=subject).order_by("pk")
    if pool == CHANNEL:
        return list(accounts.filter(platform=AccountPlatform.CHANNEL))
    serving = accounts.exclude(platform=AccountPlatform.CHANNEL).exclude(status=AccountStatus.DRAFT)
    return list(serving.filter(role__in=SERVICE_ROLES))


def _kept(
    region: Region, accounts: list[OfficialAccount], observed: dict[int, Observed], period: Period
) -> list[OfficialAccount]:
    """Accounts captured well enough to enter; where none was, all (their threads are then not observable)."""
    held = RegionWindow(
        region,
        period,
        ZoneInfo(region.zone),
        [
            AccountWindow(account, replies_observed=observed.get(account.pk, Observed()))
            for account in accounts
        ],
    )
    cases = _cases(accounts, period)
    pooled = pool_sources(
        SourceCoverage(
            str(w.account.pk), held.day_share(w.replies_observed, w.account), None, cases.get(w.account.pk, 0)
        )
        for w in held.accounts
    )
    return [account for account in accounts if str(account.pk) in pooled.kept] or accounts


def _in_window(period: Period) -> Q:
    return Q(needs_response=True, opened_at__gte=period.start_at, opened_at__lt=period.end_at)


def _cases(accounts: Sequence[OfficialAccount], period: Period) -> dict[int, int]:
    threads = without_removed(Thread.objects.filter(_in_window(period), account__in=accounts))
    counted = threads.values_list("account_id")
    return {account_id or 0: n for account_id, n in counted.annotate(n=Count("pk")).order_by()}


def _threads(accounts: Sequence[OfficialAccount], period: Period, after_hours_only: bool) -> Iterable[Thread]:
    threads = without_removed(Thread.objects.filter(_in_window(period), account__in=accounts))
    threads = threads.order_by("opened_at", "pk")
    return threads.filter(is_after_hours=True) if after_hours_only else threads


def _row(thread: Thread, observed: Observed, period: Period, seen: Seen, by_region: bool) -> ThreadRow:
    end = outcome_end(thread, observed, period.end_at, seen)
    found = outcome(thread, end, seen, is_region=by_region)
    state, waited = judge(found)
    return ThreadRow(
        pk=thread.pk,
        public_id=thread.public_id,
        account_id=thread.account_id or 0,
        opened_message_id=thread.opened_message_id,
        intent=thread.intent,
        has_automatic_reply=thread.has_automatic_reply,
        state=state,
        waited_hours=waited,
        outcome=found,
    )


def judge(seen: ThreadOutcome) -> tuple[ThreadState, float | None]:
    """State and hours waited, by the rules of the response indicators (method sections 5.3 and 12)."""
    replied, ended = seen.response_at, seen.end_at
    if ended is None or ended < seen.opened_at:
        return ThreadState.NOT_OBSERVABLE, None
    if seen.is_negative or (replied is not None and replied < seen.opened_at):
        return ThreadState.NEGATIVE, None
    if replied is not None and replied <= ended:
        return ThreadState.ANSWERED, (replied - seen.opened_at).total_seconds() / 3600
    return ThreadState.WAITING, (ended - seen.opened_at).total_seconds() / 3600

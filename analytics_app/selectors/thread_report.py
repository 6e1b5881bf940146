"""Plain numbers about messages, replies and threads of a batch, a region or an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import ParentState
from analytics_app.coverage_spans import Observed, Span, join_spans
from analytics_app.indicators.survival import kaplan_meier
from analytics_app.models import CoverageSpan, ImportBatch, Message, MessageLink, Thread
from analytics_app.selectors.window import last_seen, observed_by_account, outcome_end, without_removed
from analytics_app.threads.responses import conversation_first_reply_minutes, count_parents, percentiles


@dataclass(frozen=True)
class Scope:
    """Whose messages: one of the three, or all where none is set."""

    batch: ImportBatch | None = None
    region: Region | None = None
    account: OfficialAccount | None = None

    def messages(self) -> QuerySet[Message]:
        """The messages of the scope, each once."""
        if self.batch is not None:
            brought_by = self.batch.duplicate_of or self.batch
            return Message.objects.filter(captures__batch=brought_by)
        if self.account is None and self.region is None:
            return Message.objects.all()
        accounts = (
            OfficialAccount.objects.filter(region=self.region)
            if self.account is None
            else OfficialAccount.objects.filter(pk=self.account.pk)
        )
        concerned = MessageLink.objects.filter(account__in=accounts)
        return Message.objects.filter(pk__in=concerned.values("message_id"))


def thread_report(scope: Scope, now: datetime) -> dict[str, Any]:
    """The report of the command ``thread_report``; figures without cases are None, never 0."""
    messages = scope.messages()
    minutes = _official_reply_minutes(messages)
    conversations = conversation_first_reply_minutes(_conversation_rows(messages))
    threads = _threads(scope, messages, now)
    return {
        "messages": messages.count(),
        "trees": messages.values("root_id").distinct().count(),
        "parents": _parents(messages),
        "official_replies": {"n": len(minutes), "minutes": percentiles(minutes)},
        "conversation_first_replies": {"n": len(conversations), "minutes": percentiles(conversations)},
        **threads,
    }


def _parents(messages: QuerySet[Message]) -> dict[str, int]:
    states = Counter(messages.order_by().values_list("parent_state", flat=True))
    return count_parents({ParentState(state): n for state, n in states.items() if state is not None})


def _official_reply_minutes(messages: QuerySet[Message]) -> list[float]:
    """Every official reply to a citizen's message that is its parent, in exact time."""
    sql, params = messages.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT EXTRACT(EPOCH FROM r.created_at - p.created_at)::float / 60
            FROM analytics_app_message r JOIN analytics_app_message p ON p.id = r.parent_id
            WHERE r.id IN ({sql}) AND r.account_id IS NOT NULL AND r.kind <> 'repost'
              AND p.account_id IS NULL AND p.is_official_by_source IS NOT TRUE AND p.kind <> 'repost'
              AND r.time_precision = 'exact' AND p.time_precision = 'exact'
            """,
            params,
        )
        return [row[0] for row in cursor.fetchall()]


def _conversation_rows(messages: QuerySet[Message]) -> Iterator[tuple[str, bool, datetime]]:
    rows = (
        messages.filter(conversation_id__isnull=False)
        .order_by()
        .values_list(
            "conversation_id", "also_in_conversations", "account_id", "is_official_by_source", "created_at"
        )
    )
    for conversation, others, account, official, created_at in rows.iterator():
        for name in (conversation, *(others or ())):
            yield name or "", account is not None or bool(official), created_at


def _threads(scope: Scope, messages: QuerySet[Message], now: datetime) -> dict[str, Any]:
    threads = _threads_of(scope, messages)
    tally: Counter[str] = Counter()
    hours: list[float] = []
    waits: list[tuple[float, bool]] = []
    for thread, end in _with_ends(threads, now):
        tally["total"] += 1
        if not thread.needs_response:
            continue
        tally["needing_response"] += 1
        response, negative = _response(scope, thread)
        if end is None:
            tally["not_observable"] += 1
        elif negative:
            tally["answered"] += 1
            tally["negative_durations"] += 1
        elif response is not None and response <= end:
            tally["answered"] += 1
            hours.append(_hours(thread.opened_at, response))
            waits.append((hours[-1], True))
        else:
            tally["waiting"] += 1
            waits.append((_hours(thread.opened_at, end), False))
    keys = ("total", "needing_response", "answered", "waiting", "not_observable", "negative_durations")
    return {
        "threads": {key: tally[key] for key in keys},
        "first_response_hours": percentiles(hours),
        "kaplan_meier": _kaplan_meier(waits),
    }


def _threads_of(scope: Scope, messages: QuerySet[Message]) -> QuerySet[Thread]:
    if scope.account is not None:
        return Thread.objects.filter(account=scope.account)
    if scope.region is not None:
        return Thread.objects.filter(region=scope.region)
    return Thread.objects.filter(pk__in=messages.order_by().values("thread_id"))


def _with_ends(threads: QuerySet[Thread], now: datetime) -> Iterator[tuple[Thread, datetime | None]]:
    """Threads with the end of their observation; None = not observable."""
    accounts = list(threads.order_by().values_list("account_id", flat=True).distinct())
    observed = observed_by_account([pk for pk in accounts if pk is not None], side="replies")
    # Complaint tables without a registered channel: what the tables themselves cover.
    unclaimed = _observed_without_account() if None in accounts else Observed()
    counted = without_removed(threads)
    seen = last_seen(counted.filter(gone__isnull=False, gone_at=None))
    for thread in counted.iterator():
        span = observed.get(thread.account_id, Observed()) if thread.account_id is not None else unclaimed
        yield thread, outcome_end(thread, span, now, seen)


def _observed_without_account() -> Observed:
    rows = CoverageSpan.objects.filter(account=None, covers_replies=True)
    return join_spans(Span(row.source, row.is_stated, row.start_at, row.end_at) for row in rows)


def _response(scope: Scope, thread: Thread) -> tuple[datetime | None, bool]:
    """The first response that counts here: the account's own, or any of the government's."""
    if scope.account is not None or thread.first_region_response_at is None:
        return thread.first_response_at, thread.is_negative
    return thread.first_region_response_at, thread.is_region_negative


def _kaplan_meier(waits: Iterable[tuple[float, bool]]) -> dict[str, Any]:
    listed = list(waits)
    if not listed:
        return {"n": 0, "f24": None, "f72": None, "median_hours": None}
    curve = kaplan_meier([hours for hours, _ in listed], [answered for _, answered in listed])
    return {
        "n": len(listed),
        "f24": float(curve.answered_by(24)) if curve.is_known_at(24) else None,
        "f72": float(curve.answered_by(72)) if curve.is_known_at(72) else None,
        "median_hours": curve.median(),
    }


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 3600

"""Writes down what a batch captured of each account: what was stated, else what its own messages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform, Side, SourceFormat, TimePrecision
from analytics_app.models import Capture, CoverageSpan, ImportBatch, Message, MessageLink
from analytics_app.services.message_rows import COLUMNS, Row
from analytics_app.services.payloads import has_payload

_AT = {name: index for index, name in enumerate(COLUMNS)}
_PLATFORM, _KIND, _CREATED, _ANSWERED = _AT["platform"], _AT["kind"], _AT["created_at"], _AT["answered_at"]
_AUTHOR, _HANDLE, _CHANNEL, _PRECISION = (
    _AT["author_key"],
    _AT["handle_key"],
    _AT["channel_account_id"],
    _AT["time_precision"],
)
_REPORTS_ANSWERS = (MessageKind.COMPLAINT.value, MessageKind.REVIEW.value)


class OwnSpans:
    """Unstated coverage of one batch, widened chunk by chunk in the chunk's own transaction."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._accounts = account_keys()

    def write(self, rows: list[Row]) -> None:
        """Widens the span of each account that has own messages, or complaint rows, among the rows."""
        seen: dict[int | None, tuple[datetime, datetime]] = {}
        for row in rows:
            if row[_PRECISION] == TimePrecision.APPROXIMATE:
                continue
            if row[_KIND] in _REPORTS_ANSWERS:
                _widen(seen, row[_CHANNEL], row[_CREATED])
                if row[_ANSWERED] is not None:
                    _widen(seen, row[_CHANNEL], row[_ANSWERED])
            elif account := self._author(row):
                _widen(seen, account, row[_CREATED])
        if self._batch.covers is None:
            widen_spans(self._batch, seen)

    def _author(self, row: Row) -> int | None:
        platform = row[_PLATFORM]
        return self._accounts.get((platform, row[_AUTHOR])) or self._accounts.get((platform, row[_HANDLE]))


def account_keys() -> dict[tuple[str, str | None], int]:
    """(platform, pseudonym) → registered account, by name and by user id. Channels have no authors of their own."""
    accounts = OfficialAccount.objects.exclude(platform=Platform.CHANNEL)
    keys: dict[tuple[str, str | None], int] = {}
    for pk, platform, by_handle, by_id in accounts.values_list("pk", "platform", "handle_key", "user_key"):
        keys[platform, by_handle] = pk
        if by_id:
            keys[platform, by_id] = pk
    return keys


def _widen(seen: dict[int | None, tuple[datetime, datetime]], account: int | None, at: datetime) -> None:
    start, end = seen.get(account, (at, at))
    if account not in seen or at < start or at > end:
        seen[account] = (min(start, at), max(end, at))


def widen_span(batch: ImportBatch, account_id: int | None, start: datetime, end: datetime) -> None:
    """Lets the batch's unstated span of an account reach from ``start`` to ``end`` at least."""
    widen_spans(batch, {account_id: (start, end)})


def widen_spans(batch: ImportBatch, bounds: Mapping[int | None, tuple[datetime, datetime]]) -> None:
    """The same for many accounts: {account: (start, end)}."""
    if not bounds:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO analytics_app_coveragespan (batch_id, account_id, source, is_stated, covers_posts,
                covers_replies, covers_citizens, carries_reposts, start_at, end_at)
            SELECT %s, s.account_id, %s, false, true, %s, true, %s, s.start_at, s.end_at
            FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS s (account_id, start_at, end_at)
            ON CONFLICT (batch_id, account_id, is_stated) DO UPDATE SET
                start_at = LEAST(analytics_app_coveragespan.start_at, excluded.start_at),
                end_at = GREATEST(analytics_app_coveragespan.end_at, excluded.end_at)
            """,
            [
                batch.pk,
                batch.source,
                bool(batch.capability.get("carries_replies", True)),
                bool(batch.capability.get("carries_reposts", False)),
                list(bounds),
                [start for start, _ in bounds.values()],
                [end for _, end in bounds.values()],
            ],
        )


def fill_stated(batch: ImportBatch) -> None:
    """Writes what the person said the file covers, for every account it concerns. Run after the rebuild."""
    if batch.covers is not None:
        _fill_stated(batch, _concerned(batch))


def _fill_stated(batch: ImportBatch, accounts: Sequence[OfficialAccount]) -> None:
    """Writes the spans that are not there, or not so: a batch that is stated again is mostly as it was."""
    seen = _seen_bounds(batch)
    bounds = {account.pk: _stated_bounds(batch, account, seen) for account in accounts}
    says = _said_of(batch)
    kept = set(_stated_spans(batch).values_list("account_id", "start_at", "end_at", *says))
    CoverageSpan.objects.bulk_create(
        [
            CoverageSpan(batch=batch, account_id=pk, is_stated=True, start_at=start, end_at=end, **says)
            for pk, (start, end) in bounds.items()
            if start is not None and end is not None and (pk, start, end, *says.values()) not in kept
        ],
        update_conflicts=True,
        unique_fields=["batch", "account", "is_stated"],
        update_fields=["start_at", "end_at", *says],
    )


def _said_of(batch: ImportBatch) -> dict[str, Any]:
    """What holds for all accounts of the batch. What a format cannot carry is not covered, whatever is said of it."""
    sides = batch.covers or ()
    return {
        "source": batch.source,
        "covers_posts": Side.POSTS in sides,
        "covers_replies": Side.REPLIES in sides and bool(batch.capability.get("carries_replies", True)),
        "covers_citizens": Side.CITIZENS in sides,
        "carries_reposts": bool(batch.capability.get("carries_reposts", False)),
    }


def _stated_spans(batch: ImportBatch) -> QuerySet[CoverageSpan]:
    return CoverageSpan.objects.filter(batch=batch, is_stated=True)


def refill_stated(batches: QuerySet[ImportBatch]) -> list[ImportBatch]:
    """Writes again what was stated of batches that are in; returns those of which something changed.

    Accounts may have been registered, or moved, since; and a message can concern an account only through a parent
    that another batch brought.
    """
    changed = []
    for batch in batches.filter(covers__isnull=False, state=ImportBatch.State.DONE):
        stated, accounts = _stated_spans(batch).order_by("account_id"), _concerned(batch)
        before = list(stated.values_list("account_id", "start_at", "end_at"))
        stated.exclude(account__in=[account.pk for account in accounts]).delete()
        _fill_stated(batch, accounts)
        if before != list(stated.values_list("account_id", "start_at", "end_at")):
            changed.append(batch)
    return changed


def refill_own_spans(account_ids: list[int]) -> list[ImportBatch]:
    """Unstated spans of accounts that were registered or changed after their messages came in.

    Needs Message.account to be up to date. Returns the batches whose messages do not tell which of them were asked
    for, and which came along as somebody's original: their files have to be read (``ingest.read_spans_again``).
    """
    accounts = OfficialAccount.objects.filter(pk__in=account_ids).exclude(platform=Platform.CHANNEL)
    CoverageSpan.objects.filter(account__in=accounts, is_stated=False).delete()
    own = (
        Capture.objects.filter(message__account__in=accounts, batch__covers=None)
        .exclude(message__time_precision=TimePrecision.APPROXIMATE)
        .values("batch_id", "message__account_id")
        .annotate(start=Min("message__created_at"), end=Max("message__created_at"))
    )
    batches = ImportBatch.objects.in_bulk({row["batch_id"] for row in own})
    unclear = {pk: b for pk, b in batches.items() if b.format == SourceFormat.X_API_V2 and has_payload(b)}
    for row in own:
        if row["batch_id"] not in unclear:
            widen_span(batches[row["batch_id"]], row["message__account_id"], row["start"], row["end"])
    return list(unclear.values())


def _concerned(batch: ImportBatch) -> list[OfficialAccount]:
    """Accounts a stated coverage speaks of: the region's on the file's platforms, else those in its messages."""
    messages = Message.objects.filter(captures__batch=batch)
    if batch.region is not None:
        platforms = messages.order_by().values_list("platform", flat=True).distinct()
        channels = messages.order_by().values("channel_account_id").distinct()
        accounts = OfficialAccount.objects.filter(
            Q(region=batch.region, platform__in=[p for p in platforms if p != Platform.CHANNEL])
            | Q(pk__in=channels)
        )
    else:
        linked = MessageLink.objects.filter(message__captures__batch=batch).values("account_id")
        accounts = OfficialAccount.objects.filter(pk__in=linked)
    return list(accounts.select_related("region"))


def _seen_bounds(batch: ImportBatch) -> tuple[datetime | None, datetime | None]:
    """First and last message of the batch, where the person did not state both ends."""
    if batch.covered_from and batch.covered_until:
        return None, None
    seen = Message.objects.filter(captures__batch=batch).aggregate(
        start=Min("created_at"), end=Max("created_at")
    )
    return seen["start"], seen["end"]


def _stated_bounds(
    batch: ImportBatch, account: OfficialAccount, seen: tuple[datetime | None, datetime | None]
) -> tuple[datetime | None, datetime | None]:
    zone = ZoneInfo(account.region.zone)
    start = _midnight(batch.covered_from, zone) if batch.covered_from else seen[0]
    end = _midnight(batch.covered_until + timedelta(days=1), zone) if batch.covered_until else seen[1]
    return start, end


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)

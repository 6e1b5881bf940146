"""Imports as their pages show them. Every batch comes through ``batch_for`` or ``list_batches_for``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404

from accounts_app.access import Visitor, can_import, regions_importable_by
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from accounts_app.pseudonyms import shown_name
from analytics_app.choices import Side
from analytics_app.models import Capture, CoverageSpan, ImportBatch, RawPayload, RejectedRow, Thread

MAX_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class AccountFound:
    """A registered account in an import: its own messages, and the span that is covered (None = not captured)."""

    account: OfficialAccount
    messages: int
    start_at: datetime | None
    end_at: datetime | None
    is_stated: bool
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialLooking:
    """An author whom the source calls official and nobody registered."""

    platform: str
    name: str
    messages: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawalEffect:
    """What a withdrawal takes away, and what stays because another import brought it too."""

    messages: int
    shared: int
    threads: int


def list_batches_for(user: Visitor) -> QuerySet[ImportBatch]:
    """The imports the user may see, the newest first; those without a region are for national administrators."""
    batches = ImportBatch.objects.select_related("region", "created_by", "duplicate_of")
    if can_import(user, None):
        return batches
    return batches.filter(region__in=regions_importable_by(user))


def batch_for(user: Visitor, public_id: str) -> ImportBatch:
    """One import; Http404 for unknown and forbidden alike."""
    batch = (
        ImportBatch.objects.select_related(
            "region", "created_by", "withdrawn_by", "duplicate_of", "reread_of"
        )
        .filter(public_id=public_id)
        .first()
    )
    if batch is None or not can_import(user, batch.region):
        raise Http404
    return batch


def is_file_kept(batch: ImportBatch) -> bool:
    """Whether the file as received is still there to be read again."""
    return RawPayload.objects.filter(batch=_origin(batch)).exists()


def list_rejected(batch: ImportBatch) -> QuerySet[RejectedRow]:
    """The rejected rows that were kept, in the order of the file."""
    return RejectedRow.objects.filter(batch=_origin(batch)).order_by("line", "pk")


def list_rereads(batch: ImportBatch) -> QuerySet[ImportBatch]:
    """Imports of the same file that were meant to replace this one."""
    return batch.rereads.exclude(state=ImportBatch.State.DRAFT).order_by("pk")


@as_system
def list_accounts_found(batch: ImportBatch) -> list[AccountFound]:
    """The registered accounts with own messages or a span in the import, those with most messages first."""
    origin = _origin(batch)
    own = _own_messages(origin)
    spans = _spans(origin)
    accounts = OfficialAccount.objects.select_related("region").filter(pk__in={*own, *spans})
    found = [_account_found(account, own.get(account.pk, 0), spans.get(account.pk)) for account in accounts]
    return sorted(found, key=lambda item: (-item.messages, item.account.handle))


@as_system
def list_official_looking(batch: ImportBatch) -> list[OfficialLooking]:
    """Authors the source calls official whom the registry does not know; the MAX_AUTHORS with most messages."""
    rows = (
        _official_looking(batch)
        .values_list("message__platform", "message__author_key")
        .annotate(
            n=Count("message_id"),
            first=Min("message__created_at"),
            last=Max("message__created_at"),
            handle=Max("message__handle_key"),
        )
        .order_by("-n", "message__author_key")[:MAX_AUTHORS]
    )
    return [
        OfficialLooking(platform, shown_name(handle or author), n, first, last)
        for platform, author, n, first, last, handle in rows
    ]


@as_system
def count_official_looking(batch: ImportBatch) -> int:
    """How many authors the source calls official are not registered."""
    return _official_looking(batch).values("message__platform", "message__author_key").distinct().count()


def _official_looking(batch: ImportBatch) -> QuerySet[Capture]:
    return Capture.objects.filter(
        batch=_origin(batch),
        message__is_official_by_source=True,
        message__account=None,
        message__author_key__isnull=False,
    )


def list_regions_found(found: list[AccountFound], batch: ImportBatch) -> list[Region]:
    """The governments whose pages the import changed."""
    regions = {item.account.region_id: item.account.region for item in found}
    if batch.region is not None:
        regions[batch.region.pk] = batch.region
    return sorted(regions.values(), key=lambda region: region.code)


@as_system
def withdrawal_effect(batch: ImportBatch) -> WithdrawalEffect:
    """Counts before a withdrawal. Of a copy nothing is taken: the rows stand under the first import."""
    if batch.duplicate_of_id is not None:
        return WithdrawalEffect(0, batch.rows_unchanged, 0)
    own = Capture.objects.filter(batch=batch)
    others = Capture.objects.filter(message__in=own.values("message_id")).exclude(batch=batch)
    total, shared = own.count(), others.values("message_id").distinct().count()
    threads = Thread.objects.filter(
        Q(opened_message__captures__batch=batch) & ~Q(opened_message__in=others.values("message_id"))
    ).count()
    return WithdrawalEffect(total - shared, shared, threads)


def _origin(batch: ImportBatch) -> ImportBatch:
    """The import under which the rows of this file stand."""
    return batch.duplicate_of or batch


def _own_messages(batch: ImportBatch) -> Mapping[int, int]:
    rows = (
        Capture.objects.filter(batch=batch, message__account__isnull=False)
        .values_list("message__account")
        .annotate(n=Count("message_id"))
    )
    return dict(rows)


def _spans(batch: ImportBatch) -> dict[int, CoverageSpan]:
    """One span an account; a stated one goes before what its messages show."""
    spans = CoverageSpan.objects.filter(batch=batch, account__isnull=False).order_by("is_stated")
    return {span.account_id: span for span in spans if span.account_id is not None}


def _account_found(account: OfficialAccount, messages: int, span: CoverageSpan | None) -> AccountFound:
    if span is None:
        return AccountFound(account, messages, None, None, False, ())
    flags: tuple[tuple[Side, Any], ...] = (
        (Side.POSTS, span.covers_posts),
        (Side.REPLIES, span.covers_replies),
        (Side.CITIZENS, span.covers_citizens),
    )
    sides = tuple(side.value for side, is_covered in flags if is_covered)
    return AccountFound(account, messages, span.start_at, span.end_at, span.is_stated, sides)


def list_at_work(limit: int = 50) -> list[ImportBatch]:
    """Imports that are not done or have failed, the newest first. One query."""
    states = (*ImportBatch.UNFINISHED, ImportBatch.State.FAILED)
    return list(ImportBatch.objects.filter(state__in=states).order_by("-created_at")[:limit])

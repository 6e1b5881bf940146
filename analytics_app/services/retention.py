"""Removes what may not be kept for longer: payloads, citizens' texts, the content of rejected rows.

What stays is what figures rest on: the message's place and time, pseudonyms, labels, threads, counts, coverage, and
everything official accounts wrote. A message is labelled before its text goes, so that a later change of the registry
finds a label. Time runs from the import that first brought the message, not from the day it was written: a file about
last year may be worked with for as long as one about yesterday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from analytics_app.choices import MessageKind, TextGone
from analytics_app.models import ImportBatch, Message, RejectedRow
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.services import copies, payloads
from analytics_app.text.rules.labels import intent_of

SLICE = 5_000  # messages a transaction
#: What a slice writes.
_WRITTEN = ("text", "url", "text_gone", "intent", "needs_response", "intent_version")


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went."""

    texts: int
    rejected_rows: int
    payload_blocks: int


def apply_retention(now: datetime) -> Removed:
    """Removes everything whose time is over at ``now``. Safe to run twice and to kill: slices commit one by one."""
    limit = now - timedelta(days=settings.TEXT_RETENTION_DAYS)
    old = list(ImportBatch.objects.filter(created_at__lt=limit).values_list("pk", flat=True))
    removed = Removed(
        texts=sum(_remove_texts(old)),
        rejected_rows=_empty_rejected_rows(old),
        payload_blocks=payloads.remove_expired_payloads(now),
    )
    if any(asdict(removed).values()):
        record_event(AuditAction.RETENTION_APPLIED, subject=AuditSubject("retention"), new=asdict(removed))
    return removed


def forget_text(message: Message, why: TextGone) -> None:
    """Takes text and address from a message, in memory; one that was never labelled gets its label first."""
    if message.intent_version is None:
        label = intent_of(message.text, current_additions())
        message.intent, message.intent_version = label.intent, label.version
        message.needs_response = label.needs_response or message.kind == MessageKind.COMPLAINT
    message.text, message.url, message.text_gone = "", None, why


def _remove_texts(old: list[int]) -> Iterator[int]:
    """One pass over the table in the order of its keys; yields how many messages of each slice lost their text.

    What waits for its rebuild is left for the next day: who wrote it is not known yet.
    """
    last = 0
    while old:
        with transaction.atomic():
            due = Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(
                pk__gt=last, first_batch__in=old, account=None, text_gone=None, needs_rebuild=False
            )
            due = due.exclude(is_official_by_source=True)
            messages = list(due.only("kind", *_WRITTEN).order_by("pk")[:SLICE])
            if not messages:
                return
            for message in messages:
                forget_text(message, TextGone.RETENTION)
            Message.objects.bulk_update(messages, _WRITTEN, batch_size=1_000)
            copies.forget([message.pk for message in messages])
        last = messages[-1].pk
        yield len(messages)


def _empty_rejected_rows(old: list[int]) -> int:
    """Line, column and reason stay; what stood in the row goes."""
    filled = RejectedRow.objects.filter(batch__in=old).exclude(raw="", detail="")
    return filled.update(raw="", detail="")

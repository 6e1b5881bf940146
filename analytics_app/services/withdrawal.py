"""Takes an import back: what only it brought disappears, what others brought too is read again from them.

The first transaction deletes the messages of the batch and marks every message whose place among the others may
change; the batches that brought some of them as well are marked ``needs_restore`` in the same transaction. So a
crash at any point leaves either nothing done, or a list of what is still to do.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts_app.audit.actions import AuditAction
from accounts_app.models import User
from analytics_app.models import CoverageSpan, ImportBatch, ImportChunk, RawPayload, RejectedRow
from analytics_app.services import ingest, payloads
from analytics_app.services.import_control import record_import
from analytics_app.services.locks import LockSpace, hold, own
from analytics_app.text.rules.spam import COPY_WITHIN

State = ImportBatch.State
#: What can be taken back; what is being taken back already is gone on with.
WITHDRAWABLE = (State.DONE, State.FAILED, State.WITHDRAWING)
_COUNTERS = (
    "rows_new",
    "rows_changed",
    "rows_unchanged",
    "rows_rejected",
    "rejected_by_reason",
    "inspection",
)
_HEIRS = (State.DONE, State.QUEUED)
logger = logging.getLogger(__name__)


class NotWithdrawable(Exception):
    """The batch is still running, or is withdrawn already."""


@transaction.atomic
def begin(batch: ImportBatch, *, by: User | None = None) -> None:
    """Marks a batch as being withdrawn. From here on it is finished whatever happens."""
    updated = ImportBatch.objects.filter(pk=batch.pk, state__in=WITHDRAWABLE).update(
        state=ImportBatch.State.WITHDRAWING, withdrawn_by=by
    )
    if not updated:
        raise NotWithdrawable
    if batch.state != State.WITHDRAWING:  # a withdrawal that was killed is gone on with, not begun again
        record_import(AuditAction.IMPORT_WITHDRAWN, batch, by=by)
    batch.refresh_from_db()


def withdraw(batch: ImportBatch, *, final_state: str = ImportBatch.State.WITHDRAWN) -> None:
    """Removes what only this batch brought. The caller holds the batch's lock and runs the rebuild afterwards."""
    with hold(LockSpace.WITHDRAWAL):
        heir = batch.copies.filter(state__in=_HEIRS).order_by("pk").first()
        if heir is not None:
            _inherit(batch, heir)
        else:
            _remove(batch)
            _restore_marked()
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=final_state, withdrawn_at=timezone.now(), finished_at=timezone.now(), cancel_requested=False
    )


def restore_pending() -> None:
    """Reads again the batches that lost messages they had in common with a withdrawn one."""
    with hold(LockSpace.WITHDRAWAL):  # a mark that another withdrawal sets meanwhile must not be cleared here
        _restore_marked()


def _restore_marked() -> None:
    for batch in ImportBatch.objects.filter(needs_restore=True).order_by("pk"):
        try:
            ingest.read_again(batch)
        except payloads.PayloadGone:  # past its retention since; nobody can bring these messages back
            logger.warning("import %s cannot be read again", batch.public_id)
        ImportBatch.objects.filter(pk=batch.pk).update(needs_restore=False)


def _inherit(batch: ImportBatch, heir: ImportBatch) -> None:
    """The same file was imported again: the later import becomes the one that brought the rows."""
    with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder, transaction.atomic():
        _hand_over_payload(batch, heir, Path(folder) / "payload")
        for model in (ImportChunk, RejectedRow, CoverageSpan):
            model.objects.filter(batch=batch).update(batch=heir)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE analytics_app_capture SET batch_id = %s WHERE batch_id = %s", [heir.pk, batch.pk]
            )
            cursor.execute(
                "UPDATE analytics_app_message SET first_batch_id = %s WHERE first_batch_id = %s",
                [heir.pk, batch.pk],
            )
        batch.copies.exclude(pk=heir.pk).update(duplicate_of=heir)
        for name in _COUNTERS:
            setattr(heir, name, getattr(batch, name))
        heir.duplicate_of = None
        heir.save(update_fields=["duplicate_of", *_COUNTERS])


def _hand_over_payload(batch: ImportBatch, heir: ImportBatch, path: Path) -> None:
    with contextlib.suppress(payloads.PayloadGone):
        payloads.restore_payload(batch, path)
        payloads.store_payload(heir, path)
    RawPayload.objects.filter(batch=batch).delete()


def _remove(batch: ImportBatch) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        own(LockSpace.MESSAGES)  # rows that others are writing now are seen as theirs
        key: dict[str, Any] = {"batch": batch.pk, "within": COPY_WITHIN}
        cursor.execute("DROP TABLE IF EXISTS going")
        cursor.execute(_GOING, key)
        cursor.execute("CREATE UNIQUE INDEX ON going (id)")
        cursor.execute("ANALYZE going")
        for statement in (
            *_MARK_SHARED,
            *_MARK_STALE,
            *_MARK_NEIGHBOURS,
            *_MARK_COPIES,
            *_DELETE,
        ):
            cursor.execute(statement, key)
        cursor.execute("DROP TABLE going")
        for model in (ImportChunk, RejectedRow, CoverageSpan, RawPayload):
            model.objects.filter(batch=batch).delete()


# --- SQL -----------------------------------------------------------------------------------------
# `going`: the batch's messages, less those that only a batch without payload could bring back.

_GOING = """
CREATE TEMP TABLE going ON COMMIT DROP AS
SELECT m.id, m.platform, m.platform_id, m.conversation_id, m.root_id, m.author_key, m.addressed_account_id,
       m.account_id, m.created_at, m.thread_id, m.template_hash
FROM analytics_app_message m JOIN analytics_app_capture c ON c.message_id = m.id
WHERE c.batch_id = %(batch)s AND NOT EXISTS (
    SELECT 1 FROM analytics_app_capture o WHERE o.message_id = m.id AND o.batch_id <> %(batch)s
    AND NOT EXISTS (SELECT 1 FROM analytics_app_rawpayload p WHERE p.batch_id = o.batch_id))
"""
_MARK_SHARED = (
    """
    UPDATE analytics_app_importbatch SET needs_restore = true WHERE id <> %(batch)s AND id IN
        (SELECT c.batch_id FROM analytics_app_capture c JOIN going g ON g.id = c.message_id)
    """,
)
_MARK_STALE = (
    """
    INSERT INTO analytics_app_staleday (account_id, local_day)
    SELECT DISTINCT a.id, (g.created_at AT TIME ZONE r.zone)::date
    FROM going g JOIN accounts_app_officialaccount a ON a.id = g.account_id
    JOIN accounts_app_region r ON r.id = a.region_id
    UNION
    SELECT DISTINCT a.id, (t.opened_at AT TIME ZONE r.zone)::date
    FROM going g JOIN analytics_app_thread t ON t.id = g.thread_id
    JOIN accounts_app_officialaccount a ON a.id = t.account_id JOIN accounts_app_region r ON r.id = a.region_id
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO analytics_app_stalescore (account_id, since)
    SELECT s.account_id, min((s.start_at AT TIME ZONE 'UTC')::date - 1) FROM analytics_app_coveragespan s
    WHERE s.batch_id = %(batch)s AND s.account_id IS NOT NULL GROUP BY 1
    ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
    """,
    """
    INSERT INTO analytics_app_stalescore (account_id, since)
    SELECT account_id, min(local_day) FROM analytics_app_staleday GROUP BY 1
    ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
    """,
)
_MARK = "UPDATE analytics_app_message m SET needs_rebuild = true WHERE NOT m.needs_rebuild AND "
_MARK_NEIGHBOURS = (
    _MARK + "m.root_id IN (SELECT root_id FROM going)",
    _MARK + "(m.platform, m.parent_platform_id) IN (SELECT platform, platform_id FROM going)",
    _MARK + "(m.platform, m.conversation_id) IN (SELECT platform, conversation_id FROM going)",
    _MARK + "(m.author_key, m.addressed_account_id) IN (SELECT author_key, addressed_account_id FROM going)",
    # Replies with the text of one that goes: whether that text is automatic may change.
    _MARK + "m.template_hash IN (SELECT template_hash FROM going WHERE template_hash IS NOT NULL)",
    # Likewise the texts that answered the threads which are now cut anew.
    _MARK
    + """m.template_hash IN (
        SELECT r.template_hash FROM going g JOIN analytics_app_message c ON c.thread_id = g.thread_id
        JOIN analytics_app_answer a ON a.message_id = c.id AND a.is_instant
        JOIN analytics_app_message r ON r.id = a.reply_id WHERE r.template_hash IS NOT NULL)""",
)
# What is a copy of one that goes is perhaps none without it.
_MARK_COPIES = (
    """
    INSERT INTO analytics_app_stalelabel (message_id)
    SELECT DISTINCT n.message_id FROM going g
    JOIN analytics_app_messagetemplate t ON t.message_id = g.id
    JOIN analytics_app_messagetemplate n ON n.template = t.template
        AND n.written_at BETWEEN t.written_at - %(within)s AND t.written_at + %(within)s
    JOIN analytics_app_label l ON l.message_id = n.message_id AND l.task = 'spam'
    ON CONFLICT DO NOTHING
    """,
)
_GONE = "(SELECT id FROM going)"
_DELETE = (
    f"DELETE FROM analytics_app_answer WHERE reply_id IN {_GONE} OR message_id IN {_GONE}",
    f"DELETE FROM analytics_app_messagelink WHERE message_id IN {_GONE}",
    f"DELETE FROM analytics_app_label WHERE message_id IN {_GONE}",
    f"DELETE FROM analytics_app_stalelabel WHERE message_id IN {_GONE}",
    f"DELETE FROM analytics_app_messagetemplate WHERE message_id IN {_GONE}",
    f"DELETE FROM analytics_app_labelcorrection WHERE message_id IN {_GONE}",
    """
    UPDATE analytics_app_message SET thread_id = NULL WHERE thread_id IN (SELECT thread_id FROM going)
    """,
    """
    DELETE FROM analytics_app_thread WHERE id IN (SELECT thread_id FROM going)
    """,
    "DELETE FROM analytics_app_capture WHERE batch_id = %(batch)s OR message_id IN (SELECT id FROM going)",
    f"DELETE FROM analytics_app_message WHERE id IN {_GONE}",
    # Messages that stay because nobody could bring them back are now another batch's.
    """
    UPDATE analytics_app_message m SET first_batch_id =
        (SELECT min(c.batch_id) FROM analytics_app_capture c WHERE c.message_id = m.id)
    WHERE m.first_batch_id = %(batch)s
    """,
)

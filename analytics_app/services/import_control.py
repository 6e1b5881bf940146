"""What a person may ask of an import that has been opened: stop, or try once more."""

from __future__ import annotations

from django.db import transaction

from accounts_app.audit import AuditSubject, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import User
from analytics_app.models import ImportBatch
from analytics_app.services import payloads

State = ImportBatch.State
#: Later steps compute over all data; stopping there would undo nothing.
CANCELLABLE = (State.QUEUED, State.READING)


def record_import(action: AuditAction, batch: ImportBatch, *, by: User | None = None) -> None:
    """Writes into the audit log what was done with an import, by its id: a file's name may name a person."""
    subject = AuditSubject("importbatch", batch.public_id, f"{batch.format} {batch.public_id}")
    record_event(action, actor=by, subject=subject, region=batch.region)


@transaction.atomic
def request_cancel(batch: ImportBatch) -> bool:
    """Asks the worker to stop after the rows it is at; what it brought disappears. False when it is too late."""
    updated = ImportBatch.objects.filter(pk=batch.pk, state__in=CANCELLABLE, cancel_requested=False)
    if updated.update(cancel_requested=True):
        record_import(AuditAction.IMPORT_CANCELLED, batch)
        return True
    return ImportBatch.objects.filter(pk=batch.pk, state__in=CANCELLABLE).exists()


@as_system
@transaction.atomic
def queue_again(batch: ImportBatch) -> bool:
    """Lets a failed import go on from where its ledger ends, if the file is still kept."""
    if not payloads.has_payload(batch):
        return False
    updated = ImportBatch.objects.filter(pk=batch.pk, state=State.FAILED).update(
        state=State.QUEUED, cancel_requested=False, error=""
    )
    if updated:
        record_import(AuditAction.IMPORT_RETRIED, batch)
    return bool(updated)

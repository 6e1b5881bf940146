"""What a person may ask of an import that has been opened: stop, or try once more."""

from __future__ import annotations

from analytics_app.models import ImportBatch
from analytics_app.services import payloads

State = ImportBatch.State
#: Later steps compute over all data; stopping there would undo nothing.
CANCELLABLE = (State.QUEUED, State.READING)


def request_cancel(batch: ImportBatch) -> bool:
    """Asks the worker to stop after the rows it is at; what it brought disappears. False when it is too late."""
    return bool(ImportBatch.objects.filter(pk=batch.pk, state__in=CANCELLABLE).update(cancel_requested=True))


def queue_again(batch: ImportBatch) -> bool:
    """Lets a failed import go on from where its ledger ends, if the file is still kept."""
    if not payloads.has_payload(batch):
        return False
    updated = ImportBatch.objects.filter(pk=batch.pk, state=State.FAILED).update(
        state=State.QUEUED, cancel_requested=False, error=""
    )
    return bool(updated)

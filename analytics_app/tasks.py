"""The pipeline. Read this file to see what follows what.

    file → ingest → rebuild threads → label → coverage → daily counts → indicators → comparison of peers

Every step is a service that is safe to run twice and keeps its own list of what is left to do, so a chain that was
killed is simply run again. The plain ``run_…`` functions are the chain; commands call them in their own process,
Celery tasks call them in the worker.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts_app.models import User
from analytics_app.models import ImportBatch, SensitivityRun
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.services import (
    compare,
    coverage,
    disappearances,
    draft_trials,
    drafts,
    import_control,
    ingest,
    jobs,
    labelling,
    link_checks,
    payloads,
    reading,
    rebuild,
    registry_changes,
    retention,
    rollup,
    score,
    sensitivity_runs,
    snapshots,
    withdrawal,
)
from analytics_app.services.ingest import Cancelled
from analytics_app.services.intake import ImportSettings
from analytics_app.services.jobs import Job
from analytics_app.services.locks import Busy, LockSpace, hold, is_held
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.inspection import Inspection

import_module(settings.QUEUE_MODULE)  # these tasks belong to its queue, in whatever process they are sent

State = ImportBatch.State
logger = logging.getLogger(__name__)
OnStep = Callable[[ImportBatch], None]


# --- the chain -----------------------------------------------------------------------------------


def run_import(
    batch: ImportBatch,
    path: Path | None = None,
    inspection: Inspection | None = None,
    on_step: OnStep = lambda batch: None,
) -> ImportBatch:
    """Imports a batch from wherever it stands to the end. Raises Busy when another process is at it."""
    with hold(LockSpace.BATCH, batch.pk, wait=False):
        batch.refresh_from_db()
        if batch.state in import_control.CANCELLABLE and batch.cancel_requested:
            _withdraw(
                batch, State.CANCELLED
            )  # a cancelling that was killed has lost the file it would read on
        elif batch.state == State.WITHDRAWING:
            _withdraw(batch, State.WITHDRAWN)
        elif batch.state not in (State.DONE, State.WITHDRAWN, State.CANCELLED):
            _take_back_earlier_reading(batch)
            if batch.duplicate_of_id is not None:
                _finish_duplicate(batch)
            else:
                _import(batch, path, inspection, on_step)
        batch.refresh_from_db()
        return batch


def _take_back_earlier_reading(batch: ImportBatch) -> None:
    """A file that is read again replaces what was read before; whoever runs the new import does that first.

    The same file may have been given several times: a copy would keep what was read wrongly.
    """
    earlier = batch.reread_of
    if earlier is None:
        return
    for one in (*earlier.copies.exclude(pk=batch.pk), earlier):
        if one.state in withdrawal.WITHDRAWABLE:
            run_withdrawal(one, batch.created_by)


def _import(batch: ImportBatch, path: Path | None, inspection: Inspection | None, on_step: OnStep) -> None:
    try:
        ingest.ingest(batch, path, inspection, on_step)
        run_figures(batch, on_step)
    except Cancelled:
        _withdraw(batch, State.CANCELLED)
    except (SourceRefused, payloads.PayloadGone) as problem:
        _set_state(batch, State.FAILED, error=str(problem))
        raise
    else:
        _set_state(batch, State.DONE)


def run_imports(
    waiting: Sequence[tuple[ImportBatch, Path, Inspection]],
    on_step: OnStep,
    take_in: Callable[[], None] = lambda: None,
    processes: int = 1,
) -> None:
    """Imports several files; the figures, which would be the same after each, are computed once, after the last.

    ``take_in`` brings in what belongs to the messages (observations), before the figures. ``processes`` of this
    machine score beside each other.

    Ends like ``run_import`` for one after the other, and may be killed and run again like it. Raises Busy when
    another process is at one of them, SourceRefused.
    """
    with contextlib.ExitStack() as locks:
        for batch, _, _ in waiting:
            locks.enter_context(hold(LockSpace.BATCH, batch.pk, wait=False))
        for batch, path, inspection in waiting:
            ingest.ingest(batch, path, inspection, on_step)
        last = waiting[-1][0] if waiting else None
        _build(last, on_step)
        for batch, _, _ in waiting:
            coverage.fill_stated(batch)
            score.mark_concerned(batch)
        take_in()
        run_figures(last, on_step, processes)
        for batch, _, _ in waiting:
            _set_state(batch, State.DONE)


def run_figures(
    batch: ImportBatch | None = None, on_step: OnStep = lambda batch: None, processes: int = 1
) -> None:
    """Everything that follows from changed messages: threads, coverage, daily counts, indicators, comparisons."""
    if batch is None and not jobs.has_figures_to_compute():
        _compute_figures(None, on_step, lambda done, total: None)
        jobs.close(Job.FIGURES)  # a run that was killed when all was done
        return
    with jobs.recorded(Job.FIGURES) as tell:
        _compute_figures(batch, on_step, tell, processes)


def _compute_figures(
    batch: ImportBatch | None, on_step: OnStep, tell: jobs.OnProgress, processes: int = 1
) -> None:
    if _build(batch, on_step):
        _restate(ImportBatch.objects.filter(region=None))
    _label_changed()
    _apply_disappearances()
    if batch is not None:
        coverage.fill_stated(batch)
        _set_state(batch, State.SCORING)
        score.mark_concerned(batch)
    rollup.refill_stale_days()

    def on_region(done: int, total: int) -> None:
        tell(done, total)
        _show_step(batch, done, on_step, total)

    score.score_stale(timezone.now(), on_region, processes)
    compare.compare_changed(timezone.now())
    forget_data_version()  # whoever imported looks at the new figures next


def _build(batch: ImportBatch | None, on_step: OnStep) -> int:
    """Rebuilds threads, shown as that stage of the batch; returns how many messages."""
    if batch is not None:
        batch.step_done, batch.step_total = 0, rebuild.count_pending()
        batch.save(update_fields=["step_done", "step_total"])
        _set_state(batch, State.BUILDING)
        on_step(batch)
    return rebuild.rebuild_pending(lambda done: _show_step(batch, done, on_step))


def _label_changed() -> None:
    """Labels what the rebuild touched; where a model reads another intent than stood there, threads are cut anew."""
    labelling.label_pending()
    if rebuild.rebuild_pending():
        labelling.label_pending()


def _apply_disappearances() -> None:
    """What is gone leaves its text, once it is labelled, and moves its thread. Not stated of messages: no work."""
    while disappearances.apply_pending():
        rebuild.rebuild_pending()
        _label_changed()


def run_disappearances() -> None:
    """What follows from statements that were added: texts go, or are read again where they may be held again."""
    disappearances.apply_pending()
    withdrawal.restore_pending()
    run_figures()


def run_withdrawal(batch: ImportBatch, by: User | None = None) -> ImportBatch:
    """Takes an import back and computes again what that changes."""
    with hold(LockSpace.BATCH, batch.pk, wait=False):
        withdrawal.begin(batch, by=by)
        _withdraw(batch, State.WITHDRAWN)
        batch.refresh_from_db()
        return batch


def run_reread(batch: ImportBatch, settings: ImportSettings, by: User | None = None) -> ImportBatch:
    """Reads a file that is in already once more, in another way; the new import takes the place of the old.

    Raises payloads.PayloadGone where the file is not kept any more, SourceRefused where it cannot be read like that
    (the old import then stays), drafts.NothingChanged, Busy. Killed in between, ``resume_unfinished`` goes on.
    """
    with tempfile.TemporaryDirectory(prefix="govmonitor-") as folder:
        path = Path(folder) / f"payload{Path(batch.file_name).suffix[:10]}"
        payloads.restore_payload(batch.duplicate_of or batch, path)
        return run_import(reading.open_reread(batch, path, settings, by=by), path)


def _withdraw(batch: ImportBatch, final_state: str) -> None:
    score.mark_concerned(batch)
    withdrawal.withdraw(batch, final_state=final_state)
    run_figures()


def run_registry_changed(account_ids: Sequence[int]) -> None:
    """Files earlier messages under accounts that were registered or changed after they came in."""
    registry_changes.mark_concerned(list(account_ids))
    rebuild.rebuild_pending()
    for batch in coverage.refill_own_spans(list(account_ids)):
        ingest.read_spans_again(batch)
    _restate(ImportBatch.objects.all())
    run_figures()


def _restate(batches: QuerySet[ImportBatch]) -> None:
    for changed in coverage.refill_stated(batches):
        score.mark_concerned(changed)


def _finish_duplicate(batch: ImportBatch) -> None:
    """The same file with the same settings is in already: nothing is read, nothing is written but this batch."""
    first = batch.duplicate_of
    assert first is not None
    batch.rows_read = first.rows_read
    batch.rows_unchanged = first.rows_new + first.rows_changed + first.rows_unchanged
    batch.rows_rejected, batch.rejected_by_reason = first.rows_rejected, first.rejected_by_reason
    batch.bytes_done = batch.file_size
    batch.save(
        update_fields=["rows_read", "rows_unchanged", "rows_rejected", "rejected_by_reason", "bytes_done"]
    )
    _set_state(batch, State.DONE)


def _set_state(batch: ImportBatch, state: str, error: str = "") -> None:
    """Writes these fields alone: others may have asked something of the batch meanwhile (stop, read again)."""
    batch.state, batch.error = state, error
    if state in (State.DONE, State.FAILED):
        batch.finished_at = timezone.now()
    batch.save(update_fields=["state", "error", "finished_at"])


def _show_step(batch: ImportBatch | None, done: int, on_step: OnStep, total: int | None = None) -> None:
    if batch is None:
        return
    batch.step_done = done
    batch.step_total = max(total or batch.step_total, done)
    batch.save(update_fields=["step_done", "step_total"])
    on_step(batch)


# --- doors for the worker ------------------------------------------------------------------------


@shared_task
def import_batch(batch_pk: int) -> None:
    """Runs one import; a second delivery of the same task finds the lock held, or the work done."""
    batch = ImportBatch.objects.filter(pk=batch_pk).first()
    if batch is None:
        return
    try:
        run_import(batch)
    except Busy:
        logger.info("import %s is being worked on already", batch.public_id)
    except (SourceRefused, payloads.PayloadGone):
        logger.info("import %s was refused", batch.public_id)


@shared_task
def withdraw_batch(batch_pk: int, user_pk: int | None = None) -> None:
    """Takes one import back."""
    batch = ImportBatch.objects.get(pk=batch_pk)
    try:
        run_withdrawal(batch, User.objects.filter(pk=user_pk).first())
    except (Busy, withdrawal.NotWithdrawable):
        logger.info("import %s cannot be withdrawn now", batch.public_id)


@shared_task
def dry_run_draft(draft_pk: int) -> None:
    """Counts what importing a waiting file would do."""
    draft = ImportBatch.objects.filter(pk=draft_pk, state=State.DRAFT).first()
    if draft is not None:
        draft_trials.run_dry_run(draft)


@shared_task
def registry_changed(account_pks: list[int]) -> None:
    """Files messages under accounts whose registration changed."""
    run_registry_changed(account_pks)


@shared_task
def compute_figures() -> None:
    """What follows from observations that were added."""
    run_figures()


@shared_task
def analyse_sensitivity(run_pk: int) -> None:
    """One sensitivity analysis; a second delivery finds it over, or the lock held."""
    run = SensitivityRun.objects.filter(pk=run_pk).first()
    if run is None:
        return
    try:
        sensitivity_runs.analyse(run, timezone.now)
    except Busy:
        logger.info("analysis %s is being worked on already", run.public_id)


@shared_task
def apply_disappearances() -> None:
    """What follows from statements about messages that are gone."""
    run_disappearances()


@shared_task
def check_links() -> None:
    """Asks the links of the newest profiles, then computes what their answers change."""
    with jobs.recorded(Job.LINKS):
        asked = link_checks.check_links(timezone.now())
    if asked:
        run_figures()


@shared_task
def follow_rules() -> None:
    """Labels anew what other rules or another model labelled, after an upgrade, and computes what follows."""
    if labelling.mark_outdated():
        run_figures()


@shared_task
def follow_coders() -> None:
    """Computes the figures again that rest on labels of which coders have said more since."""
    if score.mark_for_new_codes(timezone.now()):
        run_figures()


@shared_task
def compute_due() -> None:
    """Computes what became due: quarters that ended, days that stated coverage has reached, peers that moved."""
    score.mark_due(timezone.now())
    score.mark_for_moved_peers(timezone.now())
    run_figures()


@shared_task
def prepare_publications() -> None:
    """Freezes the quarters whose right of reply has passed, for an administrator to publish."""
    with jobs.recorded(Job.SNAPSHOTS) as tell:
        snapshots.prepare_due(timezone.localdate(), timezone.now(), tell)


@shared_task
def resume_unfinished() -> None:
    """Goes on with imports whose process died, whatever became of their queue entry; then with what is left over."""
    for batch in ImportBatch.objects.filter(state__in=ImportBatch.UNFINISHED).order_by("pk"):
        if not is_held(LockSpace.BATCH, batch.pk):
            import_batch(batch.pk)
    for run in SensitivityRun.objects.filter(state__in=SensitivityRun.UNFINISHED).order_by("pk"):
        analyse_sensitivity(run.pk)
    if not any(is_held(space, 0) for space in (LockSpace.REBUILD, LockSpace.ROLLUP, LockSpace.SCORE)):
        withdrawal.restore_pending()
        if changed := registry_changes.list_changed():
            run_registry_changed(changed)
        score.mark_for_new_method()
        run_figures()


@shared_task
def remove_expired() -> None:
    """Payloads and citizens' texts past their retention, and uploads that nobody went on with."""
    now = timezone.now()
    with jobs.recorded(Job.EXPIRY):
        retention.apply_retention(now)
        drafts.remove_abandoned_drafts(now)


#: What an administrator may start by hand; each finds for itself what is left to do.
BY_HAND = {
    Job.FIGURES: compute_due,
    Job.LINKS: check_links,
    Job.SNAPSHOTS: prepare_publications,
    Job.EXPIRY: remove_expired,
}

"""Sensitivity analyses of comparisons: asked for on a page, computed by the worker, stored once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts_app.models import User
from analytics_app.models import PeerComparison, SensitivityRun
from analytics_app.scoring.peer_table import candidates
from analytics_app.scoring.sensitivity import Candidate, sensitivity
from analytics_app.services.figure_rows import as_stored
from analytics_app.services.locks import LockSpace, hold

State = SensitivityRun.State
_STEPS_BETWEEN_LOOKS = 10


class NothingToAnalyse(Exception):
    """The comparison has no order that could depend on anything."""


class _Cancelled(Exception):
    """Somebody asked to stop."""


def ask(comparison: PeerComparison, by: User | None, now: datetime) -> SensitivityRun:
    """The analysis of the comparison: the one that runs or is done, else a new one. Raises NothingToAnalyse."""
    if comparison.why_not:
        raise NothingToAnalyse
    try:
        with transaction.atomic():
            return SensitivityRun.objects.create(comparison=comparison, asked_by=by, asked_at=now)
    except IntegrityError:
        return SensitivityRun.objects.exclude(state=State.CANCELLED).get(comparison=comparison)


def request_cancel(run: SensitivityRun) -> None:
    """Asks the worker to stop; one that waits still is stopped at once."""
    unfinished = SensitivityRun.objects.filter(pk=run.pk, state__in=SensitivityRun.UNFINISHED)
    unfinished.update(cancel_requested=True)
    unfinished.filter(state=State.QUEUED).update(state=State.CANCELLED)


def analyse(run: SensitivityRun, now: Callable[[], datetime]) -> None:
    """Computes and stores; one that is over stays as it is, one whose process died begins anew to the same end.

    Raises locks.Busy where another process is at it.
    """
    with hold(LockSpace.SENSITIVITY, run.pk, wait=False):
        run.refresh_from_db()
        if run.state not in SensitivityRun.UNFINISHED:
            return
        SensitivityRun.objects.filter(pk=run.pk).update(state=State.RUNNING, step_done=0)
        try:
            fields = _computed(run)
        except _Cancelled:
            fields = {"state": State.CANCELLED}
        SensitivityRun.objects.filter(pk=run.pk).update(finished_at=now(), **fields)


def _computed(run: SensitivityRun) -> dict[str, object]:
    comparison = PeerComparison.history.get(pk=run.comparison_id)
    found = sensitivity(
        _on_core(candidates(comparison.rows), comparison.core), comparison.seed, on_step=_reporter(run)
    )
    told = [
        {"name": one.name, "shift": one.shift, "quarter_changes": one.quarter_changes}
        for one in found.scenarios
    ]
    return {"state": State.DONE, "scenarios": as_stored(told), "is_withheld": found.is_withheld}


def _on_core(found: list[Candidate], core: list[str]) -> list[Candidate]:
    return [
        Candidate(
            one.code,
            {name: one.values[name] for name in core if name in one.values},
            {name: one.scores[name] for name in core},
        )
        for one in found
    ]


def _reporter(run: SensitivityRun) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if done % _STEPS_BETWEEN_LOOKS and done != total:
            return
        rows = SensitivityRun.objects.filter(pk=run.pk)
        rows.update(step_done=done, step_total=total)
        if rows.filter(cancel_requested=True).exists():
            raise _Cancelled

    return tell

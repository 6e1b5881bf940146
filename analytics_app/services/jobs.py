"""How the product's own work went: begun, how far, ended or failed. One row a kind of work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from analytics_app.models import JobRun, StaleScore
from analytics_app.services import labelling, rebuild, snapshots
from analytics_app.services.locks import LockSpace, is_held

OnProgress = Callable[[int, int], None]


class Job(StrEnum):
    """Work that nobody asked for with a file of their own; imports keep a ledger themselves."""

    FIGURES = "figures"
    LINKS = "links"
    SNAPSHOTS = "snapshots"
    EXPIRY = "expiry"


@contextlib.contextmanager
def recorded(job: Job) -> Iterator[OnProgress]:
    """Writes down that the work of the block began, and how it ended; gives a function that tells how far it is.

    Of an error only its kind is kept, since its words may hold what citizens wrote. A killed process leaves the row
    open; the next run begins it anew.
    """
    JobRun.objects.update_or_create(
        job=job,
        defaults={"started_at": timezone.now(), "finished_at": None, "done": 0, "total": None, "error": ""},
    )
    row = JobRun.objects.filter(job=job)

    def on_progress(done: int, total: int) -> None:
        row.update(done=done, total=total)

    try:
        yield on_progress
    except Exception as problem:
        row.update(finished_at=timezone.now(), error=type(problem).__name__)
        raise
    row.update(finished_at=timezone.now())


def close(job: Job) -> None:
    """Says of a run that left nothing to do that it has ended."""
    JobRun.objects.filter(job=job, finished_at=None).update(finished_at=timezone.now())


class WorkState(StrEnum):
    """How one kind of work stands."""

    NEVER = "never"
    RUNNING = "running"
    STOPPED = "stopped"  # its process died; the next run goes on with it
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: its newest run, and how much waits for the next."""

    job: Job
    state: WorkState
    waiting: int | None  # None: it finds out for itself
    started_at: datetime | None = None
    finished_at: datetime | None = None
    done: int = 0
    total: int | None = None
    error: str = ""


#: What is held while the work is done; without any, a run that did not end counts as running.
_HELD = {
    Job.FIGURES: (LockSpace.REBUILD, LockSpace.LABEL, LockSpace.ROLLUP, LockSpace.SCORE),
    Job.LINKS: (LockSpace.LINKS,),
    Job.SNAPSHOTS: (LockSpace.SNAPSHOT,),
}


def list_work(today: date) -> list[Work]:
    """Every kind of work, in order."""
    runs = JobRun.objects.in_bulk()
    waiting = {Job.FIGURES: StaleScore.objects.count(), Job.SNAPSHOTS: len(snapshots.list_due(today))}
    return [_work(job, runs.get(job), waiting.get(job)) for job in Job]


def has_figures_to_compute() -> bool:
    """Whether anything waits that figures are computed from."""
    return StaleScore.objects.exists() or rebuild.count_pending() > 0 or labelling.count_pending() > 0


def _work(job: Job, run: JobRun | None, waiting: int | None) -> Work:
    if run is None:
        return Work(job, WorkState.NEVER, waiting)
    told = (run.started_at, run.finished_at, run.done, run.total, run.error)
    return Work(job, _state(job, run), waiting, *told)


def _state(job: Job, run: JobRun) -> WorkState:
    if run.error:
        return WorkState.FAILED
    if run.finished_at is not None:
        return WorkState.DONE
    spaces = _HELD.get(job, ())
    is_alive = not spaces or any(is_held(space, 0) for space in spaces)
    return WorkState.RUNNING if is_alive else WorkState.STOPPED

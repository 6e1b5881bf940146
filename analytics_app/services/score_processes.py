"""Scores many regions in several processes of this machine. Imported before Django is there, so it imports none of it.

For a command that has the machine to itself. The worker's own processes may have no children; it has several anyway.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import get_context

#: Fewer regions a process are scored sooner than another process has started.
REGIONS_A_PROCESS = 4
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def score_regions(regions: Sequence[int], now: datetime, database: str, processes: int) -> Iterator[int]:
    """Scores these regions (ids) of that database; yields each that is done. The caller holds the lock of scoring.

    Each region is one transaction. Of an error the first is raised, after the regions that were under way.
    """
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_begin, initargs=(os.getpid(), database)
    )
    try:
        work = {pool.submit(_score, region, now): region for region in regions}
        for done in as_completed(work):
            done.result()
            yield work[done]
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(parent: int, database: str) -> None:
    """A killed parent takes its children along: nobody else would end them."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)
    import django  # not before: this module is read by a process that has no settings yet

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database


def _score(region: int, now: datetime) -> None:
    from analytics_app.services import score

    score.score_one(region, now, score.shared_reading())

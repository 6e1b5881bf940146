"""A real Celery worker on the test database, for tests of what happens between a queue and a table."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_worker(*arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """A worker that is ready; ended with the block if it still runs then. Needs a test with real transactions."""
    with subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "govmonitor", "worker", "--loglevel", "INFO", *arguments],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            _read_until_ready(process)
            yield process
        finally:
            _kill_group(process.pid)


def environment() -> dict[str, str]:
    """What a process of the product needs to work on the test database."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = connections["default"].settings_dict["NAME"]
    return os.environ | {"DATABASE_URL": f"{server}/{name}", "DJANGO_SETTINGS_MODULE": "tests.settings"}


def _read_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "ready." in line:
            return
    raise AssertionError("the worker did not start:\n" + "".join(said))


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return

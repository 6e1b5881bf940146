"""The web process loads what all requests need once, before its workers exist and before the servers answer."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker import ROOT

PATIENCE_SECONDS = 60.0
NO_SERVERS = {
    "DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c",
    "DATABASE_OWNER_URL": "postgresql://a:b@127.0.0.1:1/c",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DJANGO_SETTINGS_MODULE": "govmonitor.settings",
}
LOAD = """
import json, threading
from govmonitor.serve import load_application

load_application()

from django.core.cache import caches
from django.db import connections

print(json.dumps({
    "open": [c.alias for c in connections.all() if c.connection is not None],
    "caches": len(caches.all(initialized_only=True)),
    "threads": threading.active_count(),
}))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def web(port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """The web process on a port of its own, with servers that do not answer."""
    env = os.environ | NO_SERVERS | {"GRANIAN_PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, "-m", "govmonitor.serve"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield process
        process.kill()


def test_loading_opens_nothing_that_workers_must_not_share() -> None:
    result = subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=ROOT,
        env=os.environ | NO_SERVERS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(result.stdout) == {"open": [], "caches": 0, "threads": 1}


def test_two_workers_answer_and_end_with_the_process_that_loaded_them(
    web: "subprocess.Popen[bytes]", port: int
) -> None:
    assert _status(port) == 503, "the health page says what it cannot reach"
    workers = _children(web.pid)
    assert len(workers) == 2
    web.send_signal(signal.SIGTERM)
    assert web.wait(PATIENCE_SECONDS) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def _status(port: int) -> int:
    """The status of the health page, as soon as somebody answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.02)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

"""What a killed supervisor left behind is asked to end, then killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .instance import clean_environment

from _launch.children import SUPERVISED, end_supervised, spawn  # isort: skip — instance.py makes bin/ importable

_IGNORE_REQUESTS = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(flush=True)
while True:
    signal.pause()
"""


@pytest.fixture
def stubborn(tmp_path: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A supervised process that follows no request to end."""
    env = clean_environment(tmp_path) | {SUPERVISED: "1"}
    wait_for_ever = [sys.executable, "-c", _IGNORE_REQUESTS]
    with spawn(
        wait_for_ever, env=env, cwd=tmp_path, death_signal=signal.SIGTERM, output=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        yield process


def test_a_process_that_does_not_end_by_itself_is_killed(
    stubborn: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    end_supervised(tmp_path, grace_seconds=0.1)
    assert stubborn.wait() == -signal.SIGKILL


def test_processes_of_another_data_directory_are_left_alone(
    stubborn: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    end_supervised(tmp_path / "other", grace_seconds=0.0)
    assert stubborn.poll() is None
    stubborn.kill()

"""Starts real instances in a data directory of their own and looks at the processes that belong to them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bin"))

_OURS = ("DATABASE_", "REDIS_", "GOVMONITOR_", "GRANIAN_", "DJANGO_")
PATIENCE_SECONDS = 120.0


def clean_environment(var: Path) -> dict[str, str]:
    """The environment of a person at a terminal: nothing of the running tests, and this data directory."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return inherited | {"GOVMONITOR_VAR": str(var)}


def run(var: Path, *argv: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one of the commands of bin/ to its end."""
    return subprocess.run(
        [sys.executable, ROOT / "bin" / argv[0], *argv[1:]],
        env=clean_environment(var) | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@contextmanager
def running_up(var: Path, port: int) -> "Iterator[subprocess.Popen[str]]":
    """`bin/up --empty` from its last line of greeting on; ended with the block if it still runs then."""
    with (
        (var.parent / "up.stderr").open("w") as words,
        subprocess.Popen(
            [sys.executable, ROOT / "bin" / "up", "--empty", "--port", str(port)],
            env=clean_environment(var),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            text=True,
        ) as process,
    ):
        try:
            _read_greeting(process, var)
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def _read_greeting(process: "subprocess.Popen[str]", var: Path) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Ctrl-C"):
            return
    raise AssertionError((var.parent / "up.stderr").read_text())


def processes_of(var: Path) -> dict[int, str]:
    """Every process that works on the data directory: it names it, was given it, or stands in it."""
    location = var / "postgres.location"
    places = [str(var), *([location.read_text().strip()] if location.exists() else [])]
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid() and _belongs(folder, places):
            found[int(folder.name)] = _read(folder / "cmdline").replace("\0", " ")
    return found


def process_named(var: Path, part: str) -> int:
    """The oldest process of the instance whose command line holds `part`."""
    return min(pid for pid, command in processes_of(var).items() if part in command)


def environment_of(pid: int) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in _read(Path(f"/proc/{pid}/environ")).split("\0") if pair)
    return {name: value for name, _, value in pairs}


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Look again and again until the condition holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.05)


def end_all(var: Path) -> None:
    """End what a failed test left, and delete the cluster wherever it lies."""
    from _launch.data_directory import DataDirectory
    from _launch.postgres_home import remove_cluster

    for pid in processes_of(var):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not processes_of(var), "all processes have gone")
    remove_cluster(DataDirectory(var))


def _belongs(folder: Path, places: list[str]) -> bool:
    try:
        words = [_read(folder / "cmdline"), _read(folder / "environ"), os.readlink(folder / "cwd")]
    except OSError:  # it ended while we looked
        return False
    return any(place in word for word in words for place in places) and _state(folder) not in "Z"


def _state(folder: Path) -> str:
    try:
        return _read(folder / "stat").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def _read(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")

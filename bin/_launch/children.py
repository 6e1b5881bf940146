"""Starting processes that cannot outlive the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

SUPERVISED = "GOVMONITOR_SUPERVISED"  # marks the environment of what a supervisor started
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path | str,
    death_signal: signal.Signals,
    output: IO[bytes] | int | None = None,
    input_: IO[bytes] | int | None = subprocess.DEVNULL,
    own_session: bool = True,
    uid: int | None = None,
    gid: int | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `argv`; the kernel sends it `death_signal` when this process dies, however it dies."""
    return subprocess.Popen(
        [str(part) for part in argv],
        env=dict(env),
        cwd=cwd,
        stdin=input_,
        stdout=output,
        stderr=output if output is None else subprocess.STDOUT,
        start_new_session=own_session,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
        preexec_fn=_die_with_parent(death_signal, os.getpid()),
    )


def _die_with_parent(death_signal: signal.Signals, parent: int) -> Callable[[], None]:
    def prepare() -> None:
        # subprocess has already changed the user by now; the change would have cleared the setting.
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
        if os.getppid() != parent:  # the parent died before the line above took effect
            os._exit(1)

    return prepare


def stop(process: "subprocess.Popen[bytes]", sent: signal.Signals, *, grace_seconds: float) -> None:
    """Ask the process to end; after the grace kill what is left of its session's process group."""
    if process.poll() is None:
        process.send_signal(sent)
        try:
            process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    kill_group(process.pid)


def end_supervised(var: Path, *, grace_seconds: float) -> None:
    """Wait for the processes that a supervisor left on this data directory; kill what outlasts the grace."""
    end = time.monotonic() + grace_seconds
    while left := _supervised(var):
        if time.monotonic() > end:
            for pid in left:
                _kill(pid)
        time.sleep(0.05)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _supervised(var: Path) -> list[int]:
    marks = (f"GOVMONITOR_VAR={var}".encode(), SUPERVISED.encode() + b"=1")
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            given = (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # another user's, or it has just ended
            continue
        if all(mark in given for mark in marks):
            found.append(int(folder.name))
    return found


def kill_group(group: int) -> None:
    """Kill whatever still runs in a process group whose leader has ended."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return

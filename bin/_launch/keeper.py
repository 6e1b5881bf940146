"""The keeper: one process per data directory that starts the embedded servers and stops them after the last user.

A user (bin/up, bin/manage, bin/test) holds a shared lock while it needs the servers. The last one to leave ends
the keeper. If the last one was killed, the keeper notices that nobody holds the lock; it sees the processes of a
killed supervisor out (the kernel has asked them to end; what does not follow is killed) and ends by itself.
A server that dies is started again. When the keeper itself is killed the kernel ends its servers.
"""

import errno
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from .children import end_supervised
from .console import LaunchError, disk_full
from .data_directory import DataDirectory, write_whole
from .embedded_server import EmbeddedServer
from .locks import FileLock
from .postgres import Postgres
from .redis import Redis

SERVERS: dict[str, Callable[[DataDirectory], EmbeddedServer]] = {"postgres": Postgres, "redis": Redis}
_LOOK_SECONDS = 0.25
_GRACE_SECONDS = 8.0
_SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def main(path: str, names: list[str], report: int) -> None:
    """Start the servers, report to the file descriptor, and keep them until they are no longer needed."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    data = DataDirectory(Path(path))
    alive = FileLock(data.keeper_lock)
    alive.take()
    data.servers_state.unlink(missing_ok=True)
    servers: list[EmbeddedServer] = []
    try:
        for name in names:
            servers.append(SERVERS[name](data))
        _start(servers)
        write_whole(data.servers_state, json.dumps(_state(servers)))
    except (LaunchError, OSError) as error:
        _stop(servers)
        _report(report, _as_failure(error, data))
        return
    _report(report, {})
    _keep(data, servers)
    end_supervised(data.path, grace_seconds=_GRACE_SECONDS)
    _stop(servers)


def _start(servers: list[EmbeddedServer]) -> None:
    for server in servers:
        server.begin()
    for server in servers:
        server.finish()


def _state(servers: list[EmbeddedServer]) -> dict[str, object]:
    return {"keeper": os.getpid(), "ports": {server.name: server.port for server in servers}}


def _keep(data: DataDirectory, servers: list[EmbeddedServer]) -> None:
    users = FileLock(data.users_lock)
    while True:
        received = signal.sigtimedwait(_SIGNALS, _LOOK_SECONDS)
        if received is not None and received.si_signo != signal.SIGCHLD:
            return
        if users.try_take():
            return  # kept until the end of this process: newcomers wait, then start a keeper of their own
        for server in servers:
            if server.process is not None and server.process.poll() is not None:
                server.begin()
                server.finish()


def _stop(servers: list[EmbeddedServer]) -> None:
    for server in sorted(servers, key=lambda server: server.name, reverse=True):  # redis, then postgres
        server.stop()


def _report(descriptor: int, message: dict[str, str]) -> None:
    with os.fdopen(descriptor, "w") as pipe:
        json.dump(message, pipe)


def _as_failure(error: Exception, data: DataDirectory) -> dict[str, str]:
    if isinstance(error, OSError):
        if error.errno != errno.ENOSPC:
            return {"problem": f"The servers could not be started: {error}.", "remedy": f"see {data.logs}."}
        error = disk_full(data.path)
    assert isinstance(error, LaunchError)
    return {"problem": error.problem, "remedy": error.remedy}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))

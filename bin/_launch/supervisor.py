"""Running the processes: start, watch, start again what died, stop in order."""

import signal
import socket
import subprocess
import time
from collections.abc import Mapping

from .children import SUPERVISED, kill_group, spawn, stop
from .console import LaunchError, say
from .data_directory import ROOT, DataDirectory
from .processes import ProcessDefinition

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_STOP_ORDER = ("web", "beat", "worker")
_MAX_DEATHS, _WITHIN_SECONDS = 5, 60.0


class _Running:
    def __init__(self, definition: ProcessDefinition, process: "subprocess.Popen[bytes]") -> None:
        self.definition = definition
        self.process = process
        self.deaths: list[float] = []


class Supervisor:
    """The running processes of one instance."""

    def __init__(self, data: DataDirectory, *, shows_logs: bool) -> None:
        self.data = data
        self.env: Mapping[str, str] = {}
        self.shows_logs = shows_logs
        self._running: dict[str, _Running] = {}

    def use(self, env: Mapping[str, str]) -> None:
        """Give the processes this environment; those that run with another are started again."""
        if env == self.env:
            return
        self.env = env
        for running in self._running.values():
            stop(running.process, signal.SIGTERM, grace_seconds=running.definition.grace_seconds)
            running.process = self._spawn(running.definition)

    def start(self, definition: ProcessDefinition) -> None:
        """Start a process; from the first one on, signals wait until `wait_for_signal` looks for them."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS | {signal.SIGCHLD})
        self._running[definition.name] = _Running(definition, self._spawn(definition))

    def has(self, definition: ProcessDefinition) -> bool:
        return definition.name in self._running

    def wait_until_healthy(self, host: str, port: int, *, seconds: float) -> bool:
        """Wait for HTTP 200 of the health page; False when a stop was asked for first."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if _answers(host, port, "/sehat/"):
                return True
            received = signal.sigtimedwait(STOP_SIGNALS | {signal.SIGCHLD}, 0.02)
            if received is not None and received.si_signo in STOP_SIGNALS:
                return False
            self.revive()
        raise LaunchError(
            f"The web was not well within {seconds:.0f} seconds.", f"see {self.data.logs / 'web.log'}."
        )

    def wait_for_signal(self, seconds: float) -> bool:
        """Wait for a request to stop; a dead process is started again meanwhile."""
        received = signal.sigtimedwait(STOP_SIGNALS | {signal.SIGCHLD}, seconds)
        if received is not None and received.si_signo in STOP_SIGNALS:
            return True
        self.revive()
        return False

    def revive(self) -> None:
        """Start again what died; give up on a process that keeps dying."""
        for running in self._running.values():
            if running.process.poll() is None:
                continue
            kill_group(running.process.pid)
            name, now = running.definition.name, time.monotonic()
            running.deaths = [*(at for at in running.deaths if now - at < _WITHIN_SECONDS), now]
            if len(running.deaths) >= _MAX_DEATHS:
                raise LaunchError(
                    f"{name} ended {_MAX_DEATHS} times within a minute. Its last words:\n{self._tail(name)}",
                    f"mend that (more in {self.data.logs / (name + '.log')}) and run this again.",
                )
            say(f"{name} ended with code {running.process.returncode}; it is started again.")
            running.process = self._spawn(running.definition)

    def stop_all(self) -> None:
        """Stop web, beat and worker in this order, each within its grace."""
        for name in sorted(self._running, key=_STOP_ORDER.index):
            running = self._running.pop(name)
            definition = running.definition
            stop(running.process, definition.stop_signal, grace_seconds=definition.grace_seconds)

    def _spawn(self, definition: ProcessDefinition) -> "subprocess.Popen[bytes]":
        if self.shows_logs:
            return self._spawn_to(definition, None)
        with (self.data.logs / f"{definition.name}.log").open("ab") as log:
            return self._spawn_to(definition, log)

    def _spawn_to(self, definition: ProcessDefinition, output: object) -> "subprocess.Popen[bytes]":
        return spawn(
            definition.argv,
            env={**self.env, SUPERVISED: "1"},
            cwd=ROOT,
            death_signal=definition.death_signal,
            output=output,  # type: ignore[arg-type]
        )

    def _tail(self, name: str) -> str:
        log = self.data.logs / f"{name}.log"
        return (
            "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else "(not logged)"
        )


def _answers(host: str, port: int, path: str) -> bool:
    """Whether GET gives 200. By hand: Python's HTTP client takes longer to load than the servers to start."""
    request = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=10) as connection:
            connection.sendall(request.encode())
            answer = connection.recv(64)
    except OSError:  # not listening yet
        return False
    return answer.split(b" ")[1:2] == [b"200"]

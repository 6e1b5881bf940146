"""What the embedded servers have in common: they are started, waited for, tried again and stopped."""

import signal
import subprocess
import time
from abc import ABC, abstractmethod

from .children import stop
from .console import LaunchError
from .data_directory import DataDirectory


class EmbeddedServer(ABC):
    """A server that the keeper runs."""

    name: str
    title: str  # as people write it
    attempts: int
    start_seconds: float
    stop_signal: signal.Signals
    stop_seconds: float

    def __init__(self, data: DataDirectory) -> None:
        self.data = data
        self.log = data.logs / f"{self.name}.log"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def begin(self) -> None:
        """Start the server without waiting for it."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the server that was begun answers."""

    @abstractmethod
    def make_retry_possible(self) -> None:
        """Clear the way for another attempt, or raise the LaunchError that says why there can be none."""

    def finish(self) -> None:
        """Return when the server answers."""
        for _ in range(self.attempts):
            if self._wait_until_ready():
                return
            self.make_retry_possible()
            self.begin()
        raise LaunchError(f"{self.title} could not start.", f"see {self.log}, then run this again.")

    def stop(self) -> None:
        """Ask the server to end in order; after its grace end it."""
        if self.process is not None:
            stop(self.process, self.stop_signal, grace_seconds=self.stop_seconds)

    def _wait_until_ready(self) -> bool:
        assert self.process is not None
        end = time.monotonic() + self.start_seconds
        while self.process.poll() is None and time.monotonic() < end:
            if self.is_ready():
                return True
            time.sleep(0.005)
        return False

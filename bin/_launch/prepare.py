"""What a data directory needs before anything runs on it: tables, regions and static files, once for each state."""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from .children import spawn
from .console import LaunchError, disk_full, is_disk_full, say
from .data_directory import ROOT, DataDirectory, write_whole
from .virtualenv import PYTHON

_CODE = ("accounts_app", "analytics_app", "govmonitor", "bin/_launch")


def prepare(data: DataDirectory, env: Mapping[str, str]) -> None:
    """Migrate, load the regions and collect the static files, unless exactly these were prepared before."""
    if is_prepared(data):
        return
    say("Preparing the database …")
    run_command(env, "migrate", "--database", "owner", "--noinput", "--verbosity", "0")
    run_command(env, "load_regions")
    run_command(env, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    _compile(env)
    write_whole(data.path / "prepared.json", _stamp(data))


def is_prepared(data: DataDirectory) -> bool:
    """Whether the embedded database is up to date; of a server of one's own nobody can know without asking it."""
    stamp = data.path / "prepared.json"
    is_same = stamp.exists() and stamp.read_text() == _stamp(data)
    return is_same and (data.path / "static").is_dir() and "DATABASE_URL" not in os.environ


def _stamp(data: DataDirectory) -> str:
    return json.dumps({"files": _digest(), "database": _database_identity(data)})


def run_command(env: Mapping[str, str], *arguments: str) -> None:
    """Run a management command, its words on stderr; a failure ends the preparation."""
    if call_command(env, *arguments, output=sys.stderr.fileno()) != 0:
        place = Path(env["GOVMONITOR_VAR"])
        if is_disk_full(place):
            raise disk_full(place)
        raise LaunchError(
            f"`manage.py {' '.join(arguments)}` failed (its words are above).",
            "mend that and run this again; what is already prepared is kept.",
        )


def call_command(env: Mapping[str, str], *arguments: str, output: int | None = None) -> int:
    """The exit code of a management command, which ends with us however we end."""
    return _call(env, "manage.py", *arguments, output=output)


def _compile(env: Mapping[str, str]) -> None:
    """Compile our code now: where Python may not write it by itself, every start would compile it anew.

    A checkout that cannot be written is no reason to stop.
    """
    _call(env, "-m", "compileall", "-qq", *_CODE, output=sys.stderr.fileno())


def _call(env: Mapping[str, str], *arguments: str, output: int | None) -> int:
    process = spawn(
        [PYTHON, *arguments],
        env=env,
        cwd=ROOT,
        death_signal=signal.SIGKILL,
        output=output,
        own_session=False,
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    """Everything that decides what is prepared: the packages' versions, our migrations, regions and static files."""
    yield ROOT / "requirements.txt"
    yield from sorted(ROOT.glob("*_app/migrations/*.py"))
    for folder in ("accounts_app/reference", "static"):
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.is_file())


def _database_identity(data: DataDirectory) -> str:
    """The secrets are made once for each cluster: their password names it without showing it."""
    return hashlib.sha256(data.secrets()["postgres_password"].encode()).hexdigest()[:16]

"""bin/manage: any management command, with servers, database and regions prepared first."""

import signal
import subprocess
import sys
from pathlib import Path

from .children import spawn
from .data_directory import ROOT, chosen_directory
from .environment import environment_for
from .locks import FileLock
from .prepare import prepare
from .servers import Servers, embedded_names
from .virtualenv import PYTHON, ensure_virtualenv


def main(arguments: list[str]) -> int:
    """Run `manage.py ARGUMENTS`; its standard output is the only standard output."""
    ensure_virtualenv("requirements.txt")
    data = chosen_directory("main")
    data.create()
    if data.kind is None:
        data.require_kind("main")
    servers = Servers(data, embedded_names())
    try:
        servers.join()
        env = environment_for(data, servers)
        with FileLock(data.run / "prepare.lock"):
            prepare(data, env)
        return _run(arguments, env)
    finally:
        servers.leave()


def _run(arguments: list[str], env: dict[str, str]) -> int:
    process = spawn(
        [PYTHON, ROOT / "manage.py", *arguments],
        env=env,
        cwd=Path.cwd(),  # files are named from where the caller stands
        death_signal=signal.SIGKILL,  # an import killed at any instant goes on when it is run again
        input_=sys.stdin if sys.stdin is not None else subprocess.DEVNULL,
        own_session=False,
    )
    # Ctrl-C reaches the command by itself; a request to end is passed on, and we stay to stop the servers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code

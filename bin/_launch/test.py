"""bin/test: every check in order, or with arguments pytest alone, on servers of their own."""

import subprocess
import tempfile
import time

from .console import say
from .data_directory import ROOT, chosen_directory
from .environment import environment_for
from .locks import FileLock
from .servers import Servers, embedded_names
from .virtualenv import VENV, ensure_virtualenv

#: A process a core, at most as many as Redis has databases for; tests that share slow things stay together.
_SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=8", "--dist=loadscope", "--no-loadscope-reorder")
_CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports",),
    ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
)
_TYPES = ("mypy",)


def main(arguments: list[str]) -> int:
    """Exit with 0 only when every check and every test passed."""
    ensure_virtualenv("requirements.txt", "requirements-dev.txt")
    data = chosen_directory("test")
    data.create()
    data.require_kind("test")
    lock = FileLock(data.test_lock)
    if not lock.try_take():
        say("Another bin/test runs on this data directory; waiting for it (GOVMONITOR_VAR chooses another).")
        lock.take()
    servers = Servers(data, embedded_names())
    try:
        servers.join()
        env = environment_for(data, servers)
        env |= {"GOVMONITOR_TEST_SERVERS": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        env["PYTHONDONTWRITEBYTECODE"] = ""  # dozens of processes start: each would compile the program anew
        return _run_pytest(arguments, env) if arguments else _run_everything(env)
    finally:
        servers.leave()


def _run_everything(env: dict[str, str]) -> int:
    """Run all checks even when one fails. Types take a minute of one core: they are checked beside the tests."""
    failed = [" ".join(check) for check in _CHECKS if not _passes(check, env)]
    if failed:
        say("FAILED before the tests: " + "; ".join(failed))
    with tempfile.TemporaryFile("w+") as words:
        types = subprocess.Popen(_argv(_TYPES), cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=words)
        try:
            code = _run_pytest(list(_SIDE_BY_SIDE), env)
        finally:
            if code_of_types := types.wait():
                words.seek(0)
                print(words.read(), flush=True)
            say(f"{'FAILED' if code_of_types else 'ok    '} {' '.join(_TYPES)}")
    return code or code_of_types or len(failed)


def _passes(check: tuple[str, ...], env: dict[str, str]) -> bool:
    started = time.monotonic()
    code = _call(_argv(check), env)
    say(f"{'ok    ' if code == 0 else 'FAILED'} {' '.join(check)} ({time.monotonic() - started:.0f} s)")
    return code == 0


def _argv(check: tuple[str, ...]) -> list[str]:
    return [str(VENV / "bin" / check[0]), *check[1:]]


def _run_pytest(arguments: list[str], env: dict[str, str]) -> int:
    return _call([str(VENV / "bin" / "python"), "-m", "pytest", *arguments], env)


def _call(argv: list[str], env: dict[str, str]) -> int:
    return subprocess.run(argv, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode

"""Making the virtual environment and installing the pinned packages into it."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import LaunchError, disk_full, say
from .data_directory import ROOT
from .virtualenv import PYTHON, VENV, remember

_NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|Max retries exceeded|name resolution|ProxyError|"
    r"No matching distribution|Could not fetch URL|Network is unreachable|ConnectionResetError"
)


def install(wanted: dict[str, str]) -> None:
    """Install the packages of the files, and remember their digests."""
    say("Installing the Python packages into .venv (once; some minutes on a slow line) …")
    is_new = not PYTHON.exists()
    if is_new or not _runs(PYTHON):
        _create()
    installer = _installer()
    for name in wanted:
        output = _pip(installer, name)
        if output is not None:
            if is_new:
                shutil.rmtree(VENV, ignore_errors=True)
            raise _explain(output)
    remember(wanted)
    _compile_beside()


def _runs(python: Path) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _create() -> None:
    # Debian's python3 may come without ensurepip; then another pip installs into the environment from outside.
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    plain = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if has_ensurepip and subprocess.run(plain, capture_output=True, check=False).returncode == 0:
        return
    result = subprocess.run([*plain, "--without-pip"], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise _explain(result.stdout + result.stderr)


def _installer() -> list[str]:
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise LaunchError(
        "This Python has neither ensurepip nor pip, so nothing can be installed.",
        "install one of them (Debian and Ubuntu: apt install python3-venv, or python3-pip) and run this again.",
    )


def _pip(installer: list[str], name: str) -> str | None:
    """None when all is installed, else what pip said."""
    options = [
        "--quiet",
        "--require-hashes",
        "--no-compile",
        "--no-input",
        "--retries",
        "2",
        "--timeout",
        "20",
    ]
    result = subprocess.run(
        [*installer, "install", *options, "-r", str(ROOT / name)],
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return None if result.returncode == 0 else result.stdout


def _compile_beside() -> None:
    """Compile the packages while the work goes on: half of the installing, and most of them are loaded late or never.

    Whatever is imported before its turn comes is compiled then; nobody waits for the end of this.
    """
    subprocess.Popen(
        [PYTHON, "-m", "compileall", "-qq", str(VENV / "lib")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: os.nice(10),
    )


def _explain(output: str) -> LaunchError:
    if "No space left on device" in output:
        return disk_full(VENV)
    say(output.strip()[-2000:])
    if _NO_NETWORK.search(output):
        return LaunchError(
            "The packages could not be downloaded: no connection to the package index.",
            "check the network (and the proxy or PIP_INDEX_URL, if you use one) and run this again; "
            "it goes on where it stopped.",
        )
    return LaunchError(
        "Installing the packages failed (pip's words are above).", "mend that, then run this again."
    )

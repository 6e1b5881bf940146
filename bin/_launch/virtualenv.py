"""The virtual environment in .venv, made from the hash-pinned requirements and left alone while they are the same."""

import hashlib
import json
import sys
from pathlib import Path

from .data_directory import ROOT, write_whole
from .locks import FileLock

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_STAMP = VENV / "installed.json"


def ensure_virtualenv(*requirement_files: str) -> None:
    """Install the files' packages unless exactly these were installed before."""
    wanted = {name: _digest(ROOT / name) for name in requirement_files}
    if _is_installed(wanted):
        return
    (ROOT / "var").mkdir(exist_ok=True)
    with FileLock(ROOT / "var" / "venv.lock"):
        if _is_installed(wanted):
            return
        from .packages import install  # once; every other start does without

        install(wanted)


def _is_installed(wanted: dict[str, str]) -> bool:
    return PYTHON.exists() and wanted.items() <= _installed().items()


def _installed() -> dict[str, str]:
    try:
        return dict(json.loads(_STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _digest(path: Path) -> str:
    # A moved checkout or another interpreter needs a new environment: the scripts name both.
    context = f"{ROOT} {sys.version_info[:3]}"
    return hashlib.sha256(context.encode() + path.read_bytes()).hexdigest()


def remember(installed: dict[str, str]) -> None:
    """Note what has been installed: the digests by file."""
    write_whole(_STAMP, json.dumps(_installed() | installed, indent=1) + "\n")

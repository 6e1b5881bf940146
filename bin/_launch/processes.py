"""The processes of the product, read from processes.toml."""

import shlex
import signal
import tomllib
from pathlib import Path
from typing import NamedTuple

from .data_directory import ROOT
from .virtualenv import VENV


class ProcessDefinition(NamedTuple):
    """One process: its command line and how it is ended."""

    name: str
    command: str
    stop_signal: signal.Signals
    death_signal: signal.Signals
    grace_seconds: float

    @property
    def argv(self) -> list[str]:
        program, *arguments = shlex.split(self.command)
        return [str(VENV / "bin" / program), *arguments]


def read_processes(path: Path = ROOT / "processes.toml") -> list[ProcessDefinition]:
    """The definitions in the order of the file, which is the order of starting."""
    tables = tomllib.loads(path.read_text())
    return [
        ProcessDefinition(
            name=name,
            command=table["command"],
            stop_signal=signal.Signals[table["stop_signal"]],
            death_signal=signal.Signals[table["death_signal"]],
            grace_seconds=table["grace_seconds"],
        )
        for name, table in tables.items()
    ]

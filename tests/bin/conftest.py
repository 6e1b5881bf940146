"""A data directory that is prepared once and used by all tests of the commands."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .instance import end_all, run

COUNT_REGIONS = (
    "shell",
    "--verbosity",
    "0",
    "--command",
    "from accounts_app.models import Region; print(Region.objects.count())",
)


@pytest.fixture(scope="session")
def session_var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("instance") / "data"
    yield folder
    end_all(folder)


@pytest.fixture(scope="session")
def first_run(session_var: Path) -> "subprocess.CompletedProcess[str]":
    """What `bin/manage` does on a new data directory."""
    return run(session_var, "manage", *COUNT_REGIONS)


@pytest.fixture
def var(session_var: Path, first_run: "subprocess.CompletedProcess[str]") -> Path:
    """A prepared data directory on which nothing runs."""
    assert first_run.returncode == 0, first_run.stderr
    return session_var


@pytest.fixture
def new_var(tmp_path: Path) -> Iterator[Path]:
    """A data directory that does not exist yet."""
    yield tmp_path / "data"
    end_all(tmp_path / "data")

"""bin/manage prepares what it needs, shares the servers with others, and leaves nothing running."""

import json
import subprocess
import sys
from pathlib import Path

from .conftest import COUNT_REGIONS
from .instance import PATIENCE_SECONDS, ROOT, clean_environment, processes_of, run


def test_a_new_directory_is_prepared_and_stdout_belongs_to_the_command(
    session_var: Path, first_run: "subprocess.CompletedProcess[str]"
) -> None:
    assert (first_run.returncode, first_run.stdout) == (0, "552\n"), first_run.stderr
    assert processes_of(session_var) == {}
    assert (session_var / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_two_at_once_share_the_servers_and_the_last_one_stops_them(var: Path) -> None:
    started = [_start(var, *COUNT_REGIONS) for _ in range(2)]
    answers = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in started]
    assert answers == ["552\n", "552\n"]
    assert processes_of(var) == {}


def test_the_commands_exit_code_and_reason_come_through(var: Path) -> None:
    failed = run(var, "manage", "no_such_command")
    assert failed.returncode == 1
    assert "no_such_command" in failed.stderr
    assert processes_of(var) == {}


def test_files_are_named_from_where_the_caller_stands(var: Path, tmp_path: Path) -> None:
    (tmp_path / "teks.csv").write_text("isi,nomor\nlampu jalan mati,1\n")
    told = subprocess.run(
        [ROOT / "bin" / "manage", "label_file", "teks.csv", "--text-column", "isi", "--task", "intent"],
        env=clean_environment(var), cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(told.stdout)["line"] == 2


def test_unreachable_servers_of_ones_own_are_not_replaced_by_embedded_ones(new_var: Path) -> None:
    given = {"DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c", "REDIS_URL": "redis://127.0.0.1:1/0"}
    failed = run(new_var, "manage", "check", **given)
    assert failed.returncode == 1
    assert "Connection refused" in failed.stderr
    assert not (new_var / "postgres").exists()
    assert not (new_var / "postgres.location").exists()


def _start(var: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, ROOT / "bin" / "manage", *arguments],
        env=clean_environment(var),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

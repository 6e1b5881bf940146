"""bin/up on a new data directory, through what can happen to it. Each start counts: few tests, each a story."""

import os
import re
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import psycopg2
import pytest
import redis

from .instance import (
    PATIENCE_SECONDS,
    ROOT,
    environment_of,
    process_named,
    processes_of,
    run,
    running_up,
    wait_until,
)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_instance_lives_through_a_second_start_a_killed_server_and_a_restart(var: Path, port: int) -> None:
    with running_up(var, port) as up:
        given = environment_of(process_named(var, "govmonitor.serve"))
        assert _status(port) == 200

        second = run(var, "up", "--empty")
        assert second.returncode == 1
        assert re.search(rf"already runs on .* \(http://127\.0\.0\.1:{port}\)", second.stderr)

        _remember(given)
        os.kill(process_named(var, "bin/postgres"), signal.SIGKILL)
        wait_until(lambda: _recalls(given), "PostgreSQL is back with what was written")

        up.send_signal(signal.SIGINT)
        assert up.wait(PATIENCE_SECONDS) == 0
        assert processes_of(var) == {}

    with running_up(var, port):
        assert _recalls(environment_of(process_named(var, "govmonitor.serve")))


def test_killing_the_supervisor_leaves_no_process_and_the_next_start_finds_another_port(
    var: Path, port: int
) -> None:
    (var / "logs" / "worker.log").unlink(missing_ok=True)
    with running_up(var, port) as up:
        wait_until(lambda: "ready." in (var / "logs" / "worker.log").read_text(), "the worker is ready")
        for name in ("govmonitor.serve", "beat", "redis-server", "bin/postgres", "_launch.keeper"):
            assert process_named(var, name)
        up.kill()
        wait_until(lambda: not processes_of(var), "every process has gone")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with running_up(var, port):
            said = (var.parent / "up.stderr").read_text()
    assert re.search(rf"Port {port} is in use; taking \d+", said)


def test_example_and_real_data_never_share_a_directory(new_var: Path) -> None:
    new_var.mkdir()
    (new_var / "kind").write_text("example\n")
    refused = run(new_var, "up", "--empty")
    assert refused.returncode == 1
    assert "holds example data, not real data" in refused.stderr


def test_reset_deletes_nothing_unless_a_person_agrees(new_var: Path) -> None:
    new_var.mkdir()
    (new_var / "kind").write_text("main\n")
    refused = run(new_var, "up", "--empty", "--reset")
    assert refused.returncode == 1
    assert "nobody is here to ask" in refused.stderr
    assert (new_var / "kind").exists()


def _status(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=10) as response:
        return int(response.status)


def _remember(given: dict[str, str]) -> None:
    connection = psycopg2.connect(given["DATABASE_OWNER_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (word text)")
        cursor.execute("INSERT INTO kept VALUES ('ingat')")
    connection.close()
    with redis.Redis.from_url(given["REDIS_URL"]) as client:
        client.set("kept", "ingat")


def _recalls(given: dict[str, str]) -> bool:
    try:
        connection = psycopg2.connect(given["DATABASE_OWNER_URL"])
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        rows = cursor.fetchall()
    connection.close()
    with redis.Redis.from_url(given["REDIS_URL"]) as client:
        return rows == [("ingat",)] and client.get("kept") == b"ingat"


def test_scripts_run_without_any_package() -> None:
    imported = {
        line.split()[1].partition(".")[0]
        for file in (ROOT / "bin" / "_launch").glob("*.py")
        for line in file.read_text().splitlines()
        if re.match(r"(from|import) [a-z_]", line)
    }
    assert imported <= sys.stdlib_module_names | {"_launch"}

"""B8: bin/up on a prepared directory to HTTP 200, against the start of Python with Django."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.measure import alternate, middle, report

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("scipy", "sklearn", "openpyxl", "plotly", "holidays", "pandas", "weasyprint", "xlsxwriter")
_PORT = 8731
_LEAVE = "; import os; os._exit(0)"  # the web does not clear away what it has loaded


def run(sizes: list[str]) -> None:
    """The data directory of the benchmarks is prepared already; bin/up shares its servers with nobody else."""
    _up()  # as on every start but the first: the code is compiled, the files are in memory
    up_s, django_s = alternate(_up, _import_django, 9)
    page_s = [_up("/") for _ in range(5)]
    load_s, fresh_s = alternate(_load_ours, _load_fresh_django, 9)
    ratio = middle(up_s) / middle(django_s)
    heavy = _heavy_modules()
    table = [
        ("bin/up to HTTP 200", f"{middle(up_s):.2f} s", "", None),
        ("python -c 'import django'", f"{middle(django_s):.3f} s", "", None),
        ("ratio", f"{ratio:.1f}", "<= 12", ratio <= 12),
        (
            "until the first public page, beside the start of worker and beat",
            f"{middle(page_s) / middle(django_s):.1f}",
            "",
            None,
        ),
        ("of it: the web loads its code", f"{middle(load_s) / middle(django_s):.1f}", "", None),
        ("the same without any code of ours", f"{middle(fresh_s) / middle(django_s):.1f}", "", None),
        ("heavy modules in the web process", " ".join(heavy) or "none", "none", not heavy),
    ]
    raw = {
        "up": up_s,
        "page": page_s,
        "import_django": django_s,
        "load": load_s,
        "fresh": fresh_s,
        "heavy": heavy,
    }
    report("b8_start", table, raw)


def _up(path: str = "/sehat/") -> float:
    names = ("DATABASE_URL", "OWNER_URL", "REDIS_URL")
    env = {key: value for key, value in _compiled(os.environ).items() if not key.endswith(names)}
    env["GOVMONITOR_VAR"] = str(Path(os.environ["GOVMONITOR_VAR"]).with_name("bench-start"))
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "bin/up", "--empty", "--port", str(_PORT)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(path):
            if process.poll() is not None:
                raise SystemExit("bin/up ended before it answered")
            time.sleep(0.005)
        return time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answers(path: str) -> bool:
    """Whether GET gives 200. By hand: an HTTP client that asks this often takes a fifth of a core away."""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", _PORT), timeout=10) as connection,
    ):
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{_PORT}\r\n\r\n".encode())
        return connection.recv(64).split(b" ")[1:2] == [b"200"]
    return False


def _compiled(env: Mapping[str, str]) -> dict[str, str]:
    """Without the wish to compile all of our code on every start, which nobody has who uses the product."""
    return {key: value for key, value in env.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _import_django() -> float:
    return _python("import django")


def _load_ours() -> float:
    return _python("from govmonitor.serve import load_application; load_application()" + _LEAVE)


def _load_fresh_django() -> float:
    return _python("import bench.fresh_django" + _LEAVE)


def _python(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=_compiled(os.environ), check=True)
    return time.perf_counter() - started


def _heavy_modules() -> list[str]:
    """What the web process has loaded when it forks into its workers."""
    code = (
        "import sys; from govmonitor.serve import load_application; load_application(); "
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()

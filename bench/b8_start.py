"""B8: bin/up on a prepared directory to HTTP 200, against the start of Python with Django."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
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
    load_s, fresh_s = alternate(_load_ours, _load_fresh_django, 9)
    ratio = middle(up_s) / middle(django_s)
    heavy = _heavy_modules()
    table = [
        ("bin/up to HTTP 200", f"{middle(up_s):.2f} s", "", None),
        ("python -c 'import django'", f"{middle(django_s):.3f} s", "", None),
        ("ratio", f"{ratio:.1f}", "<= 12", ratio <= 12),
        ("of it: the web loads its code", f"{middle(load_s) / middle(django_s):.1f}", "", None),
        ("the same without any code of ours", f"{middle(fresh_s) / middle(django_s):.1f}", "", None),
        ("heavy modules in the web process", " ".join(heavy) or "none", "none", not heavy),
    ]
    raw = {"up": up_s, "import_django": django_s, "load": load_s, "fresh": fresh_s, "heavy": heavy}
    report("b8_start", table, raw)


def _up() -> float:
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.endswith(("DATABASE_URL", "OWNER_URL", "REDIS_URL")) and key != "PYTHONDONTWRITEBYTECODE"
    }
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
        while not _answers():
            if process.poll() is not None:
                raise SystemExit("bin/up ended before it answered")
            time.sleep(0.005)
        return time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answers() -> bool:
    with contextlib.suppress(OSError):
        return urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/sehat/", timeout=1).status == 200
    return False


def _import_django() -> float:
    return _python("import django")


def _load_ours() -> float:
    return _python("from govmonitor.serve import load_application; load_application()" + _LEAVE)


def _load_fresh_django() -> float:
    return _python("import bench.fresh_django" + _LEAVE)


def _python(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - started


def _heavy_modules() -> list[str]:
    """What the web process has loaded with every view, as it forks it into its workers."""
    code = (
        "import sys; from govmonitor.serve import load_application; load_application(); "
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()

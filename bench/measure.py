"""What the benchmarks share: alternating measurements, medians, the table and the file of results."""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"
SIZES = {"S": 100_000, "M": 1_000_000, "L": 5_000_000}


def rows_of(size: str) -> int:
    """S, M or L, or a number of messages."""
    return SIZES.get(size) or int(size)


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def alternate(a: Callable[[], float], b: Callable[[], float], times: int) -> tuple[list[float], list[float]]:
    """A B A B …: what disturbs the machine disturbs both."""
    pairs = [(a(), b()) for _ in range(times)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def middle(values: Sequence[float]) -> float:
    return float(median(values))


def peak_mb() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(name: str, rows: Sequence[tuple[str, str, str, bool | None]], raw: dict[str, Any]) -> None:
    """Prints (what, measured, mark, met) and writes everything with the machine beside it."""
    width = max(len(row[0]) for row in rows)
    print(f"\n{name}")
    for what, measured, mark, met in rows:
        verdict = "" if met is None else ("met" if met else "MISSED")
        print(f"  {what:<{width}}  {measured:>24}  {mark:<28} {verdict}")
    RESULTS.mkdir(exist_ok=True)
    content = {
        "machine": {"cpus": os.cpu_count(), "load": os.getloadavg(), "system": platform.platform()},
        "versions": {
            "python": platform.python_version(),
            **{package: version(package) for package in ("django", "psycopg2-binary", "granian")},
        },
        "rows": [{"what": w, "measured": m, "mark": k, "met": v} for w, m, k, v in rows],
        "raw": raw,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(content, indent=1, default=str) + "\n")

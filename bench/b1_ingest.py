"""B1: import a file end to end against raw COPY of the same rows; memory flat in the size of the file."""

from __future__ import annotations

from bench import database
from bench.measure import alternate, middle, report, rows_of


def run(sizes: list[str]) -> None:
    """Imports/s of its rows against COPY's; peak memory at the largest size against the smallest."""
    database.ensure_accounts()
    table, raw, peaks = [], {}, {}
    for size in sizes:
        path = database.volume_file(rows_of(size))
        runs: list[dict[str, float]] = []

        def ours(path=path, runs=runs) -> float:
            database.empty()
            runs.append(database.import_in_child(path))
            return runs[-1]["seconds"]

        ours_s, copy_s = alternate(ours, database.copy_seconds, 3 if rows_of(size) <= 200_000 else 1)
        rows, messages = runs[0]["read"], database.count_messages()
        ratio = (rows / middle(ours_s)) / (messages / middle(copy_s))
        peaks[size] = middle([one["peak_mb"] for one in runs])
        raw[size] = {"runs": runs, "copy_seconds": copy_s, "messages": messages}
        table.append((f"{size}: rows/s, ours", f"{rows / middle(ours_s):,.0f}", "", None))
        table.append((f"{size}: rows/s, COPY", f"{messages / middle(copy_s):,.0f}", "", None))
        table.append((f"{size}: ours / COPY", f"{ratio:.3f}", ">= 0.20", ratio >= 0.20))
        table.append((f"{size}: peak memory", f"{peaks[size]:.0f} MB", "", None))
    if len(sizes) > 1:
        growth = peaks[sizes[-1]] / peaks[sizes[0]]
        table.append((f"memory {sizes[-1]} / {sizes[0]}", f"{growth:.2f}", "<= 1.2", growth <= 1.2))
    report("b1_ingest", table, raw)

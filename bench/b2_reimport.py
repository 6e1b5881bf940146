"""B2: the same rows again, nothing changed, against the first import."""

from __future__ import annotations

from bench import database
from bench.measure import alternate, middle, report, rows_of


def run(sizes: list[str]) -> None:
    """Rows/s of a file saved anew (so that every row is looked at) against rows/s of its first import."""
    database.ensure_accounts()
    table, raw = [], {}
    for size in sizes:
        path = database.volume_file(rows_of(size))
        again_path = database.resaved(path)
        seen: list[dict[str, float]] = []

        def first(path=path) -> float:
            database.empty()
            return database.import_in_child(path)["seconds"]

        def again(path=again_path, seen=seen) -> float:
            seen.append(database.import_in_child(path))
            return seen[-1]["seconds"]

        first_s, again_s = alternate(first, again, 3 if rows_of(size) <= 200_000 else 1)
        same = database.import_in_child(path)
        again_path.unlink()
        ratio = middle(first_s) / middle(again_s)
        written = int(max(one["new"] + one["changed"] for one in seen))
        raw[size] = {"first": first_s, "again": seen, "same_file": same}
        table.append((f"{size}: re-saved file / first", f"{ratio:.2f}", ">= 2", ratio >= 2))
        table.append((f"{size}: rows written", str(written), "0", written == 0))
        table.append(
            (f"{size}: the very same file / first", f"{middle(first_s) / same['seconds']:.1f}", ">= 2", None)
        )
    report("b2_reimport", table, raw)

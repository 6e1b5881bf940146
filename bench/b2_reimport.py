"""B2: the same rows again, nothing changed, against the first import."""

from __future__ import annotations

from bench import database
from bench.measure import alternate, middle, report, rows_of


def run(sizes: list[str]) -> None:
    """Rows/s of the very same file, and of the same rows saved anew, against rows/s of the first import.

    The mark is for the same file. Rows saved anew are all looked at again: shown, because it is the honest worst case.
    """
    database.ensure_accounts()
    table, raw = [], {}
    for size in sizes:
        path = database.volume_file(rows_of(size))
        resaved_path = database.resaved(path)
        same: list[dict[str, float]] = []

        def first(path=path) -> float:
            database.empty()
            return database.import_in_child(path)["seconds"]

        def again(path=path, same=same) -> float:
            same.append(database.import_in_child(path))
            return same[-1]["seconds"]

        first_s, again_s = alternate(first, again, 3 if rows_of(size) <= 200_000 else 1)
        resaved = database.import_in_child(resaved_path)
        resaved_path.unlink()
        ratio = middle(first_s) / middle(again_s)
        written = int(max(one["new"] + one["changed"] for one in [*same, resaved]))
        raw[size] = {"first": first_s, "again": same, "resaved": resaved}
        table.append((f"{size}: the very same file / first", f"{ratio:.1f}", ">= 2", ratio >= 2))
        table.append((f"{size}: rows written", str(written), "0", written == 0))
        table.append(
            (f"{size}: saved anew / first", f"{middle(first_s) / resaved['seconds']:.2f}", "-", None)
        )
    report("b2_reimport", table, raw)

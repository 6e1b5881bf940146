"""What was measured of the intervals, in words for the page "Metode"."""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import Any

from django.utils.translation import gettext_lazy

from analytics_app.scoring.measured import Cell, read

#: The share of 90 % intervals that must hold the truth (method section 12, rule 8).
WANTED = (0.84, 0.95)
_PROCESSES = {
    "authors": gettext_lazy("pengaruh penulis"),
    "authors and root posts": gettext_lazy("pengaruh penulis dan unggahan induk"),
    "authors, root posts and weeks": gettext_lazy("pengaruh penulis, unggahan induk, dan pekan"),
}
_MEASURES = {"S": gettext_lazy("Mutu interaksi layanan"), "composite": gettext_lazy("Nilai gabungan")}


def measured_words() -> dict[str, Any]:
    """Rows by process and size, the cell that is farthest below what is wanted, and how sure the shares are."""
    found = read()
    rows: dict[tuple[str, int], list[Cell]] = {}
    for cell in found.cells:
        rows.setdefault((cell.process, cell.threads), []).append(cell)
    worst = min(found.cells, key=lambda cell: cell.held, default=None)
    return {
        "rows": [
            {"process": process_words(process), "threads": threads, "cells": [_cell(cell) for cell in cells]}
            for (process, threads), cells in rows.items()
        ],
        "measures": list(_MEASURES.values()),
        "worst": _cell(worst) if worst and worst.held < WANTED[0] else None,
        "ranks": [
            {
                "process": process_words(r.process),
                "members": r.members,
                "held": r.held,
                "mean_width": r.mean_width,
            }
            for r in found.ranks
        ],
        "accounts": found.accounts,
        "command": found.command,
        "day": date.fromisoformat(found.day),
        "error": sqrt(0.9 * 0.1 / found.accounts),  # standard error of a share near 90 %,
    }


def process_words(name: str) -> str:
    """A simulated process in the reader's language; one that was named later as it is."""
    return str(_PROCESSES.get(name, name))


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "words": _MEASURES[cell.measure],
        "process": process_words(cell.process),
        "threads": cell.threads,
        "held": cell.held,
        "half_width": cell.half_width,
        "is_outside": not WANTED[0] <= cell.held <= WANTED[1],
    }

"""How often intervals held the truth in simulation, as `bench.coverage` measured it; kept beside the code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

PATH = Path(__file__).with_name("measured_coverage.json")


@dataclass(frozen=True, slots=True)
class Cell:
    """Accounts of one size under one process. ``held``: share of the 90 % intervals that hold the truth (0-1).

    ``measure`` is "S" or "composite"; ``half_width`` in points of the score; ``accounts``: of how many.
    """

    process: str
    threads: int
    measure: str
    accounts: int
    held: float
    half_width: float


@dataclass(frozen=True, slots=True)
class RankCell:
    """5-95 % intervals of ranks among so many peers; ``mean_width`` in places."""

    process: str
    members: int
    cases: int
    held: float
    mean_width: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of the measurement. ``day``: ISO date on which it was made by ``command``."""

    command: str
    day: str
    accounts: int
    draws: int
    cells: tuple[Cell, ...]
    ranks: tuple[RankCell, ...]


def read() -> Measured:
    """What was measured last."""
    told = json.loads(PATH.read_text("utf-8"))
    cells, ranks = told.pop("cells"), told.pop("ranks")
    return Measured(
        **told, cells=tuple(Cell(**one) for one in cells), ranks=tuple(RankCell(**one) for one in ranks)
    )


def write(measured: Measured) -> None:
    """Keeps it for the page "Metode", six decimals."""
    told = asdict(measured)
    for one in (*told["cells"], *told["ranks"]):
        one.update({name: round(value, 6) for name, value in one.items() if isinstance(value, float)})
    PATH.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")

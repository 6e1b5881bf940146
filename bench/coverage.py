"""How often the published 90 % intervals, and the intervals of ranks, hold the truth on accounts that are known.

python -m bench.coverage [accounts a cell] [draws]

Prints each cell as it comes and at the end writes what the page "Metode" prints (scoring/measured_coverage.json).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

from analytics_app.indicators.definition import Dimension
from analytics_app.indicators.survival import kaplan_meier
from analytics_app.scoring.bootstrap import Clustering, Subject, indicator_scores, uncertainty
from analytics_app.scoring.measured import PATH, Cell, Measured, RankCell, write
from analytics_app.scoring.ranks import Member, compare, ranks_of
from analytics_app.scoring.samples import Answered, unweighted
from analytics_app.scoring.shrinkage import PROPORTIONS
from tests.method.processes import PROCESSES, Process, observe, some_account, truth

SIZES = (10, 30, 100, 500)


def main(accounts: int = 400, draws: int = 1000) -> None:
    print(
        f"{accounts} accounts a cell, {draws} draws; share of 90 % intervals that hold the truth, mean half-width"
    )
    cells = [
        cell
        for name, process in PROCESSES.items()
        for size in SIZES
        for cell in measure(name, process, size, accounts, draws)
    ]
    command = f"python -m bench.coverage {accounts} {draws}"
    today = datetime.now(UTC).date().isoformat()
    write(Measured(command, today, accounts, draws, tuple(cells), tuple(ranks())))
    print(f"written: {PATH}")


def measure(name: str, process: Process, size: int, accounts: int, draws: int) -> list[Cell]:
    """S and the composite of accounts of one size under one process."""
    rng = np.random.default_rng([20261121, size])
    held, width, start = {"S": 0, "composite": 0}, {"S": 0.0, "composite": 0.0}, perf_counter()
    counted = 0
    for seed in range(accounts):
        account = some_account(rng, size, max(30, size))
        found = uncertainty(observe(account, process, rng, seed), draws)
        if found.composite is None:
            continue
        counted += 1
        true = truth(account, process)
        for key, one in (
            ("S", found.dimensions[Dimension.SERVICE_INTERACTION]),
            ("composite", found.composite),
        ):
            held[key] += one.ninety.low <= true[key] <= one.ninety.high
            width[key] += (one.ninety.high - one.ninety.low) / 2
    took = 1000 * (perf_counter() - start) / max(1, counted)
    cells = [Cell(name, size, key, counted, held[key] / counted, width[key] / counted) for key in held]
    words = "  ".join(f"{cell.measure} {cell.held:.1%} ±{cell.half_width:.1f}" for cell in cells)
    print(f"{name:32} n = {size:4}: {words}  ({took:.0f} ms an account)", flush=True)
    return cells


def ranks(worlds: int = 10, members: int = 12, draws: int = 600) -> list[RankCell]:
    """How often the 5-95 % interval of a region's rank holds its true rank among peers."""
    cells = []
    for name, process in PROCESSES.items():
        rng, held, width = np.random.default_rng([20261121, 99]), 0, 0.0
        for world in range(worlds):
            accounts = [some_account(rng, int(rng.integers(40, 300)), 100) for _ in range(members)]
            true = ranks_of(np.array([[truth(account, process)["composite"] for account in accounts]]))[0]
            seen = [
                member(f"{place:02d}", observe(a, process, rng, place), draws)
                for place, a in enumerate(accounts)
            ]
            for place, one in enumerate(compare(seen, world, draws).standings.values()):
                held += one.low_rank <= true[place] <= one.high_rank
                width += one.high_rank - one.low_rank
        cases = worlds * members
        cells.append(RankCell(name, members, cases, held / cases, width / cases))
        print(
            f"{name:32} ranks among {members}: {held / cases:.1%} hold the true one, mean width {width / cases:.1f}",
            flush=True,
        )
    return cells


def member(code: str, subject: Subject, draws: int) -> Member:
    """What comparing needs of a subject: counts of its shares, replicates of the rest."""
    counts = {}
    for name in PROPORTIONS & subject.samples.keys():
        sample = subject.samples[name]
        x, n = unweighted(sample), float(sample.size)
        if isinstance(sample, Answered):
            curve = kaplan_meier(sample.waits.hours, sample.waits.answered)
            n = curve.n_effective(sample.horizon)
        counts[name] = (x * n, n)
    drawn = indicator_scores(subject, Clustering.ROOTS, draws)
    return Member(
        code, subject.points, counts, {name: one for name, one in drawn.items() if name not in counts}
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""How often the published 90 % intervals hold the truth, on accounts whose true scores are known.

python -m bench.coverage [accounts a cell] [draws]
"""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

from analytics_app.indicators.definition import Dimension
from analytics_app.scoring.bootstrap import uncertainty
from tests.method.processes import PROCESSES, observe, some_account, truth

SIZES = (10, 15, 30, 60, 100, 200, 500)


def main(accounts: int = 400, draws: int = 1000) -> None:
    print(
        f"{accounts} accounts a cell, {draws} draws; share of 90 % intervals that hold the truth, mean half-width"
    )
    for name, process in PROCESSES.items():
        for size in SIZES:
            rng = np.random.default_rng([20261121, size])
            held, width, start = {"S": 0, "composite": 0}, {"S": 0.0, "composite": 0.0}, perf_counter()
            counted = 0
            for seed in range(accounts):
                account = some_account(rng, size, max(30, size))
                subject = observe(account, process, rng, seed)
                found = uncertainty(subject, draws)
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
            cells = "  ".join(f"{key} {held[key] / counted:.1%} ±{width[key] / counted:.1f}" for key in held)
            print(f"{name:32} n = {size:4}: {cells}  ({took:.0f} ms an account)", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

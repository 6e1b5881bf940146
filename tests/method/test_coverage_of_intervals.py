"""How often the 90 % intervals hold the truth, where threads cluster as they do in life (bench/coverage.py: more)."""

import numpy as np
import pytest

from analytics_app.indicators.definition import Dimension
from analytics_app.scoring.bootstrap import uncertainty
from tests.method.processes import PROCESSES, observe, some_account, truth

ACCOUNTS = 150
DRAWS = 300
CASES = 100


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_intervals_hold_the_truth_as_often_as_they_say(name: str) -> None:
    process, rng = PROCESSES[name], np.random.default_rng([5, CASES])
    held = {"S": 0, "composite": 0}
    for seed in range(ACCOUNTS):
        account = some_account(rng, CASES, CASES)
        found, true = uncertainty(observe(account, process, rng, seed), DRAWS), truth(account, process)
        assert found.composite is not None
        service = found.dimensions[Dimension.SERVICE_INTERACTION]
        for key, one in (("S", service), ("composite", found.composite)):
            held[key] += one.ninety.low <= true[key] <= one.ninety.high
    shares = {key: count / ACCOUNTS for key, count in held.items()}
    assert all(0.84 <= share <= 0.95 for share in shares.values()), shares

"""How well coders agree, with intervals: Krippendorff's α (nominal, missing codes allowed) and Cohen's κ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics_app.indicators.agreement import MIN_ALPHA, cohen_kappa, krippendorff_nominal
from analytics_app.indicators.intervals import DRAWS, LEVEL, wilson
from analytics_app.records import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

Unit = Sequence[str | None]
"""The codes of one message, one place a coder; None where a coder gave none."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """``value`` None: undefined (nothing coded twice, or all codes alike). ``n`` units were coded twice or more."""

    value: float | None
    interval: Interval | None
    n: int

    @property
    def is_reliable(self) -> bool:
        """At or above the least α of the method (section 5.7)."""
        return self.value is not None and self.value >= MIN_ALPHA


def alpha(units: Sequence[Unit], seed: int) -> Agreement:
    """Krippendorff's α for nominal codes; percentile interval from units drawn again."""
    paired = [unit for unit in units if sum(code is not None for code in unit) > 1]
    value = krippendorff_nominal(paired)
    if value is None:
        return Agreement(None, None, len(paired))
    return Agreement(value, _interval(_coincidences(paired), _alphas, seed), len(paired))


def kappa(pairs: Sequence[tuple[str, str]], seed: int) -> Agreement:
    """Cohen's κ of two coders over the messages that both coded; percentile interval from messages drawn again."""
    tables = _tables(pairs)
    n = len(pairs)
    total = tables.sum(axis=0)
    if not n or _expected(total / n) >= 1:
        return Agreement(None, None, n)
    value = cohen_kappa(float(total.trace()) / n, _expected(total / n))
    return Agreement(value, _interval(tables, _kappas, seed), n)


# --- each unit as a table of codes ---------------------------------------------------------------


def _coincidences(units: Sequence[Unit]) -> Matrix:
    """(units, classes, classes): the coincidences that each unit adds."""
    import numpy as np  # pages that show no agreement do without

    place = _places(code for unit in units for code in unit)
    tables = np.zeros((len(units), len(place), len(place)))
    for table, unit in zip(tables, units, strict=True):
        codes = [place[code] for code in unit if code is not None]
        for one, first in enumerate(codes):
            for other, second in enumerate(codes):
                if one != other:
                    table[first, second] += 1 / (len(codes) - 1)
    return tables


def _tables(pairs: Sequence[tuple[str, str]]) -> Matrix:
    """(pairs, classes, classes) with a single 1 each."""
    import numpy as np

    place = _places(code for pair in pairs for code in pair)
    tables = np.zeros((len(pairs), len(place), len(place)))
    for table, (one, other) in zip(tables, pairs, strict=True):
        table[place[one], place[other]] = 1
    return tables


def _places(codes: Iterable[str | None]) -> dict[str, int]:
    return {code: n for n, code in enumerate(sorted({code for code in codes if code is not None}))}


# --- many draws at once --------------------------------------------------------------------------


def _interval(tables: Matrix, statistic: Callable[[Matrix], Matrix], seed: int) -> Interval:
    """Where no unit differs no draw can: then Wilson's bound of the observed agreement stands for it."""
    import numpy as np

    n = len(tables)
    # Units that were coded alike are drawn together: a thousand of them are a few dozen kinds.
    kinds, counts = np.unique(tables.reshape(n, -1), axis=0, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(n, counts / n, size=DRAWS)
    sums = (drawn @ kinds).reshape(DRAWS, *tables.shape[1:])
    found = statistic(sums)
    low, high = np.percentile(
        found[np.isfinite(found)], [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2]
    ).tolist()
    if np.isclose(tables.sum(), tables.sum(axis=0).trace()):
        shares = tables.sum(axis=0).sum(axis=0) / tables.sum()
        low = 1 - (1 - wilson(n, n).low) / (1 - float(shares @ shares))
    return Interval(low, high, LEVEL)


def _alphas(sums: Matrix) -> Matrix:
    """α = 1 − (n − 1)·Σ o(c,k≠c) / (n² − Σ n_c²), of each table of coincidences; nan where undefined."""
    import numpy as np

    margins = sums.sum(axis=2)
    n = margins.sum(axis=1)
    observed = n - np.trace(sums, axis1=1, axis2=2)
    expected = n * n - (margins * margins).sum(axis=1)
    alphas: Matrix = 1 - (n - 1) * observed / np.where(expected > 0, expected, np.nan)
    return alphas


def _kappas(sums: Matrix) -> Matrix:
    """κ = (p_o − p_e)/(1 − p_e) of each contingency table; nan where undefined."""
    import numpy as np

    shares = sums / sums.sum(axis=(1, 2), keepdims=True)
    observed = np.trace(shares, axis1=1, axis2=2)
    expected = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    kappas: Matrix = (observed - expected) / np.where(expected < 1, 1 - expected, np.nan)
    return kappas


def _expected(shares: Matrix) -> float:
    return float(shares.sum(axis=0) @ shares.sum(axis=1))

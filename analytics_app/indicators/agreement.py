"""How well coders agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

MIN_ALPHA = 0.667


def krippendorff_nominal(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's α for nominal labels, one sequence of the coders' labels a unit (None: not coded).

    None where it is undefined: no unit coded twice, or all labels equal.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    totals: Counter[Hashable] = Counter()
    for unit in units:
        labels = [label for label in unit if label is not None]
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        totals.update(counts)
        for one, n in counts.items():
            for other, m in counts.items():
                pairs = n * (m - (one == other))
                coincidences[one, other] += pairs / (len(labels) - 1)  # type: ignore[assignment]
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = sum(count for (one, other), count in coincidences.items() if one != other)
    return 1 - (n - 1) * observed / expected


def cohen_kappa(observed: float, expected: float) -> float:
    """κ from the observed and the expected share of agreement."""
    return (observed - expected) / (1 - expected)

"""How good labels are, against codes given by people: counted per class, nothing left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

DRAWS, SEED = 1000, 20261121


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: of those so labelled, how many rightly; of those that are it, how many found. None: no cases."""

    name: str
    precision: float | None
    recall: float | None
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All classes that occur among codes or labels; ``confusion[(code, label)]`` counts."""

    classes: tuple[ClassFigures, ...]
    accuracy: float
    macro_f1: float
    abstained: int
    n: int
    confusion: dict[tuple[str, str | None], int]


def evaluate(codes: Sequence[str], labels: Sequence[str | None]) -> Evaluation:
    """Compares labels with codes; an abstention (None) is a miss of its class. Raises ValueError without codes.

    The macro F1 is the plain mean over the classes that occur among the codes.
    """
    if not codes:
        raise ValueError("nothing to compare")
    pairs = Counter(zip(codes, labels, strict=True))
    coded, labelled = Counter(codes), Counter(labels)
    names = sorted(set(coded) | {label for label in labelled if label is not None})
    figures = tuple(_figures(name, pairs[name, name], labelled[name], coded[name]) for name in names)
    counted = [one.f1 for one in figures if one.support]
    right = sum(pairs[name, name] for name in names)
    return Evaluation(
        figures, right / len(codes), sum(counted) / len(counted), labelled[None], len(codes), dict(pairs)
    )


def _figures(name: str, both: int, labelled: int, coded: int) -> ClassFigures:
    return ClassFigures(
        name,
        both / labelled if labelled else None,
        both / coded if coded else None,
        2 * both / (labelled + coded),
        coded,
    )


def macro_f1_interval(found: Evaluation) -> tuple[float, float]:
    """95 per cent bootstrap interval of the macro F1: the texts are drawn again with replacement, DRAWS times."""
    import numpy as np  # pages that show figures per class need none of it

    cells = list(found.confusion)
    names = {name: place for place, name in enumerate(sorted({code for code, _ in cells}))}
    share = np.array([found.confusion[cell] for cell in cells]) / found.n
    drawn = np.random.default_rng(SEED).multinomial(found.n, share, DRAWS)
    coded, labelled, both = (np.zeros((DRAWS, len(names))) for _ in range(3))
    for (code, label), n in zip(cells, drawn.T, strict=True):
        coded[:, names[code]] += n
        if label in names:
            labelled[:, names[label]] += n
        if label == code:
            both[:, names[code]] += n
    f1 = 2 * both / np.maximum(coded + labelled, 1)
    means = f1.sum(axis=1) / np.maximum((coded > 0).sum(axis=1), 1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance between stated confidence and share right, over equal bins of confidence, weighted by cases."""
    total = 0.0
    for place in range(bins):
        members = [
            (confidence, hit)
            for confidence, hit in zip(confidences, right, strict=True)
            if min(int(confidence * bins), bins - 1) == place
        ]
        if members:
            total += abs(sum(confidence for confidence, _ in members) - sum(hit for _, hit in members))
    return total / len(confidences)

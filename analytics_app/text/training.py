"""Trains a linear model from texts with codes, and measures it on texts that it has not seen.

With few classes two kinds of linear machine see the same features: a support vector machine, and one on features
scaled by how much more often each occurs inside a class than outside (Wang & Manning 2012, "Baselines and Bigrams").
Their scores are brought to one scale and added; since both are linear the result is one matrix of weights. With many
classes one ridge regression learns all of them, and the name of each class counts as a text of it. One factor, chosen
on held-out texts, turns scores into probabilities that mean what they say.

scikit-learn and scipy are loaded here, inside functions: no web process trains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics_app.text.evaluation import (
    Evaluation,
    evaluate,
    expected_calibration_error,
    macro_f1_interval,
)
from analytics_app.text.features import Counts, Floats, letter_counts, read_letters, read_texts, word_counts
from analytics_app.text.model import BATCH, Block, TextModel, _softmax

SEED = 20261121
Learnt = tuple[npt.NDArray[np.float64], Any]  # weights and constants


class TooLittle(ValueError):
    """Too few texts or classes to learn from."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is trained."""

    bits: int = 18
    minimum_texts: int = 2  # a feature that fewer texts have tells nothing
    penalty: float = 0.1  # of the machine on plain features; smaller is smoother
    ratio_penalty: float = 0.1  # of the machine on scaled features
    folds: int = 5
    threshold: float = 0.4
    balanced: bool = True
    search: bool = True  # try PENALTIES and keep the best


PENALTIES = ((0.1, 0.1), (0.1, 1.0), (0.3, 1.0))
MANY_CLASSES, FEW_TEXTS, LEAST_TEXTS = 30, 2000, 50
#: With many classes: shrinkage, weight of a class's name against a text's, letters against words, accuracy, steps.
SHRINKAGE, NAME_WEIGHT, LETTERS_WEIGHT, TOLERANCE, STEPS = 1.0, 3.0, 2.0, 0.01, 40
#: How much of the head start that common classes have is left to them.
HEAD_START = 0.5
#: What each class of a kind ("Kelurahan …") adds to the scores of the others, where a kind has so many classes.
KINSHIP, LARGE_KIND = 0.1, 30


def settings_for(labels: Sequence[str], base: Settings | None = None) -> Settings:
    """Settings that suit the table: with many classes rare ones are not lifted and fewer folds do.

    Of few texts more are learnt from in each fold, or what is measured would be a poorer model than what is made.
    """
    if len(set(labels)) > MANY_CLASSES:
        return replace(base or Settings(), folds=3, threshold=0.2, balanced=False, search=False)
    if base is None and 2 * LEAST_TEXTS <= len(labels) <= FEW_TEXTS:
        return Settings(folds=10)
    return base or Settings()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts read and counted once, for all folds."""

    words: Counts
    letters: Counts


@dataclass(frozen=True, slots=True)
class Machine:
    """Weights before probabilities: scores are ``features @ weights + bias``."""

    words: Block
    letters: Block
    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Trained:
    """A model of all texts; ``held_out`` are the labels of each text by one that had not seen it."""

    model: TextModel
    evaluation: Evaluation
    held_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores of every text by a machine that had not seen it (nor a copy of it)."""

    scores: Floats
    classes: tuple[str, ...]


def train_model(
    task: str,
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    name: str | None = None,
    settings: Settings | None = None,
    groups: Sequence[str] | None = None,
) -> Trained:
    """A model of all texts, and what cross-validation found. Raises TooLittle.

    Copies of a text never stand on both sides of a fold; ``groups`` names what else must stay together (the
    translations of one sentence).
    """
    settings = settings_for(labels, settings)
    groups = groups or read_texts(texts)
    _require_enough(labels, groups)
    prepared = _prepare(texts, settings.bits)
    settings, held_out = _choose(prepared, groups, labels, settings)
    factor = _best_factor(held_out, labels)
    chances = _softmax(held_out.scores * factor)
    found = [held_out.classes[place] for place in chances.argmax(axis=1)]
    evaluation, measured = _measure(chances, held_out.classes, labels, settings)
    machine = _fit(prepared, np.arange(len(labels)), labels, held_out.classes, settings)
    about = {
        "data": {"sha256": data_hash(texts, labels), "rows": len(texts), "classes": dict(Counter(labels))},
        "settings": asdict(settings) | {"factor": factor, "seed": SEED},
        "measured": measured,
    }
    model = TextModel(
        name=name or task,
        task=task,
        classes=held_out.classes,
        bits=settings.bits,
        words=machine.words,
        letters=machine.letters,
        weights=machine.weights * np.float32(factor),
        bias=machine.bias * np.float32(factor),
        threshold=settings.threshold,
        about=about,
    )
    return Trained(model, evaluation, tuple(found))


def data_hash(texts: Sequence[str], labels: Sequence[str]) -> str:
    """One digest of all texts and labels, whatever their order."""
    digests = sorted(
        sha256(f"{label}\0{text}".encode("utf-8", "replace")).digest()
        for text, label in zip(texts, labels, strict=True)
    )
    return sha256(b"".join(digests)).hexdigest()


def _require_enough(labels: Sequence[str], groups: Sequence[str]) -> None:
    if len(set(labels)) < 2:
        raise TooLittle("perlu sedikitnya dua kelas")
    if len(set(groups)) < LEAST_TEXTS:
        raise TooLittle(
            f"perlu sedikitnya {LEAST_TEXTS} teks berbeda yang berkode, yang ada {len(set(groups))}"
        )


# --- measuring -----------------------------------------------------------------------------------


def _choose(
    prepared: Prepared, groups: Sequence[str], labels: Sequence[str], settings: Settings
) -> tuple[Settings, HeldOut]:
    """The penalties of PENALTIES under which held-out texts are labelled best, and how they were labelled then."""
    tries = []
    for penalty, ratio_penalty in (
        PENALTIES if settings.search else ((settings.penalty, settings.ratio_penalty),)
    ):
        one = replace(settings, penalty=penalty, ratio_penalty=ratio_penalty)
        held_out = _cross_validate(prepared, groups, labels, one)
        found = [held_out.classes[place] for place in held_out.scores.argmax(axis=1)]
        tries.append((evaluate(labels, found).macro_f1, one, held_out))
    best = max(tries, key=lambda each: each[0])
    return best[1], best[2]


def _cross_validate(
    prepared: Prepared, groups: Sequence[str], labels: Sequence[str], settings: Settings
) -> HeldOut:
    classes = tuple(sorted(set(labels)))
    scores = np.zeros((len(labels), len(classes)), np.float32)
    for training, testing in _folds(groups, labels, settings.folds):
        machine = _fit(prepared, training, labels, classes, settings)
        scores[testing] = _features(machine, prepared, testing) @ machine.weights + machine.bias
    return HeldOut(scores, classes)


def _folds(groups: Sequence[str], labels: Sequence[str], folds: int) -> Any:
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    places = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    numbers = [places[name] for name in groups]
    if min(Counter(labels).values()) < folds:
        return GroupKFold(folds, shuffle=True, random_state=SEED).split(numbers, labels, numbers)
    return StratifiedGroupKFold(folds, shuffle=True, random_state=SEED).split(numbers, labels, numbers)


def _best_factor(held_out: HeldOut, labels: Sequence[str]) -> float:
    """The factor under which the held-out codes are likeliest."""
    from scipy.optimize import minimize_scalar

    right = np.searchsorted(np.array(held_out.classes), np.array(labels))
    rows = np.arange(len(right))

    def surprise(power: float) -> float:
        chances = _softmax(held_out.scores * np.exp(power))
        return float(-np.log(np.maximum(chances[rows, right], 1e-9)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-4, 4), method="bounded").x))


def _measure(
    chances: Floats, classes: tuple[str, ...], labels: Sequence[str], settings: Settings
) -> tuple[Evaluation, dict[str, Any]]:
    best = chances.argmax(axis=1)
    found = [classes[place] for place in best]
    confidence = chances.max(axis=1)
    evaluation = evaluate(labels, found)
    kept = confidence >= settings.threshold
    hits = np.array([code == label for code, label in zip(labels, found, strict=True)])
    order = np.argsort(-chances, axis=1)[:, :3]
    right = np.searchsorted(np.array(classes), np.array(labels))
    measured = {
        "method": f"{settings.folds}-fold cross-validation, copies of a text on one side",
        "n": len(labels),
        "accuracy": round(evaluation.accuracy, 4),
        "macro_f1": round(evaluation.macro_f1, 4),
        "macro_f1_interval": [round(end, 4) for end in macro_f1_interval(evaluation)],
        "among_first_three": round(float((order == right[:, None]).any(axis=1).mean()), 4),
        "calibration_error": round(expected_calibration_error(confidence.tolist(), hits.tolist()), 4),
        "abstained": round(float((~kept).mean()), 4),
        "accuracy_where_not_abstained": round(float(hits[kept].mean()), 4) if kept.any() else None,
        "classes": [asdict(figures) for figures in evaluation.classes],
    }
    return evaluation, measured


# --- fitting -------------------------------------------------------------------------------------


def _prepare(texts: Sequence[str], bits: int) -> Prepared:
    words, letters = [], []
    for start in range(0, len(texts), BATCH):
        read = read_letters(read_texts(texts[start : start + BATCH]))
        words.append(word_counts(read, bits))
        letters.append(letter_counts(read, bits))
    return Prepared(_join(words), _join(letters))


def _join(parts: Sequence[Counts]) -> Counts:
    offsets = np.cumsum([0, *(len(part.columns) for part in parts)])
    starts = [part.starts[:-1] + offset for part, offset in zip(parts, offsets, strict=False)]
    return Counts(
        np.concatenate([*starts, offsets[-1:]]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.values for part in parts]),
    )


def _take(counts: Counts, rows: npt.NDArray[np.int64]) -> Counts:
    lengths = np.diff(counts.starts)[rows]
    starts = np.concatenate(([0], np.cumsum(lengths)))
    places = np.repeat(counts.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
    return Counts(starts, counts.columns[places], counts.values[places])


def _block(counts: Counts, settings: Settings) -> Block:
    """The features that enough texts have, and how rare each is."""
    texts = len(counts.starts) - 1
    having = np.bincount(counts.columns, minlength=1 << settings.bits)
    columns = np.flatnonzero(having >= settings.minimum_texts)
    idf = np.log((1 + texts) / (1 + having[columns])) + 1
    # What is stored is rounded; what is learnt must see the same numbers.
    return Block.of(columns, idf.astype(np.float16).astype(np.float32), settings.bits)


def _features(machine: Machine, prepared: Prepared, rows: npt.NDArray[np.int64]) -> Any:
    from scipy.sparse import hstack

    return hstack(
        (
            machine.words.weigh(_take(prepared.words, rows)),
            machine.letters.weigh(_take(prepared.letters, rows)),
        ),
        format="csr",
    )


def _fit(
    prepared: Prepared,
    rows: npt.NDArray[np.int64],
    labels: Sequence[str],
    classes: tuple[str, ...],
    settings: Settings,
) -> Machine:
    words = _block(_take(prepared.words, rows), settings)
    letters = _block(_take(prepared.letters, rows), settings)
    size = len(words.columns) + len(letters.columns)
    empty = Machine(words, letters, np.zeros((size, 0), np.float32), np.zeros(0, np.float32))
    features = _features(empty, prepared, rows)
    codes = np.array(labels)[rows]
    present = [place for place, name in enumerate(classes) if (codes == name).any()]
    names = [classes[place] for place in present]
    weights = np.zeros((size, len(classes)), np.float32)
    bias = np.full(len(classes), -10.0, np.float32)  # a class that these rows do not have
    if len(classes) <= MANY_CLASSES:
        weights[:, present], bias[present] = _learn(features, codes, names, settings)
    else:
        weights[:, present], bias[present] = _learn_with_names(empty, features, codes, names, settings)
    return Machine(words, letters, weights, bias)


def _learn_with_names(
    machine: Machine, features: Any, codes: npt.NDArray[Any], names: Sequence[str], settings: Settings
) -> Learnt:
    """Reads the name of each class as a text of it: a rare one ("Kelurahan Ploso") is often called by its name."""
    from scipy.sparse import diags, vstack

    named = _features(machine, _prepare(names, settings.bits), np.arange(len(names)))
    scale = np.repeat(
        np.sqrt(np.array([1, LETTERS_WEIGHT], np.float32)),
        (len(machine.words.columns), len(machine.letters.columns)),
    )
    weights, constants = _learn_together(vstack((features, named), format="csr") @ diags(scale), codes, names)
    return scale[:, None] * weights, constants


def _learn(features: Any, codes: npt.NDArray[Any], classes: Sequence[str], settings: Settings) -> Learnt:
    """Sum of both machines; one scale for all classes of a machine, or rare classes would be lifted."""
    plain = [_machine(features, codes == name, settings.penalty, settings) for name in classes]
    scaled = [_ratio_machine(features, codes == name, settings) for name in classes]
    weights, bias = np.zeros((features.shape[1], len(classes))), np.zeros(len(classes))
    for machine in (plain, scaled):
        columns = np.stack([one for one, _ in machine], axis=1)
        spread = float((features @ columns).std()) or 1.0
        weights += columns / spread
        bias += np.array([constant for _, constant in machine]) / spread
    return weights, bias


def _learn_together(features: Any, codes: npt.NDArray[Any], classes: Sequence[str]) -> Learnt:
    """All classes at once: ridge regression on which class a text has (Hoerl & Kennard 1970), by conjugate gradients.

    One machine a class would take minutes with hundreds of classes, and ranks the second and third best worse. Least
    squares lets the most common classes be named for every text that says little; they keep HEAD_START of that. The
    last ``len(classes)`` rows of the features are the names of the classes.
    """
    from scipy.sparse import diags

    names = len(classes)
    right = np.searchsorted(np.array(classes), codes)  # classes are sorted
    target = np.zeros((len(codes) + names, names), np.float32)
    target[np.arange(len(target)), np.concatenate((right, np.arange(names)))] = 1
    share = target[:-names].mean(axis=0)
    trust = np.sqrt(np.repeat(np.array([1, NAME_WEIGHT], np.float32), (len(codes), names)))
    weighed = (diags(trust) @ features).astype(np.float32).tocsr()
    turned = weighed.T.tocsr()
    weights = turned @ _solve(weighed, turned, trust[:, None] * (target - share))
    lent = _lent(classes)
    return weights @ lent, HEAD_START * share @ lent


def _lent(classes: Sequence[str]) -> Floats:
    """What each class (row) gives to each (column): all to itself, KINSHIP of it to every class of its kind as well.

    A village office has too few texts to learn from which matters village offices do; all of them together have
    enough. Classes are of one kind where their names begin with the same word.
    """
    kinds = np.array([name.partition(" ")[0] for name in classes])
    kin = kinds[:, None] == kinds
    kin[:, kin.sum(axis=0) < LARGE_KIND] = False
    lent: Floats = np.eye(len(classes), dtype=np.float32) + np.float32(KINSHIP) * kin
    return lent


def _solve(features: Any, turned: Any, target: Floats) -> Floats:
    """``a`` of (F Fᵀ + SHRINKAGE) a = target, all columns side by side, to within TOLERANCE."""
    found, rest = np.zeros_like(target), target.copy()
    step, length = rest.copy(), (rest * rest).sum(axis=0)
    enough = np.maximum(TOLERANCE**2 * length, np.finfo(np.float32).tiny)
    for _ in range(STEPS):
        reached = features @ (turned @ step) + np.float32(SHRINKAGE) * step
        stride = length / np.maximum((step * reached).sum(axis=0), np.finfo(np.float32).tiny)
        found += stride * step
        rest -= stride * reached
        before, length = length, (rest * rest).sum(axis=0)
        if (length <= enough).all():
            break
        step = rest + length / np.maximum(before, np.finfo(np.float32).tiny) * step
    return found


def _ratio_machine(features: Any, inside: npt.NDArray[np.bool_], settings: Settings) -> Learnt:
    from scipy.sparse import diags

    ratio = _log_ratio(features, inside)
    weights, constant = _machine(features @ diags(ratio), inside, settings.ratio_penalty, settings)
    return weights * ratio, constant


def _machine(features: Any, inside: npt.NDArray[np.bool_], penalty: float, settings: Settings) -> Learnt:
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=penalty, class_weight="balanced" if settings.balanced else None, random_state=SEED)
    machine.fit(features, inside)
    return machine.coef_[0], float(machine.intercept_[0])


def _log_ratio(features: Any, inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """How much more weight a feature has inside the class than outside, as a logarithm; smoothed by one."""
    within = np.asarray(features[inside].sum(axis=0)).ravel() + 1
    without = np.asarray(features[~inside].sum(axis=0)).ravel() + 1
    ratio: npt.NDArray[np.float64] = np.log(within / within.sum()) - np.log(without / without.sum())
    return ratio

"""A trained linear model: what it stores, how it labels, and how it is written to and read from files.

``NAME.npz`` holds numbers alone and is read without pickle; ``NAME.json`` beside it says what they are: format and
feature version, task, classes, settings, what it was trained on (as a hash), measured figures, and the digest of the
numbers. Nothing of the texts is in either.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics_app.text.features import (
    FEATURES_VERSION,
    Counts,
    Floats,
    Ints,
    letter_counts,
    read_letters,
    read_texts,
    word_counts,
)

FORMAT = 1
BATCH = 1000
_ARRAYS = ("word_columns", "word_idf", "letter_columns", "letter_idf", "weights", "bias")


class ModelUnusable(Exception):
    """A model that cannot be used; the rules do the work."""


class ModelMissing(ModelUnusable):
    """There is no such model."""


class ModelCorrupt(ModelUnusable):
    """The files are damaged or do not belong together."""


class ModelIncompatible(ModelUnusable):
    """The files are whole, but made for another version of the program."""


@dataclass(frozen=True, slots=True)
class Block:
    """The features of one kind that the model knows: ``places`` of the hash's buckets (-1 unknown) and weights."""

    columns: Ints
    idf: Floats
    places: npt.NDArray[np.int32]

    @classmethod
    def of(cls, columns: Ints, idf: Floats, bits: int) -> Block:
        places = np.full(1 << bits, -1, np.int32)
        places[columns] = np.arange(len(columns), dtype=np.int32)
        return cls(columns, idf.astype(np.float32), places)

    def weigh(self, counts: Counts) -> Any:
        """Counts as a sparse matrix: 1 + ln(count), times idf, every row of length one."""
        from scipy.sparse import csr_matrix

        places = self.places[counts.columns]
        known = places >= 0
        ends = np.concatenate(([0], np.cumsum(known)))[counts.starts]
        places = places[known]
        values: Floats = (1 + np.log(counts.values[known])) * self.idf[places]
        squares = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
        lengths = np.sqrt(np.maximum(np.diff(squares[ends]), 1e-12))
        scale = np.repeat(1 / lengths, np.diff(ends)).astype(np.float32)
        return csr_matrix((values * scale, places, ends), shape=(len(ends) - 1, len(self.columns)))


@dataclass(frozen=True, slots=True)
class TextModel:
    """Linear scores over words and letters, as probabilities; abstains below ``threshold``."""

    name: str
    task: str
    classes: tuple[str, ...]
    bits: int
    words: Block
    letters: Block
    weights: Floats  # features × classes, already scaled so that softmax gives probabilities
    bias: Floats
    threshold: float
    about: Mapping[str, Any]

    @property
    def version(self) -> str:
        """Name and the beginning of the digest of its numbers."""
        return f"{self.name}@{self.about.get('digest', '')[:8]}"

    def features(self, texts: Sequence[str]) -> Any:
        """The texts' features as one sparse matrix, words before letters."""
        from scipy.sparse import hstack

        letters = read_letters(read_texts(texts))
        return hstack(
            (
                self.words.weigh(word_counts(letters, self.bits)),
                self.letters.weigh(letter_counts(letters, self.bits)),
            ),
            format="csr",
        )

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """One row a text, one column a class, each row sums to one."""
        if not texts:
            return np.empty((0, len(self.classes)), np.float32)
        return np.concatenate(
            [_softmax(self.features(part) @ self.weights + self.bias) for part in _batches(texts)]
        )


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


def _softmax(scores: Any) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


# --- files ---------------------------------------------------------------------------------------


def save_model(model: TextModel, folder: Path) -> Path:
    """Writes both files, the numbers first; returns the path of the JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = io.BytesIO()
    np.savez_compressed(
        numbers,
        word_columns=model.words.columns.astype(np.int32),
        word_idf=model.words.idf.astype(np.float16),
        letter_columns=model.letters.columns.astype(np.int32),
        letter_idf=model.letters.idf.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
    )
    content = {
        **model.about,
        "format": FORMAT,
        "features": FEATURES_VERSION,
        "name": model.name,
        "task": model.task,
        "classes": list(model.classes),
        "bits": model.bits,
        "threshold": model.threshold,
        "digest": sha256(numbers.getvalue()).hexdigest(),
    }
    path = folder / f"{model.name}.json"
    _replace(path.with_suffix(".npz"), numbers.getvalue())
    _replace(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
    return path


def _replace(path: Path, content: bytes) -> None:
    """Whoever reads meanwhile sees the old file or the new one, never a part."""
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(content)
    draft.replace(path)


def load_model(path: Path) -> TextModel:
    """Reads a model by its JSON file. Raises ModelMissing, ModelCorrupt, ModelIncompatible."""
    if not path.exists():
        raise ModelMissing(f"{path.name}: tidak ada model ini")
    try:
        about = json.loads(path.read_bytes())
        versions = (about["format"], about["features"])
    except (ValueError, TypeError, KeyError) as problem:
        raise ModelCorrupt(f"{path.name}: bukan keterangan model, atau terpotong") from problem
    if versions != (FORMAT, FEATURES_VERSION):
        raise ModelIncompatible(
            f"{path.name}: format {versions[0]}, fitur {versions[1]}; "
            f"program ini membaca {FORMAT} dan {FEATURES_VERSION}"
        )
    try:
        content = path.with_suffix(".npz").read_bytes()
    except OSError as problem:
        raise ModelCorrupt(f"{path.name}: berkas angkanya ({path.stem}.npz) tidak ada") from problem
    if sha256(content).hexdigest() != about.get("digest"):
        raise ModelCorrupt(f"{path.name}: berkas angkanya ({path.stem}.npz) rusak atau milik model lain")
    try:
        return _assemble(about, content)
    except (ValueError, TypeError, KeyError, IndexError, OSError, EOFError) as problem:
        raise ModelCorrupt(f"{path.name}: angka dan keterangannya tidak cocok") from problem


def _assemble(about: dict[str, Any], content: bytes) -> TextModel:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in _ARRAYS}
    bits, classes = int(about["bits"]), tuple(map(str, about["classes"]))
    words = Block.of(arrays["word_columns"], arrays["word_idf"], bits)
    letters = Block.of(arrays["letter_columns"], arrays["letter_idf"], bits)
    weights, bias = arrays["weights"].astype(np.float32), arrays["bias"]
    if weights.shape != (len(words.columns) + len(letters.columns), len(classes)):
        raise ValueError("shape of the weights")
    if bias.shape != (len(classes),) or not (np.isfinite(weights).all() and np.isfinite(bias).all()):
        raise ValueError("weights")
    return TextModel(
        name=str(about["name"]),
        task=str(about["task"]),
        classes=classes,
        bits=bits,
        words=words,
        letters=letters,
        weights=weights,
        bias=bias,
        threshold=float(about["threshold"]),
        about=about,
    )

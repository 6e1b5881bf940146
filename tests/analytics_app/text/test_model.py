"""Models in files: what is written is read back, what is damaged or foreign is told apart."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from analytics_app.text.model import (
    ModelCorrupt,
    ModelIncompatible,
    ModelMissing,
    ModelUnusable,
    TextModel,
    load_model,
    save_model,
)
from analytics_app.text.training import (
    KINSHIP,
    LARGE_KIND,
    SHRINKAGE,
    Settings,
    TooLittle,
    _lent,
    _solve,
    data_hash,
    train_model,
)

TEXTS = [
    f"{word} {n} di sini" for n in range(30) for word in ("air keruh mati", "terima kasih", "kapan buka")
]
LABELS = ["keluhan", "pujian", "tanya"] * 30


@pytest.fixture(scope="module")
def model() -> TextModel:
    return train_model("coba", TEXTS, LABELS, settings=Settings(bits=12, search=False)).model


@pytest.fixture
def path(model: TextModel, tmp_path: Path) -> Path:
    return save_model(model, tmp_path)


def test_a_model_read_from_its_files_says_the_same(model: TextModel, path: Path) -> None:
    read = load_model(path)
    assert np.abs(read.probabilities(TEXTS) - model.probabilities(TEXTS)).max() < 2e-3
    assert (read.classes, read.task, read.threshold) == (
        ("keluhan", "pujian", "tanya"),
        "coba",
        model.threshold,
    )
    assert read.version.startswith("coba@")
    assert len(read.version) == len("coba@") + 8


def test_files_hold_no_text_and_nothing_pickled(path: Path) -> None:
    assert "keruh" not in path.read_text()
    with np.load(path.with_suffix(".npz"), allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "if" for name in arrays.files)


def test_description_names_data_settings_and_figures(path: Path) -> None:
    about = json.loads(path.read_text())
    assert about["data"]["sha256"] == data_hash(TEXTS, LABELS) == data_hash(TEXTS[::-1], LABELS[::-1])
    assert about["data"]["rows"] == 90
    assert {one["name"] for one in about["measured"]["classes"]} == set(LABELS)


def test_an_absent_model_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        load_model(tmp_path / "tidak-ada.json")


@pytest.mark.parametrize(
    "damage", ["cut", "flipped", "none", "no_json", "half_json", "other_shape", "no_classes"]
)
def test_damaged_files_are_corrupt(path: Path, damage: str) -> None:
    numbers = path.with_suffix(".npz")
    if damage == "cut":
        numbers.write_bytes(numbers.read_bytes()[:-100])
    elif damage == "flipped":
        content = bytearray(numbers.read_bytes())
        content[len(content) // 2] ^= 255
        numbers.write_bytes(content)
    elif damage == "none":
        numbers.unlink()
    elif damage == "no_json":
        path.write_bytes(b"\x80\x04binary")
    elif damage == "half_json":
        path.write_text(path.read_text()[:200])
    else:
        about = json.loads(path.read_text())
        about["classes"] = about["classes"][:2] if damage == "other_shape" else None
        path.write_text(json.dumps(about))
    with pytest.raises(ModelCorrupt):
        load_model(path)


@pytest.mark.parametrize("field", ["format", "features"])
def test_a_model_of_another_version_is_incompatible_and_not_corrupt(path: Path, field: str) -> None:
    about = json.loads(path.read_text())
    about[field] += 1
    path.write_text(json.dumps(about))
    with pytest.raises(ModelIncompatible):
        load_model(path)


def test_all_troubles_are_of_one_kind() -> None:
    assert all(issubclass(one, ModelUnusable) for one in (ModelMissing, ModelCorrupt, ModelIncompatible))


def test_probabilities_sum_to_one_and_separate_what_is_separable(model: TextModel) -> None:
    chances = model.probabilities(["air keruh", "terima kasih", ""])
    assert chances.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert [model.classes[place] for place in chances.argmax(axis=1)[:2]] == ["keluhan", "pujian"]
    assert model.probabilities([]).shape == (0, 3)


def test_training_twice_gives_the_same_numbers() -> None:
    settings = Settings(bits=12, search=False)
    first, second = (train_model("coba", TEXTS, LABELS, settings=settings).model for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_copies_of_a_text_never_stand_on_both_sides_of_a_fold() -> None:
    """Random labels can only be learnt by heart: measured on copies they would look known."""
    texts = [f"kalimat {n}" for n in range(60) for _ in range(4)]
    labels = [("a", "b")[(n * 7919 >> 3) % 2] for n in range(60) for _ in range(4)]
    assert (
        train_model("coba", texts, labels, settings=Settings(bits=14, search=False)).evaluation.accuracy < 0.8
    )


@pytest.mark.parametrize(("texts", "labels"), [([], []), (["a"] * 80, ["x"] * 80), (["a", "b"], ["x", "y"])])
def test_too_few_texts_or_classes_are_refused(texts: list[str], labels: list[str]) -> None:
    with pytest.raises(TooLittle):
        train_model("coba", texts, labels)


def test_a_class_with_one_text_does_not_stop_training() -> None:
    trained = train_model(
        "coba", [*TEXTS, "unik"], [*LABELS, "langka"], settings=Settings(bits=12, search=False)
    )
    assert "langka" in trained.model.classes


def test_many_classes_are_learnt_at_once_and_the_right_one_stands_among_the_first_three() -> None:
    texts = [f"laporan untuk dinas{place} perkara ke {n}" for n in range(8) for place in range(40)]
    trained = train_model("instansi", texts, [f"d{place:02}" for place in range(40)] * 8)
    assert len(trained.model.classes) == 40
    assert trained.model.about["measured"]["among_first_three"] > 0.95
    assert trained.evaluation.accuracy > 0.9


def test_common_ones_of_many_classes_keep_half_of_their_head_start() -> None:
    labels = [*[f"d{place:02}" for place in range(40)] * 4, *["d00"] * 160]
    model = train_model("instansi", [f"perkara {n} di {name}" for n, name in enumerate(labels)], labels).model
    shares = np.array([labels.count(name) / len(labels) for name in model.classes])
    assert model.bias / model.about["settings"]["factor"] == pytest.approx(shares / 2, rel=1e-4)


def test_one_of_many_classes_is_known_by_its_name() -> None:
    """No text of a village says its name; texts for the roads office name all villages."""
    villages = [first + second for first in ("plo", "keb", "mo", "gad") for second in "aeiourstvw"]
    texts = [f"{word} rusak di {word} nomor {n}" for n in range(3) for word in villages]
    labels = ["Dinas Jalan"] * len(texts)
    texts += [f"perkara{place} ke {n}" for n in range(3) for place in range(len(villages))]
    labels += [f"Kelurahan {word}" for word in villages] * 3
    model = train_model("instansi", texts, labels).model
    order = (-model.probabilities([f"tolong {word}" for word in villages])).argsort(axis=1)[:, :3]
    assert all(
        f"Kelurahan {word}" in {model.classes[place] for place in places}
        for word, places in zip(villages, order, strict=True)
    )


def test_classes_of_a_large_kind_lend_each_other_a_tenth() -> None:
    """What village offices do is learnt from all of them; two ministries are no kind."""
    names = [*("Dinas Jalan", "Dinas Sampah"), *(f"Kelurahan {place}" for place in range(LARGE_KIND))]
    scores = np.zeros(len(names))
    scores[[0, 2]] = 1
    lent = scores @ _lent(names)
    assert lent[:2].tolist() == [1, 0]
    assert lent[2:] == pytest.approx([1 + KINSHIP] + [KINSHIP] * (LARGE_KIND - 1))


def test_ridge_regression_solves_the_equations_it_stands_for() -> None:
    rng = np.random.default_rng(3)
    features, target = csr_matrix(rng.random((30, 12), np.float32)), rng.random((30, 4)).astype(np.float32)
    exact = np.linalg.solve((features @ features.T).toarray() + SHRINKAGE * np.eye(30), target)
    assert np.abs(_solve(features, features.T.tocsr(), target) - exact).max() < 0.05 * np.abs(exact).max()

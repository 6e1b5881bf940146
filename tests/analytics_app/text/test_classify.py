from dataclasses import replace

import pytest

from analytics_app.text.classify import CLASSES, LabelSource, Task, classify, label_with
from analytics_app.text.model import TextModel
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.training import Settings, train_model

ODD = ["", " ", "🔥" * 3000, "\x00\xff\ud800", "\u202e\u200b", "مرحبا", "a" * 100_000, "jаlan " * 20_000]


@pytest.fixture(scope="module")
def model() -> TextModel:
    texts = [f"{word} sekali pelayanan nomor {n}" for n in range(40) for word in ("bagus", "buruk", "biasa")]
    labels = ["positive", "negative", "neutral"] * 40
    return train_model("sentiment", texts, labels, settings=Settings(bits=12, search=False)).model


def test_every_task_answers_every_text_however_odd() -> None:
    found = classify(ODD, list(Task))
    assert len(found) == len(ODD)
    for labels in found:
        assert set(labels) == set(Task)
        for task, label in labels.items():
            assert label.value is None or label.value in CLASSES[task]
            assert (label.source, label.version) == (LabelSource.RULE, RULES_VERSION)


def test_all_labels_of_one_complaint() -> None:
    (labels,) = classify(["KK saya udh sebulan blm jadi, lama bgt"], list(Task))
    assert labels[Task.INTENT].value == "pengaduan_layanan"
    assert labels[Task.PROBLEM].value == "waktu_lambat"
    assert labels[Task.SERVICE].value == "kartu_keluarga"
    assert labels[Task.SPAM].value == "wajar"
    assert labels[Task.SENTIMENT].value is None


def test_confidence_of_rules_is_the_share_of_keywords_that_agree() -> None:
    assert classify(["jalan rusak"], [Task.INTENT])[0][Task.INTENT].confidence == 1
    # "jalan rusak" and "rusak" against "terima kasih" and its informal form: two words each, two keywords each
    mixed = classify(["jalan rusak, terima kasih"], [Task.INTENT])[0][Task.INTENT]
    assert (mixed.value, mixed.confidence) == ("pengaduan_layanan", 0.5)


def test_a_model_speaks_where_it_is_sure(model: TextModel) -> None:
    label = classify(["bagus sekali pelayanan"], [Task.SENTIMENT, Task.INTENT], {"sentiment": model})[0]
    assert (label[Task.SENTIMENT].value, label[Task.SENTIMENT].source) == ("positive", "model")
    assert label[Task.SENTIMENT].version == model.version
    assert label[Task.INTENT].source == "rule"


def test_a_model_abstains_below_its_threshold_and_keeps_its_confidence(model: TextModel) -> None:
    (sure,) = label_with(model, ["bagus buruk"])
    (label,) = label_with(replace(model, threshold=1.0), ["bagus buruk"], alternatives=2)
    assert (label.value, label.confidence) == (None, sure.confidence)
    assert len(label.alternatives) == 2


def test_where_a_model_abstains_the_rules_are_asked() -> None:
    said = {"jalan rusak": "pengaduan_layanan", "terima kasih": "apresiasi", "halo": "sapaan_sosial"}
    texts = [f"{text} {n}" for n in range(30) for text in said]
    trained = train_model(
        "intent", texts, list(said.values()) * 30, settings=Settings(bits=12, threshold=1.0)
    ).model
    label = classify(["usul qwzx"], [Task.INTENT], {"intent": trained})[0][Task.INTENT]
    assert (label.value, label.source) == ("aspirasi", "rule")


def test_batches_do_not_change_labels(model: TextModel) -> None:
    texts = [f"{word} {n} 🔥" for n in range(700) for word in ("bagus", "buruk", "")]
    together = label_with(model, texts)
    apart = [label_with(model, [text])[0] for text in texts[:60]]
    assert [one.value for one in together[:60]] == [one.value for one in apart]
    assert [one.confidence for one in together[:60]] == pytest.approx(
        [one.confidence for one in apart], abs=2e-4
    )

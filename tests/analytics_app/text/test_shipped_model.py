"""The model that the product ships: whole, of this version, and no more than it says."""

import json
from pathlib import Path

import pytest

import analytics_app.text
from analytics_app.text.classify import CLASSES, Task, label_with
from analytics_app.text.model import load_model

FOLDER = Path(analytics_app.text.__file__).parent / "models"


def test_it_can_be_read_and_answers_its_task() -> None:
    model = load_model(FOLDER / "sentiment.json")
    assert (model.task, model.classes) == (Task.SENTIMENT, CLASSES[Task.SENTIMENT])
    labels = label_with(model, ["pelayanannya bagus dan cepat, terima kasih", "parah, kecewa sekali, lambat"])
    assert [label.value for label in labels] == ["positive", "negative"]


def test_it_names_its_sources_and_their_licences_beside_it() -> None:
    about = json.loads((FOLDER / "sentiment.json").read_text())
    card = (FOLDER / "sentiment.md").read_text()
    assert {source["licence"] for source in about["sources"]} == {"Apache-2.0", "CC-BY-SA-4.0"}
    for source in about["sources"]:
        assert source["licence"].replace("CC-BY-SA-4.0", "CC BY-SA 4.0") in card
        assert source["origin"].removeprefix("https://") in card


def test_the_card_says_what_was_measured() -> None:
    about = json.loads((FOLDER / "sentiment.json").read_text())
    card = (FOLDER / "sentiment.md").read_text()
    assert f"| all | 15,167 | {about['measured']['macro_f1']:.3f} |" in card
    assert f"| Semarang | 7,967 | {about['by_set']['semarang']['macro_f1']:.3f} |" in card


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


@pytest.mark.shared_data
def test_none_of_its_files_holds_a_text_it_learnt_from(shared_data: Path) -> None:
    import csv

    described = (FOLDER / "sentiment.json").read_text() + (FOLDER / "sentiment.md").read_text()
    with (shared_data / "text/semarang-dinkes-instagram/train_masked.csv").open(encoding="utf-8") as file:
        texts = {row["text"] for row in csv.DictReader(file) if len(row["text"]) > 25}
    assert not [text for text in texts if text in described]

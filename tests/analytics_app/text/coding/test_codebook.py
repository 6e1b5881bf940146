"""The codebook covers the taxonomy and can be worked by keyboard."""

import pytest

from analytics_app.choices import LabelTask
from analytics_app.indicators.content import Function
from analytics_app.text.coding.codebook import CODEBOOKS
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.problems import PROBLEMS
from analytics_app.text.taxonomy.services import SERVICES
from analytics_app.text.taxonomy.topics import TOPICS


def test_every_task_has_a_codebook() -> None:
    assert set(CODEBOOKS) == set(LabelTask)


def test_the_classes_are_those_of_the_taxonomy_in_its_order() -> None:
    for task, classes in (
        (LabelTask.INTENT, INTENTS),
        (LabelTask.PROBLEM, PROBLEMS),
        (LabelTask.TOPIC, TOPICS),
    ):
        assert [each.id for each in CODEBOOKS[task].classes] == [each.id for each in classes]
    services = [each.id for each in CODEBOOKS[LabelTask.SERVICE].classes]
    assert services == [*(each.id for each in SERVICES), "tidak_ada"]
    assert CODEBOOKS[LabelTask.FUNCTION].ids == set(Function)


@pytest.mark.parametrize("task", LabelTask)
def test_each_class_has_its_own_key_and_says_what_it_is(task: LabelTask) -> None:
    book = CODEBOOKS[task]
    keys = [each.key for each in book.classes]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("clu")
    for each in book.classes:
        assert all((each.definition_id, each.definition_en, each.example, each.name_id, each.name_en))
        assert each.definition_id != each.definition_en
    assert len({each.example for each in book.classes}) == len(book.classes)
    assert len({each.name_id for each in book.classes}) == len(book.classes)

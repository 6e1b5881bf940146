"""What people coded and corrected becomes a model: only what they agree on, and messages are labelled by it."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts_app.models import User
from analytics_app.choices import LabelTask
from analytics_app.models import Code, CodingItem, CodingTask, Label, Message, StaleLabel
from analytics_app.selectors.coding_results import coded_items
from analytics_app.selectors.machine_labels import machine_labels
from analytics_app.selectors.taught_texts import taught_texts
from analytics_app.services.coding import settle
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.labelling import label_pending
from analytics_app.services.text_models import find_model
from analytics_app.text.classify import Task
from tests.analytics_app.services.coding_world import new_coder, new_task, write_messages
from tests.analytics_app.services.worlds import START
from tests.cast import Cast
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

COMPLAINT, PRAISE, QUESTION, WISH = "pengaduan_layanan", "apresiasi", "tanya_informasi", "aspirasi"
SAID = {
    COMPLAINT: "jalan rusak tak kunjung diperbaiki",
    PRAISE: "terima kasih cepat sekali",
    QUESTION: "jam berapa buka",
}


@pytest.fixture(autouse=True)
def _model_dir(tmp_path: Path, settings: Any) -> None:
    settings.TEXT_MODEL_DIR = tmp_path


@pytest.fixture
def coders() -> tuple[User, User, User]:
    return new_coder("satu"), new_coder("dua"), new_coder("tiga")


def say(message_id: int, text: str) -> None:
    Message.objects.filter(pk=message_id).update(text=text)


def code_all(task: CodingTask, pairs: list[tuple[str, str | None]], coders: tuple[User, User, User]) -> None:
    """The first message of the sample gets the first pair of codes, and so on; None: one coder alone coded it."""
    items = list(CodingItem.objects.filter(task=task).order_by("order"))
    Code.objects.bulk_create(
        Code(item=item, coder=coder, action=Code.Action.CODE, code_class=code)
        for item, pair in zip(items, pairs, strict=True)
        for coder, code in zip(coders, pair, strict=False)
        if code is not None
    )


@pytest.fixture
def sample(cast: Cast, coders: tuple[User, User, User]) -> list[int]:
    """66 messages: 3 × 20 that coders agree on, 3 of a rare class, 2 on which they differ, one coded once."""
    pairs: list[tuple[str, str | None]] = [(name, name) for name in SAID for _ in range(20)]
    pairs += [(WISH, WISH)] * 3 + [(COMPLAINT, PRAISE)] * 2 + [(PRAISE, None)]
    write_messages(cast.away_account, len(pairs))
    task = new_task(cast.national_admin)
    code_all(task, pairs, coders)
    ids = list(CodingItem.objects.filter(task=task).order_by("order").values_list("message_id", flat=True))
    for place, (id, (code, _)) in enumerate(zip(ids, pairs, strict=True)):
        say(id, f"{SAID.get(code, 'semoga taman ditambah')} nomor {place}")
    return ids


def train(*more: str) -> dict[str, Any]:
    out = StringIO()
    call_command("train_labels", "--task", "intent", "--from-codes", "--format", "json", *more, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_only_what_people_agree_on_is_taught(sample: list[int], coders: tuple[User, User, User]) -> None:
    settle(coders[2], CodingItem.objects.get(message_id=sample[63]), QUESTION)  # one of the two that differ
    Message.objects.filter(pk=sample[0]).update(text="", text_gone="retention")
    for id, value in ((sample[1], None), (sample[2], PRAISE), (sample[65], WISH)):
        message = Message.objects.get(pk=id)
        correct_label(message, Task.INTENT, QUESTION, by=None, at=START)
        correct_label(message, Task.INTENT, value, by=None, at=START + timedelta(hours=1))
    taught = taught_texts(Task.INTENT)
    values = {one.message_id: one.value for one in taught.texts}
    expected = {id: name for place, name in enumerate(SAID) for id in sample[20 * place : 20 * place + 20]}
    expected |= dict.fromkeys(sample[60:63], WISH)
    del expected[sample[0]], expected[sample[1]]
    expected |= {sample[2]: PRAISE, sample[63]: QUESTION, sample[65]: WISH}
    assert values == expected
    assert (taught.disputed, taught.no_class, taught.gone) == (1, 1, 1)
    assert all(one.text for one in taught.texts)


def test_samples_that_came_to_different_classes_teach_nothing(
    cast: Cast, coders: tuple[User, User, User]
) -> None:
    write_messages(cast.away_account, 1)
    for public_id, code in (("tugascontoh2", "negatif"), ("tugascontoh3", "positif")):
        task = new_task(cast.national_admin, public_id=public_id, label=LabelTask.SENTIMENT)
        code_all(task, [(code, code)], coders)
    assert (taught_texts(Task.SENTIMENT).texts, taught_texts(Task.SENTIMENT).disputed) == ((), 1)


def test_codes_train_the_model_in_use_and_messages_are_labelled_by_it(sample: list[int]) -> None:
    new = MessageFactory(text="terima kasih cepat sekali petugasnya")
    found = train()
    assert found["people"] == {
        "learnt": 60,
        "disputed": 2,
        "no_class": 0,
        "gone": 0,
        "rare": {WISH: 3},
        "marked": 67,
    }
    assert (found["rows"], found["macro_f1"]) == (60, 1.0)
    state = find_model("intent")
    assert state.model is not None
    assert set(state.model.classes) == set(SAID)
    assert len(state.model.about["data"]["sha256"]) == 64
    assert StaleLabel.objects.filter(message=new).exists()
    label_pending()
    label = Label.objects.get(message=new, task="intent")
    assert (label.value, label.source, label.version) == (PRAISE, "model", state.model.version)


def test_the_machine_is_not_judged_on_what_it_was_taught(sample: list[int], coders: Any) -> None:
    before = machine_labels(LabelTask.INTENT, sample)
    assert set(before) == set(sample)
    train()
    assert set(machine_labels(LabelTask.INTENT, sample)) == set(sample[60:])
    task = CodingTask.objects.get()
    assert sum(item.is_labelled for item in coded_items(task)) == 6


@pytest.mark.parametrize(("task", "reason"), [("service", "terlalu sedikit"), ("agency", "tidak menyandi")])
def test_a_task_without_codes_is_refused(sample: list[int], task: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("train_labels", "--task", task, "--from-codes", stdout=StringIO())
    assert not StaleLabel.objects.exists()


def test_a_class_that_the_model_never_learnt_stays_with_the_rules(sample: list[int]) -> None:
    advert = MessageFactory(text="pinjaman online cair cepat, promo, hubungi wa")
    train()
    label_pending()
    label = Label.objects.get(message=advert, task="intent")
    assert (label.value, label.source) == ("spam_promosi", "rule")

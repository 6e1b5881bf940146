"""Labels in the database: what a change touched is labelled once, a person's word stays."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts_app.models import AuditEvent
from analytics_app.models import Label, LabelCorrection, Message, StaleLabel
from analytics_app.selectors.labels import list_labels
from analytics_app.services import labelling, rebuild
from analytics_app.services.label_corrections import UnknownClass, correct_label
from analytics_app.tasks import follow_rules, run_figures
from analytics_app.text.classify import Task
from analytics_app.text.model import save_model
from analytics_app.text.training import Settings, train_model
from tests.analytics_app.services.worlds import START, build_accounts, load, random_records
from tests.factories import MessageFactory, OfficialAccountFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _model_dir(tmp_path: Path, settings: Any) -> None:
    settings.TEXT_MODEL_DIR = tmp_path


def wait_for(*messages: Message) -> None:
    StaleLabel.objects.bulk_create(StaleLabel(message=message) for message in messages)


def labels_of(message: Message) -> dict[str, str]:
    return dict(Label.objects.filter(message=message).values_list("task", "value"))


def rows() -> list[tuple[Any, ...]]:
    return sorted(Label.objects.values_list("message_id", "task", "value", "confidence", "source", "version"))


def test_citizens_and_officials_are_labelled_with_what_concerns_them() -> None:
    citizen = MessageFactory(text="KK saya udh sebulan blm jadi, lama bgt")
    post = MessageFactory(
        text="Syarat dan jadwal perekaman KTP di kecamatan besok", account=OfficialAccountFactory()
    )
    wait_for(citizen, post)
    assert labelling.label_pending() == 2
    found = labels_of(citizen)
    assert (found["intent"], found["problem"], found["service"]) == (
        "pengaduan_layanan",
        "waktu_lambat",
        "kartu_keluarga",
    )
    assert {"topic", "function", "spam", "incident"}.isdisjoint(found)
    assert labels_of(post)["function"] == "layanan"
    assert {"intent", "problem", "sentiment"}.isdisjoint(labels_of(post))


def test_every_label_says_where_it_came_from_and_the_shipped_model_reads_sentiment() -> None:
    message = MessageFactory(text="pelayanannya bagus dan cepat, terima kasih banyak")
    wait_for(message)
    labelling.label_pending()
    labels = list_labels([message.pk])[message.pk]
    assert (labels["sentiment"].value, labels["sentiment"].source) == ("positive", "model")
    assert labels["sentiment"].version.startswith("sentiment@")
    assert labels["intent"].source == "rule"


def test_labelling_twice_changes_nothing_and_writes_nothing() -> None:
    message = MessageFactory()
    wait_for(message)
    labelling.label_pending()
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(xmin::text::bigint) FROM analytics_app_label")
        (written,) = cursor.fetchone()
        wait_for(message)
        assert labelling.label_pending() == 1
        assert labelling.label_pending() == 0
        cursor.execute("SELECT max(xmin::text::bigint) FROM analytics_app_label")
        assert (rows(), cursor.fetchone()) == (before, (written,))


def test_the_size_of_a_slice_does_not_change_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [MessageFactory(text=f"jalan rusak nomor {n}, terima kasih" * (n % 3)) for n in range(25)]
    wait_for(*messages)
    labelling.label_pending()
    at_once = rows()
    monkeypatch.setattr(labelling, "SLICE", 4)
    assert labelling.mark_all() == 25
    Label.objects.all().delete()
    assert labelling.label_pending() == 25
    assert rows() == at_once


def test_what_changes_while_it_waits_is_labelled_as_it_then_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next slice's texts are labelled while this one is written: here another process changes them meanwhile."""
    monkeypatch.setattr(labelling, "SLICE", 2)
    first, twin, edited, filed, gone = (MessageFactory(text="jalan rusak parah") for _ in range(5))
    wait_for(first, twin, edited, filed, gone)

    def change(done: int) -> None:
        Message.objects.filter(pk=edited.pk).update(text="terima kasih banyak min")
        Message.objects.filter(pk=filed.pk).update(account=OfficialAccountFactory())
        Message.objects.filter(pk=gone.pk).update(text="", text_gone="retention")

    assert labelling.label_pending(change) == 5
    assert labels_of(first)["intent"] == labels_of(twin)["intent"] == "pengaduan_layanan"
    assert labels_of(edited)["intent"] == "apresiasi"
    assert "function" in labels_of(filed)
    assert "intent" not in labels_of(filed)
    assert labels_of(gone) == {}


def test_a_changed_text_loses_labels_that_no_longer_hold() -> None:
    message = MessageFactory(text="jalan rusak")
    wait_for(message)
    labelling.label_pending()
    Message.objects.filter(pk=message.pk).update(text="qwzx")
    wait_for(message)
    labelling.label_pending()
    assert "intent" not in labels_of(message)


def test_what_the_rebuild_touched_waits_to_be_labelled() -> None:
    load(random_records(random.Random(3), build_accounts()))
    rebuild.rebuild_pending()
    assert set(StaleLabel.objects.values_list("message_id", flat=True)) == set(
        Message.objects.values_list("pk", flat=True)
    )
    run_figures()
    assert not StaleLabel.objects.exists()
    assert Label.objects.filter(task="intent").exists()


def test_a_persons_word_holds_whatever_is_labelled_later() -> None:
    message, coder = MessageFactory(text="jalan rusak"), UserFactory()
    wait_for(message)
    labelling.label_pending()
    correct_label(message, Task.INTENT, "aspirasi", by=coder, at=START)
    correct_label(message, Task.SERVICE, None, by=coder, at=START)
    wait_for(message)
    labelling.label_pending()
    found = Label.objects.get(message=message, task="intent")
    assert (found.value, found.source, found.version, found.confidence) == (
        "aspirasi",
        "person",
        "person",
        None,
    )
    assert "service" not in labels_of(message)


def test_a_correction_is_kept_logged_and_given_once() -> None:
    message, coder = MessageFactory(text="jalan rusak"), UserFactory()
    wait_for(message)
    labelling.label_pending()
    for _ in range(2):
        correct_label(message, Task.INTENT, "aspirasi", by=coder, at=START)
    (kept,) = LabelCorrection.objects.all()
    assert (kept.value, kept.old_value, kept.old_source, kept.by) == (
        "aspirasi",
        "pengaduan_layanan",
        "rule",
        coder,
    )
    event = AuditEvent.objects.get(action="label_changed")
    assert (event.actor_id, event.new) == (coder.pk, {"intent": "aspirasi"})


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(UnknownClass):
        correct_label(MessageFactory(), Task.INTENT, "entah", by=None, at=START)


def test_a_corrected_intent_reaches_the_message_and_its_thread() -> None:
    load(random_records(random.Random(4), build_accounts(), n=40))
    run_figures()
    message = Message.objects.filter(intent="apresiasi", thread__isnull=False).first()
    assert message is not None
    correct_label(message, Task.INTENT, "pengaduan_layanan", by=None, at=START)
    run_figures()
    message.refresh_from_db()
    assert (message.intent, message.needs_response) == ("pengaduan_layanan", True)
    assert message.thread is not None
    assert message.thread.needs_response


def test_a_trained_intent_model_is_used_and_its_labels_are_renewed_when_it_goes(tmp_path: Path) -> None:
    load(random_records(random.Random(5), build_accounts(), n=40))
    run_figures()
    assert set(Label.objects.filter(task="intent").values_list("source", flat=True)) == {"rule"}
    said = {
        "lampu jalan padam": "permohonan_layanan",
        "terima kasih": "apresiasi",
        "kapan jadwal": "tanya_informasi",
        "sampah menumpuk": "pengaduan_layanan",  # what the rules say of lamps: else they would keep it
    }
    texts = [f"{text} {n}" for n in range(30) for text in said]
    settings = Settings(bits=12, threshold=0.5, search=False)
    model = train_model("intent", texts, list(said.values()) * 30, settings=settings).model
    save_model(model, tmp_path)
    assert labelling.mark_outdated() == 0
    labelling.mark_all()
    run_figures()
    lamps = Message.objects.filter(text__contains="Lampu jalan", addressed_account__isnull=False)
    assert set(lamps.values_list("intent", flat=True)) == {"permohonan_layanan"}
    (tmp_path / "intent.json").unlink()
    assert labelling.mark_outdated() > 0
    run_figures()
    assert "model" not in Label.objects.filter(task="intent").values_list("source", flat=True)


def test_after_an_upgrade_every_text_is_labelled_anew_once() -> None:
    """Also what the old rules found nothing in: nothing tells that the new ones find something."""
    messages = [MessageFactory(text="pelayanan lambat sekali"), MessageFactory(text="zzz")]
    labelling.mark_all()
    labelling.label_pending()
    before = rows()
    follow_rules()
    assert (rows(), StaleLabel.objects.count()) == (before, 0)
    Label.objects.filter(message=messages[0]).update(version="aturan lama")
    assert labelling.mark_outdated() == len(messages)
    labelling.label_pending()
    assert rows() == before
    Label.objects.filter(message=messages[0]).update(version="aturan lama")
    follow_rules()
    assert (rows(), labelling.mark_outdated()) == (before, 0)


def test_a_text_that_is_gone_keeps_its_labels() -> None:
    message = MessageFactory(text="jalan rusak")
    wait_for(message)
    labelling.label_pending()
    before = rows()
    Message.objects.filter(pk=message.pk).update(text="", text_gone="retention")
    wait_for(message)
    labelling.label_pending()
    assert rows() == before

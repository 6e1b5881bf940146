"""What may not be kept for longer goes; what figures rest on stays, and no figure moves."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.models import AuditEvent
from analytics_app.choices import TextGone
from analytics_app.models import CoverageSpan, ImportBatch, Message, RawPayload, RejectedRow, Thread
from analytics_app.services import retention
from analytics_app.tasks import remove_expired, run_figures
from tests.analytics_app.services.histories import SOCIAL, import_file, write_file
from tests.analytics_app.services.worlds import build_accounts, random_records
from tests.cast import Cast
from tests.factories import ImportBatchFactory, MessageFactory, OfficialAccountFactory, ThreadFactory
from tests.journeys.digest import content

pytestmark = pytest.mark.django_db

AGE = timedelta(days=180, hours=1)
#: All that figures rest on; texts themselves stand in "messages", so that is compared without them.
FIGURES = ("messages", "rejected")


# --- first, while the world of the others is not there -------------------------------------------


def test_a_message_that_nobody_was_asked_about_is_labelled_before_its_text_goes(tmp_path: Path):
    """An account registered a year later finds the question as a question, though nobody can read it any more."""
    path = tmp_path / "awal.csv"
    path.write_text(
        "id,created_at,username,text\n"
        "1,2026-03-02T01:00:00Z,warga1,@akun_nanti terima kasih banyak min\n"
        "2,2026-03-04T01:00:00Z,warga2,@akun_nanti kapan jadwal perekaman KTP?\n"
    )
    import_file(path)
    retention.apply_retention(timezone.now() + AGE)
    OfficialAccountFactory(handle="akun_nanti")
    Message.objects.update(needs_rebuild=True)
    run_figures()
    assert list(Thread.objects.order_by("opened_at").values_list("needs_response", flat=True)) == [
        False,
        True,
    ]


def test_what_waits_for_its_rebuild_waits_with_its_text():
    batch = ImportBatchFactory()
    waiting = MessageFactory(first_batch=batch, needs_rebuild=True)
    unregistered = MessageFactory(first_batch=batch, is_official_by_source=True)
    retention.apply_retention(timezone.now() + AGE)
    assert Message.objects.filter(pk__in=[waiting.pk, unregistered.pk], text_gone=None).count() == 2


def test_pages_say_why_there_is_no_text(client: Client, cast: Cast):
    thread = ThreadFactory(account=cast.home_account)
    Message.objects.filter(pk=thread.opened_message_id).update(text="", text_gone="retention", thread=thread)
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("thread", args=[thread.public_id])).content.decode()
    assert "Teks dihapus sesuai masa simpan." in page
    Message.objects.filter(pk=thread.opened_message_id).update(text_gone="erasure")
    page = client.get(reverse("thread", args=[thread.public_id])).content.decode()
    assert "Teks dihapus atas permintaan penulisnya." in page


# --- in one world --------------------------------------------------------------------------------


@pytest.fixture
def world(kept_world: ImportBatch) -> ImportBatch:
    return deepcopy(kept_world)


@pytest.fixture(scope="module")
def kept_world(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> ImportBatch:
    accounts = build_accounts()
    path = write_file(
        tmp_path_factory.mktemp("dunia") / "dunia.csv", random_records(random.Random(7), accounts, 160)
    )
    with path.open("a", encoding="utf-8") as file:
        file.write("x1,entah kapan,warga1,jalan rusak di depan rumah saya,,,1\n")
    return import_file(path)


def _messages() -> list[tuple[object, ...]]:
    """Everything of each message but its text."""
    names = [
        field.attname
        for field in Message._meta.concrete_fields
        if field.name not in ("text", "text_gone", "url", "intent_version")
    ]
    return list(Message.objects.order_by("pk").values_list(*names))


def test_citizens_texts_go_and_official_posts_stay(world: ImportBatch):
    official = dict(Message.objects.exclude(account=None).values_list("pk", "text"))
    assert official
    removed = retention.apply_retention(timezone.now() + AGE)
    assert removed.texts == Message.objects.filter(account=None).count() > 50
    assert set(Message.objects.filter(account=None).values_list("text", "url", "text_gone")) == {
        ("", None, TextGone.RETENTION)
    }
    assert dict(Message.objects.exclude(account=None).values_list("pk", "text")) == official
    assert not RawPayload.objects.exists()
    row = RejectedRow.objects.get()
    assert (row.raw, row.detail, row.reason) == ("", "", row.reason)
    event = AuditEvent.objects.get(action="retention_applied")
    assert event.new == {"texts": removed.texts, "rejected_rows": 1, "payload_blocks": 1}


def test_nothing_goes_before_its_time_and_twice_is_once(world: ImportBatch):
    now = timezone.now()
    assert retention.apply_retention(now + timedelta(days=179)) == retention.Removed(0, 0, 0)
    assert retention.apply_retention(now + AGE).texts > 0
    before = content()
    assert retention.apply_retention(now + AGE) == retention.Removed(0, 0, 0)
    assert content() == before
    assert AuditEvent.objects.filter(action="retention_applied").count() == 1


def test_a_removal_that_was_killed_is_gone_on_with(world: ImportBatch, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "SLICE", 7)
    slices = retention._remove_texts([world.pk])
    next(slices)
    slices.close()
    assert Message.objects.filter(text_gone="retention").count() == 7
    retention.apply_retention(timezone.now() + AGE)
    assert not Message.objects.filter(account=None, text_gone=None).exists()


def test_no_figure_moves_not_even_after_a_rebuild_of_everything(world: ImportBatch):
    before = content(without=FIGURES)
    retention.apply_retention(timezone.now() + AGE)
    assert content(without=FIGURES) == before
    messages = _messages()
    Message.objects.update(needs_rebuild=True)
    run_figures()
    assert content(without=FIGURES) == before
    assert _messages() == messages


def test_the_same_rows_again_bring_no_text_back_and_move_no_figure(world: ImportBatch, tmp_path: Path):
    before, spans = content(without=(*FIGURES, "batches", "captures", "spans")), CoverageSpan.objects.count()
    retention.apply_retention(timezone.now() + AGE)
    messages = _messages()
    records = random_records(random.Random(7), build_accounts_again(), 160)
    again = import_file(
        write_file(tmp_path / "lagi.csv", list(reversed(records)), likes=lambda i: 159 - i), SOCIAL
    )
    assert (again.rows_new, again.rows_changed) == (0, 0)
    assert again.rows_unchanged == 160
    assert not Message.objects.filter(account=None).exclude(text="").exists()
    assert content(without=(*FIGURES, "batches", "captures", "spans")) == before
    assert _messages() == messages
    assert CoverageSpan.objects.count() > spans  # the capture itself counts


def build_accounts_again():
    from accounts_app.models import OfficialAccount

    return list(OfficialAccount.objects.order_by("pk"))


def test_an_edited_text_does_not_come_in_either(world: ImportBatch, tmp_path: Path):
    retention.apply_retention(timezone.now() + AGE)
    gone = Message.objects.filter(account=None, platform_id__startswith="1").first()
    path = tmp_path / "sunting.csv"
    path.write_text(
        f"id,created_at,username,text\n{gone.platform_id},2026-03-02T00:00:00Z,warga1,teks baru\n"
    )
    import_file(path)
    assert Message.objects.get(pk=gone.pk).text == ""


def test_an_old_label_is_kept_and_not_made_from_nothing(world: ImportBatch):
    retention.apply_retention(timezone.now() + AGE)
    labelled = Message.objects.filter(account=None).exclude(intent=None)
    before = dict(labelled.values_list("pk", "intent"))
    assert before
    Message.objects.update(intent_version="0", needs_rebuild=True)
    run_figures()
    assert dict(labelled.values_list("pk", "intent")) == before
    assert set(labelled.values_list("intent_version", flat=True)) == {"0"}


def test_the_daily_task_applies_it(world: ImportBatch):
    ImportBatch.objects.update(created_at=timezone.now() - AGE)
    remove_expired()
    assert not Message.objects.filter(account=None, text_gone=None).exists()

"""Labels on pages: each says where it came from, and whoever may corrects it in place."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import User
from analytics_app import tasks
from analytics_app.models import Label, LabelCorrection, Message, StaleLabel, StaleScore, Thread
from analytics_app.services import labelling
from analytics_app.text.classify import Task
from tests.cast import Cast
from tests.factories import MessageFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was queued."""
    found: list[str] = []
    monkeypatch.setattr(tasks.compute_figures, "delay", lambda: found.append("figures"))
    return found


@pytest.fixture
def thread(cast: Cast) -> Thread:
    made = ThreadFactory(account=cast.home_account, intent="pengaduan_layanan")
    Message.objects.filter(pk=made.opened_message_id).update(
        thread=made, addressed_account=cast.home_account, intent="pengaduan_layanan", text="jalan rusak"
    )
    StaleLabel.objects.create(message_id=made.opened_message_id)
    labelling.label_pending()
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def send(client: Client, message: int, task: str, value: str, **more: str) -> Any:
    return client.post(reverse("label", args=[message, task]), {"kelas": value, **more})


def test_each_label_of_a_conversation_says_where_it_came_from(cast: Cast, thread: Thread) -> None:
    text = page(signed_in(cast.staff_home), reverse("thread", args=[thread.public_id]))
    assert "Pengaduan layanan" in text
    stored = Label.objects.get(message=thread.opened_message_id, task="intent")
    assert f"aturan {stored.version}" in text
    assert "Tanpa label:" in text


def test_the_link_that_opens_a_form_works_for_large_message_numbers(cast: Cast) -> None:
    made = MessageFactory(pk=42_114, text="jalan rusak", account=None)
    thread = ThreadFactory(account=cast.home_account, opened_message=made)
    Message.objects.filter(pk=made.pk).update(thread=thread, addressed_account=cast.home_account)
    client, here = signed_in(cast.staff_home), reverse("thread", args=[thread.public_id])
    link = re.search(r'href="(\?label=[^"#]*-spam)#label-42114"', page(client, here))
    assert link is not None
    form = page(client, here + link[1])
    assert 'id="label-42114"' in form
    assert "Bukan spam" in form


def test_a_card_is_shown_for_every_label(cast: Cast, thread: Thread) -> None:
    client = signed_in(cast.national_admin)
    for task in Task:
        assert page(client, reverse("label-card", args=[task.value]))


def test_the_form_opens_in_place_and_its_answer_wins_and_is_told(
    cast: Cast, thread: Thread, sent: list[str]
) -> None:
    client, message = signed_in(cast.staff_home), thread.opened_message_id
    here = reverse("thread", args=[thread.public_id])
    form = page(client, f"{here}?label={message}-intent")
    assert 'value="aspirasi"' in form
    assert "Mengusulkan atau mengharapkan" in form
    answer = send(client, message, "intent", "aspirasi", kembali=here)
    assert (answer.status_code, answer.url) == (302, f"{here}#label-{message}")
    after = page(client, here)
    assert "Label disimpan: Maksud pesan – Aspirasi." in after
    assert "Angka sedang menyusul" in after
    assert f"{cast.staff_home.email}: Pengaduan layanan (aturan) → Aspirasi" in after
    assert sent == ["figures"]
    assert StaleScore.objects.filter(account=cast.home_account).exists()
    kept = Label.objects.get(message=message, task="intent")
    assert (kept.value, kept.source) == ("aspirasi", "person")


def test_undoing_is_correcting_again_and_none_is_an_answer(
    cast: Cast, thread: Thread, sent: list[str]
) -> None:
    client, message = signed_in(cast.agency_user), thread.opened_message_id
    for value in ("aspirasi", "-", "-", "pengaduan_layanan"):
        send(client, message, "intent", value)
    said = list(LabelCorrection.objects.order_by("pk").values_list("value", flat=True))
    assert said == ["aspirasi", None, "pengaduan_layanan"]
    assert sent == ["figures"] * 3


def test_a_correction_is_refused_to_who_may_not_and_of_classes_that_are_not(
    cast: Cast, thread: Thread, sent: list[str]
) -> None:
    message = thread.opened_message_id
    for user in (cast.staff_away, cast.provincial_supervisor, cast.coder, cast.auditor):
        assert send(signed_in(user), message, "intent", "aspirasi").status_code == 404
    client = signed_in(cast.staff_home)
    assert send(client, message, "intent", "entah").status_code == 400
    assert send(client, message, "topic", "lalu_lintas").status_code == 404  # a task of official posts
    assert not LabelCorrection.objects.exists()
    assert sent == []


def test_who_returns_is_led_to_no_other_site(cast: Cast, thread: Thread, sent: list[str]) -> None:
    answer = send(
        signed_in(cast.staff_home), thread.opened_message_id, "intent", "aspirasi", kembali="//evil.invalid/"
    )
    assert answer.url.startswith(reverse("thread", args=[thread.public_id]))


def test_a_private_message_is_corrected_by_whom_it_was_sent_to_alone(cast: Cast, sent: list[str]) -> None:
    private = MessageFactory(
        kind="direct", addressed_account=cast.away_account, concerns=[cast.away_account, cast.home_account]
    )
    assert send(signed_in(cast.staff_home), private.pk, "intent", "aspirasi").status_code == 404
    assert send(signed_in(cast.staff_away), private.pk, "intent", "aspirasi").status_code == 302


def test_the_official_accounts_own_posts_are_corrected_by_its_own_people(cast: Cast, sent: list[str]) -> None:
    post = MessageFactory(account=cast.home_account, concerns=[cast.away_account], text="Jadwal SIM keliling")
    assert send(signed_in(cast.staff_away), post.pk, "topic", "kesehatan").status_code == 404
    client = signed_in(cast.staff_home)
    assert "Topik unggahan" in page(client, reverse("label", args=[post.pk, "topic"]))

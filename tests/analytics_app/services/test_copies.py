"""Bots and copies: labelled as the pure rule says of all messages together, in whatever order they come."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform
from analytics_app.models import ImportBatch, Label, Message, MessageTemplate, StaleLabel
from analytics_app.records import MessageRecord
from analytics_app.services import labelling
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.retention import apply_retention
from analytics_app.tasks import run_figures, run_withdrawal
from analytics_app.text.classify import Task
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.rules.spam import BOT, COPY, Written, find_copies
from tests.analytics_app.services.worlds import START, build_accounts, load, new_batch
from tests.factories import MessageFactory, OfficialAccountFactory, UserFactory

pytestmark = pytest.mark.django_db
PLEA = "mohon jalan di desa kami segera diperbaiki ya pak"


def write(author: str, text: str = PLEA, minutes: float = 0, **more: object) -> Message:
    at = START + timedelta(minutes=minutes)
    to = OfficialAccount.objects.first() or OfficialAccountFactory()
    return MessageFactory(
        **{"text": text, "author_key": author, "created_at": at, "addressed_account": to} | more
    )


def label(*messages: Message) -> None:
    StaleLabel.objects.bulk_create(StaleLabel(message=message) for message in messages)
    labelling.label_pending()


def said() -> dict[int, str]:
    rows = Label.objects.filter(task=Task.SPAM)
    assert set(rows.values_list("source", "version")) <= {("rule", RULES_VERSION), ("person", "person")}
    return dict(rows.values_list("message_id", "value"))


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_and_in_any_slices_it_is_what_the_rule_says_of_all(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(labelling, "SLICE", 3)
    texts = (PLEA, f"@akun {PLEA} 12", "cek dulu ya", "kami warga menolak pasar lama ditutup pak wali")
    messages = [write(f"w{rng.randrange(6)}", rng.choice(texts), rng.uniform(0, 6_000)) for _ in range(45)]
    elsewhere = OfficialAccountFactory()
    messages += [write(f"w{n}", PLEA, n * 400, addressed_account=elsewhere) for n in range(5)]
    messages += [write("gigih", "cek dulu ya", n * 9) for n in range(6)]
    rng.shuffle(messages)
    for start in range(0, len(messages), 10):
        label(*messages[start : start + 10])
    together = [
        Written(
            m.pk,
            m.author_key or "",
            (key := template_text(m.text)),
            len(key.split()),
            m.created_at,
            m.addressed_account_id,
        )
        for m in messages
    ]
    expected = find_copies(together)
    assert said() == expected
    assert set(expected.values()) == {BOT, COPY}
    label(*rng.sample(messages, 20))
    assert said() == expected


def test_who_wrote_it_where_and_when_must_be_known() -> None:
    unnamed = [write(None, minutes=n) for n in range(3)]  # type: ignore[arg-type]
    by_day = [write(f"h{n}", time_precision="day") for n in range(3)]
    private = [write(f"p{n}", kind="direct") for n in range(3)]
    elsewhere = [write("x1"), write("x2"), write("f1", platform="facebook")]
    to_nobody = [write(f"n{n}", addressed_account=None) for n in range(3)]
    official = write("kantor", account=OfficialAccountFactory())
    label(*unnamed, *by_day, *private, *elsewhere, *to_nobody, official)
    assert said() == {}


def test_an_edit_and_a_new_author_say_it_of_the_others_too() -> None:
    messages = [write(f"w{n}") for n in range(3)]
    label(*messages)
    assert set(said().values()) == {COPY}
    Message.objects.filter(pk=messages[0].pk).update(text="sudah beres, terima kasih banyak semuanya ya pak")
    label(messages[0])
    assert said() == {}


def test_a_persons_word_stays_and_an_advertisement_is_one_whoever_repeats_it() -> None:
    messages = [write(f"w{n}") for n in range(3)]
    label(*messages)
    correct_label(messages[0], Task.SPAM, "wajar", by=UserFactory(), at=START)
    adverts = [write(f"i{n}", "slot gacor hari ini maxwin terus, klik link di bio") for n in range(4)]
    label(write("w9"), *adverts)
    found = said()
    assert found.pop(messages[0].pk) == "wajar"
    assert {found[advert.pk] for advert in adverts} == {"spam"}
    assert sorted(found.values()) == [COPY] * 3 + ["spam"] * 4


def test_an_import_taken_back_takes_its_share_of_a_copy_with_it() -> None:
    build_accounts()
    records = [
        MessageRecord(
            platform=Platform.X,
            platform_id=str(1_000 + n),
            kind=MessageKind.ORIGINAL,
            text=f"@contoh_utama {PLEA}",
            created_at=START + timedelta(minutes=n),
            author_handle=f"warga{n}",
        )
        for n in range(3)
    ]
    first, second = new_batch(), new_batch()
    load(records[:2], first)
    load(records[2:], second)
    run_figures()
    assert set(said().values()) == {COPY}
    ImportBatch.objects.update(state=ImportBatch.State.DONE)
    run_withdrawal(second)
    assert said() == {}
    assert MessageTemplate.objects.count() == 2


def test_what_a_text_says_goes_with_the_text() -> None:
    batch = new_batch()
    label(*(write(f"w{n}", first_batch=batch) for n in range(3)))
    assert MessageTemplate.objects.count() == 3
    apply_retention(batch.created_at + timedelta(days=4_000))
    assert not MessageTemplate.objects.exists()
    assert set(said().values()) == {COPY}

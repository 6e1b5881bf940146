"""Bots and copies: labelled as the pure rule says of all messages together, in whatever order they come."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform
from analytics_app.models import ImportBatch, Label, Message, MessageTemplate, StaleLabel
from analytics_app.records import MessageRecord
from analytics_app.services import labelling, rebuild
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


class Killed(BaseException):
    """Ends a run between two slices as a killed process does: what was committed stands."""


def label_until_killed(slices: int) -> None:
    """Labels so many slices and is killed, or ends by itself before."""
    seen: list[int] = []

    def count(done: int) -> None:
        seen.append(done)
        if len(seen) == slices:
            raise Killed

    with suppress(Killed):
        labelling.label_pending(count)


def told_by_every_window() -> dict[int, str]:
    """What each stored message is by the definition alone: looks at every stretch of time from a message on."""
    written = [
        (
            m.pk,
            m.author_key,
            template_text(m.text),
            m.created_at,
            m.addressed_account_id or m.thread.account_id,
        )
        for m in Message.objects.filter(account=None).select_related("thread")
        if m.addressed_account_id or m.thread
    ]

    def crowds(at: datetime, group: list[Any], within: timedelta) -> Iterator[list[Any]]:
        for start in {one[3] for one in group if at - within <= one[3] <= at}:
            yield [one for one in group if start <= one[3] <= start + within]

    found = {}
    for id, author, template, at, to in written:
        same = [one for one in written if one[2] == template]
        own = [one for one in same if one[1] == author]
        there = [one for one in same if one[4] == to]
        if any(len(crowd) >= 5 for crowd in crowds(at, own, timedelta(hours=1))):
            found[id] = BOT
        elif len(template.split()) >= 6 and any(
            len({one[1] for one in crowd}) >= 3 for crowd in crowds(at, there, timedelta(hours=24))
        ):
            found[id] = COPY
    return found


def random_record(rng: random.Random, number: int) -> MessageRecord:
    """Few authors, texts and accounts over few days, some of them within one hour: bots, copies and neither."""
    handle = rng.choice(("contoh_utama", "contoh_lain"))
    where = rng.choice(("utara", "selatan", "timur", "barat", "tengah", "hulu", "hilir"))
    text = rng.choice((f"mohon jalan kampung {where} segera diperbaiki ya pak", "cek dulu ya"))
    is_flood = rng.random() < 0.3
    return MessageRecord(
        platform=Platform.X,
        platform_id=str(1_000 + number),
        kind=MessageKind.ORIGINAL,
        text=f"@{handle} {text} {number}",
        created_at=START + timedelta(minutes=rng.uniform(0, 90) if is_flood else rng.uniform(0, 6_000)),
        author_handle="warga0" if is_flood else f"warga{rng.randrange(7)}",
    )


@pytest.mark.parametrize("seed", range(3))
def test_imports_in_any_order_edits_kills_and_a_withdrawal_leave_what_every_window_tells(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(labelling, "SLICE", 4)
    build_accounts()
    records = [random_record(rng, n) for n in range(90)]
    edited = [one._replace(text=random_record(rng, 0).text) for one in rng.sample(records[:60], 30)]
    last = new_batch()
    for part, batch in (
        (records[:20], new_batch()),
        (records[60:], last),
        (records[20:60], new_batch()),
        (edited, new_batch()),
    ):
        load(part, batch)
        rebuild.rebuild_pending()
        label_until_killed(rng.randrange(1, 9))
    labelling.label_pending()
    expected = told_by_every_window()
    assert said() == expected
    assert set(expected.values()) == {BOT, COPY}
    ImportBatch.objects.update(state=ImportBatch.State.DONE)
    run_withdrawal(last)
    assert said() == told_by_every_window() != expected


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

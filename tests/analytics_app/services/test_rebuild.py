"""The stored rebuild against the pure one, on random worlds loaded in random pieces."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from analytics_app.choices import MessageKind, Platform
from analytics_app.models import Answer, Message, MessageLink, Thread
from analytics_app.records import MessageRecord
from analytics_app.services import rebuild
from analytics_app.services.stored_messages import KnownAccounts, load_messages
from analytics_app.services.thread_rows import _STRENGTH
from analytics_app.threads.rebuild import rebuild as rebuild_all
from tests.analytics_app.services.histories import busy_records
from tests.analytics_app.services.worlds import START, build_accounts, load, random_records

pytestmark = pytest.mark.django_db
#: (seed, messages rebuilt at once)
SLICES = [(0, 1), (1, 1), (2, 7), (3, 7), (4, 7), (5, 1000), (6, 1000)]

COLUMNS = (
    "key", "account_id", "author_key", "started_at", "opened_at", "needs_response", "intent", "first_response_at",
    "first_response_id", "first_region_response_at", "first_region_response_id", "is_negative", "is_region_negative",
    "has_automatic_reply", "is_inferred",
)  # fmt: skip


def stored_threads() -> list[dict[str, Any]]:
    """Threads with the messages that are filed under them."""
    members: dict[str, list[int]] = {}
    for key, message in Message.objects.exclude(thread=None).values_list("thread__key", "pk").order_by("pk"):
        members.setdefault(key, []).append(message)
    threads = Thread.objects.order_by("key")
    return [{**row, "message_ids": members[row["key"]]} for row in threads.values(*COLUMNS)]


def expected_threads() -> list[dict[str, Any]]:
    """Second road: everything at once, by the pure function."""
    known = KnownAccounts.load()
    messages = [item.record for item in load_messages(known, "", {}).values()]
    result = rebuild_all(messages, known.counting, _STRENGTH)
    return [
        {column: getattr(thread, column) for column in COLUMNS} | {"message_ids": sorted(thread.message_ids)}
        for thread in result.threads
    ]


@pytest.mark.parametrize(("seed", "slice_size"), SLICES)
def test_threads_built_in_pieces_equal_threads_built_at_once(
    seed: int, slice_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    records = busy_records(rng, build_accounts())
    monkeypatch.setattr(rebuild, "SLICE", slice_size)
    cuts = sorted(rng.sample(range(len(records)), 3))
    for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True):
        load(records[start:end])
        rebuild.rebuild_pending()

    assert stored_threads() == expected_threads()
    assert Thread.objects.exists()
    assert not Message.objects.filter(needs_rebuild=True).exists()


def edited(rng: random.Random, record: MessageRecord) -> MessageRecord:
    """Other words, another parent or an earlier time: what a later file may say of a message."""
    other = [
        {"text": f"{record.text} (disunting)"},
        {"created_at": record.created_at - timedelta(minutes=rng.randrange(1, 3000))},
        {"parent_id": str(1000 + rng.randrange(120)), "kind": MessageKind.REPLY},
    ]
    return record._replace(**rng.choice(other))


@pytest.mark.parametrize(("seed", "slice_size"), SLICES)
def test_threads_after_edits_equal_threads_built_at_once(
    seed: int, slice_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    records = busy_records(rng, build_accounts())
    load(records)
    rebuild.rebuild_pending()
    monkeypatch.setattr(rebuild, "SLICE", slice_size)
    for _ in range(4):
        load([edited(rng, record) for record in rng.sample(records, 6)])
        rebuild.rebuild_pending()

        assert stored_threads() == expected_threads()


def test_a_text_that_two_replies_still_share_is_automatic_no_more() -> None:
    account = build_accounts()[0]
    asked = [
        MessageRecord(
            Platform.X, str(n), MessageKind.ORIGINAL, f"@{account.handle} kapan jadwal KTP?",
            START + timedelta(days=n), author_handle=f"warga{n}",
        )
        for n in range(3)
    ]  # fmt: skip
    answers = [
        MessageRecord(
            Platform.X, f"1{n}", MessageKind.REPLY, f"@warga{n} Pesan Anda kami terima.",
            START + timedelta(days=n, seconds=20), author_handle=account.handle, parent_id=str(n),
        )
        for n in range(3)
    ]  # fmt: skip
    load([*asked, *answers])
    rebuild.rebuild_pending()
    assert not Thread.objects.exclude(first_response=None).exists()

    load([answers[0]._replace(text="@warga0 Bawa kartu keluarga ke kantor kecamatan.")])
    rebuild.rebuild_pending()

    assert Thread.objects.exclude(first_response=None).count() == 3
    assert stored_threads() == expected_threads()


@pytest.mark.parametrize("seed", range(3))
def test_a_second_rebuild_of_everything_changes_nothing(seed: int) -> None:
    load(random_records(random.Random(seed), build_accounts()))
    rebuild.rebuild_pending()
    before = (stored_threads(), list(Answer.objects.order_by("reply_id", "message_id").values()))
    ids = dict(Thread.objects.values_list("key", "pk"))

    Message.objects.update(needs_rebuild=True)
    rebuild.rebuild_pending()

    assert (stored_threads(), list(Answer.objects.order_by("reply_id", "message_id").values())) == before
    assert dict(Thread.objects.values_list("key", "pk")) == ids


def test_messages_are_linked_to_every_account_they_concern() -> None:
    accounts = build_accounts()
    records = random_records(random.Random(1), accounts)
    load(records)
    rebuild.rebuild_pending()

    by_handle = {account.handle: account.pk for account in accounts}
    for record in records:
        expected = {by_handle[h] for h in by_handle if f"@{h} " in record.text or h == record.author_handle}
        linked = set(
            MessageLink.objects.filter(message__platform_id=record.platform_id).values_list(
                "account_id", flat=True
            )
        )
        assert expected <= linked

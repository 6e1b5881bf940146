"""Small random worlds of messages, and ways to load them into the database piece by piece."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from accounts_app.choices import AccountRole
from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.models import ImportBatch
from analytics_app.records import MessageRecord
from analytics_app.services import message_merge
from analytics_app.services.message_rows import MessageRows, RowContext
from tests.factories import OfficialAccountFactory, RegionFactory

START = datetime(2026, 3, 2, tzinfo=UTC)
TEXTS = (
    "Lampu jalan di simpang contoh padam",
    "terima kasih min",
    "kapan jadwal perekaman KTP?",
    "Terima kasih sudah menghubungi kami, mohon tunggu.",
    "halo min",
)


def build_accounts() -> list[OfficialAccount]:
    """Two governments; the first has a main and an agency account, the second a main one."""
    first, second = RegionFactory(code="33.27"), RegionFactory(code="35.78")
    return [
        OfficialAccountFactory(region=first, handle="contoh_utama", role=AccountRole.MAIN),
        OfficialAccountFactory(region=first, handle="contoh_dinas", role=AccountRole.AGENCY),
        OfficialAccountFactory(region=second, handle="contoh_lain", role=AccountRole.MAIN),
    ]


def random_records(
    rng: random.Random, accounts: Sequence[OfficialAccount], n: int = 80
) -> list[MessageRecord]:
    """Posts, complaints, replies, self-loops, absent parents, other platforms, conversations without parents."""
    handles = [account.handle for account in accounts]
    records: list[MessageRecord] = []
    for i in range(n):
        author = rng.choice([*handles, *(f"warga{k}" for k in range(6))])
        parent = rng.choice(records) if records and rng.random() < 0.7 else None
        mention = rng.choice(
            ["", f"@{rng.choice(handles)} ", f"@{rng.choice(handles)} @{rng.choice(handles)} "]
        )
        flat = rng.random() < 0.2
        parent_id = None if parent is None else parent.platform_id
        if rng.random() < 0.05:
            parent_id = rng.choice([str(1000 + i), "absent-1"])
        records.append(
            MessageRecord(
                platform=Platform.X,
                platform_id=str(1000 + i),
                kind=MessageKind.REPLY if parent_id else MessageKind.ORIGINAL,
                text=mention + rng.choice(TEXTS),
                created_at=START
                + timedelta(seconds=rng.choice([20, 3600, 50_000, 90_000]) * i + rng.randrange(50)),
                author_handle=author,
                parent_id=None if flat else parent_id,
                conversation_id=parent_id if flat else None,
                in_reply_to_handle=parent.author_handle if flat and parent is not None else None,
            )
        )
    return records


def new_batch(**fields: object) -> ImportBatch:
    """A batch without a file, for loading records directly."""
    defaults = {
        "source": "uji",
        "format": SourceFormat.TABLE.value,
        "file_name": "uji.csv",
        "file_sha256": "0" * 64,
        "file_size": 1,
        "settings_sha256": "0" * 64,
        "capability": {"carries_replies": True, "carries_reposts": True},
    }
    return ImportBatch.objects.create(**{**defaults, **fields})


def load(records: Iterable[MessageRecord], batch: ImportBatch | None = None) -> tuple[int, int]:
    """Merges records into the message table as an import does; returns (new, changed)."""
    batch = batch or new_batch()
    context = RowContext(source=batch.source, channel_account_id=None, official_handles=frozenset())
    with message_merge.temporary_tables():
        rows = MessageRows(context, message_merge.count_equals).rows(list(records))
        with transaction.atomic():
            return message_merge.upsert_rows(batch, rows)

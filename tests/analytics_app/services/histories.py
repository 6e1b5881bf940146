"""Whole imports of small files, and the content that different histories leave behind."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, Platform
from analytics_app.models import ImportBatch
from analytics_app.records import MessageRecord
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch
from analytics_app.tasks import run_import
from tests.analytics_app.services.worlds import START, random_records
from tests.journeys.digest import TABLES, content

COLUMNS = ("id", "created_at", "username", "text", "in_reply_to_id", "conversation_id", "like_count")
#: What a database holds of messages and figures; which batches brought it is another question.
HELD = tuple(
    name for name in TABLES if name not in ("batches", "captures", "rejected", "spans", "left to do")
)
SOCIAL = ImportSettings(source="uji", platform="x", zone="UTC")


def write_file(
    path: Path, records: Iterable[MessageRecord], likes: Callable[[int], int] = lambda i: i
) -> Path:
    """Records as a table; the like count is made from the place in the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for i, record in enumerate(records):
            writer.writerow(
                [
                    record.platform_id or "",
                    record.created_at.isoformat(),
                    record.author_handle or "",
                    record.text,
                    record.parent_id or "",
                    record.conversation_id or "",
                    likes(i),
                ]
            )
    return path


def import_file(path: Path, settings: ImportSettings = SOCIAL) -> ImportBatch:
    """The whole chain, as the command runs it."""
    inspection = inspect_file(path, settings)
    return run_import(open_batch(path, settings, inspection), path, inspection)


def busy_records(
    rng: random.Random, accounts: Sequence[OfficialAccount], n: int = 120
) -> list[MessageRecord]:
    """The random world, and many citizens whom the first account answers within a minute with one text."""
    records = random_records(rng, accounts, n)
    first = accounts[0]
    for i in range(rng.randrange(2, 8)):
        at = START + timedelta(hours=rng.randrange(2000), seconds=rng.randrange(3600))
        asked = MessageRecord(
            Platform.X, str(5000 + 2 * i), MessageKind.ORIGINAL, f"@{first.handle} kapan jadwal KTP?", at,
            author_handle=f"warga{rng.randrange(9)}",
        )  # fmt: skip
        answer = MessageRecord(
            Platform.X, str(5001 + 2 * i), MessageKind.REPLY, f"@{asked.author_handle} Pesan Anda kami terima.",
            at + timedelta(seconds=rng.choice([3, 20, 59, 3000])), author_handle=first.handle,
            parent_id=asked.platform_id,
        )  # fmt: skip
        records += [asked, answer]
    rng.shuffle(records)
    return records


def left_by(history: Callable[[], Any], *, names: Sequence[str] = HELD) -> dict[str, Any]:
    """What a history leaves in the database; then it has never happened."""
    with transaction.atomic():
        history()
        found = {name: rows for name, rows in content().items() if name in names}
        transaction.set_rollback(True)
    return found

"""Synthetic volume, realistic in shape: 552 regions, 2,800 accounts, heavy tails, 24 months, 35 % unanswered.

The same number of messages gives the same file. A batch file follows it: new messages of the last days, replies to
old ones, duplicates and late edits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path
from random import Random

from analytics_app.example.words.citizens import draw_wish, write_message
from analytics_app.example.words.officials import PostKind, write_answer, write_post

START = datetime(2024, 9, 1, tzinfo=UTC)
DAYS = 730
ACCOUNTS = 2_800
UNANSWERED = 0.35
_SENTENCES = 20_000


def handle(account: int) -> str:
    """The screen name of the nth account."""
    return f"contoh_bench_{account}"


def write_volume(path: Path, messages: int, seed: int = 1) -> None:
    """A JSONL file of so many messages and one in a hundred twice, each pair within a few rows."""
    rng = Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for n, row in enumerate(_rows(messages, rng, days=DAYS, first_id=0)):
            line = json.dumps(row, ensure_ascii=False) + "\n"
            file.write(line)
            if n % 100 == 7:
                file.write(line)


def write_batch(path: Path, messages: int, size: int, number: int) -> None:
    """A batch that arrives after a volume of ``messages``: new ones of the last week, a tenth late changes."""
    rng = Random(1_000 + number)
    edits = size // 10
    with path.open("w", encoding="utf-8") as file:
        first_id = 10_000_000_000 * (number + 1)
        for row in _rows(
            size - edits, rng, days=7, first_id=first_id, since=START + timedelta(days=DAYS - 7)
        ):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        wanted = set(rng.sample(range(messages), edits))
        for n, row in enumerate(_rows(messages, Random(1), days=DAYS, first_id=0)):
            if n in wanted:
                row["like_count"] += 5  # type: ignore[operator]
                if n % 10 == 0:  # most late changes are of counts, few of words
                    row["text"] = f"{row['text']} (disunting)"
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(
    messages: int, rng: Random, *, days: int, first_id: int, since: datetime = START
) -> Iterator[dict[str, object]]:
    """Posts, comments, answers and thanks, grouped by post; heavy-tailed over accounts and posts."""
    words = Random(7)
    citizens = [(wish := draw_wish(words), write_message(wish, "33", words)) for _ in range(_SENTENCES)]
    posts = [write_post(kind, words, "") for kind in PostKind for _ in range(1_000)]
    answers = [write_answer(citizens[n][0], words) for n in range(_SENTENCES)]
    written, id = 0, first_id
    span = days * 86_400.0
    while written < messages:
        account = min(ACCOUNTS - 1, int(rng.paretovariate(0.7)) - 1)
        account = account * 37 % ACCOUNTS if account < ACCOUNTS - 1 else rng.randrange(ACCOUNTS)
        posted = since + timedelta(seconds=rng.random() * span)
        id += 1
        post = id
        yield _row(post, posted, handle(account), posts[rng.randrange(len(posts))], None, "post", rng)
        written += 1
        for _ in range(min(400, int(rng.paretovariate(1.1)) - 1)):
            if written >= messages:
                return
            asked = posted + timedelta(hours=rng.expovariate(0.05))
            person = f"wargacontoh_{int(rng.random() ** 1.8 * messages / 4)}"
            place = rng.randrange(_SENTENCES)
            id += 1
            question = id
            text = f"@{handle(account)} {citizens[place][1]}"
            yield _row(question, asked, person, text, post, "comment", rng)
            written += 1
            if rng.random() < UNANSWERED or written >= messages:
                continue
            replied = asked + timedelta(hours=rng.lognormvariate(log(8), 1.3))
            id += 1
            yield _row(id, replied, handle(account), f"@{person} {answers[place]}", question, "comment", rng)
            written += 1


def _row(
    id: int, at: datetime, author: str, text: str, parent: int | None, kind: str, rng: Random
) -> dict[str, object]:
    return {
        "message_id": str(10**17 + id),
        "platform": "x",
        "created_at": at.isoformat(timespec="seconds"),
        "username": author,
        "text": text,
        "parent_id": str(10**17 + parent) if parent else None,
        "kind": kind,
        "like_count": int(rng.paretovariate(1.2)) - 1,
    }

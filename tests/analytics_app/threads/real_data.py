"""Smallest possible readers of the real files: messages for the rebuild, without any of the product's parsers."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from analytics_app.choices import AuthorRole, MessageKind, Platform, TimePrecision
from analytics_app.records import ThreadMessage


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_twcs(path: Path) -> list[ThreadMessage]:
    """Brands are the accounts; the one row without author and time is not a message."""
    rows = [row for row in read_rows(path) if row["author_id"] and row["created_at"]]
    brands = {row["author_id"] for row in rows if row["inbound"] == "False"}
    accounts = {brand.lower(): number for number, brand in enumerate(sorted(brands), start=1)}
    return [_twcs_message(id, row, accounts) for id, row in enumerate(rows, start=1)]


def _twcs_message(id: int, row: dict[str, str], accounts: dict[str, int]) -> ThreadMessage:
    author = row["author_id"]
    parent = row["in_response_to_tweet_id"].removesuffix(".0") or None
    mentions = [word[1:].lower().rstrip(".,:;!?") for word in row["text"].split() if word.startswith("@")]
    account_id = accounts.get(author.lower())
    return ThreadMessage(
        id=id,
        platform=Platform.X,
        platform_id=row["tweet_id"],
        kind=MessageKind.REPLY if parent else MessageKind.ORIGINAL,
        created_at=datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").astimezone(UTC),
        time_precision=TimePrecision.EXACT,
        role=AuthorRole.CITIZEN if account_id is None else AuthorRole.OFFICIAL,
        author_key=author,
        handle_key=author.lower(),
        account_id=account_id,
        parent_id=parent,
        mentioned_account_ids=tuple(dict.fromkeys(accounts[name] for name in mentions if name in accounts)),
        mention_keys=tuple(mentions),
    )


def read_flat_conversations(path: Path) -> Iterator[tuple[str, bool, datetime]]:
    """(conversation, whether official, time) of every row."""
    for row in read_rows(path):
        yield row["conversation"], row["role"] == "agent", datetime.fromisoformat(row["created_at"])


def read_policy_replies(path: Path) -> list[ThreadMessage]:
    return [
        ThreadMessage(
            id=id,
            platform=Platform.X,
            platform_id=row["reply_id"],
            kind=MessageKind.REPLY,
            created_at=datetime.fromisoformat(row["created_at"]),
            time_precision=TimePrecision.EXACT,
            role=AuthorRole.CITIZEN,
            author_key=row["username"],
            parent_id=row["reply_to_tweet_id"],
        )
        for id, row in enumerate(read_rows(path), start=1)
    ]


def read_complaints(path: Path, channel_account_id: int | None) -> list[ThreadMessage]:
    return [
        ThreadMessage(
            id=id,
            platform=Platform.CHANNEL,
            platform_id=row["id"],
            kind=MessageKind.COMPLAINT,
            created_at=datetime.fromisoformat(row["tanggal_keluhan"]).replace(tzinfo=UTC),
            time_precision=TimePrecision.EXACT,
            role=AuthorRole.CITIZEN,
            author_key=None,
            channel_account_id=channel_account_id,
            answered_at=(
                datetime.fromisoformat(row["tanggal_ditanggapi"]).replace(tzinfo=UTC)
                if row["tanggal_ditanggapi"]
                else None
            ),
        )
        for id, row in enumerate(read_rows(path), start=1)
    ]

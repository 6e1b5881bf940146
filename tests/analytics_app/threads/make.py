"""Short ways to write messages down. Times are minutes after a fixed start; people and texts are invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from analytics_app.choices import AuthorRole, MessageKind, Platform, TimePrecision
from analytics_app.records import ThreadMessage
from analytics_app.threads.rebuild import Rebuild, rebuild

START = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
DAY = 24 * 60

#: Two accounts of one government, its head (does not count), and one of another government.
CITY, WATER_AGENCY, MAYOR, OTHER_CITY = 1, 2, 3, 9
COUNTING = {CITY: 50, WATER_AGENCY: 50, OTHER_CITY: 60}


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def citizen(id: int, minutes: float, author: str | None = "ani", **fields: Any) -> ThreadMessage:
    """A citizen's message; ``to=n`` makes it a reply to message n."""
    values: dict[str, Any] = {"handle_key": author}
    return _message(id, minutes, role=AuthorRole.CITIZEN, author_key=author, **(values | fields))


def official(id: int, minutes: float, account: int = CITY, **fields: Any) -> ThreadMessage:
    name = f"account-{account}"
    values: dict[str, Any] = {"handle_key": name, "account_id": account}
    return _message(id, minutes, role=AuthorRole.OFFICIAL, author_key=name, **(values | fields))


def _message(id: int, minutes: float, to: int | None = None, **fields: Any) -> ThreadMessage:
    message = ThreadMessage(
        id=id,
        platform=Platform.X,
        platform_id=str(1000 + id),
        kind=MessageKind.ORIGINAL if to is None else MessageKind.REPLY,
        created_at=at(minutes),
        time_precision=TimePrecision.EXACT,
        role=fields.pop("role"),
        author_key=fields.pop("author_key"),
        parent_id=None if to is None else str(1000 + to),
    )
    return replace(message, **fields)


def rebuilt(*messages: ThreadMessage) -> Rebuild:
    return rebuild(messages, COUNTING, ("darurat", "pengaduan_layanan", "tanya_informasi"))


def answered_by(result: Rebuild, reply_id: int) -> list[int]:
    return [answer.message_id for answer in result.answers if answer.reply_id == reply_id]

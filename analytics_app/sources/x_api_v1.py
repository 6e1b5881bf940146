"""X API v1.1 bodies: statuses alone, in a list, or under "statuses", each with its user inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analytics_app.choices import MessageKind, Platform, Reason, SourceFormat
from analytics_app.records import MessageRecord
from analytics_app.sources.api_documents import (
    ApiFormat,
    Parsed,
    Raw,
    dicts,
    read_api_time,
    read_number,
    read_record,
)
from analytics_app.sources.cells import read_handle, read_id, read_lang, read_text, require_length
from analytics_app.sources.errors import RowProblem


def is_status(value: Any) -> bool:
    """Whether an object is a status: an id, a time, a text and the user who wrote it."""
    return (
        isinstance(value, dict)
        and "id_str" in value
        and "created_at" in value
        and ("text" in value or "full_text" in value)
        and isinstance(value.get("user"), dict)
    )


def holds_messages(document: Any) -> bool:
    """A status, or a search answer with statuses."""
    return is_status(document) or (
        isinstance(document, dict) and any(map(is_status, dicts(document.get("statuses"))))
    )


def parse_document(document: Raw) -> Iterator[Parsed]:
    """The statuses of one body in its order. Retweeted and quoted originals inside them are not messages of the
    capture: their authors' other posts are not in it."""
    for status in [dict(document)] if is_status(document) else dicts(document.get("statuses")):
        if is_status(status):
            yield status, read_record(lambda status=status: _record(status))  # type: ignore[misc]
        else:
            yield status, RowProblem(Reason.NOT_A_MESSAGE, "statuses", "Objek ini bukan pesan.")


def _record(status: Mapping[str, Any]) -> MessageRecord:
    user = status["user"]
    handle = read_handle(str(user.get("screen_name") or ""))
    platform_id = read_id(str(status["id_str"]), "id_str")
    text = _text(status)
    require_length(text, "text")
    parent_id = read_id(str(status.get("in_reply_to_status_id_str") or ""), "in_reply_to_status_id_str")
    return MessageRecord(
        platform=Platform.X,
        platform_id=platform_id,
        kind=_kind(status, parent_id),
        text=text,
        created_at=read_api_time(status["created_at"], "created_at"),
        author_id=read_id(str(user.get("id_str") or ""), "user.id_str"),
        author_handle=handle,
        parent_id=parent_id,
        in_reply_to_handle=read_handle(str(status.get("in_reply_to_screen_name") or "")),
        lang=read_lang(str(status.get("lang") or "")),
        url=f"https://x.com/{handle or 'i'}/status/{platform_id}",
        like_count=read_number(status.get("favorite_count")),
        repost_count=read_number(status.get("retweet_count")),
        reply_count=read_number(status.get("reply_count")),
        quote_count=read_number(status.get("quote_count")),
    )


def _text(status: Mapping[str, Any]) -> str:
    extended = status.get("extended_tweet")
    long_text = extended.get("full_text") if isinstance(extended, dict) else None
    return read_text(str(long_text or status.get("full_text") or status.get("text") or ""))


def _kind(status: Mapping[str, Any], parent_id: str | None) -> MessageKind:
    if status.get("retweeted_status"):
        return MessageKind.REPOST
    if parent_id or status.get("in_reply_to_screen_name"):
        return MessageKind.REPLY
    if status.get("quoted_status") or status.get("is_quote_status"):
        return MessageKind.QUOTE
    return MessageKind.ORIGINAL


FORMAT = ApiFormat(
    SourceFormat.X_API_V1, Platform.X, "badan X API v1.1 (statuses)", holds_messages, parse_document
)

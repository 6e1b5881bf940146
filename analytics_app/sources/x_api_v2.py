"""X API v2 bodies: tweets under data, others beside them in includes, what could not be had under errors.

A body asked for without created_at still gives times: an id holds the second of its making since November 2010.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
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
from analytics_app.sources.cells import read_id, read_lang, read_text, require_length
from analytics_app.sources.errors import RowProblem
from analytics_app.sources.platforms import snowflake_time

_TWEET_ONLY = frozenset(
    (
        "author_id",
        "conversation_id",
        "edit_history_tweet_ids",
        "public_metrics",
        "referenced_tweets",
        "in_reply_to_user_id",
    )
)


def is_tweet(value: Any) -> bool:
    """Whether an object is a tweet as v2 gives it: an id and a text."""
    return isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(value.get("text"), str)


def holds_messages(document: Any) -> bool:
    """A page with tweets under data or in includes, or one tweet alone (a line of a JSONL dump)."""
    if not isinstance(document, dict):
        return False
    if any(map(is_tweet, dicts(document.get("data")))) or any(map(is_tweet, _included(document, "tweets"))):
        return True
    return is_tweet(document) and not _TWEET_ONLY.isdisjoint(document)


def parse_document(document: Raw) -> Iterator[Parsed]:
    """The tweets of one body in its order, first data, then includes; each id once.

    Users, places and partial errors come as NOT_A_MESSAGE.
    """
    names = {user.get("id"): user.get("username") for user in _included(document, "users")}
    seen: set[str] = set()
    items = [dict(document)] if is_tweet(document) else dicts(document.get("data"))
    asked = len(items)
    items += [tweet for tweet in _included(document, "tweets") if is_tweet(tweet)]
    for number, item in enumerate(items):
        if not is_tweet(item):
            yield item, _not_a_message("data", "Objek ini bukan pesan.")
        elif item["id"] not in seen:
            seen.add(item["id"])
            yield item, read_record(partial(_record, item, names, is_context=number >= asked))
    for error in dicts(document.get("errors")):
        detail = str(
            error.get("detail") or error.get("message") or error.get("title") or "galat tanpa penjelasan"
        )
        yield error, _not_a_message("errors", f"X tidak memberikan pesan ini: {detail[:300]}")


def _not_a_message(column: str, detail: str) -> RowProblem:
    return RowProblem(Reason.NOT_A_MESSAGE, column, detail)


def _included(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    includes = document.get("includes")
    return dicts(includes.get(name)) if isinstance(includes, dict) else []


def _record(tweet: Mapping[str, Any], names: Mapping[Any, Any], *, is_context: bool) -> MessageRecord:
    text = _text(tweet)
    require_length(text, "text")
    kind, parent_id = _kind(tweet)
    metrics = tweet.get("public_metrics")
    metrics = metrics if isinstance(metrics, dict) else {}
    author_id = read_id(str(tweet.get("author_id") or ""), "author_id")
    return MessageRecord(
        platform=Platform.X,
        platform_id=read_id(tweet["id"], "id"),
        kind=kind,
        text=text,
        created_at=_created_at(tweet),
        author_id=author_id,
        author_handle=names.get(author_id) or tweet.get("username"),
        parent_id=parent_id,
        conversation_id=tweet.get("conversation_id"),
        in_reply_to_handle=names.get(tweet.get("in_reply_to_user_id")),
        lang=read_lang(str(tweet.get("lang") or "")),
        like_count=read_number(metrics.get("like_count")),
        repost_count=read_number(metrics.get("retweet_count")),
        reply_count=read_number(metrics.get("reply_count")),
        quote_count=read_number(metrics.get("quote_count")),
        view_count=read_number(metrics.get("impression_count")),
        is_context=is_context,
    )


def _text(tweet: Mapping[str, Any]) -> str:
    note = tweet.get("note_tweet")
    long_text = note.get("text") if isinstance(note, dict) else None
    return read_text(long_text or tweet["text"])


def _created_at(tweet: Mapping[str, Any]) -> datetime:
    if not tweet.get("created_at") and (moment := snowflake_time(tweet["id"])):
        return moment
    return read_api_time(tweet.get("created_at"), "created_at")


def _kind(tweet: Mapping[str, Any]) -> tuple[MessageKind, str | None]:
    """Kind and parent. A reply that also quotes is a reply: it stands under another message."""
    references = {
        reference.get("type"): reference.get("id") for reference in dicts(tweet.get("referenced_tweets"))
    }
    if "replied_to" in references:
        return MessageKind.REPLY, references["replied_to"]
    if "retweeted" in references:
        return MessageKind.REPOST, None
    if "quoted" in references:
        return MessageKind.QUOTE, None
    if tweet.get("in_reply_to_user_id"):
        return MessageKind.REPLY, None
    return MessageKind.ORIGINAL, None


FORMAT = ApiFormat(
    SourceFormat.X_API_V2, Platform.X, "badan X API v2 (data, includes)", holds_messages, parse_document
)

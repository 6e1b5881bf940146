"""YouTube commentThreads.list and comments.list bodies.

A top-level comment stands under the video, which is no message here: its conversation is the video id, its parent
None. A reply's parent is its top-level comment.
"""

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
from analytics_app.sources.cells import read_id, read_text, require_length
from analytics_app.sources.errors import RowProblem

_THREAD, _COMMENT = "youtube#commentThread", "youtube#comment"


def holds_messages(document: Any) -> bool:
    """A page of threads or comments, or one of them alone."""
    if not isinstance(document, dict):
        return False
    kinds = {document.get("kind"), *(item.get("kind") for item in dicts(document.get("items")))}
    return bool(kinds & {_THREAD, _COMMENT})


def parse_document(document: Raw) -> Iterator[Parsed]:
    """Each thread's top-level comment, then its replies, in the order of the body."""
    items = [dict(document)] if document.get("kind") in (_THREAD, _COMMENT) else dicts(document.get("items"))
    for item in items:
        if item.get("kind") == _COMMENT:
            yield _comment(item, {})
        elif item.get("kind") == _THREAD:
            yield from _thread(item)
        else:
            yield item, RowProblem(Reason.NOT_A_MESSAGE, "items", "Objek ini bukan komentar.")


def _thread(item: Mapping[str, Any]) -> Iterator[Parsed]:
    snippet = _object(item, "snippet")
    top = _object(snippet, "topLevelComment")
    yield _comment(top, {**snippet, "reply_count": snippet.get("totalReplyCount")})
    for reply in dicts(_object(item, "replies").get("comments")):
        yield _comment(reply, {"videoId": snippet.get("videoId"), "parentId": top.get("id")})


def _comment(comment: Mapping[str, Any], context: Mapping[str, Any]) -> Parsed:
    return comment, read_record(lambda: _record(comment, context))


def _record(comment: Mapping[str, Any], context: Mapping[str, Any]) -> MessageRecord:
    snippet = _object(comment, "snippet")
    platform_id = read_id(str(comment.get("id") or ""), "id")
    if platform_id is None:
        raise RowProblem(Reason.MISSING_ID, "id", "Komentar ini tidak punya id.")
    text = read_text(str(snippet.get("textOriginal") or snippet.get("textDisplay") or ""))
    require_length(text, "textOriginal")
    if not text:
        raise RowProblem(Reason.MISSING_TEXT, "textOriginal", "Komentar ini tidak punya isi.")
    video_id = snippet.get("videoId") or context.get("videoId")
    author_id = _object(snippet, "authorChannelId").get("value")
    return MessageRecord(
        platform=Platform.YOUTUBE,
        platform_id=platform_id,
        kind=MessageKind.REPLY,
        text=text,
        created_at=read_api_time(snippet.get("publishedAt"), "publishedAt"),
        author_id=author_id,
        author_handle=_handle(str(snippet.get("authorDisplayName") or ""), author_id),
        parent_id=snippet.get("parentId") or context.get("parentId"),
        conversation_id=video_id,
        url=f"https://www.youtube.com/watch?v={video_id}&lc={platform_id}" if video_id else None,
        like_count=read_number(snippet.get("likeCount")),
        reply_count=read_number(context.get("reply_count")),
    )


def _handle(name: str, author_id: str | None) -> str | None:
    """ "@name" is a handle; a display name stands in for one only where the body gives no channel id."""
    if name.startswith("@"):
        return name[1:] or None
    return None if author_id else name.strip() or None


def _object(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


FORMAT = ApiFormat(
    SourceFormat.YOUTUBE, Platform.YOUTUBE, "badan YouTube commentThreads", holds_messages, parse_document
)

"""CSV of tweet-harvest, the scraper of X's search page. No parent ids: only the conversation and the addressed name."""

from __future__ import annotations

from collections.abc import Sequence

from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.sources.profiles import Draft, Profile

_SIGNATURE = frozenset(("conversation_id_str", "created_at", "full_text", "id_str"))
_MAPPING = {
    "id_str": "platform_id",
    "full_text": "text",
    "created_at": "created_at",
    "conversation_id_str": "conversation_id",
    "in_reply_to_screen_name": "in_reply_to_handle",
    "user_id_str": "author_id",
    "username": "author_handle",
    "lang": "lang",
    "tweet_url": "url",
    "image_url": "media_url",
    "favorite_count": "like_count",
    "retweet_count": "repost_count",
    "reply_count": "reply_count",
    "quote_count": "quote_count",
}


def find_profile(columns: Sequence[str]) -> Profile | None:
    """The profile where the header is tweet-harvest's, in any order."""
    if not _SIGNATURE.issubset(columns):
        return None
    return PROFILE


def _kind(draft: Draft) -> MessageKind:
    is_root = draft.conversation_id is None or draft.conversation_id == draft.platform_id
    return MessageKind.ORIGINAL if is_root and draft.in_reply_to_handle is None else MessageKind.REPLY


PROFILE = Profile(
    format=SourceFormat.TWEET_HARVEST,
    evidence="kolom conversation_id_str, full_text, id_str (tweet-harvest)",
    kind=_kind,
    mapping=_MAPPING,
    platform=Platform.X,
    needs_id=True,
)

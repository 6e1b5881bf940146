"""CSV in the layout of "Customer Support on Twitter": true parent ids, inbound says who is the customer."""

from __future__ import annotations

from collections.abc import Sequence

from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.sources.profiles import Draft, Profile

_SIGNATURE = frozenset(("tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"))
_MAPPING = {
    "tweet_id": "platform_id",
    "author_id": "author_handle",  # brands stand there by screen name, customers by a number that texts mention too
    "inbound": "is_official",
    "created_at": "created_at",
    "text": "text",
    "in_response_to_tweet_id": "parent_id",
}


def find_profile(columns: Sequence[str]) -> Profile | None:
    """The profile where the header is this layout's, in any order and beside index columns."""
    return PROFILE if _SIGNATURE.issubset(columns) else None


def _kind(draft: Draft) -> MessageKind:
    return MessageKind.REPLY if draft.parent_id else MessageKind.ORIGINAL


PROFILE = Profile(
    format=SourceFormat.TWCS,
    evidence="kolom inbound dan in_response_to_tweet_id (Customer Support on Twitter)",
    kind=_kind,
    mapping=_MAPPING,
    platform=Platform.X,
    needs_id=True,
    needs_author=True,
    official_values={"true": False, "false": True, "1": False, "0": True},
)

"""Conversation CSV: one row per turn, a role instead of parents. A message may stand in several conversations."""

from __future__ import annotations

from collections.abc import Sequence

from analytics_app.choices import MessageKind, SourceFormat
from analytics_app.sources.profiles import Draft, Profile

_SIGNATURE = frozenset(("conversation", "author", "role", "created_at", "text"))
_MAPPING = {
    "conversation": "conversation_id",
    "tweet_id": "platform_id",
    "message_id": "platform_id",
    "author": "author_handle",
    "role": "is_official",
    "created_at": "created_at",
    "in_reply_to_assumed": "parent_id",
    "in_reply_to": "parent_id",
    "text": "text",
}


def find_profile(columns: Sequence[str]) -> Profile | None:
    """The profile where the header names conversation, author, role, time and text.

    The parents of a column in_reply_to_assumed are the file's own assumption and marked so.
    """
    if not _SIGNATURE.issubset(columns):
        return None
    return Profile(
        format=SourceFormat.CONVERSATION,
        evidence="kolom conversation, role, dan author (tabel percakapan)",
        kind=_kind,
        mapping=_MAPPING,
        needs_author=True,
        parent_is_inferred="in_reply_to_assumed" in columns,
        official_values={"agent": True, "client": False, "customer": False, "client1": False},
    )


def _kind(draft: Draft) -> MessageKind:
    return MessageKind.REPLY if draft.parent_id else MessageKind.ORIGINAL

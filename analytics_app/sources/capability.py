"""What each format can carry at all. What it cannot is not observable, never 0 or 1."""

from __future__ import annotations

from collections.abc import Collection

from analytics_app.choices import SourceFormat
from analytics_app.records import FormatCapability

_FIXED = {
    SourceFormat.TWEET_HARVEST: FormatCapability(SourceFormat.TWEET_HARVEST, False, True, True, True),
    SourceFormat.TWCS: FormatCapability(SourceFormat.TWCS, False, True, True, True),
    SourceFormat.CONVERSATION: FormatCapability(SourceFormat.CONVERSATION, False, True, True, True),
    SourceFormat.X_API_V2: FormatCapability(SourceFormat.X_API_V2, True, True, True, True),
    SourceFormat.X_API_V1: FormatCapability(SourceFormat.X_API_V1, True, True, True, True),
    SourceFormat.YOUTUBE: FormatCapability(SourceFormat.YOUTUBE, False, True, True, True),
}


def capability_of(
    format: SourceFormat,
    fields: Collection[str] = (),
    *,
    has_reposts_in_text: bool = False,
    has_exact_time: bool = True,
) -> FormatCapability:
    """The capability of a format; of tables, by the canonical fields that their columns fill.

    ``has_reposts_in_text``: some row of the table begins with "RT @". ``has_exact_time``: times carry a clock.
    """
    if fixed := _FIXED.get(format):
        return fixed
    if format is SourceFormat.COMPLAINT:
        has_answers = "answered_at" in fields
        return FormatCapability(format, False, has_answers, has_answers, has_exact_time)
    return FormatCapability(
        format=format,
        carries_reposts=has_reposts_in_text or "kind" in fields or "is_repost" in fields,
        carries_replies=not _REPLY_FIELDS.isdisjoint(fields),
        carries_official=not _AUTHOR_FIELDS.isdisjoint(fields) or "answered_at" in fields,
        carries_exact_time=has_exact_time,
    )


_REPLY_FIELDS = frozenset(("parent_id", "conversation_id", "in_reply_to_handle", "answered_at"))
_AUTHOR_FIELDS = frozenset(("author_id", "author_handle", "is_official"))

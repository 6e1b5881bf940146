"""Any table of messages: what its columns mean comes from their names, or from a person."""

from __future__ import annotations

import re

from analytics_app.choices import MessageKind, Platform, SourceFormat
from analytics_app.sources.columns import column_key
from analytics_app.sources.profiles import Draft, Profile

REPOST_TEXT = re.compile(r"RT @\w+:? ")

_KINDS = {
    "original": MessageKind.ORIGINAL,
    "asli": MessageKind.ORIGINAL,
    "post": MessageKind.ORIGINAL,
    "tweet": MessageKind.ORIGINAL,
    "kiriman": MessageKind.ORIGINAL,
    "repost": MessageKind.REPOST,
    "retweet": MessageKind.REPOST,
    "retweeted": MessageKind.REPOST,
    "rt": MessageKind.REPOST,
    "share": MessageKind.REPOST,
    "kirimanulang": MessageKind.REPOST,
    "quote": MessageKind.QUOTE,
    "quoted": MessageKind.QUOTE,
    "quotetweet": MessageKind.QUOTE,
    "kutipan": MessageKind.QUOTE,
    "reply": MessageKind.REPLY,
    "repliedto": MessageKind.REPLY,
    "comment": MessageKind.REPLY,
    "komentar": MessageKind.REPLY,
    "balasan": MessageKind.REPLY,
    "direct": MessageKind.DIRECT,
    "dm": MessageKind.DIRECT,
    "pesanlangsung": MessageKind.DIRECT,
    "complaint": MessageKind.COMPLAINT,
    "aduan": MessageKind.COMPLAINT,
    "keluhan": MessageKind.COMPLAINT,
    "review": MessageKind.REVIEW,
    "ulasan": MessageKind.REVIEW,
}


def decide_kind(draft: Draft) -> MessageKind:
    """By the kind column, else by "RT @", else a reply where the row names what it stands under."""
    if draft.stated_kind and (stated := _KINDS.get(column_key(draft.stated_kind))):
        return stated
    if draft.is_repost or (draft.platform is Platform.X and REPOST_TEXT.match(draft.text)):
        return MessageKind.REPOST
    if draft.platform is Platform.CHANNEL:
        return MessageKind.COMPLAINT
    if draft.parent_id or draft.in_reply_to_handle or draft.container_id:
        return MessageKind.REPLY
    if draft.conversation_id and draft.platform_id and draft.conversation_id != draft.platform_id:
        return MessageKind.REPLY
    return MessageKind.ORIGINAL


_OFFICIAL = frozenset(
    (
        "true",
        "1",
        "ya",
        "yes",
        "y",
        "agent",
        "agen",
        "official",
        "resmi",
        "admin",
        "petugas",
        "brand",
        "pemerintah",
    )
)
_CITIZEN = frozenset(
    (
        "false",
        "0",
        "tidak",
        "no",
        "n",
        "client",
        "customer",
        "warga",
        "citizen",
        "pelapor",
        "user",
        "pengguna",
    )
)

PROFILE = Profile(
    format=SourceFormat.TABLE,
    evidence="tabel umum",
    kind=decide_kind,
    official_values={**dict.fromkeys(_OFFICIAL, True), **dict.fromkeys(_CITIZEN, False)},
)

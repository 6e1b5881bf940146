"""From a parsed record to a row of the message table: pseudonyms, masked text, keys. Nothing raw passes through.

This is the hot path of an import: plain functions on plain values, one small cache for names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

from accounts_app.pseudonyms import handle_key, lasting_digest, shown_name, user_key
from analytics_app.choices import MessageKind, Platform, TimePrecision
from analytics_app.records import MessageRecord
from analytics_app.services.erased_people import NOBODY, ErasedPeople
from analytics_app.text.personal_data import leading_mentions, mask, replace_and_find

#: Columns of the load, in order. The importer's temporary table has exactly these.
COLUMNS = (
    "platform",
    "platform_id",
    "kind",
    "text",
    "created_at",
    "time_precision",
    "author_key",
    "handle_key",
    "is_official_by_source",
    "parent_platform_id",
    "parent_is_inferred",
    "conversation_id",
    "also_in_conversations",
    "in_reply_to_key",
    "mention_keys",
    "leading_mentions",
    "lang",
    "url",
    "like_count",
    "repost_count",
    "reply_count",
    "quote_count",
    "view_count",
    "answered_at",
    "agency_name",
    "topic_name",
    "channel_account_id",
)
_AT = {name: index for index, name in enumerate(COLUMNS)}
COUNTS = ("like_count", "repost_count", "reply_count", "quote_count", "view_count")
_TEXT, _CREATED, _PRECISION = _AT["text"], _AT["created_at"], _AT["time_precision"]
_AUTHOR, _PARENT, _INFERRED = _AT["author_key"], _AT["parent_platform_id"], _AT["parent_is_inferred"]
_PRECISIONS = tuple(precision.value for precision in TimePrecision)  # best first
Row = list[Any]

MAX_ID = 200
MAX_NAME = 200
MAX_URL = 500
_NAMES_KEPT = 10_000  # more would save little and let memory grow with the file
_BEGINS_WITH_MENTION = re.compile("@[A-Za-z0-9_]").match


@dataclass(frozen=True, slots=True)
class RowContext:
    """What a batch says of all its rows.

    ``official_handles`` are (platform, lower-case handle) that stay readable. The ids of a complaint channel count
    from one in every city hall, so they are only unique together with their channel, or with region and source.
    """

    source: str
    channel_account_id: int | None
    official_handles: frozenset[tuple[str, str]]
    erased: ErasedPeople = NOBODY
    region_code: str = ""

    @property
    def desk(self) -> str:
        """Whose complaints without a channel are. People name sources freely: without the region, and the colon that
        no channel's number has, a name could be another government's and its rows theirs."""
        return f"{self.region_code}:{self.source}"


class UnnamedRows(NamedTuple):
    """A chunk's rows; ``nameless`` are those without an id, each with its fingerprint."""

    rows: list[Row]
    nameless: list[tuple[Row, bytes]]


class MessageRows:
    """Builds rows for one batch.

    ``count_equals`` is asked once a chunk: how many rows without an id, equal to these, came in earlier chunks.
    """

    def __init__(
        self, context: RowContext, count_equals: Callable[[Counter[bytes]], dict[bytes, int]]
    ) -> None:
        self._context = context
        self._count_equals = count_equals
        named = context.erased.mentioned if context.erased else handle_key
        self._shown = lru_cache(maxsize=_NAMES_KEPT)(self._shown_mention)
        self._key = lru_cache(maxsize=_NAMES_KEPT)(named)

    def rows(self, records: Sequence[MessageRecord]) -> list[Row]:
        """The records as rows in the order of COLUMNS; rows without an id get a derived one."""
        return self.name(self.build(records))

    def build(self, records: Sequence[MessageRecord]) -> UnnamedRows:
        """The rows but for derived ids. Asks the database nothing: may run in another thread."""
        rows = [self._row(record) for record in records]
        nameless = [
            (row, self._fingerprint(record)) for row, record in zip(rows, records, strict=True) if not row[1]
        ]
        return UnnamedRows(rows, nameless)

    def name(self, built: UnnamedRows) -> list[Row]:
        """The rows with ids for those without; to be called once a chunk, in the order of the file."""
        if built.nameless:
            ordinals = self._count_equals(Counter(base for _, base in built.nameless))
            for row, base in built.nameless:
                ordinals[base] = ordinals.get(base, 0) + 1
                row[1] = f"k:{base.hex()}-{ordinals[base]}"
        return built.rows

    def _row(self, record: MessageRecord) -> Row:
        platform = record.platform.value
        text, mention_keys, leading = self._masked(platform, record.text)
        by_handle = self._key(platform, record.author_handle) if record.author_handle else None
        author = user_key(platform, record.author_id) if record.author_id else by_handle
        url = self._url(record)
        if self._context.erased and author:
            by_handle = handle_key(platform, record.author_handle) if record.author_handle else None
            author = author if record.author_id else by_handle
            gone = self._context.erased.author(
                platform, record.author_id, record.author_handle, record.created_at
            )
            if gone:  # what an erased person wrote keeps its place, without text and name
                (author, by_handle), text, mention_keys, leading, url = gone, "", None, 0, None
        channel = (
            self._context.channel_account_id
            if record.kind in (MessageKind.COMPLAINT, MessageKind.REVIEW) and platform == Platform.CHANNEL
            else None
        )
        return [
            platform,
            self._scoped(platform, record.platform_id) or "",
            record.kind.value,
            text,
            record.created_at,
            record.time_precision.value,
            author,
            by_handle,
            record.is_official,
            self._scoped(platform, record.parent_id),
            record.parent_is_inferred,
            self._scoped(platform, record.conversation_id),
            None,
            self._key(platform, record.in_reply_to_handle) if record.in_reply_to_handle else None,
            mention_keys,
            leading,
            record.lang[:12] if record.lang else None,
            url,
            record.like_count,
            record.repost_count,
            record.reply_count,
            record.quote_count,
            record.view_count,
            record.answered_at,
            self._masked(platform, record.agency)[0][:MAX_NAME] if record.agency else None,
            self._masked(platform, record.topic)[0][:MAX_NAME] if record.topic else None,
            channel,
        ]

    def _scoped(self, platform: str, id: str | None) -> str | None:
        if not id:
            return None
        if platform == Platform.CHANNEL:
            channel = self._context.channel_account_id
            if mask(id) != id:  # a desk that files people under their telephone number
                id = lasting_digest("channel id", id)
            id = f"{self._context.desk if channel is None else channel}/{id}"
        return id[:MAX_ID]

    def _masked(self, platform: str, text: str) -> tuple[str, list[str] | None, int]:
        """The text without personal data, the keys of those it mentions, and how many mentions lead it."""
        if "\x00" in text:  # PostgreSQL cannot hold it
            text = text.replace("\x00", "")
        dotted = platform != Platform.X  # a full stop ends a name on X
        masked = mask(text)
        if "@" not in masked and "/" not in masked:
            return masked, None, 0
        shown, handles = replace_and_find(masked, partial(self._shown, platform), dotted=dotted)
        if not handles:
            return shown, None, 0
        if len(handles) == 1 and _BEGINS_WITH_MENTION(masked):
            return shown, [self._key(platform, handles[0])], 1
        keys = list(dict.fromkeys([self._key(platform, handle) for handle in handles]))
        return shown, keys, len(dict.fromkeys(leading_mentions(masked, dotted=dotted)))

    def _url(self, record: MessageRecord) -> str | None:
        """The address of an original, where it is really one and names neither its author nor any other person."""
        url = record.url
        if not url or len(url) > MAX_URL or not url.startswith(("https://", "http://")):
            return None
        if record.author_handle and record.author_handle.lower() in url.lower():
            return None
        return url if self._masked(record.platform.value, url)[0] == url else None

    def _shown_mention(self, platform: str, handle: str) -> str:
        """An official account's name stays; a citizen's becomes a pseudonym."""
        if (platform, handle) in self._context.official_handles:
            return handle
        return shown_name(self._key(platform, handle))

    def _fingerprint(self, record: MessageRecord) -> bytes:
        """What makes a row without an id itself: source, author, text and exact time; keyed, so it tells nothing."""
        author = record.author_id or record.author_handle or ""
        source = self._context.desk if record.platform == Platform.CHANNEL else self._context.source
        parts = (source, record.platform, author, record.text, record.created_at.isoformat())
        return bytes.fromhex(lasting_digest("row", "\x1f".join(parts)))


def merge_rows(first: Row, second: Row) -> Row:
    """One row of two that state the same message, whatever their order: what is known wins, the larger count wins.

    The importer's SQL merges a row with what is stored by the same rules, but lets the later count and text win.
    """
    fuller, other = sorted((first, second), key=_fullness, reverse=True)
    merged = [b if a is None else a for a, b in zip(fuller, other, strict=True)]
    for name in COUNTS:
        a, b = first[_AT[name]], second[_AT[name]]
        if a is not None and b is not None:
            merged[_AT[name]] = max(a, b)
    for name in ("mention_keys", "leading_mentions"):  # the names are those of the text
        merged[_AT[name]] = fuller[_AT[name]]
    merged[_AT["kind"]] = _kind_of(first[_AT["kind"]], second[_AT["kind"]])
    timed = min(first, second, key=lambda row: (_PRECISIONS.index(row[_PRECISION]), row[_CREATED]))
    merged[_PRECISION], merged[_CREATED] = timed[_PRECISION], timed[_CREATED]
    stated = [row for row in (fuller, other) if row[_PARENT] is not None]
    if stated:
        best = min(stated, key=lambda row: row[_INFERRED])
        merged[_PARENT], merged[_INFERRED] = best[_PARENT], best[_INFERRED]
    # A stable user id rather than the name alone.
    by_id = [row[_AUTHOR] for row in (fuller, other) if row[_AUTHOR] not in (None, row[_AT["handle_key"]])]
    merged[_AUTHOR] = by_id[0] if by_id else merged[_AUTHOR]
    _merge_conversations(merged, first, second)
    return merged


def _fullness(row: Row) -> tuple[int, str, str]:
    """The order of two rows of one message: the longer text first, then by what they say."""
    return len(row[_TEXT]), row[_TEXT], repr(row)


def _kind_of(first: str, second: str) -> str:
    """ "original" is also what a source says that cannot tell."""
    known = sorted({first, second} - {MessageKind.ORIGINAL.value})
    return known[0] if known else MessageKind.ORIGINAL.value


def _merge_conversations(merged: Row, first: Row, second: Row) -> None:
    conversations = {
        c
        for row in (first, second)
        for c in [row[_AT["conversation_id"]], *(row[_AT["also_in_conversations"]] or ())]
        if c is not None
    }
    if conversations:
        main, *others = sorted(conversations)
        merged[_AT["conversation_id"]] = main
        merged[_AT["also_in_conversations"]] = others or None


def row_key(row: Row) -> tuple[str, str]:
    """What makes a message the same message: platform and id."""
    return row[0], row[1]

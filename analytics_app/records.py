"""Frozen records that every layer of analytics_app speaks. No Django, no clock, no settings.

Instants are aware UTC datetimes and end in ``_at``; lengths end in their unit.
``None`` means "the source does not say", which is never zero and never the empty string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from analytics_app.choices import (
    AuthorRole,
    Disappearance,
    MessageKind,
    ParentState,
    Platform,
    Reason,
    SourceFormat,
    Status,
    TimePrecision,
)

# --- what a parser gives -------------------------------------------------------------------------


class MessageRecord(NamedTuple):  # a frozen dataclass of so many fields takes four times as long to make
    """One message as a source states it, before anything is masked. Lives only in memory during parsing.

    ``platform_id`` is None where the source gives no id; the importer then derives a key.
    ``author_id`` is the platform's stable user id, ``author_handle`` the name without "@"; either may be None.
    ``answered_at`` / ``answer_text`` are set only by sources that report the first answer beside the message
    (complaint tables, app-store reviews) instead of giving it as a message of its own.
    ``is_official`` is what the source says of the author (None = does not say); the registry decides.
    ``is_context``: the source gave it only because another message refers to it, so it tells nothing of what was
    captured of its author.
    """

    platform: Platform
    platform_id: str | None
    kind: MessageKind
    text: str
    created_at: datetime
    time_precision: TimePrecision = TimePrecision.EXACT
    author_id: str | None = None
    author_handle: str | None = None
    is_official: bool | None = None
    parent_id: str | None = None
    parent_is_inferred: bool = False  # the file itself calls its parent an assumption
    conversation_id: str | None = None
    in_reply_to_handle: str | None = None
    lang: str | None = None
    url: str | None = None
    like_count: int | None = None
    repost_count: int | None = None
    reply_count: int | None = None
    quote_count: int | None = None
    view_count: int | None = None
    answered_at: datetime | None = None
    answer_text: str | None = None
    agency: str | None = None
    topic: str | None = None
    is_context: bool = False


@dataclass(frozen=True, slots=True)
class RowError:
    """One row that could not become a message. ``line`` is the 1-based line in the file (record number in JSON)."""

    line: int
    reason: Reason
    column: str | None
    detail: str
    raw: str


class ParsedRow(NamedTuple):
    """One good row: its place in the file and the record."""

    line: int
    record: MessageRecord


class Gone(NamedTuple):
    """How a message disappeared. ``at`` None: nobody knows when; ``by`` is an instant by which it surely was gone."""

    how: Disappearance
    at: datetime | None
    by: datetime


# --- what the thread rebuild speaks --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A stored message as the thread rebuild needs it. ``id`` is our own key; all *_key are keyed pseudonyms.

    ``account_id`` is set when the author is a registered official account; ``region_id`` is then its government.
    ``mentioned_account_ids`` and ``mention_keys`` keep the order of the text; leading ones come first.
    ``leading_mention_keys`` are the @mentions that stand before the first other word.
    ``answered_at`` as in MessageRecord.
    """

    id: int
    platform: Platform
    platform_id: str
    kind: MessageKind
    created_at: datetime
    time_precision: TimePrecision
    role: AuthorRole
    author_key: str | None
    account_id: int | None = None
    region_id: int | None = None
    parent_id: str | None = None  # platform id
    parent_is_inferred: bool = False
    conversation_id: str | None = None
    in_reply_to_key: str | None = None  # key of the screen name that the message answers
    in_reply_to_account_id: int | None = None
    mentioned_account_ids: tuple[int, ...] = ()
    mention_keys: tuple[str, ...] = ()
    leading_mention_keys: tuple[str, ...] = ()
    handle_key: str | None = None  # key of the author's screen name; equals a mention's key
    channel_account_id: int | None = None  # complaint tables: the channel that the row belongs to
    intent: str | None = None
    needs_response: bool = True
    template_hash: str | None = (
        None  # official messages: hash of the text without mentions, names, digits, emoji
    )
    answered_at: datetime | None = None
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class TreePlace:
    """Where a message stands: its resolved parent (our id) and the root of its tree (our id)."""

    message_id: int
    parent_message_id: int | None
    root_message_id: int
    parent_state: ParentState


@dataclass(frozen=True, slots=True)
class Answer:
    """An official message that answers a citizen's message."""

    reply_id: int
    message_id: int
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """One citizen's conversation opening with one official account (method sections 3 and 12).

    ``started_at`` is the first message; ``opened_at`` the first message that needs a response before the first
    reply (equal to ``started_at`` where none does): the response clock starts there.
    ``first_response_*`` is the account's own first human reply; ``first_region_response_*`` the first by any
    counting account of the same government. A response earlier than ``opened_at`` sets ``is_negative``:
    answered, but outside percentiles and survival curves.
    ``gone`` and ``gone_at``: how the thread's questions disappeared and when the last of them did (None: unknown).
    ``response_hours`` are clock hours, None when there is no response or it is negative.
    """

    key: str  # stable: platform, account, platform id of the first message
    account_id: int | None
    author_key: str | None
    platform: Platform
    message_ids: tuple[int, ...]
    started_at: datetime
    opened_at: datetime
    opened_message_id: int
    needs_response: bool
    intent: str | None
    time_precision: TimePrecision
    first_response_at: datetime | None
    first_response_id: int | None
    first_region_response_at: datetime | None
    first_region_response_id: int | None
    is_negative: bool
    is_region_negative: bool
    has_automatic_reply: bool
    is_inferred: bool  # some parent on the way to its first response was inferred
    gone: Disappearance | None = None
    gone_at: datetime | None = None


# --- what an indicator speaks --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limit, and the level they hold at (0.95 for indicators, 0.90 for dimensions)."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator for one account or region at one date. No cases means ``x is None``, never 0.

    ``numerator`` / ``denominator`` are kept so that values can be added up; ``n`` is the sample the minimum is
    held against. ``score`` (0-100) is None unless status is SCORED. ``reason`` says in one code why there is no
    value or why it is provisional; ``detail`` holds what the evidence page shows (curve, exclusions, bounds).
    """

    indicator: str
    status: Status
    x: float | None
    numerator: float | None
    denominator: float | None
    n: int
    interval: Interval | None
    score: float | None
    provisional: bool = False
    reason: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThreadOutcome:
    """A thread as the response indicators see it at one date.

    ``end_at`` is when observation of it ended (end of the captured span, at most the date); None = not observable.
    ``response_at`` is None when there was none by ``end_at``. ``gone`` says how its questions disappeared, ``gone_at``
    when they did, or were last seen; a citizen's own deletion is in ``end_at`` already.
    """

    thread_id: int
    account_id: int | None
    author_key: str | None
    opened_at: datetime
    response_at: datetime | None
    end_at: datetime | None
    is_negative: bool = False
    is_after_hours: bool = False
    needs_response: bool = True
    intent: str | None = None
    gone: Disappearance | None = None
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormatCapability:
    """What a format can carry at all; what it cannot is not observable, never 0 or 1."""

    format: SourceFormat
    carries_reposts: bool
    carries_replies: bool
    carries_official: bool
    carries_exact_time: bool

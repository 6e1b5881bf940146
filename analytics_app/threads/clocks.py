"""When a thread's response clock starts and what stops it.

Decision 0022 gives the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.records import ThreadMessage, ThreadRecord
from analytics_app.threads.disappearances import end_of_thread

_EXACT, _COMPLAINT = TimePrecision.EXACT, MessageKind.COMPLAINT
_COARSENESS = (TimePrecision.EXACT, TimePrecision.DAY, TimePrecision.APPROXIMATE)


class Reply(NamedTuple):
    """An answer as the clock of a thread sees it. ``id`` is None where a source gives only the time of the answer."""

    created_at: datetime
    platform_id: str
    id: int | None
    account_id: int | None
    time_precision: TimePrecision
    is_automatic: bool = False
    is_inferred: bool = False


class _Response(NamedTuple):
    """What stops a clock: the reply (None: nothing yet), and whether it is earlier than the opening."""

    reply: Reply | None
    is_negative: bool


_NO_RESPONSE = _Response(None, False)


def describe_thread(
    messages: Sequence[ThreadMessage],
    account_id: int | None,
    replies: Mapping[int, Sequence[Reply]],
    counting_account_ids: Mapping[int, int],
    intents_by_strength: Sequence[str] = (),
) -> ThreadRecord:
    """One thread from its messages in time order and the replies that answer them, by message id."""
    first = messages[0]
    answers = _gather_answers(messages, account_id, replies)
    asking = [message for message in messages if message.needs_response or message.kind == _COMPLAINT]
    own = regional = _NO_RESPONSE
    if answers:
        human = sorted([reply for reply in answers if not reply.is_automatic])
        own_replies = [reply for reply in human if reply.account_id == account_id]
        asking = _drop_later_questions(asking, first, own_replies)
        opened = asking[0] if asking else first
        own = _pick_response(own_replies, opened)
        regional = _pick_response(_count_for_region(human, account_id, counting_account_ids), opened)
    else:
        opened = asking[0] if asking else first
    decisive = own.reply or regional.reply
    end = end_of_thread(messages, asking)
    return ThreadRecord(
        key=f"{first.platform}:{'-' if account_id is None else account_id}:{first.platform_id}",
        account_id=account_id,
        author_key=first.author_key,
        platform=first.platform,
        message_ids=tuple([message.id for message in messages]),
        started_at=first.created_at,
        opened_at=opened.created_at,
        opened_message_id=opened.id,
        needs_response=bool(asking),
        intent=_strongest_intent(asking, intents_by_strength) if asking else first.intent,
        time_precision=_coarser(opened.time_precision, decisive),
        first_response_at=own.reply.created_at if own.reply else None,
        first_response_id=own.reply.id if own.reply else None,
        first_region_response_at=regional.reply.created_at if regional.reply else None,
        first_region_response_id=regional.reply.id if regional.reply else None,
        is_negative=own.is_negative,
        is_region_negative=regional.is_negative,
        has_automatic_reply=bool(answers) and any(reply.is_automatic for reply in answers),
        is_inferred=decisive is not None and decisive.is_inferred,
        gone=end.how,
        gone_at=end.at,
    )


def _gather_answers(
    messages: Sequence[ThreadMessage], account_id: int | None, replies: Mapping[int, Sequence[Reply]]
) -> list[Reply]:
    """Given replies, and the answers that a source reports beside its rows as a time only."""
    answers: list[Reply] = []
    for message in messages:
        answers += replies.get(message.id, ())
        if (at := message.answered_at) is not None:
            answers.append(Reply(at, message.platform_id, None, account_id, message.time_precision))
    return answers


def _drop_later_questions(
    asking: list[ThreadMessage], first: ThreadMessage, own_replies: Sequence[Reply]
) -> list[ThreadMessage]:
    """What is asked after the first reply opens no clock. A reply before the thread itself is not its first."""
    for reply in own_replies:
        if not _is_earlier(reply, first):
            return [message for message in asking if not _is_earlier(reply, message)]
    return asking


def _is_earlier(one: Reply | ThreadMessage, other: Reply | ThreadMessage) -> bool:
    """Whether one is surely earlier. Between vague times ("3 days ago") nothing is sure."""
    return one.created_at < other.created_at and one.time_precision == other.time_precision == _EXACT


def _pick_response(replies: Sequence[Reply], opened: ThreadMessage) -> _Response:
    """The first reply that is not earlier than the opening; if all are earlier, the first, as negative.

    A reply that makes sense wins over one that cannot be: the impossible one says only that a clock was wrong.
    """
    for reply in replies:
        if not _is_earlier(reply, opened):
            return _Response(reply, False)
    return _Response(replies[0], True) if replies else _NO_RESPONSE


def _count_for_region(
    human: Sequence[Reply], account_id: int | None, counting_account_ids: Mapping[int, int]
) -> list[Reply]:
    """Replies by counting accounts of the government that was addressed."""
    region_id = counting_account_ids.get(account_id) if account_id is not None else None
    if region_id is None:
        return []
    return [
        reply
        for reply in human
        if reply.account_id is not None and counting_account_ids.get(reply.account_id) == region_id
    ]


def _strongest_intent(asking: Sequence[ThreadMessage], intents_by_strength: Sequence[str]) -> str | None:
    """The strongest intent among them; the earlier on ties; None only if no message has one."""
    named = [message.intent for message in asking if message.intent is not None]
    if len(named) < 2:
        return named[0] if named else None
    weakest = len(intents_by_strength)
    strength = {intent: place for place, intent in enumerate(intents_by_strength)}
    return min(named, key=lambda intent: strength.get(intent, weakest))


def _coarser(precision: TimePrecision, reply: Reply | None) -> TimePrecision:
    if reply is None or reply.time_precision == precision:
        return precision
    return max(precision, reply.time_precision, key=_COARSENESS.index)

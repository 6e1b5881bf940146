"""Automatic replies: the same text, at once, on several threads. They are never a first response.

The text is compared by ``template_hash`` (without mentions, names, digits and emoji), so that "Halo @a" and
"Halo @b" are one template.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import timedelta
from typing import NamedTuple

from analytics_app.choices import TimePrecision
from analytics_app.records import ThreadMessage

#: A template that came this fast on this many threads of one account is automatic.
INSTANT = timedelta(seconds=60)
THREADS_NEEDED = 3

#: (account id, template hash)
Template = tuple[int, str]


class InstantReply(NamedTuple):
    """A reply within a minute of what it answers. ``thread`` is anything that tells threads apart."""

    reply_id: int
    account_id: int
    template_hash: str
    thread: Hashable


def is_instant(reply: ThreadMessage, message: ThreadMessage) -> bool:
    """Whether a reply came within a minute after the message it answers. Vague times are never instant."""
    if reply.time_precision != TimePrecision.EXACT or message.time_precision != TimePrecision.EXACT:
        return False
    return timedelta(0) <= reply.created_at - message.created_at <= INSTANT


def automatic_templates(instant_replies: Iterable[InstantReply]) -> set[Template]:
    """Templates that answered at once on at least three threads of their account."""
    threads: dict[Template, set[Hashable]] = {}
    for reply in instant_replies:
        threads.setdefault((reply.account_id, reply.template_hash), set()).add(reply.thread)
    return {template for template, found in threads.items() if len(found) >= THREADS_NEEDED}


def find_automatic_replies(instant_replies: Iterable[InstantReply]) -> set[int]:
    """Ids of the automatic ones among instant replies. A slow reply with the same text was sent by a person."""
    instant = list(instant_replies)
    templates = automatic_templates(instant)
    return {reply.reply_id for reply in instant if (reply.account_id, reply.template_hash) in templates}

"""One thread with its messages, for those who may read what citizens wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts_app.models import OfficialAccount
from analytics_app.choices import AuthorRole, Disappearance, TextGone
from analytics_app.models import Answer, Message, Thread


@dataclass(frozen=True, slots=True)
class Line:
    """One message, masked as stored. ``handle`` only of registered official accounts."""

    text: str
    gone: TextGone | None  # why there is no text
    created_at: datetime
    role: AuthorRole
    official: OfficialAccount | None  # the author, where one is registered
    handle: str | None
    url: str | None
    is_opening: bool
    message_id: int
    is_first_response: bool
    disappeared: Disappearance | None
    disappeared_at: datetime | None  # None beside ``disappeared``: nobody knows when


def find_thread(public_id: str) -> Thread | None:
    """The thread with this public id. One query."""
    return (
        Thread.objects.select_related("account__region", "account__agency")
        .filter(public_id=public_id)
        .first()
    )


def list_lines(thread: Thread) -> list[Line]:
    """The citizen's messages of the thread and the official ones that answer them, in order. One query.

    Also replies that are gone: they answer nobody any more, and whoever reads the thread must see that they were there.
    """
    own = Message.objects.filter(thread=thread).values("pk")
    answers = Answer.objects.filter(message__thread=thread).values("reply_id")
    gone = Message.objects.filter(
        platform=thread.platform,
        parent_platform_id__in=Message.objects.filter(thread=thread).values("platform_id"),
        account__isnull=False,
        gone__isnull=False,
    ).values("pk")
    named = [pk for pk in (thread.first_response_id, thread.first_region_response_id) if pk]
    wanted = own.union(answers, gone, Message.objects.filter(pk__in=named).values("pk"))
    # Ids first, each by an index: joined with OR they would make PostgreSQL look at every message there is.
    messages = Message.objects.filter(pk__in=wanted).select_related("account__region")
    return [_line(thread, message) for message in messages.order_by("created_at", "pk")]


def list_citizens_messages(thread: Thread) -> list[Message]:
    """What the citizen wrote in the thread, in order. One query."""
    return list(Message.objects.filter(thread=thread).order_by("created_at", "pk"))


def _line(thread: Thread, message: Message) -> Line:
    is_official = message.account is not None
    return Line(
        text=message.text,
        gone=TextGone(message.text_gone) if message.text_gone else None,
        created_at=message.created_at,
        role=AuthorRole.OFFICIAL if is_official else AuthorRole.CITIZEN,
        official=message.account,
        handle=message.account.handle if message.account else None,
        url=message.safe_url,
        message_id=message.pk,
        is_opening=message.pk == thread.opened_message_id,
        is_first_response=message.pk in (thread.first_response_id, thread.first_region_response_id),
        disappeared=Disappearance(message.gone) if message.gone else None,
        disappeared_at=message.gone_at,
    )

"""The official posts behind the two posting indicators, judged by the rules that counted them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.indicators.duplicates import DUPLICATE_DAYS
from analytics_app.indicators.originality import is_original
from analytics_app.indicators.regularity import DatedPost, qualifying_days
from analytics_app.indicators.rollup import INFORMATION_ROLES
from analytics_app.models import Message
from analytics_app.periods import Period, local_day
from analytics_app.selectors.values import Subject

POST_KINDS = (MessageKind.ORIGINAL, MessageKind.QUOTE, MessageKind.REPOST)


@dataclass(frozen=True, slots=True)
class PostRow:
    """One own post. ``is_own``: counts as original; ``is_new_day``: its day has a post that qualifies as new."""

    message_id: int
    account: OfficialAccount
    created_at: datetime
    kind: MessageKind
    text: str
    url: str | None
    is_own: bool
    is_new_day: bool


def list_posts(subject: Subject, period: Period, zone: ZoneInfo) -> list[PostRow]:
    """Own posts of the accounts that enter, newest first. Two queries."""
    accounts = {account.pk: account for account in posting_accounts(subject)}
    messages = list(
        Message.objects.filter(
            account__in=accounts,
            kind__in=POST_KINDS,
            created_at__gte=period.start_at - timedelta(days=DUPLICATE_DAYS),
            created_at__lt=period.end_at,
        )
        .exclude(time_precision=TimePrecision.APPROXIMATE)
        .order_by("created_at", "platform_id")
        .only("account_id", "kind", "created_at", "text", "url")
    )
    days = {pk: _new_days([m for m in messages if m.account_id == pk], zone) for pk in accounts}
    inside = (message for message in messages if message.created_at >= period.start_at)
    rows = [
        PostRow(
            message_id=message.pk,
            account=accounts[message.account_id or 0],
            created_at=message.created_at,
            kind=MessageKind(message.kind),
            text=message.text,
            url=message.safe_url,
            is_own=is_original(MessageKind(message.kind), len(message.text)),
            is_new_day=local_day(message.created_at, zone) in days[message.account_id or 0],
        )
        for message in inside
    ]
    return rows[::-1]


def posting_accounts(subject: Subject) -> list[OfficialAccount]:
    if isinstance(subject, OfficialAccount):
        return [subject]
    accounts = OfficialAccount.objects.filter(region=subject, role__in=INFORMATION_ROLES)
    return list(accounts.exclude(platform=AccountPlatform.CHANNEL).exclude(status=AccountStatus.DRAFT))


def _new_days(messages: list[Message], zone: ZoneInfo) -> set[date]:
    own = [m for m in messages if is_original(MessageKind(m.kind), len(m.text))]
    return qualifying_days(DatedPost(local_day(m.created_at, zone), m.text) for m in own)

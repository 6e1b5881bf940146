"""The official posts behind an indicator of content, each with its label, judged by the rules that counted them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.indicators.content import (
    PERSONA_SHARE,
    PLAIN_SHARE,
    SERVICE_SHARE,
    VERIFIABLE_SHARE,
    ContentShare,
)
from analytics_app.indicators.duplicates import DUPLICATE_DAYS, are_repeats
from analytics_app.indicators.guides import SERVICE_INFO_COMPLETENESS
from analytics_app.indicators.originality import is_original
from analytics_app.indicators.topics import TOPIC_DIVERSITY
from analytics_app.models import Label, Message
from analytics_app.periods import Period, local_day
from analytics_app.selectors.content_indicators import guide_post, labelled_post
from analytics_app.selectors.posts import posting_accounts
from analytics_app.selectors.region_indicators import USEFUL_TOPICS
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import POST_TASKS, OwnPost
from analytics_app.text.classify import Label as TextLabel
from analytics_app.text.classify import LabelSource, Task


class Part(StrEnum):
    """What a post does to the figure."""

    HIT = "hit"
    MISS = "miss"
    OUTSIDE = "outside"  # not among those that the figure is over
    REPEAT = "repeat"  # says again what was said in the 30 days before
    CONFIRMED = "confirmed"  # an incident that people confirmed
    WAITING = "waiting"  # an incident that only rules found yet


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """One own message of the window. ``points``: what it adds where messages are not hits or misses.

    Components of six, or rubric points of four.
    """

    message_id: int
    task: Task | None  # whose label stands in the row; None where coders judged something else
    account: OfficialAccount
    platform_id: str | None
    created_at: datetime
    local_day: date
    text: str | None
    url: str | None
    label: TextLabel | None
    part: Part
    points: float | None = None


#: Of which task the list shows the label.
TASK_OF: Mapping[str, Task] = {
    **{
        one.definition.id: Task.FUNCTION
        for one in (SERVICE_SHARE, PERSONA_SHARE, VERIFIABLE_SHARE, PLAIN_SHARE)
    },
    SERVICE_INFO_COMPLETENESS.id: Task.SERVICE,
    TOPIC_DIVERSITY.id: Task.TOPIC,
}

_Judged = tuple[Part, float | None]


def list_labelled_posts(
    subject: Subject, indicator: str, period: Period, zone: ZoneInfo
) -> list[LabelledRow]:
    """Own original posts of the accounts that enter, newest first. Three queries."""
    accounts = {account.pk: account for account in posting_accounts(subject)}
    messages = _messages(accounts, period)
    labels = _labels([message.pk for message in messages])
    judge = _JUDGES[indicator]
    rows = []
    for message, is_repeat in _with_repeats(messages, zone):
        if message.created_at < period.start_at:
            continue
        own = labels[message.pk]
        post = OwnPost(
            local_day(message.created_at, zone),
            message.text,
            id=message.pk,
            labels={
                task: (label.value or "", label.source == LabelSource.PERSON) for task, label in own.items()
            },
        )
        part, points = (Part.REPEAT, None) if is_repeat else judge(post)
        rows.append(
            LabelledRow(
                message_id=message.pk,
                task=TASK_OF[indicator],
                account=accounts[message.account_id or 0],
                platform_id=message.platform_id,
                created_at=message.created_at,
                local_day=post.local_day,
                text=message.text,
                url=message.safe_url,
                label=own.get(TASK_OF[indicator]),
                part=part,
                points=points,
            )
        )
    return rows[::-1]


def _messages(accounts: Mapping[int, OfficialAccount], period: Period) -> list[Message]:
    found = (
        Message.objects.filter(
            account__in=accounts,
            kind__in=(MessageKind.ORIGINAL, MessageKind.QUOTE),
            created_at__gte=period.start_at - timedelta(days=DUPLICATE_DAYS),
            created_at__lt=period.end_at,
        )
        .exclude(time_precision=TimePrecision.APPROXIMATE)
        .order_by("created_at", "platform_id")
        .only("account_id", "kind", "created_at", "text", "url", "platform_id")
    )
    return [one for one in found if is_original(MessageKind(one.kind), len(one.text))]


def _labels(ids: list[int]) -> Mapping[int, Mapping[str, TextLabel]]:
    found: dict[int, dict[str, TextLabel]] = defaultdict(dict)
    for row in Label.objects.filter(message_id__in=ids, task__in=POST_TASKS):
        found[row.message_id][row.task] = TextLabel(
            row.task, row.value, row.confidence, row.source, row.version
        )
    return found


def _with_repeats(messages: list[Message], zone: ZoneInfo) -> list[tuple[Message, bool]]:
    """Each message with whether it repeats one of its own account; in the order that came in."""
    by_account: dict[int, list[Message]] = defaultdict(list)
    for message in messages:
        by_account[message.account_id or 0].append(message)
    repeats: dict[int, bool] = {}
    for own in by_account.values():
        told = are_repeats([(local_day(message.created_at, zone), message.text) for message in own])
        repeats |= {message.pk: is_repeat for message, is_repeat in zip(own, told, strict=True)}
    return [(message, repeats[message.pk]) for message in messages]


# --- judging -------------------------------------------------------------------------------------


def _by_share(share: ContentShare) -> Callable[[OwnPost], _Judged]:
    def judge(post: OwnPost) -> _Judged:
        cases = share.cases([labelled_post(post, is_main=True)])
        if not cases:
            return Part.OUTSIDE, None
        return (Part.HIT if cases[0][1].is_hit else Part.MISS), None

    return judge


def _as_guide(post: OwnPost) -> _Judged:
    guide = guide_post(post, is_main=True)
    return (Part.HIT, len(guide.components)) if guide else (Part.OUTSIDE, None)


def _by_topic(post: OwnPost) -> _Judged:
    return (Part.HIT if post.label(Task.TOPIC) in USEFUL_TOPICS else Part.OUTSIDE), None


_JUDGES: Mapping[str, Callable[[OwnPost], _Judged]] = {
    **{
        share.definition.id: _by_share(share)
        for share in (SERVICE_SHARE, PERSONA_SHARE, VERIFIABLE_SHARE, PLAIN_SHARE)
    },
    SERVICE_INFO_COMPLETENESS.id: _as_guide,
    TOPIC_DIVERSITY.id: _by_topic,
}

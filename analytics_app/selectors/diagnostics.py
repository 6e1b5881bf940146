"""What is shown beside the indicators and never scored, for one subject and window. Reads only.

Counted over all rows once access was decided (``as_system``): counts must not differ by who may read texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import MessageKind, ObservationKind, Side
from analytics_app.indicators.coverage import MIN_COVERAGE
from analytics_app.indicators.originality import is_original
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.models import Message, Observation, Thread
from analytics_app.periods import Period, local_day, period, window
from analytics_app.selectors.observation import captured_by_account, captured_days
from analytics_app.selectors.values import Subject
from analytics_app.text.rules.digests import is_digest

HISTORY_DAYS = 364
_HASHTAG = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class Posts:
    """Own original posts of the window: the hashtags of each, and the local days of digests."""

    hashtags: tuple[frozenset[str], ...]
    digest_days: frozenset[date]
    observed_days: frozenset[date]
    is_covered: bool  # enough days captured to speak of posts at all


class Relations(NamedTuple):
    """Messages by relation. One official message may speak to a citizen and to an institution: it is in both."""

    to_citizens: int = 0
    from_citizens: int = 0
    to_governments: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """Messages of one account of the government that mention another or reply to it, and on how many days."""

    source: OfficialAccount
    target: OfficialAccount
    messages: int
    days: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The newest profile snapshot in the window that says how many follow and are followed."""

    account: OfficialAccount
    followers: int | None
    following: int | None
    taken_on: date


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All of it. ``months`` reach a year back; None: nothing of the month was captured."""

    period: Period
    accounts: tuple[OfficialAccount, ...]
    posts: Posts
    replies_of_citizens: tuple[int, ...]  # replies that each citizen got, without names
    relations: Relations
    months: tuple[tuple[date, Relations | None], ...]
    mentions: tuple[Mention, ...]
    neighbours: tuple[OfficialAccount, ...]  # the government's accounts among which mentions are looked for
    reach: tuple[Reach, ...]
    participants: int
    population: int | None
    population_year: int | None


@as_system
def load_diagnosis(subject: Subject, as_of: date) -> Diagnosis:
    """Everything stored that feeds a diagnostic; about ten queries."""
    region = subject if isinstance(subject, Region) else subject.region
    zone = ZoneInfo(region.zone)
    span = window(as_of, zone)
    everyone = _social(region)
    accounts = [one for one in everyone if one.role in SERVICE_ROLES]
    if isinstance(subject, OfficialAccount):
        accounts = [subject]
    ids = [account.pk for account in accounts]
    return Diagnosis(
        period=span,
        accounts=tuple(accounts),
        posts=_posts(accounts, span, zone),
        replies_of_citizens=_replies(ids, span),
        relations=next(iter(_relations(ids, span, region.zone, "whole").values()), Relations()),
        months=_months(ids, as_of, region),
        mentions=_mentions(subject, everyone, span, region.zone),
        neighbours=tuple(everyone),
        reach=_reach(accounts, span, zone),
        participants=_participants(ids, span),
        population=region.population,
        population_year=region.population_year,
    )


def _social(region: Region) -> list[OfficialAccount]:
    accounts = OfficialAccount.objects.filter(region=region).exclude(platform=AccountPlatform.CHANNEL)
    return list(
        accounts.exclude(status=AccountStatus.DRAFT).select_related("region").order_by("role", "handle")
    )


def _posts(accounts: Sequence[OfficialAccount], span: Period, zone: ZoneInfo) -> Posts:
    kinds = (MessageKind.ORIGINAL, MessageKind.QUOTE)
    rows = Message.objects.filter(
        account__in=accounts, kind__in=kinds, created_at__gte=span.start_at, created_at__lt=span.end_at
    ).values_list("kind", "created_at", "text")
    own = [(at, text) for kind, at, text in rows.iterator() if is_original(MessageKind(kind), len(text))]
    captured = captured_by_account([account.pk for account in accounts]).values()
    observed = {day for one in captured for day in one.by_side[Side.POSTS].days(span, zone)}
    return Posts(
        hashtags=tuple(frozenset(tag.lower() for tag in _HASHTAG.findall(text)) for _, text in own),
        digest_days=frozenset(local_day(at, zone) for at, text in own if is_digest(text)),
        observed_days=frozenset(observed),
        is_covered=len(observed) >= MIN_COVERAGE * span.days,
    )


def _replies(ids: Sequence[int], span: Period) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_REPLIES, {"accounts": list(ids), "start": span.start_at, "end": span.end_at})
        return tuple(row[0] for row in cursor.fetchall())


def _months(ids: Sequence[int], as_of: date, region: Region) -> tuple[tuple[date, Relations | None], ...]:
    zone = ZoneInfo(region.zone)
    history = period(as_of - timedelta(days=HISTORY_DAYS), as_of, zone)
    found = _relations(ids, history, region.zone, "month")
    days = captured_days(captured_by_account(ids).values(), history, zone)
    known = {day.replace(day=1) for day in days} | found.keys()
    starts = sorted({(history.first_day + timedelta(days=n)).replace(day=1) for n in range(history.days)})
    return tuple(
        (start, found.get(start, Relations()) if start in known else None)
        for start in starts
        if start
        >= history.first_day  # a month of which the history holds the last days would look like a quiet one
    )


def _relations(ids: Sequence[int], span: Period, zone: str, step: str) -> dict[date, Relations]:
    """By month, or the whole span under its first day. One query."""
    parameters: dict[str, Any] = {
        "accounts": list(ids), "start": span.start_at, "end": span.end_at, "zone": zone,
        "step": step, "first": span.first_day,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RELATIONS, parameters)
        return {start: Relations(*map(int, counts)) for start, *counts in cursor.fetchall()}


def _mentions(
    subject: Subject, everyone: Sequence[OfficialAccount], span: Period, zone: str
) -> tuple[Mention, ...]:
    by_id = {account.pk: account for account in everyone}
    with connection.cursor() as cursor:
        cursor.execute(
            _MENTIONS, {"accounts": list(by_id), "start": span.start_at, "end": span.end_at, "zone": zone}
        )
        rows = cursor.fetchall()
    found = (Mention(by_id[source], by_id[target], n, days) for source, target, n, days in rows)
    is_account = isinstance(subject, OfficialAccount)
    return tuple(one for one in found if not is_account or subject in (one.source, one.target))


def _reach(accounts: Sequence[OfficialAccount], span: Period, zone: ZoneInfo) -> tuple[Reach, ...]:
    by_id, newest = {account.pk: account for account in accounts}, {}
    rows = Observation.objects.filter(
        account__in=accounts, kind=ObservationKind.PROFILE, at__gte=span.start_at, at__lt=span.end_at
    )
    for row in rows.order_by("at", "pk"):
        newest[row.account_id or 0] = row
    return tuple(
        Reach(by_id[pk], row.data.get("followers"), row.data.get("following"), local_day(row.at, zone))
        for pk, row in sorted(newest.items(), key=lambda item: by_id[item[0]].handle)
    )


def _participants(ids: Sequence[int], span: Period) -> int:
    threads = Thread.objects.filter(
        account__in=ids, opened_at__gte=span.start_at, opened_at__lt=span.end_at, author_key__isnull=False
    )
    return threads.values("author_key").distinct().count()


#: How many official messages answered each citizen, whoever that is.
_REPLIES = """
SELECT count(DISTINCT reply.id)::int AS replies
FROM analytics_app_message reply
JOIN analytics_app_answer given ON given.reply_id = reply.id
JOIN analytics_app_message asked ON asked.id = given.message_id AND asked.account_id IS NULL
WHERE reply.account_id = ANY(%(accounts)s) AND reply.created_at >= %(start)s AND reply.created_at < %(end)s
  AND asked.author_key IS NOT NULL
GROUP BY asked.author_key ORDER BY 1 DESC
"""
# An official message speaks to a citizen when it answers one's message, and to an institution when it mentions a
# registered account or replies to one; with addressees that are neither it is unknown.
_RELATIONS = """
WITH institution AS (
    SELECT handle_key AS key FROM accounts_app_officialaccount WHERE handle_key IS NOT NULL
    UNION SELECT user_key FROM accounts_app_officialaccount WHERE user_key IS NOT NULL
), own AS (
    SELECT m.created_at,
        EXISTS (SELECT 1 FROM analytics_app_answer a JOIN analytics_app_message asked ON asked.id = a.message_id
                WHERE a.reply_id = m.id AND asked.account_id IS NULL) AS to_citizen,
        (parent.account_id IS NOT NULL AND parent.account_id <> m.account_id)
            OR m.in_reply_to_key IN (SELECT key FROM institution)
            OR EXISTS (SELECT 1 FROM unnest(m.mention_keys) k WHERE k IN (SELECT key FROM institution))
            AS to_government,
        m.parent_platform_id IS NOT NULL OR m.in_reply_to_key IS NOT NULL
            OR coalesce(cardinality(m.mention_keys), 0) > 0 AS to_somebody
    FROM analytics_app_message m LEFT JOIN analytics_app_message parent ON parent.id = m.parent_id
    WHERE m.account_id = ANY(%(accounts)s) AND m.kind NOT IN ('repost', 'direct')
      AND m.created_at >= %(start)s AND m.created_at < %(end)s
), citizen AS (
    SELECT m.created_at FROM analytics_app_messagelink l JOIN analytics_app_message m ON m.id = l.message_id
    WHERE l.account_id = ANY(%(accounts)s) AND m.account_id IS NULL AND m.kind <> 'direct'
      AND m.addressed_account_id = l.account_id AND m.created_at >= %(start)s AND m.created_at < %(end)s
), counted AS (
    SELECT created_at, coalesce(to_citizen, false) AS g2c, false AS c2g, coalesce(to_government, false) AS g2g,
        to_somebody AND NOT to_citizen AND NOT coalesce(to_government, false) AS unknown
    FROM own
    UNION ALL SELECT created_at, false, true, false, false FROM citizen
)
SELECT CASE WHEN %(step)s = 'month' THEN date_trunc('month', created_at AT TIME ZONE %(zone)s)::date
            ELSE %(first)s::date END,
    count(*) FILTER (WHERE g2c), count(*) FILTER (WHERE c2g),
    count(*) FILTER (WHERE g2g), count(*) FILTER (WHERE unknown)
FROM counted GROUP BY 1 ORDER BY 1
"""
_MENTIONS = """
SELECT m.account_id, target.id, count(DISTINCT m.id)::int,
    count(DISTINCT (m.created_at AT TIME ZONE %(zone)s)::date)::int
FROM analytics_app_message m
LEFT JOIN analytics_app_message parent ON parent.id = m.parent_id
JOIN accounts_app_officialaccount target ON target.id = ANY(%(accounts)s) AND target.id <> m.account_id
    AND (parent.account_id = target.id OR target.handle_key = ANY(m.mention_keys)
         OR target.user_key = ANY(m.mention_keys))
WHERE m.account_id = ANY(%(accounts)s) AND m.kind <> 'direct'
  AND m.created_at >= %(start)s AND m.created_at < %(end)s
GROUP BY 1, 2 ORDER BY 1, 2
"""

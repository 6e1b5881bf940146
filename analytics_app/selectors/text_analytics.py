"""What official posts and citizens write about, of one region or account in a span of months; aggregates alone.

Access is decided before: these read all rows, since the counts of a region stand on messages that not everybody who
reads the counts may read. Private messages are never among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max, Min, QuerySet

from accounts_app.choices import AccountStatus
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.indicators.duplicates import DUPLICATE_DAYS, are_repeats
from analytics_app.models import DailyRollup, Message
from analytics_app.periods import Period, local_day, period
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import observed_by_account
from analytics_app.text.frequencies import Frequencies, count_frequencies
from analytics_app.text.taxonomy.problems import NOT_STATED

POST_KINDS = (MessageKind.ORIGINAL, MessageKind.QUOTE)
#: Texts that words are counted from; of more, every so manyth is read, so that the page takes the same time.
WORDS_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Span:
    """The accounts that are looked at and the months, first and last included, in the region's own time."""

    accounts: tuple[OfficialAccount, ...]
    first: date
    last: date
    zone: ZoneInfo

    @property
    def ids(self) -> list[int]:
        return [account.pk for account in self.accounts]

    @property
    def period(self) -> Period:
        return period(self.first, next_month(self.last) - timedelta(days=1), self.zone)

    def months(self) -> list[date]:
        """The first day of each month, oldest first."""
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = next_month(month)
        return found


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def list_accounts(subject: Subject, below: QuerySet[Region] | None = None) -> list[OfficialAccount]:
    """The subject's accounts that were registered for good; ``below``: further regions that are looked at too.

    One query.
    """
    if isinstance(subject, OfficialAccount):
        return [subject]
    wanted = OfficialAccount.objects.filter(region=subject)
    if below is not None:
        wanted |= OfficialAccount.objects.filter(region__in=below)
    return list(wanted.exclude(status=AccountStatus.DRAFT).select_related("region").order_by("pk"))


def list_months(accounts: Iterable[OfficialAccount]) -> list[date]:
    """Every month from the first to the last of which something is stored, oldest first. One query."""
    ends = DailyRollup.objects.filter(account__in=list(accounts)).aggregate(
        Min("local_day"), Max("local_day")
    )
    first, last = ends["local_day__min"], ends["local_day__max"]
    if first is None:
        return []
    months = [first.replace(day=1)]
    while (following := next_month(months[-1])) <= last:
        months.append(following)
    return months


# --- words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Counts of words from ``read`` of ``stored`` texts that are still held; ``gone`` have lost their text."""

    found: Frequencies
    stored: int
    gone: int

    @property
    def is_sample(self) -> bool:
        return self.found.texts < self.stored


@as_system
def words_of_posts(span: Span, size: int = WORDS_SAMPLE) -> Words:
    """Words and hashtags of the accounts' own posts, reposts left out. Two queries."""
    posts = Message.objects.filter(account__in=span.ids, kind__in=POST_KINDS, **_within(span))
    return _words(posts, size)


@as_system
def words_of_citizens(span: Span, size: int = WORDS_SAMPLE) -> Words:
    """Words and hashtags of what citizens wrote in public to the accounts. Two queries."""
    said = Message.objects.filter(thread__account__in=span.ids, account=None, **_within(span)).exclude(
        kind=MessageKind.DIRECT
    )
    return _words(said, size)


def _words(messages: QuerySet[Message], size: int) -> Words:
    held = messages.filter(text_gone=None)
    stored = held.count()
    step = max(1, -(-stored // size))
    rows = held.order_by("pk").values_list("author_key", "text")
    texts = (row for place, row in enumerate(rows.iterator(chunk_size=2_000)) if place % step == 0)
    return Words(count_frequencies(texts), stored, messages.count() - stored)


def _within(span: Span) -> dict[str, object]:
    return {"created_at__gte": span.period.start_at, "created_at__lt": span.period.end_at}


# --- problems ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """Complaints opened with one account in one month, by the problem of their opening message.

    None: none found, or the class that means that none was stated, which is never reported as a problem (taxonomy).
    """

    account_id: int
    month: date
    problem: str | None
    n: int


@as_system
def problem_counts(span: Span) -> list[ProblemCount]:
    """Complaints that need an answer and were opened in public, by account, month and problem. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PROBLEMS,
            {
                "accounts": span.ids,
                "zone": span.zone.key,
                "not_stated": NOT_STATED,
                "start": span.period.start_at,
                "end": span.period.end_at,
            },
        )
        return [ProblemCount(*row) for row in cursor.fetchall()]


_PROBLEMS = """
SELECT t.account_id, date_trunc('month', t.opened_at AT TIME ZONE %(zone)s)::date, NULLIF(l.value, %(not_stated)s),
  count(*)::int
FROM analytics_app_thread t
JOIN analytics_app_message m ON m.id = t.opened_message_id
LEFT JOIN analytics_app_label l ON l.message_id = t.opened_message_id AND l.task = 'problem'
WHERE t.account_id = ANY(%(accounts)s) AND t.opened_at >= %(start)s AND t.opened_at < %(end)s
  AND t.needs_response AND t.time_precision <> 'approximate' AND m.kind <> 'direct'
GROUP BY 1, 2, 3
"""


def observed_months(span: Span, side: str) -> set[tuple[int, date]]:
    """(account, month) of which something was captured; what is not among them is unknown, not nothing. One query."""
    observed = observed_by_account(span.ids, side=side)
    return {
        (account, day.replace(day=1))
        for account, found in observed.items()
        for day in found.days(span.period, span.zone)
    }


# --- what posts are for --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PostMonth:
    """Original posts of one month, near-duplicates out, by a label's class; ``unlabelled`` have none."""

    start: date
    n: int
    repeats: int
    functions: Mapping[str, int]
    topics: Mapping[str, int]


@as_system
def posts_by_month(span: Span) -> list[PostMonth]:
    """What the accounts' own posts are about, month by month; posts that nearly repeat one of the 30 days before in the
    same account are counted as repeats alone. One query."""
    kept: Counter[date] = Counter()
    repeated: Counter[date] = Counter()
    functions: dict[date, Counter[str]] = defaultdict(Counter)
    topics: dict[date, Counter[str]] = defaultdict(Counter)
    for posts in _posts_by_account(span):
        repeats = are_repeats([(post.day, post.text) for post in posts])
        for post, is_repeat in zip(posts, repeats, strict=True):
            month = post.day.replace(day=1)
            if month < span.first:
                continue
            if is_repeat:
                repeated[month] += 1
                continue
            kept[month] += 1
            functions[month][post.function or ""] += 1
            topics[month][post.topic or ""] += 1
    return [
        PostMonth(month, kept[month], repeated[month], functions[month], topics[month])
        for month in span.months()
    ]


@dataclass(frozen=True, slots=True)
class _Post:
    account_id: int
    day: date
    text: str
    function: str | None
    topic: str | None


def _posts_by_account(span: Span) -> Iterator[Sequence[_Post]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _POSTS,
            {
                "accounts": span.ids,
                "start": span.period.start_at - timedelta(days=DUPLICATE_DAYS),
                "end": span.period.end_at,
                "kinds": [kind.value for kind in POST_KINDS],
                "approximate": TimePrecision.APPROXIMATE.value,
            },
        )
        posts: list[_Post] = []
        for account, at, text, function, topic in cursor.fetchall():
            if posts and posts[0].account_id != account:
                yield posts
                posts = []
            posts.append(_Post(account, local_day(at, span.zone), text, function, topic))
        if posts:
            yield posts


_POSTS = """
SELECT m.account_id, m.created_at, m.text, f.value, t.value
FROM analytics_app_message m
LEFT JOIN analytics_app_label f ON f.message_id = m.id AND f.task = 'function'
LEFT JOIN analytics_app_label t ON t.message_id = m.id AND t.task = 'topic'
WHERE m.account_id = ANY(%(accounts)s) AND m.created_at >= %(start)s AND m.created_at < %(end)s
  AND m.kind = ANY(%(kinds)s) AND m.time_precision <> %(approximate)s
ORDER BY m.account_id, m.created_at, m.id
"""

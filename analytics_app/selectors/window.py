"""What the indicators need of one region's accounts in one window: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts_app.choices import AccountPlatform
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Disappearance, MessageKind, TimePrecision
from analytics_app.coverage_spans import Observed, Span, join_spans
from analytics_app.indicators.duplicates import DUPLICATE_DAYS, are_repeats
from analytics_app.indicators.originality import is_original
from analytics_app.indicators.peers import PostReactions
from analytics_app.indicators.regularity import DatedPost
from analytics_app.models import Answer, Capture, CoverageSpan, Label, Message, Thread
from analytics_app.periods import Period, local_day, window
from analytics_app.records import ThreadOutcome
from analytics_app.selectors.inputs import RegionInputs, load_inputs
from analytics_app.selectors.label_quality import Qualities, load_qualities
from analytics_app.text.classify import LabelSource, Task

#: Sixty working days with the longest holidays between them.
LONGEST_DEADLINE_DAYS = 120
#: What indicators ask of an own post.
POST_TASKS = (Task.FUNCTION, Task.TOPIC, Task.SERVICE)


@dataclass(frozen=True, slots=True)
class OwnPost(DatedPost):
    """An own original post with its stored labels: task → (class, whether a person gave it)."""

    id: int = 0
    labels: Mapping[str, tuple[str, bool]] = field(default_factory=dict)

    def label(self, task: Task) -> str | None:
        """Its class; None: not labelled, or nothing found."""
        found = self.labels.get(task)
        return found[0] if found else None


class Edge(NamedTuple):
    """An own message and one of those it speaks to. ``to_citizen`` None: nobody knows what kind of account that is."""

    day: date
    message_id: int
    to_citizen: bool | None


@dataclass
class AccountWindow:
    """One account in one window."""

    account: OfficialAccount
    posts_observed: Observed = field(default_factory=Observed)
    replies_observed: Observed = field(default_factory=Observed)
    carries_reposts: bool = False
    carries_replies: bool = False
    outcomes: list[ThreadOutcome] = field(default_factory=list)  # by the account's own replies
    # Opened so early that they may still fall due in the window: (by own replies, by the government's).
    earlier: list[tuple[ThreadOutcome, ThreadOutcome]] = field(default_factory=list)
    region_outcomes: list[ThreadOutcome] = field(
        default_factory=list
    )  # by any counting account of the government
    originals: int = 0
    reposts: int = 0
    posts: list[OwnPost] = field(default_factory=list)  # own original posts, from 30 days before the window
    mentions: list[tuple[date, str]] = field(
        default_factory=list
    )  # (day, key of an account) in the window's own posts
    kinds: list[tuple[date, bool]] = field(default_factory=list)  # (day, original) of the window's posts
    edges: list[Edge] = field(default_factory=list)  # whom its messages of the window speak to
    outbound: list[tuple[date, int]] = field(default_factory=list)  # (day, id) of what it wrote in the open
    # Of these, what was taken for an incident of personal data: id → (class, whether a person said so).
    incidents: dict[int, tuple[str, bool]] = field(default_factory=dict)
    new_days: set[date] | None = None  # read from the posts when first asked for

    @cached_property
    def distinct_posts(self) -> list[OwnPost]:
        """Those that repeat none of the 30 days before, in order; from 30 days before the window."""
        repeats = are_repeats([(post.local_day, post.text) for post in self.posts])
        return [post for post, is_repeat in zip(self.posts, repeats, strict=True) if not is_repeat]

    @property
    def is_channel(self) -> bool:
        return self.account.platform == AccountPlatform.CHANNEL


@dataclass
class RegionWindow:
    """All accounts of a region in the 90 local days that end with ``as_of``."""

    region: Region
    period: Period
    zone: ZoneInfo
    accounts: list[AccountWindow]
    inputs: RegionInputs = field(default_factory=RegionInputs)
    qualities: Qualities = field(default_factory=Qualities)
    reactions: Mapping[int, list[PostReactions]] | None = None  # read when first asked for

    def expected_days(self, account: OfficialAccount) -> int:
        """Days of the window on which the account was to be watched: nobody is judged before that."""
        first = max(self.period.first_day, account.monitored_from or date.min)
        last = min(self.period.last_day, account.monitored_until or date.max)
        return max(0, (last - first).days + 1)

    def day_share(self, observed: Observed, account: OfficialAccount) -> float:
        """Share of those days that were captured."""
        expected = self.expected_days(account)
        first, last = account.monitored_from or date.min, account.monitored_until or date.max
        held = sum(first <= day <= last for day in observed.days(self.period, self.zone))
        return held / expected if expected else 0.0


@as_system
def load_region_window(region: Region, as_of: date, qualities: Qualities | None = None) -> RegionWindow:
    """Everything the indicators need that can be computed; fourteen queries, one more where openings are gone.

    Over all rows, for a figure must not differ by who may read texts: what a reader is shown of them is the caller's.
    ``qualities`` of the labels, where the caller has read them (they are the same for every region); else read here.
    """
    zone = ZoneInfo(region.zone)
    period = window(as_of, zone)
    accounts = {
        account.pk: AccountWindow(account)
        for account in OfficialAccount.objects.filter(region=region).order_by("pk")
    }
    _load_spans(accounts, period)
    _load_outcomes(accounts, period)
    labels = _labels_of_own(accounts, period)
    _load_posts(accounts, period, zone, labels)
    _load_edges(accounts, period, zone, labels)
    posts_end = {pk: window_of.posts_observed.last_at for pk, window_of in accounts.items()}
    inputs = load_inputs(region, [window_of.account for window_of in accounts.values()], period, posts_end)
    known = load_qualities() if qualities is None else qualities
    return RegionWindow(region, period, zone, list(accounts.values()), inputs, known)


def load_waits(region: Region, as_of: date) -> RegionWindow:
    """Threads and how long they waited alone. Three queries."""
    zone = ZoneInfo(region.zone)
    period = window(as_of, zone)
    accounts = {
        account.pk: AccountWindow(account)
        for account in OfficialAccount.objects.filter(region=region).order_by("pk")
    }
    _load_spans(accounts, period)
    _load_outcomes(accounts, period)
    return RegionWindow(region, period, zone, list(accounts.values()))


def observed_by_account(account_ids: Iterable[int], *, side: str) -> dict[int, Observed]:
    """What was captured of each account, ever; ``side`` is posts, replies or citizens."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = CoverageSpan.objects.filter(account_id__in=list(account_ids), **{f"covers_{side}": True})
    for row in rows:
        spans[row.account_id or 0].append(Span(row.source, row.is_stated, row.start_at, row.end_at))
    return {account: join_spans(found) for account, found in spans.items()}


def _load_spans(accounts: dict[int, AccountWindow], period: Period) -> None:
    rows = list(CoverageSpan.objects.filter(account_id__in=accounts))
    for pk, window_of in accounts.items():
        own = [row for row in rows if row.account_id == pk]
        window_of.posts_observed = _join(row for row in own if row.covers_posts)
        window_of.replies_observed = _join(row for row in own if row.covers_replies)
        inside = [row for row in own if row.start_at < period.end_at and row.end_at >= period.start_at]
        window_of.carries_reposts = any(row.carries_reposts and row.covers_posts for row in inside)
        window_of.carries_replies = any(row.covers_replies for row in inside)


def _join(rows: Iterable[CoverageSpan]) -> Observed:
    return join_spans(Span(row.source, row.is_stated, row.start_at, row.end_at) for row in rows)


def _load_outcomes(accounts: dict[int, AccountWindow], period: Period) -> None:
    threads = Thread.objects.filter(
        account_id__in=accounts,
        opened_at__gte=period.start_at - timedelta(days=LONGEST_DEADLINE_DAYS),
        opened_at__lt=period.end_at,
        needs_response=True,
    ).order_by("opened_at", "pk")
    counted = list(without_removed(threads))
    seen = last_seen(counted)
    for thread in counted:
        window_of = accounts[thread.account_id or 0]
        end = outcome_end(thread, window_of.replies_observed, period.end_at, seen)
        own, of_region = (outcome(thread, end, seen, is_region=is_region) for is_region in (False, True))
        if thread.opened_at < period.start_at:
            window_of.earlier.append((own, of_region))
        else:
            window_of.outcomes.append(own)
            window_of.region_outcomes.append(of_region)


def without_removed(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Without the threads of authors whom their platform removed: these are left out of every figure."""
    return threads.exclude(gone=Disappearance.AUTHOR_REMOVED)


#: Opening message → when it was last seen.
Seen = Mapping[int, datetime]
_ENDS_SOMETIME = (Disappearance.DELETED_BY_AUTHOR, Disappearance.UNKNOWN)


def last_seen(threads: Iterable[Thread]) -> Seen:
    """Until when the openings were surely there that disappeared nobody knows when: the latest end of a span of an
    import that brought them. No query where there is none such, else one."""
    accounts = {
        thread.opened_message_id: thread.account_id
        for thread in threads
        if thread.gone in _ENDS_SOMETIME and thread.gone_at is None
    }
    if not accounts:
        return {}
    ends = Capture.objects.filter(message__in=accounts, batch__spans__account__in=set(accounts.values()))
    found: dict[int, datetime] = {}
    for message, account, end in ends.values_list("message", "batch__spans__account", "batch__spans__end_at"):
        if accounts[message] == account:
            found[message] = max(end, found.get(message, end))
    return found


def gone_at(thread: Thread, seen: Seen) -> datetime | None:
    """When the thread's questions disappeared, or were last seen; never before they were asked. None: they stand."""
    if thread.gone is None:
        return None
    at = thread.gone_at or seen.get(thread.opened_message_id) or thread.opened_at
    return max(at, thread.opened_at)


def outcome_end(thread: Thread, observed: Observed, until: datetime | None, seen: Seen) -> datetime | None:
    """Where observation of a thread ends: the captured span's end, never after ``until``; None = not observable.

    A thread whose times are known only roughly cannot be timed. A citizen who deletes the question stops waiting.
    """
    if thread.time_precision != TimePrecision.EXACT:
        return None
    end = observed.end_for(thread.opened_at)
    if end is None:
        return None
    deleted = gone_at(thread, seen) if thread.gone == Disappearance.DELETED_BY_AUTHOR else None
    return min(at for at in (end, until, deleted) if at is not None)


def outcome(thread: Thread, end_at: datetime | None, seen: Seen, *, is_region: bool) -> ThreadOutcome:
    """A stored thread as the response indicators see it, by the region's responses or the account's own."""
    return ThreadOutcome(
        thread_id=thread.pk,
        account_id=thread.account_id,
        author_key=thread.author_key,
        opened_at=thread.opened_at,
        response_at=thread.first_region_response_at if is_region else thread.first_response_at,
        end_at=end_at,
        is_negative=thread.is_region_negative if is_region else thread.is_negative,
        is_after_hours=thread.is_after_hours,
        needs_response=thread.needs_response,
        intent=thread.intent,
        gone=Disappearance(thread.gone) if thread.gone else None,
        gone_at=gone_at(thread, seen),
    )


def _load_posts(accounts: dict[int, AccountWindow], period: Period, zone: ZoneInfo, labels: _Labels) -> None:
    kinds = (MessageKind.ORIGINAL, MessageKind.QUOTE, MessageKind.REPOST)
    rows = (
        Message.objects.filter(
            account_id__in=accounts,
            kind__in=kinds,
            created_at__gte=period.start_at - timedelta(days=DUPLICATE_DAYS),
            created_at__lt=period.end_at,
        )
        .exclude(time_precision=TimePrecision.APPROXIMATE)
        .order_by("created_at", "platform_id")
        .values_list("account_id", "kind", "created_at", "text", "pk", "mention_keys")
    )
    for account_id, kind, created_at, text, id, mention_keys in rows.iterator():
        window_of = accounts[account_id or 0]
        is_own = is_original(MessageKind(kind), len(text))
        if is_own:
            post = OwnPost(local_day(created_at, zone), text, id=id, labels=labels.get(id, {}))
            window_of.posts.append(post)
        if created_at >= period.start_at:
            window_of.originals += is_own
            if is_own:
                day = local_day(created_at, zone)
                window_of.mentions += [(day, key) for key in mention_keys or ()]
            window_of.reposts += kind == MessageKind.REPOST
            if is_own or kind == MessageKind.REPOST:
                window_of.kinds.append((local_day(created_at, zone), is_own))


_Labels = Mapping[int, Mapping[str, tuple[str, bool]]]


def _labels_of_own(accounts: Iterable[int], period: Period) -> _Labels:
    """Message → task → (class, whether a person gave it), of what indicators ask of own messages."""
    rows = Label.objects.filter(
        task__in=(*POST_TASKS, Task.INCIDENT),
        message__account_id__in=list(accounts),
        message__created_at__gte=period.start_at,
        message__created_at__lt=period.end_at,
    ).values_list("message_id", "task", "value", "source")
    found: dict[int, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for message, task, value, source in rows.iterator():
        found[message][task] = (value, source == LabelSource.PERSON)
    return found


def _load_edges(accounts: dict[int, AccountWindow], period: Period, zone: ZoneInfo, labels: _Labels) -> None:
    """One edge a message and addressee: whom it replies to, and each other account that it mentions.

    An addressee is an institution when registered, a citizen when known to have opened a thread, else unknown. Edges
    to citizens count only inside a citizen's thread, or when the citizen answered (method 12.7).
    """
    social = [pk for pk, window_of in accounts.items() if not window_of.is_channel]
    own = (
        Message.objects.filter(
            account_id__in=social, created_at__gte=period.start_at, created_at__lt=period.end_at
        )
        .exclude(kind=MessageKind.REPOST)
        .values_list(
            "pk", "account_id", "created_at", "platform", "platform_id", "mention_keys", "in_reply_to_key",
            "parent__handle_key", "parent__author_key", "kind",
        )
    )  # fmt: skip
    messages = [OwnMessage(*row) for row in own.iterator()]
    spoken_with = _addressees_in_threads(messages)
    answered_by = _authors_below(messages, period.end_at)
    institutions = _registered_keys()
    named = {key for message in messages for key in message.addressees()}
    citizens = _citizen_keys(named - institutions, period.end_at)
    for message in messages:
        window_of = accounts[message.account_id]
        _note_outbound(window_of, message, zone, labels)
        inside = spoken_with.get(message.pk, set())
        for keys in message.edges():
            is_institution = not keys.isdisjoint(institutions)
            in_thread = not keys.isdisjoint(inside)
            is_citizen = not is_institution and (in_thread or not keys.isdisjoint(citizens))
            answered = not keys.isdisjoint(answered_by.get((message.platform, message.platform_id), set()))
            counts = is_citizen and (in_thread or answered)
            day = local_day(message.created_at, zone)
            window_of.edges.append(Edge(day, message.pk, counts if is_institution or is_citizen else None))


def _note_outbound(window_of: AccountWindow, message: OwnMessage, zone: ZoneInfo, labels: _Labels) -> None:
    """What all can read counts for personal data safety; private messages do not."""
    if message.kind == MessageKind.DIRECT:
        return
    window_of.outbound.append((local_day(message.created_at, zone), message.pk))
    if (found := labels.get(message.pk, {}).get(Task.INCIDENT)) is not None:
        window_of.incidents[message.pk] = found


class OwnMessage(NamedTuple):
    """An official account's own message and the keys of those it speaks to."""

    pk: int
    account_id: int
    created_at: datetime
    platform: str
    platform_id: str
    mention_keys: list[str] | None
    in_reply_to_key: str | None
    parent_handle_key: str | None
    parent_author_key: str | None
    kind: str

    def edges(self) -> list[set[str]]:
        """Each addressee once, by all keys that it is known under."""
        parent = {key for key in (self.parent_handle_key, self.parent_author_key) if key}
        target = parent or ({self.in_reply_to_key} if self.in_reply_to_key else set())
        mentioned = [{key} for key in dict.fromkeys(self.mention_keys or ()) if key not in target]
        return [target, *mentioned] if target else mentioned

    def addressees(self) -> set[str]:
        return set().union(*self.edges())


def _addressees_in_threads(messages: list[OwnMessage]) -> dict[int, set[str]]:
    """Own message → keys of the citizens whose threads it answers."""
    keys: dict[int, set[str]] = defaultdict(set)
    answers = Answer.objects.filter(
        reply_id__in=[message.pk for message in messages], message__thread__isnull=False
    ).values_list("reply_id", "message__handle_key", "message__author_key")
    for reply, *authors in answers:
        keys[reply].update(key for key in authors if key)
    return keys


def _authors_below(messages: list[OwnMessage], until: datetime) -> dict[tuple[str, str], set[str]]:
    """(platform, platform id) of an own message → keys of those who had replied to it by then."""
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    replies = Message.objects.filter(
        parent_platform_id__in=[message.platform_id for message in messages],
        account=None,
        created_at__lt=until,
    ).values_list("platform", "parent_platform_id", "handle_key", "author_key")
    for platform, parent, *authors in replies:
        keys[platform, parent or ""].update(key for key in authors if key)
    return keys


def _registered_keys() -> set[str]:
    keys = OfficialAccount.objects.values_list("handle_key", "user_key")
    return {key for pair in keys for key in pair if key}


def _citizen_keys(keys: set[str], until: datetime) -> set[str]:
    """Those of the keys, of names or user ids, under which somebody had opened a thread by then."""
    threads = Thread.objects.filter(started_at__lt=until)
    by_id = threads.filter(author_key__in=keys).values_list("author_key", flat=True)
    # Where authors have user ids, a mention still knows them by name.
    by_name = threads.filter(opened_message__handle_key__in=keys).values_list(
        "opened_message__handle_key", flat=True
    )
    return {key for key in (*by_id.distinct(), *by_name.distinct()) if key}

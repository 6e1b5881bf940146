"""Own figures that are held against those of peers: who takes part, and what posts set off. Reads only.

A region and its peers are read by the same functions, so that a ratio compares like with like. Peers' figures are
those of the last quarter that was complete at the date: there all data meet (decision 0161).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.database_scope import as_system
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Disappearance, MessageKind, ObservationKind, Platform, TimePrecision
from analytics_app.coverage_spans import Observed
from analytics_app.indicators.channels import REACH_MILLIONS
from analytics_app.indicators.coverage import MIN_COVERAGE, SourceCoverage, pool_sources
from analytics_app.indicators.originality import is_original
from analytics_app.indicators.peers import (
    AUDIENCE_ENGAGEMENT,
    RESIDENTS_MILLIONS,
    RIPE_DAYS,
    SPIKE,
    WITH_SHARES,
    PostReactions,
    engagement_rate,
)
from analytics_app.indicators.profile import STALE_DAYS
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.models import Capture, CoverageSpan, Message, Observation, PeerReading, Thread
from analytics_app.periods import Period, local_day, quarter_of, window
from analytics_app.scoring.peer_groups import Candidate, Grouping, peer_groups
from analytics_app.selectors.values import Value
from analytics_app.selectors.window import AccountWindow, RegionWindow, observed_by_account

#: In the detail of a relative figure: the digest of the list that it was held against.
PEER_LIST = "peer_list"
#: Peers' figures are read with so many decimals and compared as read: what is stored is what was used.
PEER_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Participation:
    """Distinct citizens who opened a thread in the window, and the share of residents that the platforms reach.

    ``has_coverage``: the accounts that were captured well enough hold enough of the known threads.
    """

    authors: int
    penetration: float | None
    has_coverage: bool

    def rate(self, population: int | None) -> float | None:
        """Authors per 1,000 reachable residents; None where it is not known."""
        if not (self.has_coverage and self.penetration and population):
            return None
        return self.authors / (population * self.penetration / 1000)


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """What is known of a peer group at the end of a quarter. Members whose figure is not known are not in it."""

    group: str = ""
    as_of: date | None = None
    participation: Mapping[str, float] = field(default_factory=dict)  # by region code
    #: (role, platform) → account ("platform:handle") → median rate of its posts.
    engagement: Mapping[tuple[str, str], Mapping[str, float]] = field(default_factory=dict)

    def of_kind(self, account: OfficialAccount) -> Mapping[str, float]:
        """Of the account's role and platform, itself among them."""
        return self.engagement.get((account.role, account.platform), {})

    def lists(self) -> dict[str, Mapping[str, float]]:
        """Digest → list of figures: of the regions, and of the accounts of each role and platform."""
        return {digest_of(one): one for one in (self.participation, *self.engagement.values())}

    def digest(self) -> str:
        """Of all figures: equal digests, equal peers."""
        told = [self.group, str(self.as_of), *_told(self.participation)]
        for key, rates in sorted(self.engagement.items()):
            told += [str(key), *_told(rates)]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


def digest_of(figures: Mapping[str, float]) -> str:
    """Of one list."""
    return sha256("\n".join(_told(figures)).encode()).hexdigest()[:16]


def _told(figures: Mapping[str, float]) -> list[str]:
    return [f"{name} {rate:.{PEER_DECIMALS}f}" for name, rate in sorted(figures.items())]


def beside(figures: Mapping[str, float], name: str) -> dict[str, float]:
    """The list without the subject itself."""
    return {other: rate for other, rate in sorted(figures.items()) if other != name}


class PeerBook:
    """The peer groups' figures, each read once, however many regions ask. For one run of scoring."""

    def __init__(self) -> None:
        self._regions: dict[str, Region] | None = None
        self._groupings: dict[date, tuple[Grouping, frozenset[str]]] = {}
        self._figures: dict[tuple[date, str], PeerFigures] = {}

    def of(self, region: Region, as_of: date) -> PeerFigures:
        """Of the region's group; empty where it has none, because nobody knows how many people live there."""
        quarter_end = reference_date(as_of)
        grouping, watched = self._grouping(quarter_end)
        if region.code not in watched:  # its own data begin later: it is placed among those watched then
            grouping = grouping_of(watched | {region.code}, self._known)
        group = grouping.group_of(region.code)
        if group is None:
            return PeerFigures()
        members = frozenset(group.members) & watched
        key = (quarter_end, ",".join(sorted(members)))
        if key not in self._figures:
            listed = [self._known[code] for code in sorted(members)]
            self._figures[key] = figures_of(group.name, listed, quarter_end)
        return self._figures[key]

    @property
    def _known(self) -> dict[str, Region]:
        if self._regions is None:
            self._regions = {region.code: region for region in Region.objects.all()}
        return self._regions

    def _grouping(self, quarter_end: date) -> tuple[Grouping, frozenset[str]]:
        if quarter_end not in self._groupings:
            watched = frozenset(watched_at(quarter_end))
            self._groupings[quarter_end] = grouping_of(watched, self._known), watched
        return self._groupings[quarter_end]


def grouping_of(codes: Collection[str], regions: Mapping[str, Region]) -> Grouping:
    """The peer groups of the regions that have figures."""
    return peer_groups(
        [Candidate(code, regions[code].level, regions[code].population) for code in sorted(codes)]
    )


def reference_date(as_of: date) -> date:
    """The end of the last quarter that is complete at the date."""
    quarter = quarter_of(as_of)
    return as_of if quarter.last_day == as_of else quarter.first_day - timedelta(days=1)


_WATCHED = f"""
SELECT r.code
FROM {CoverageSpan._meta.db_table} s
JOIN {OfficialAccount._meta.db_table} a ON a.id = s.account_id
JOIN {Region._meta.db_table} r ON r.id = a.region_id
WHERE s.covers_posts OR s.covers_replies
GROUP BY r.code, r.zone
HAVING min(s.start_at AT TIME ZONE r.zone)::date <= %(day)s
   AND (max(s.end_at AT TIME ZONE r.zone) - interval '1 microsecond')::date >= %(day)s
"""


def watched_at(quarter_end: date) -> list[str]:
    """Codes of the regions that have figures at that date, as services.score dates them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WATCHED, {"day": quarter_end})
        return [code for (code,) in cursor.fetchall()]


def figures_of(group: str, regions: Collection[Region], as_of: date) -> PeerFigures:
    """The figures of these regions and of their accounts at one date. Eight queries, one more where posts stand out."""
    windows = light_windows(regions, as_of)
    cases = _count_cases(windows)
    taking_part = participation_of([(one, cases) for one in windows])
    rates = {one.region.code: taking_part[one.region.pk].rate(one.region.population) for one in windows}
    return PeerFigures(
        group,
        as_of,
        {code: round(rate, PEER_DECIMALS) for code, rate in rates.items() if rate is not None},
        _engagement(windows),
    )


def light_windows(regions: Collection[Region], as_of: date) -> list[RegionWindow]:
    """The regions' social accounts, with what was captured of them alone. Three queries."""
    accounts = list(
        OfficialAccount.objects.filter(region__in=regions)
        .exclude(platform=AccountPlatform.CHANNEL)
        .exclude(status=AccountStatus.DRAFT)
        .order_by("pk")
    )
    ids = [account.pk for account in accounts]
    posts, replies = (observed_by_account(ids, side=side) for side in ("posts", "replies"))
    return [_stub(region, accounts, as_of, posts, replies) for region in regions]


def _stub(
    region: Region,
    accounts: Iterable[OfficialAccount],
    as_of: date,
    posts: Mapping[int, Observed],
    replies: Mapping[int, Observed],
) -> RegionWindow:
    zone = ZoneInfo(region.zone)
    own = [
        AccountWindow(one, posts.get(one.pk, Observed()), replies.get(one.pk, Observed()))
        for one in accounts
        if one.region_id == region.pk
    ]
    return RegionWindow(region, window(as_of, zone), zone, own)


# --- who takes part ------------------------------------------------------------------------------


def own_participation(of: RegionWindow) -> Participation:
    """Of the region's own window. One query."""
    cases = {w.account.pk: len(w.outcomes) for w in of.accounts}
    return participation_of([(of, cases)])[of.region.pk]


def first_threads(of: RegionWindow) -> list[int]:
    """The thread that each citizen of the region's own participation opened first in the window. One query."""
    kept, _ = _kept(of, {w.account.pk: len(w.outcomes) for w in of.accounts})
    told = _bounds(of.period, [account.pk for account in kept])
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_THREADS, told)
        return sorted(thread for (thread,) in cursor.fetchall())


def counted_accounts(one: RegionWindow) -> list[OfficialAccount]:
    """The accounts whose threads' authors are counted. One query."""
    return _kept(one, _count_cases([one]))[0]


def participation_of(windows: Collection[tuple[RegionWindow, Mapping[int, int]]]) -> dict[int, Participation]:
    """Region → who took part; ``windows`` with each account's threads that want an answer. One query."""
    kept = {one.region.pk: _kept(one, cases) for one, cases in windows}
    authors = _count_authors([one for one, _ in windows], [a.pk for found, _ in kept.values() for a in found])
    return {
        region: Participation(authors.get(region, 0), _penetration(found), is_sufficient)
        for region, (found, is_sufficient) in kept.items()
    }


def _kept(one: RegionWindow, cases: Mapping[int, int]) -> tuple[list[OfficialAccount], bool]:
    """The serving accounts that were captured well enough, and whether they hold enough of the known threads."""
    serving = [
        w
        for w in one.accounts
        if not w.is_channel and w.account.role in SERVICE_ROLES and w.account.status != AccountStatus.DRAFT
    ]
    pool = pool_sources(
        SourceCoverage(
            str(w.account.pk), one.day_share(w.replies_observed, w.account), None, cases.get(w.account.pk, 0)
        )
        for w in serving
    )
    kept = [w.account for w in serving if str(w.account.pk) in pool.kept]
    return kept, bool(kept) and pool.is_sufficient


def _penetration(accounts: Iterable[OfficialAccount]) -> float | None:
    """Reachable share of residents, platform by platform added up: authors too are counted on each platform."""
    platforms = {Platform(account.platform) for account in accounts}
    return sum(REACH_MILLIONS.get(one, 0.0) for one in platforms) / RESIDENTS_MILLIONS or None


_IN_WINDOW = """
  t.opened_at >= %(first)s::date::timestamp AT TIME ZONE r.zone
  AND t.opened_at < (%(last)s::date + 1)::timestamp AT TIME ZONE r.zone
  AND t.gone IS DISTINCT FROM %(removed)s
"""
_THREADS = f"""
FROM {Thread._meta.db_table} t
JOIN {OfficialAccount._meta.db_table} a ON a.id = t.account_id
JOIN {Region._meta.db_table} r ON r.id = a.region_id
WHERE t.account_id = ANY(%(accounts)s) AND {_IN_WINDOW}
"""
_AUTHORS = f"""
SELECT a.region_id, count(DISTINCT (t.platform, t.author_key)) {_THREADS} AND t.author_key IS NOT NULL GROUP BY 1
"""
_FIRST_THREADS = f"""
SELECT DISTINCT ON (t.platform, t.author_key) t.id {_THREADS} AND t.author_key IS NOT NULL
ORDER BY t.platform, t.author_key, t.opened_at, t.id
"""
_CASES = f"SELECT t.account_id, count(*) {_THREADS} AND t.needs_response GROUP BY 1"


def _count_authors(windows: Collection[RegionWindow], accounts: Collection[int]) -> dict[int, int]:
    """Region → distinct authors; threads of authors whom their platform removed do not count."""
    return _counted(_AUTHORS, windows, accounts)


def _count_cases(windows: Collection[RegionWindow]) -> dict[int, int]:
    """Account → threads of the window that want an answer."""
    return _counted(_CASES, windows, [w.account.pk for one in windows for w in one.accounts])


def _counted(sql: str, windows: Collection[RegionWindow], accounts: Collection[int]) -> dict[int, int]:
    if not windows:
        return {}
    period = next(iter(windows)).period  # the same local days for all; the zones differ
    told = _bounds(period, accounts)
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return {int(key): int(count) for key, count in cursor.fetchall()}


def _bounds(period: Period, accounts: Collection[int]) -> dict[str, Any]:
    return {
        "accounts": list(accounts),
        "first": period.first_day,
        "last": period.last_day,
        "removed": Disappearance.AUTHOR_REMOVED.value,
    }


# --- what posts set off --------------------------------------------------------------------------


def account_name(account: OfficialAccount) -> str:
    return f"{account.platform}:{account.handle.lower()}"


def _engagement(windows: Collection[RegionWindow]) -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    reactions = reactions_of(windows)
    for one in windows:
        for w in one.accounts:
            rate, kept = engagement_rate(reactions.get(w.account.pk, []))
            is_seen = one.day_share(w.posts_observed, w.account) >= MIN_COVERAGE
            if rate is not None and is_seen and len(kept) >= AUDIENCE_ENGAGEMENT.min_n:
                found[w.account.role, w.account.platform][account_name(w.account)] = round(
                    rate, PEER_DECIMALS
                )
    return dict(found)


@dataclass(frozen=True, slots=True)
class ReactedPost:
    """An original post of which reactions and followers are known. ``replies``: the comments that it counts."""

    message_id: int
    at: datetime
    replies: int
    reactions: PostReactions


def reactions_of(windows: Iterable[RegionWindow]) -> dict[int, list[PostReactions]]:
    """Account → what its posts set off; an account of which nothing is known is missing."""
    return {pk: [post.reactions for post in posts] for pk, posts in reacted_posts(windows).items()}


@as_system
def reacted_posts(windows: Iterable[RegionWindow]) -> dict[int, list[ReactedPost]]:
    """Account → its original posts of the window whose reactions and followers are known, oldest first.

    An account of which none is known is missing. Two queries, one more where posts stand out. Reactions are those
    last captured, at least seven days after the post; followers those of the nearest profile within 30 days.
    """
    listed = list(windows)
    periods = {w.account.pk: one.period for one in listed for w in one.accounts if not w.is_channel}
    zones = {w.account.pk: one.zone for one in listed for w in one.accounts}
    if not periods:
        return {}
    followers = _followers(periods)
    rows = _read_posts({pk: periods[pk] for pk in followers})
    found: dict[int, list[ReactedPost]] = defaultdict(list)
    for row in rows:
        near = _nearest(followers[row.account], row.at)
        if near:
            day = local_day(row.at, zones[row.account])
            reactions = PostReactions(day, row.reactions, near)
            found[row.account].append(ReactedPost(row.pk, row.at, row.replies, reactions))
    commenters = _commenters(found.values())
    return {account: [_with_people(post, commenters) for post in posts] for account, posts in found.items()}


def _with_people(post: ReactedPost, commenters: Mapping[int, int]) -> ReactedPost:
    people = commenters.get(post.message_id)
    return replace(post, reactions=replace(post.reactions, unique_commenters=people))


@dataclass(frozen=True, slots=True)
class _Row:
    """A post whose reactions are known and ripe."""

    account: int
    pk: int
    at: datetime
    reactions: int
    replies: int


def _read_posts(periods: Mapping[int, Period]) -> list[_Row]:
    if not periods:
        return []
    told: dict[str, Any] = {
        "accounts": list(periods),
        "start": min(period.start_at for period in periods.values()),
        "end": max(period.end_at for period in periods.values()),
        "kinds": [MessageKind.ORIGINAL.value, MessageKind.QUOTE.value],
        "approximate": TimePrecision.APPROXIMATE.value,
        "ripe": timedelta(days=RIPE_DAYS),
        "with_shares": sorted(platform.value for platform in WITH_SHARES),
    }
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, told)
        rows = cursor.fetchall()
    return [
        _Row(account, pk, at, reactions, replies)
        for account, pk, at, kind, length, reactions, replies in rows
        if periods[account].start_at <= at < periods[account].end_at
        and is_original(MessageKind(kind), length)
    ]


#: Likes and comments, with shares on the platforms that show them; a post of which one of these is unknown is no case.
_POSTS = f"""
SELECT m.account_id, m.id, m.created_at, m.kind, length(m.text),
       m.like_count + m.reply_count + CASE WHEN m.platform = ANY(%(with_shares)s) THEN m.repost_count ELSE 0 END,
       m.reply_count
FROM {Message._meta.db_table} m
WHERE m.account_id = ANY(%(accounts)s) AND m.kind = ANY(%(kinds)s) AND m.time_precision <> %(approximate)s
  AND m.created_at >= %(start)s AND m.created_at < %(end)s
  AND m.like_count IS NOT NULL AND m.reply_count IS NOT NULL
  AND (m.repost_count IS NOT NULL OR NOT m.platform = ANY(%(with_shares)s))
  AND EXISTS (SELECT 1 FROM {Capture._meta.db_table} c
              JOIN {CoverageSpan._meta.db_table} s ON s.batch_id = c.batch_id AND s.account_id = m.account_id
              WHERE c.message_id = m.id AND s.end_at >= m.created_at + %(ripe)s)
ORDER BY m.created_at, m.id
"""


def _followers(periods: Mapping[int, Period]) -> dict[int, list[tuple[datetime, int]]]:
    """Account → when its followers were counted, and how many (none counted: missing)."""
    age = timedelta(days=STALE_DAYS)
    rows = Observation.objects.filter(
        kind=ObservationKind.PROFILE,
        account__in=list(periods),
        at__gte=min(period.start_at for period in periods.values()) - age,
        at__lt=max(period.end_at for period in periods.values()),
        data__followers__gt=0,
    ).order_by("at", "pk")
    found: dict[int, dict[datetime, int]] = defaultdict(dict)
    for account, at, followers in rows.values_list("account_id", "at", "data__followers"):
        if account is not None and at < periods[account].end_at:
            found[account][at] = int(followers)
    return {account: list(counted.items()) for account, counted in found.items()}


def _nearest(counted: Iterable[tuple[datetime, int]], at: datetime) -> int | None:
    away, followers = min((abs(seen - at), followers) for seen, followers in counted)
    return followers if away <= timedelta(days=STALE_DAYS) else None


def _commenters(accounts: Iterable[list[ReactedPost]]) -> dict[int, int]:
    """Post that stands out → distinct people below it, where all comments that it counts are stored."""
    outstanding: dict[int, int] = {}
    for posts in accounts:
        usual, _ = engagement_rate([post.reactions for post in posts])
        outstanding |= {
            post.message_id: post.replies
            for post in posts
            if usual is not None and post.reactions.rate > SPIKE * usual
        }
    if not outstanding:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"posts": list(outstanding)})
        return {post: people for post, people, comments in cursor.fetchall() if comments >= outstanding[post]}


_PEOPLE = f"""
SELECT m.root_id, count(DISTINCT COALESCE(m.author_key, m.handle_key)), count(*)
FROM {Message._meta.db_table} m WHERE m.root_id = ANY(%(posts)s) AND m.account_id IS NULL GROUP BY 1
"""


def reading_behind(value: Value) -> dict[str, float]:
    """The list that a stored relative figure was held against, itself among it; empty without one. One query."""
    row = PeerReading.objects.filter(digest=value.detail.get(PEER_LIST, "")).first()
    return dict(row.figures) if row else {}


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name. One query."""
    return dict(Region.objects.filter(code__in=list(codes)).values_list("code", "name"))

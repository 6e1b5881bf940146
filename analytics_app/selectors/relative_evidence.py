"""The citizens and the posts behind figures that are held against peers: those that were counted, one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Platform
from analytics_app.indicators.channels import REACH_MILLIONS
from analytics_app.indicators.peers import WITH_SHARES, PostReactions, engagement_rate
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.models import Message, Thread
from analytics_app.selectors.peer_figures import ReactedPost, counted_accounts, light_windows, reacted_posts
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import without_removed


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """One citizen who is counted, by a number of this list alone: no name, no pseudonym.

    ``threads``: public id and opening of all that they opened in the window, oldest first.
    """

    number: int
    platform: Platform
    accounts: tuple[OfficialAccount, ...]
    threads: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Who took part in a region. ``reach``: of the platforms that were captured well enough, in millions.

    ``unnamed``: threads of which nobody knows who opened them; they are not counted.
    """

    rows: tuple[AuthorRow, ...]
    unnamed: int
    reach: dict[Platform, float]


def list_authors(region: Region, as_of: date) -> TakingPart:
    """The distinct citizens of the participation rate, in the order in which they came. Five queries."""
    (window,) = light_windows([region], as_of)
    accounts = {account.pk: account for account in counted_accounts(window)}
    threads = without_removed(
        Thread.objects.filter(
            account__in=accounts, opened_at__gte=window.period.start_at, opened_at__lt=window.period.end_at
        )
    ).order_by("opened_at", "pk")
    unnamed, by_author = 0, defaultdict(list)
    for thread in threads.only("public_id", "platform", "author_key", "account_id", "opened_at"):
        if thread.author_key is None:
            unnamed += 1
        else:
            by_author[thread.platform, thread.author_key].append(thread)
    rows = tuple(
        AuthorRow(
            number,
            Platform(platform),
            tuple(accounts[pk] for pk in dict.fromkeys(thread.account_id or 0 for thread in own)),
            tuple((thread.public_id, thread.opened_at) for thread in own),
        )
        for number, ((platform, _), own) in enumerate(by_author.items(), 1)
    )
    platforms = sorted({Platform(account.platform) for account in accounts.values()})
    return TakingPart(rows, unnamed, {one: REACH_MILLIONS.get(one, 0.0) for one in platforms})


class PostPart(StrEnum):
    """What a post does to the figure."""

    COUNTED = "counted"
    SPIKE = "spike"  # stands out, and hardly anybody wrote below it
    ACCOUNT_LEFT_OUT = "account_left_out"  # its account has no figure, so it does not enter the region's


@dataclass(frozen=True, slots=True)
class EngagedRow:
    """An original post with what it set off. ``shares`` None: its platform does not show how often it was shared."""

    account: OfficialAccount
    platform_id: str
    at: datetime
    text: str
    url: str | None
    likes: int
    comments: int
    shares: int | None
    reactions: PostReactions
    part: PostPart


def list_engaged(
    subject: Subject, as_of: date, without_figure: frozenset[int] = frozenset()
) -> list[EngagedRow]:
    """The posts of the audience engagement, newest first; ``without_figure``: accounts that do not enter.

    Six queries, one more where posts stand out.
    """
    region = subject if isinstance(subject, Region) else subject.region
    (window,) = light_windows([region], as_of)
    window.accounts = [
        w
        for w in window.accounts
        if (w.account.role in SERVICE_ROLES if isinstance(subject, Region) else w.account.pk == subject.pk)
    ]
    accounts, found = {w.account.pk: w.account for w in window.accounts}, reacted_posts([window])
    parts = {
        post.message_id: PostPart.ACCOUNT_LEFT_OUT if account in without_figure else part
        for account, posts in found.items()
        for post, part in _parts(posts)
    }
    reactions = {post.message_id: post.reactions for posts in found.values() for post in posts}
    messages = Message.objects.filter(pk__in=parts).order_by("-created_at", "-pk")
    return [
        EngagedRow(
            account=accounts[one.account_id or 0],
            platform_id=one.platform_id,
            at=one.created_at,
            text=one.text,
            url=one.safe_url,
            likes=one.like_count or 0,
            comments=one.reply_count or 0,
            shares=one.repost_count if Platform(one.platform) in WITH_SHARES else None,
            reactions=reactions[one.pk],
            part=parts[one.pk],
        )
        for one in messages
    ]


def _parts(posts: list[ReactedPost]) -> list[tuple[ReactedPost, PostPart]]:
    _, kept = engagement_rate([post.reactions for post in posts])
    counted = {id(one) for one in kept}
    return [(post, PostPart.COUNTED if id(post.reactions) in counted else PostPart.SPIKE) for post in posts]

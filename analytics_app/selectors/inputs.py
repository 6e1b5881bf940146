"""What indicators need beside messages, of one region's accounts at one date: three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import ObservationKind, Platform
from analytics_app.indicators.accessibility import MediaPost
from analytics_app.indicators.findability import SearchObservation
from analytics_app.indicators.guides import GUIDE_DAYS, Guide
from analytics_app.indicators.lag import SourceItem
from analytics_app.indicators.openness import CommentCheck
from analytics_app.indicators.profile import ProfileElement, ProfileSnapshot, Verification
from analytics_app.models import LinkCheck, Message, Observation
from analytics_app.periods import Period, local_day

Kind = ObservationKind


@dataclass(frozen=True, slots=True)
class AccountInputs:
    """Of one account. Empty or None: nobody recorded any."""

    snapshots: tuple[ProfileSnapshot, ...] = ()
    searches: tuple[SearchObservation, ...] = ()
    source_items: tuple[SourceItem, ...] | None = None
    remit: frozenset[str] | None = None
    guides: tuple[Guide, ...] | None = None
    comment_checks: tuple[CommentCheck, ...] = ()  # of the window
    #: Posts with a picture or video at which somebody looked: message → what was there when last looked at.
    media: Mapping[int, MediaPost] = field(default_factory=dict)


NOTHING = AccountInputs()


@dataclass(frozen=True, slots=True)
class RegionInputs:
    """Of a region: its accounts', and the searches made for it."""

    searches: tuple[SearchObservation, ...] = ()
    accounts: dict[int, AccountInputs] = field(default_factory=dict)
    #: Whether somebody said in the last year that all accounts of the region are registered: the newest word counts.
    is_register_complete: bool = False

    def of(self, account: OfficialAccount) -> AccountInputs:
        return self.accounts.get(account.pk, NOTHING)


def load_inputs(
    region: Region, accounts: Iterable[OfficialAccount], period: Period, posts_end: dict[int, datetime | None]
) -> RegionInputs:
    """Everything recorded for the region up to the window's end. Three queries.

    ``posts_end``: until when each account's posts were captured; a source item not published by then is censored
    there, and one of an account whose posts were not captured at all is left out.
    """
    zone = ZoneInfo(region.zone)
    rows = _current(
        Observation.objects.filter(
            region=region, at__lt=period.end_at, at__gte=period.start_at - timedelta(days=GUIDE_DAYS)
        ).order_by("at", "pk")
    )
    checks = _checks(accounts, period)
    posts = _named_posts(rows)
    by_account: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        by_account[row.account_id or 0].append(row)
    searches = [_search(row, zone) for row in rows if row.kind == Kind.SEARCH]
    told = [bool(row.data["is_complete"]) for row in rows if row.kind == Kind.REGISTER]
    return RegionInputs(
        searches=tuple(searches),
        is_register_complete=bool(told) and told[-1],
        accounts={
            account.pk: _account_inputs(
                account,
                by_account[account.pk],
                checks[account.pk],
                posts,
                period,
                zone,
                posts_end.get(account.pk),
            )
            for account in accounts
            if by_account[account.pk]
        },
    )


def _current(rows: Iterable[Observation]) -> list[Observation]:
    """Of rows with the same subject, instant and key the one entered last."""
    return list({(row.kind, row.account_id, row.at, row.key): row for row in rows}.values())


def _checks(accounts: Iterable[OfficialAccount], period: Period) -> dict[int, list[LinkCheck]]:
    found: dict[int, list[LinkCheck]] = defaultdict(list)
    rows = LinkCheck.objects.filter(
        account__in=[account.pk for account in accounts], checked_at__lt=period.end_at
    )
    for row in rows.order_by("week", "pk"):
        found[row.account_id].append(row)
    return found


class _Post(NamedTuple):
    """A stored post that observations name."""

    pk: int
    at: datetime


_Posts = Mapping[tuple[int, str], _Post]


def _named_posts(rows: Iterable[Observation]) -> _Posts:
    """(account, id of the post) → the post."""
    wanted = {row.data["message_id"]: row.account_id for row in rows if row.data.get("message_id")}
    found = Message.objects.filter(platform_id__in=wanted, account_id__in=set(wanted.values()))
    return {
        (account or 0, name): _Post(pk, at)
        for account, name, pk, at in found.values_list("account_id", "platform_id", "pk", "created_at")
    }


def _account_inputs(
    account: OfficialAccount,
    rows: list[Observation],
    checks: list[LinkCheck],
    posts: _Posts,
    period: Period,
    zone: ZoneInfo,
    posts_end: datetime | None,
) -> AccountInputs:
    of = {kind: [row for row in rows if row.kind == kind] for kind in Kind}
    services = {row.data["service"]: row for row in of[Kind.SERVICE]}  # the newest of each
    return AccountInputs(
        snapshots=tuple(_snapshot(account, row, checks, zone) for row in of[Kind.PROFILE]),
        searches=tuple(_search(row, zone) for row in of[Kind.SEARCH]),
        source_items=_items(of[Kind.SOURCE_ITEM], posts, period, posts_end),
        remit=frozenset(name for name, row in services.items() if row.data["in_remit"]) if services else None,
        guides=tuple(_guide(row, checks) for row in services.values()) if services else None,
        comment_checks=tuple(_comments(row, zone) for row in of[Kind.COMMENTS] if row.at >= period.start_at),
        media=_media(of[Kind.MEDIA], posts),
    )


def _snapshot(
    account: OfficialAccount, row: Observation, checks: list[LinkCheck], zone: ZoneInfo
) -> ProfileSnapshot:
    data, links = row.data, row.data.get("links")
    from analytics_app.text.profile_elements import (  # only scoring asks
        accounts_named,
        find_elements,
        links_of,
    )

    elements = find_elements(data.get("display_name"), data.get("bio"), links)
    verification = data.get("verification")
    return ProfileSnapshot(
        taken_on=local_day(row.at, zone),
        is_registered=account.status == AccountStatus.ATTESTED,
        verification=Verification(verification) if verification else None,
        links_back=_links_back(links, checks),
        elements=elements,
        link_checks={element: _answers(links_of(element, links or ()), checks) for element in ProfileElement},
        leads_to=accounts_named(data.get("bio"), links),
    )


def _links_back(links: list[str] | None, checks: list[LinkCheck]) -> bool | None:
    """Whether a linked .go.id page names the account: by the last check that could read it; no such link: no."""
    from analytics_app.text.profile_elements import is_government

    if links is None:
        return None
    sites = [link for link in links if is_government(link)]
    told = [check.names_account for check in checks if check.url in sites and check.names_account is not None]
    return (told[-1] if told else None) if sites else False


def _answers(links: list[str], checks: list[LinkCheck]) -> tuple[bool, ...]:
    """Week by week whether any of the links answered."""
    weeks: dict[date, bool] = {}
    for check in checks:
        if check.url in links:
            weeks[check.week] = weeks.get(check.week, False) or check.outcome == LinkCheck.Outcome.OK
    return tuple(weeks.values())


def _search(row: Observation, zone: ZoneInfo) -> SearchObservation:
    platform = Platform(row.key.partition(" ")[0])
    return SearchObservation(row.data["query"].lower(), platform, row.data["rank"], local_day(row.at, zone))


def _comments(row: Observation, zone: ZoneInfo) -> CommentCheck:
    data = row.data
    is_blocked = bool(data.get("is_blocked"))
    return CommentCheck(local_day(row.at, zone), data["posts_checked"], data["posts_open"], is_blocked)


def _media(rows: list[Observation], posts: _Posts) -> dict[int, MediaPost]:
    """The newest look at each post; one that is not stored any more is left out."""
    named = ((posts.get((row.account_id or 0, row.data["message_id"])), row.data) for row in rows)
    return {
        post.pk: MediaPost(
            data.get("alt_text"), data.get("has_captions"), data.get("caption_repeats_picture")
        )
        for post, data in named
        if post is not None
    }


def _items(
    rows: list[Observation],
    posts: _Posts,
    period: Period,
    posts_end: datetime | None,
) -> tuple[SourceItem, ...] | None:
    """The items that came in the window. A post that is not stored any more leaves its item unknown: it is left out."""
    if not rows or posts_end is None:
        return None
    found = []
    for row in rows:
        message = row.data.get("message_id")
        post = posts.get((row.account_id or 0, message)) if message else None
        end = min(posts_end, period.end_at)
        if not period.start_at <= row.at < end or (message and post is None):
            continue
        # What is published later does not exist yet.
        at = post.at if post and post.at < end else None
        found.append(SourceItem(row.at, at, end, bool(row.data.get("is_emergency"))))
    return tuple(found)


def _guide(row: Observation, checks: list[LinkCheck]) -> Guide:
    links, posted = row.data.get("url") or [], row.data.get("posted_on")
    answers = _answers(links, checks)
    return Guide(
        service=row.data["service"],
        taps=row.data.get("taps"),
        posted_on=date.fromisoformat(posted) if posted else None,
        components=row.data.get("components"),
        is_alive=not (len(answers) >= 3 and not any(answers[-3:])),
    )


def list_recent(regions: QuerySet[Region], kind: ObservationKind, limit: int) -> list[Observation]:
    """What was entered last for these regions, newest first. One query."""
    rows = Observation.objects.filter(kind=kind, region__in=regions).select_related("region", "account")
    return list(rows.order_by("-pk")[:limit])

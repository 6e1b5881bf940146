"""The two indicators that have no norm of their own, beside the figures of peers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from analytics_app.indicators.coverage import MIN_COVERAGE
from analytics_app.indicators.peers import (
    PARTICIPATION_RATE,
    PostReactions,
    audience_engagement,
    participation_rate,
)
from analytics_app.indicators.result import Sample, WhyNot, unknown, withheld
from analytics_app.indicators.rollup import region_engagement
from analytics_app.records import IndicatorResult
from analytics_app.selectors.peer_figures import (
    PEER_LIST,
    PeerFigures,
    account_name,
    beside,
    digest_of,
    own_participation,
    reactions_of,
)
from analytics_app.selectors.window import AccountWindow, RegionWindow

#: Under this name the region's participation keeps which figures of peers its relative indicators rest on.
PEERS = "peers_version"
#: Under this one the region's engagement keeps the ratios of the accounts that it is made of, by account.
ACCOUNT_RATIOS = "account_ratios"
Reactions = Mapping[int, list[PostReactions]]


def reactions_in(window: RegionWindow) -> Reactions:
    """What the posts of the window's accounts set off, read when first asked for."""
    if window.reactions is None:
        window.reactions = reactions_of([window])
    return window.reactions


def region_participation(window: RegionWindow, peers: PeerFigures) -> IndicatorResult:
    """Citizens who took part per 1,000 reachable residents, beside the other regions of the group."""
    own = own_participation(window)
    rates = beside(peers.participation, window.region.code)
    if window.region.population and not own.has_coverage:
        found = unknown(PARTICIPATION_RATE, WhyNot.COVERAGE, Sample(n=own.authors))
    else:
        found = participation_rate(
            own.authors, window.region.population, own.penetration, list(rates.values())
        )
    more = {"penetration": own.penetration, "population": window.region.population, PEERS: peers.digest()}
    return _with_peers(found, peers, peers.participation, more)


def account_engagement(
    window: RegionWindow, w: AccountWindow, reactions: Reactions, peers: PeerFigures, seed: int
) -> IndicatorResult:
    """What the account's posts set off per follower, beside accounts of its role, platform and group."""
    listed = peers.of_kind(w.account)
    rates = beside(listed, account_name(w.account))
    found = audience_engagement(reactions.get(w.account.pk), list(rates.values()), seed)
    if window.day_share(w.posts_observed, w.account) < MIN_COVERAGE and found.reason != WhyNot.NO_METRICS:
        found = withheld(found, WhyNot.COVERAGE)
    return _with_peers(found, peers, listed, {"distinct_posts": len(reactions.get(w.account.pk, []))})


def region_engaged(accounts: Collection[tuple[str, str, IndicatorResult]]) -> IndicatorResult:
    """Of a region's accounts, each with its role and name."""
    found = region_engagement([(role, result) for role, _, result in accounts])
    parts = {name: result.x for _, name, result in accounts if result.x is not None}
    return replace(found, detail={**found.detail, ACCOUNT_RATIOS: parts})


def _with_peers(
    result: IndicatorResult, peers: PeerFigures, listed: Mapping[str, float], more: Mapping[str, Any]
) -> IndicatorResult:
    told = {
        "peer_group": peers.group,
        "peers_as_of": peers.as_of.isoformat() if peers.as_of else None,
        PEER_LIST: digest_of(listed),
    }
    return replace(result, detail={**result.detail, **told, **more})

"""Whether pictures and videos are accessible: which posts count, for one account or a region's accounts together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts_app.models import OfficialAccount
from analytics_app.indicators.accessibility import (
    CONTENT_ACCESSIBILITY,
    MediaPost,
    accessible,
    content_accessibility,
)
from analytics_app.indicators.rollup import MAIN, region_account_share
from analytics_app.indicators.shares import case_weights
from analytics_app.records import IndicatorResult
from analytics_app.scoring.samples import Mean, Origin, Sample
from analytics_app.selectors.window import AccountWindow, OwnPost, RegionWindow


@dataclass(frozen=True, slots=True)
class MediaCase:
    """A distinct own post of the window with a picture or video at which somebody looked.

    ``is_accessible`` None: what it shows could not be read, so it is not counted.
    """

    account: OfficialAccount
    post: OwnPost
    media: MediaPost
    is_accessible: bool | None


def cases_of(window: RegionWindow, w: AccountWindow) -> list[MediaCase]:
    media = window.inputs.of(w.account).media
    posts = [one for one in w.distinct_posts if one.local_day >= window.period.first_day and one.id in media]
    judged = accessible([media[post.id] for post in posts])
    return [
        MediaCase(w.account, post, media[post.id], found) for post, found in zip(posts, judged, strict=True)
    ]


def account_accessibility(window: RegionWindow, w: AccountWindow) -> IndicatorResult:
    """Of one account; nobody looked at any of its posts of the window: not observable."""
    return content_accessibility([case.media for case in cases_of(window, w)] or None)


def region_accessibility(window: RegionWindow, serving: Iterable[AccountWindow]) -> IndicatorResult:
    """Half the mean of the main accounts' shares, half that of the others'."""
    return region_account_share(
        CONTENT_ACCESSIBILITY, [(w.account.role, account_accessibility(window, w)) for w in serving]
    )


def accessibility_samples(window: RegionWindow, accounts: Sequence[AccountWindow]) -> dict[str, Sample]:
    """Case by case, for the bootstrap: each account that has a value at its weight in the region's."""
    scored = [w for w in accounts if account_accessibility(window, w).x is not None]
    weights = case_weights([w.account.role == MAIN for w in scored])
    origins: list[Origin] = []
    values: list[float] = []
    shares: list[float] = []
    for w, weight in zip(scored, weights, strict=True):
        counted = [case for case in cases_of(window, w) if case.is_accessible is not None]
        origins += [Origin(case.post.local_day.isocalendar()[:2]) for case in counted]
        values += [float(bool(case.is_accessible)) for case in counted]
        shares += [weight / len(counted)] * len(counted)
    return {CONTENT_ACCESSIBILITY.id: Mean(origins, values, shares)} if scored else {}

"""What figures that are held against peers rest on, case by case, for the bootstrap of dimensions (decision 0200)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import inf

from accounts_app.models import OfficialAccount
from analytics_app.indicators.peers import (
    AUDIENCE_ENGAGEMENT,
    PARTICIPATION_RATE,
    PostReactions,
    engagement_rate,
)
from analytics_app.indicators.rollup import MAIN
from analytics_app.indicators.shares import case_weights
from analytics_app.records import IndicatorResult
from analytics_app.scoring.bootstrap import score_array
from analytics_app.scoring.samples import Floats, Medians, Origin, Rates, Sample, Total
from analytics_app.selectors.peer_figures import account_name
from analytics_app.selectors.relative_indicators import ACCOUNT_RATIOS, reactions_in
from analytics_app.selectors.window import AccountWindow, RegionWindow


def relative_samples(
    window: RegionWindow,
    account: OfficialAccount | None,
    serving: Sequence[AccountWindow],
    citizens: Sequence[Origin],
    results: Sequence[IndicatorResult],
) -> dict[str, Sample]:
    """Of the region (``account`` None) or of an account. ``citizens``: where each one who took part comes from.

    Peers' medians stay as they are: they are of others, and of a date that is past.
    """
    found = {one.indicator: one for one in results if one.x is not None}
    samples: dict[str, Sample] = {}
    if (taking_part := found.get(PARTICIPATION_RATE.id)) is not None and citizens:
        samples[PARTICIPATION_RATE.id] = Total(citizens, (taking_part.x or 0.0) / len(citizens))
    if (engaged := found.get(AUDIENCE_ENGAGEMENT.id)) is not None:
        samples[AUDIENCE_ENGAGEMENT.id] = (
            _of_account(window, account, engaged) if account else _of_region(window, serving, engaged)
        )
    return samples


def _of_account(window: RegionWindow, account: OfficialAccount, result: IndicatorResult) -> Medians:
    kept = _kept(window, account)
    return Medians(_weeks(kept), [Rates([post.rate for post in kept], _peers(kept, result.x or 0.0))])


def _of_region(window: RegionWindow, serving: Sequence[AccountWindow], result: IndicatorResult) -> Medians:
    """The accounts that entered, each at its weight in the region's score."""
    ratios: Mapping[str, float] = result.detail.get(ACCOUNT_RATIOS, {})
    entering = [w.account for w in serving if account_name(w.account) in ratios]
    weights = case_weights([one.role == MAIN for one in entering])
    posts = [_kept(window, one) for one in entering]
    accounts = [
        Rates([post.rate for post in kept], _peers(kept, ratios[account_name(one)]), weight)
        for one, kept, weight in zip(entering, posts, weights, strict=True)
    ]
    origins = [origin for kept in posts for origin in _weeks(kept)]
    return Medians(origins, accounts, partial(score_array, AUDIENCE_ENGAGEMENT), _ratio_with)


def _kept(window: RegionWindow, account: OfficialAccount) -> list[PostReactions]:
    return engagement_rate(reactions_in(window).get(account.pk, []))[1]


def _peers(kept: Sequence[PostReactions], ratio: float) -> float:
    """The median that the account was held against; infinite for a ratio of 0, which stays 0."""
    own, _ = engagement_rate(kept)
    return (own or 0.0) / ratio if ratio else inf


def _ratio_with(score: Floats) -> Floats:
    found: Floats = 2 ** ((score - 50) / 25)
    return found


def _weeks(posts: Sequence[PostReactions]) -> list[Origin]:
    return [Origin(post.local_day.isocalendar()[:2]) for post in posts]

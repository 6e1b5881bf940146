"""The indicators of a region and of each of its accounts at one date, computed from what is stored. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Platform, Status
from analytics_app.indicators.arithmetic import seed_of
from analytics_app.indicators.coverage import MIN_COVERAGE, SourceCoverage, pool_sources
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.interaction import citizen_interaction_share
from analytics_app.indicators.originality import PLATFORMS_WITH_REPOSTS, original_information_share
from analytics_app.indicators.regularity import qualifying_days, update_regularity
from analytics_app.indicators.response import after_hours_response, response_rate, response_speed
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.rollup import (
    SERVICE_ROLES,
    AccountDays,
    AccountPosts,
    region_original_information_share,
    region_update_regularity,
)
from analytics_app.models import IndicatorValue
from analytics_app.records import IndicatorResult, ThreadOutcome
from analytics_app.selectors.window import AccountWindow, RegionWindow, load_region_window

Pool = IndicatorValue.Pool

#: Stand-ins until texts are labelled and labels audited; the value says which one it rests on.
INTENT_BY_KEYWORDS = "intent_by_keywords"
ADDRESSEE_BY_THREAD = "addressee_by_thread"


@dataclass(frozen=True)
class Computed:
    """The indicators of one subject and pool at one date. ``account`` None: the region itself."""

    account: OfficialAccount | None
    pool: str
    coverage: float | None
    results: tuple[IndicatorResult, ...]


def compute_region(region: Region, as_of: date) -> list[Computed]:
    """All indicators of a region and of each of its accounts for the 90 local days that end with ``as_of``.

    Reads, never writes. The region comes first (social media, then complaint channels where there are any).
    """
    window = load_region_window(region, as_of)
    social = [w for w in window.accounts if not w.is_channel]
    channels = [w for w in window.accounts if w.is_channel and not _is_empty(w)]
    computed = [_social_region(window, social)]
    if channels:
        computed.append(_channel_region(window, channels))
    computed += [_social_account(window, w) for w in social]
    computed += [_channel_account(window, w) for w in channels]
    return computed


def _is_empty(w: AccountWindow) -> bool:
    """A channel that an import opened, and a withdrawal emptied: nobody registered it, nothing is known of it."""
    return w.account.status == AccountStatus.DRAFT and not w.posts_observed.spans and not w.outcomes


def _social_account(window: RegionWindow, w: AccountWindow) -> Computed:
    share = window.day_share(w.replies_observed, w.account)
    posts_share = window.day_share(w.posts_observed, w.account)
    has_posts = posts_share >= MIN_COVERAGE
    days = w.posts_observed.days(window.period, window.zone)
    seed = seed_of(f"{w.account.platform}:{w.account.handle.lower()}", window.period.last_day, METHOD_VERSION)
    results = (
        *_responses(w.outcomes, has_coverage=share >= MIN_COVERAGE, provisional=INTENT_BY_KEYWORDS),
        _interaction([w], has_coverage=share >= MIN_COVERAGE),
        original_information_share(
            w.originals,
            w.reposts,
            carries_reposts=w.carries_reposts,
            platform_has_reposts=Platform(w.account.platform) in PLATFORMS_WITH_REPOSTS,
            has_coverage=has_posts,
        ),
        update_regularity(_qualifying(window, w), days, seed, has_coverage=has_posts),
    )
    return Computed(w.account, Pool.SOCIAL, share, results)


def _social_region(window: RegionWindow, social: list[AccountWindow]) -> Computed:
    serving = [
        w for w in social if w.account.role in SERVICE_ROLES and w.account.status != AccountStatus.DRAFT
    ]
    kept, sufficient = _pool(window, serving)
    has_posts = any(window.day_share(w.posts_observed, w.account) >= MIN_COVERAGE for w in serving)
    results = (
        *_responses(_region_outcomes(kept), has_coverage=sufficient, provisional=INTENT_BY_KEYWORDS),
        _interaction(kept, has_coverage=sufficient),
        region_original_information_share(
            [
                AccountPosts(
                    w.account.role,
                    w.originals,
                    w.reposts,
                    w.carries_reposts,
                    Platform(w.account.platform) in PLATFORMS_WITH_REPOSTS,
                )
                for w in serving
            ],
            has_coverage=has_posts,
        ),
        region_update_regularity(
            [
                AccountDays(
                    w.account.role, _qualifying(window, w), w.posts_observed.days(window.period, window.zone)
                )
                for w in serving
            ],
            seed_of(f"region:{window.region.code}", window.period.last_day, METHOD_VERSION),
            has_coverage=has_posts,
        ),
    )
    if not serving:
        results = tuple(
            replace(result, status=Status.NOT_OBSERVABLE, reason=WhyNot.NO_ACCOUNTS) for result in results
        )
    return Computed(None, Pool.SOCIAL, _coverage(window, serving), results)


def _channel_account(window: RegionWindow, w: AccountWindow) -> Computed:
    share = window.day_share(w.replies_observed, w.account)
    results = _responses(w.outcomes, has_coverage=share >= MIN_COVERAGE, provisional=None)
    return Computed(w.account, Pool.CHANNEL, share, results)


def _channel_region(window: RegionWindow, channels: list[AccountWindow]) -> Computed:
    """Complaint channels beside social media, never pooled with it. The channel's own answer is the response."""
    kept, sufficient = _pool(window, channels)
    outcomes = [o for w in kept for o in w.outcomes]
    results = _responses(outcomes, has_coverage=sufficient, provisional=None)
    return Computed(None, Pool.CHANNEL, _coverage(window, channels), results)


def _responses(
    outcomes: list[ThreadOutcome], *, has_coverage: bool, provisional: str | None
) -> tuple[IndicatorResult, ...]:
    return tuple(
        indicator(outcomes, provisional_reason=provisional, has_coverage=has_coverage)
        for indicator in (response_rate, response_speed, after_hours_response)
    )


def _region_outcomes(kept: list[AccountWindow]) -> list[ThreadOutcome]:
    return [outcome for w in kept for outcome in w.region_outcomes]


def _interaction(windows: list[AccountWindow], *, has_coverage: bool) -> IndicatorResult:
    return citizen_interaction_share(
        sum(w.edges_to_citizens for w in windows),
        sum(w.edges_known for w in windows),
        sum(w.edges_unknown for w in windows),
        provisional_reason=ADDRESSEE_BY_THREAD,
        has_coverage=has_coverage,
        carries_replies=any(w.carries_replies for w in windows) or not windows,
    )


def _pool(window: RegionWindow, windows: list[AccountWindow]) -> tuple[list[AccountWindow], bool]:
    """Accounts that were captured well enough, and whether they hold enough of the known threads.

    Where none was captured at all, all stay: their threads then show as not observable, not as missing.
    """
    pool = pool_sources(
        SourceCoverage(
            str(w.account.pk), window.day_share(w.replies_observed, w.account), None, len(w.outcomes)
        )
        for w in windows
    )
    kept = [w for w in windows if str(w.account.pk) in pool.kept]
    return (kept, pool.is_sufficient) if kept else (windows, False)


def _coverage(window: RegionWindow, windows: list[AccountWindow]) -> float | None:
    """Captured share of the account-days that were to be watched."""
    expected = sum(window.expected_days(w.account) for w in windows)
    if not expected:
        return None
    held = sum(
        window.day_share(w.replies_observed, w.account) * window.expected_days(w.account) for w in windows
    )
    return held / expected


def _qualifying(window: RegionWindow, w: AccountWindow) -> set[date]:
    return {
        day for day in qualifying_days(w.posts) if window.period.first_day <= day <= window.period.last_day
    }

"""From accounts to their region (method sections 6 and 12, "Roll-up").

Response indicators need nothing here: pool the threads' region outcomes of the accounts in ``SERVICE_ROLES`` (each
thread once) and compute them as for one account. Edges to citizens add up likewise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics_app.choices import Status
from analytics_app.indicators.definition import IndicatorDefinition
from analytics_app.indicators.intervals import count_by_week, weekly_block_interval, wilson
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE, original_information_share
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT
from analytics_app.indicators.regularity import UPDATE_REGULARITY
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown, without_value
from analytics_app.indicators.shares import case_weights, half_main
from analytics_app.records import IndicatorResult, Interval

MAIN, AGENCY, DISTRICT = "utama", "opd", "kecamatan_desa"  # kepala_daerah never counts
SERVICE_ROLES = frozenset({MAIN, AGENCY, DISTRICT})  # dimensions S and U
INFORMATION_ROLES = frozenset({MAIN, AGENCY})  # dimension I
REGION_ONLY = frozenset(
    {"channel_coverage", "cross_channel_integration", "participation_rate"}
)  # not of one account


@dataclass(frozen=True, slots=True)
class AccountPosts:
    """Original posts and reposts of one account in the window; roles outside I are ignored."""

    role: str
    originals: int
    reposts: int
    carries_reposts: bool = True
    platform_has_reposts: bool = True


@dataclass(frozen=True, slots=True)
class AccountDays:
    """Qualifying and observed local days of one account in the window; roles outside I are ignored."""

    role: str
    qualifying: Collection[date] = field(default_factory=frozenset)
    observed: Collection[date] = field(default_factory=frozenset)


def region_original_information_share(
    accounts: Sequence[AccountPosts],
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Posts of main and agency accounts pooled, those of the main accounts at half of the total weight.

    Where one of the two groups has no post the other carries all. Wilson on (x·n_eff, n_eff), n_eff = (Σw)²/Σw².
    """
    wanted = [account for account in accounts if account.role in INFORMATION_ROLES]
    pooled = [account for account in wanted if account.platform_has_reposts and account.carries_reposts]
    originals, reposts = sum(a.originals for a in pooled), sum(a.reposts for a in pooled)
    plain = original_information_share(
        originals,
        reposts,
        carries_reposts=any(a.carries_reposts for a in wanted if a.platform_has_reposts),
        platform_has_reposts=any(a.platform_has_reposts for a in wanted) or not wanted,
        provisional_reason=provisional_reason,
        has_coverage=has_coverage,
    )
    if plain.status is not Status.SCORED:
        return plain
    x, n_eff = half_main([(a.role == MAIN, a.originals, a.originals + a.reposts) for a in pooled])
    detail = {"originals": originals, "reposts": reposts, "n_eff": n_eff, "accounts": len(pooled)}
    sample = Sample(plain.numerator, plain.denominator, plain.n, detail)
    return scored(ORIGINAL_INFORMATION_SHARE, sample, x, wilson(x * n_eff, n_eff), provisional_reason)


def region_checklist(
    definition: IndicatorDefinition, accounts: Sequence[tuple[str, IndicatorResult]]
) -> IndicatorResult:
    """A checklist of dimension U: half the mean of the main accounts, half the mean of the others; a census.

    Accounts without a value are left out and counted; a group without any leaves its half to the other. Where
    nobody has a value, the first account's reason stands for all.
    """
    wanted = [(role == MAIN, result) for role, result in accounts if role in SERVICE_ROLES]
    known = [(is_main, result.x) for is_main, result in wanted if result.x is not None]
    if not known:
        first = next((result.reason for _, result in wanted if result.reason), None)
        return unknown(definition, WhyNot(first) if first else WhyNot.NO_ACCOUNTS)
    groups = [[x for main, x in known if main is is_main] for is_main in (True, False)]
    means = [sum(group) / len(group) for group in groups if group]
    detail = {"accounts": len(known), "accounts_left_out": len(wanted) - len(known)}
    sample = Sample(n=len(known), detail=detail)
    return scored(definition, sample, sum(means) / len(means), None, None)


def region_account_share(
    definition: IndicatorDefinition, accounts: Sequence[tuple[str, IndicatorResult]]
) -> IndicatorResult:
    """A share of dimension U, rolled up like a checklist; Wilson on (x·n_eff, n_eff), since cases were counted."""
    whole = region_checklist(definition, accounts)
    if whole.x is None:
        return whole
    counted = [
        (role == MAIN, result) for role, result in accounts if role in SERVICE_ROLES and result.x is not None
    ]
    weights = case_weights([is_main for is_main, _ in counted])
    n_eff = 1 / sum(w * w / result.n for w, (_, result) in zip(weights, counted, strict=True))
    k, n = (sum(getattr(result, name) for _, result in counted) for name in ("numerator", "denominator"))
    sample = Sample(k, n, int(n), {**whole.detail, "n_eff": n_eff})
    return scored(definition, sample, whole.x, wilson(whole.x * n_eff, n_eff), None)


def region_engagement(accounts: Sequence[tuple[str, IndicatorResult]]) -> IndicatorResult:
    """Half the mean score of the main accounts, half that of the others; x is the ratio that has this score.

    Ratios of accounts on several platforms are not averaged themselves: one of 16 would outweigh four of a quarter.
    The interval takes all accounts at their lower, and all at their upper bounds: wide rather than narrow.
    """
    wanted = [(role == MAIN, result) for role, result in accounts if role in SERVICE_ROLES]
    known = [
        (is_main, result, result.interval)
        for is_main, result in wanted
        if result.x is not None and result.interval is not None
    ]
    if not known:
        first = next((result.reason for _, result in wanted if result.reason), None)
        return unknown(AUDIENCE_ENGAGEMENT, WhyNot(first) if first else WhyNot.NO_ACCOUNTS)
    weights = case_weights([is_main for is_main, _, _ in known])

    def joined(ratios: Sequence[float]) -> float:
        mean = sum(w * AUDIENCE_ENGAGEMENT.score(x) for w, x in zip(weights, ratios, strict=True))
        return float(2 ** ((mean - 50) / 25))

    low, high = joined([i.low for _, _, i in known]), joined([i.high for _, _, i in known])
    detail = {"accounts": len(known), "accounts_left_out": len(wanted) - len(known)}
    sample = Sample(n=sum(result.n for _, result, _ in known), detail=detail)
    x = joined([result.x or 0.0 for _, result, _ in known])
    return scored(AUDIENCE_ENGAGEMENT, sample, x, Interval(low, high, known[0][2].level), None)


def region_update_regularity(
    accounts: Sequence[AccountDays],
    seed: int,
    *,
    provisional_reason: str | None = None,
    has_coverage: bool = True,
) -> IndicatorResult:
    """Half the mean of the main accounts, half the mean of the agency accounts that are observed long enough.

    Without any main account the agencies carry all; a main account that exists but is not observed long enough
    leaves the region without a value. Interval by weekly blocks drawn for all accounts together.
    """
    wanted = [account for account in accounts if account.role in INFORMATION_ROLES]
    usable = [account for account in wanted if len(account.observed) >= UPDATE_REGULARITY.min_n]
    sample = _days_sample(wanted, usable)
    why = _regularity_problem(wanted, usable, has_coverage)
    if why is not None:
        return without_value(UPDATE_REGULARITY, sample, Status.INSUFFICIENT, why, provisional_reason)
    weights = _regularity_weights(usable)
    shares = [_hits(account) / len(account.observed) for account in usable]
    x = sum(weight * share for weight, share in zip(weights, shares, strict=True))
    return scored(
        UPDATE_REGULARITY, sample, x, _regularity_interval(usable, weights, x, seed), provisional_reason
    )


def _hits(account: AccountDays) -> int:
    return len(set(account.qualifying) & set(account.observed))


def _days_sample(wanted: Sequence[AccountDays], usable: Sequence[AccountDays]) -> Sample:
    """n = the distinct observed days; numerator and denominator add up account-days."""
    observed: set[date] = set().union(*(account.observed for account in usable or wanted))
    return Sample(
        numerator=sum(_hits(account) for account in usable),
        denominator=sum(len(account.observed) for account in usable),
        n=len(observed),
        detail={"accounts": len(usable), "accounts_left_out": len(wanted) - len(usable)},
    )


def _regularity_problem(
    wanted: Sequence[AccountDays], usable: Sequence[AccountDays], has_coverage: bool
) -> WhyNot | None:
    if not has_coverage:
        return WhyNot.COVERAGE
    if not any(account.observed for account in wanted):
        return WhyNot.NO_CASES
    if not usable:
        return WhyNot.BELOW_MINIMUM
    roles = {account.role for account in usable}
    has_main = any(account.role == MAIN for account in wanted)
    return WhyNot.MAIN_ACCOUNT_UNKNOWN if has_main and MAIN not in roles else None


def _regularity_weights(usable: Sequence[AccountDays]) -> list[float]:
    groups = {account.role for account in usable}
    sizes = {role: sum(account.role == role for account in usable) for role in groups}
    return [1 / len(groups) / sizes[account.role] for account in usable]


def _regularity_interval(
    usable: Sequence[AccountDays], weights: Sequence[float], x: float, seed: int
) -> Interval:
    """Weekly blocks; Wilson on all account-days where every day or none counts."""
    if x in (0.0, 1.0) or all(_hits(account) in (0, len(account.observed)) for account in usable):
        n = min(len(account.observed) for account in usable)
        return wilson(x * n, n)
    series = [
        (count_by_week(set(account.qualifying) & set(account.observed)), count_by_week(set(account.observed)))
        for account in usable
    ]
    return weekly_block_interval(series, weights, seed)

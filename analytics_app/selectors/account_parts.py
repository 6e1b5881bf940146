"""What each account adds to its region's figure: the accounts' own stored values, and their weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Platform
from analytics_app.indicators.accessibility import CONTENT_ACCESSIBILITY
from analytics_app.indicators.guides import SERVICE_NAVIGATION
from analytics_app.indicators.originality import ORIGINAL_INFORMATION_SHARE, PLATFORMS_WITH_REPOSTS
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT
from analytics_app.indicators.profile import ACCOUNT_AUTHENTICITY, PROFILE_COMPLETENESS
from analytics_app.indicators.regularity import UPDATE_REGULARITY
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.rollup import INFORMATION_ROLES, MAIN, SERVICE_ROLES
from analytics_app.indicators.shares import case_weights
from analytics_app.models import IndicatorValue
from analytics_app.selectors.values import SOCIAL, Value, value_of


@dataclass(frozen=True, slots=True)
class AccountPart:
    """One account of a region, its own value, and the weight of that in the region's; 0: it does not enter."""

    account: OfficialAccount
    value: Value
    weight: float


def list_account_parts(region: Region, indicator: str, as_of: date) -> list[AccountPart]:
    """The accounts that a region's value is made of, main accounts first; empty for what is no roll-up. One query.

    The weights add up to 1. The region's value is Σ weight · account's value (for the share of originals and for
    regularity: numerator/denominator); that of engagement has Σ weight · score as its score.
    """
    rule = _RULES.get(indicator)
    if rule is None:
        return []
    roles = INFORMATION_ROLES if rule in (_by_posts, _by_days) else SERVICE_ROLES
    rows = (
        IndicatorValue.objects.filter(
            account__region=region, account__role__in=roles, indicator=indicator, pool=SOCIAL, as_of=as_of
        )
        .exclude(account__status=AccountStatus.DRAFT)
        .select_related("account")
        .order_by("computed_at")
    )
    values = {row.account: value_of(row) for row in rows if row.account is not None}
    weights = rule(values)
    parts = [AccountPart(account, value, weights.get(account, 0.0)) for account, value in values.items()]
    return sorted(parts, key=lambda part: (part.account.role != MAIN, -part.weight, part.account.handle))


_Weights = Mapping[OfficialAccount, float]


def _by_value(values: Mapping[OfficialAccount, Value]) -> _Weights:
    """Main accounts at half, the others at half, alike within: as ``region_checklist`` and ``region_engagement``."""
    return _halves([account for account, value in values.items() if value.x is not None])


def _by_days(values: Mapping[OfficialAccount, Value]) -> _Weights:
    """The same of the accounts that were observed long enough."""
    least = UPDATE_REGULARITY.min_n
    return _halves([account for account, value in values.items() if (value.denominator or 0) >= least])


def _by_posts(values: Mapping[OfficialAccount, Value]) -> _Weights:
    """The main accounts' posts at half of the weight, the others' at half: an account by how many posts it has."""
    posts = {
        account: int(value.denominator or 0)
        for account, value in values.items()
        if Platform(account.platform) in PLATFORMS_WITH_REPOSTS
        and value.reason != WhyNot.SOURCE_CANNOT_CARRY
        and value.denominator
    }
    groups = {
        is_main: sum(n for one, n in posts.items() if (one.role == MAIN) is is_main)
        for is_main in (True, False)
    }
    held = sum(n > 0 for n in groups.values())
    return {account: n / groups[account.role == MAIN] / held for account, n in posts.items()}


def _halves(accounts: Sequence[OfficialAccount]) -> _Weights:
    return dict(zip(accounts, case_weights([one.role == MAIN for one in accounts]), strict=True))


_RULES: Mapping[str, Callable[[Mapping[OfficialAccount, Value]], _Weights]] = {
    ORIGINAL_INFORMATION_SHARE.id: _by_posts,
    UPDATE_REGULARITY.id: _by_days,
    **dict.fromkeys(
        (
            ACCOUNT_AUTHENTICITY.id, PROFILE_COMPLETENESS.id, SERVICE_NAVIGATION.id, CONTENT_ACCESSIBILITY.id,
            AUDIENCE_ENGAGEMENT.id,
        ),
        _by_value,
    ),
}  # fmt: skip

"""Official accounts for the pages of their region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts_app.choices import AccountPlatform, AccountStatus
from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.selectors.values import Value, latest_of_accounts


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account with the chance that it answers; ``counts_in_score`` as the method counts accounts."""

    account: OfficialAccount
    value: Value | None
    counts_in_score: bool


def is_counting(account: OfficialAccount) -> bool:
    """Whether the account's threads and posts enter its region's figures."""
    return account.role in SERVICE_ROLES


def list_account_rows(region: Region, until: date | None) -> list[AccountRow]:
    """The region's accounts and channels that are not archived. Two queries."""
    accounts = list(_accounts(region))
    values = latest_of_accounts(accounts, "response_rate", until)
    return [AccountRow(account, values.get(account.pk), is_counting(account)) for account in accounts]


def split_channels(rows: Sequence[AccountRow]) -> tuple[list[AccountRow], list[AccountRow]]:
    """(social media accounts, complaint channels), which are never pooled."""
    social = [row for row in rows if row.account.platform != AccountPlatform.CHANNEL]
    return social, [row for row in rows if row.account.platform == AccountPlatform.CHANNEL]


def _accounts(region: Region) -> QuerySet[OfficialAccount]:
    return (
        OfficialAccount.objects.filter(region=region)
        .exclude(status=AccountStatus.ARCHIVED)
        .select_related("agency", "region")
        .order_by("role", "platform", "handle")
    )

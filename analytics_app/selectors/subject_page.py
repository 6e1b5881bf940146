"""Everything the page of a region or of an account shows for one date, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from accounts_app.choices import AccountPlatform
from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.rollup import SERVICE_ROLES
from analytics_app.periods import Period, period, window
from analytics_app.selectors.counts import Counts, Hour, list_counts, list_hours
from analytics_app.selectors.observation import (
    NOTHING,
    Captured,
    LedgerDay,
    captured_by_account,
    captured_days,
    ledger,
)
from analytics_app.selectors.values import CHANNEL, SOCIAL, Subject, Value, list_values

HISTORY_DAYS = 364


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """One subject at one date. ``values`` is keyed by (pool, indicator); counts reach a year back from the date."""

    as_of: date
    window: Period
    history: Period
    values: Mapping[tuple[str, str], Value]
    weeks: Sequence[Counts]
    months: Sequence[Counts]
    hours: Sequence[Hour]
    captured: Mapping[int, Captured]

    def value(self, indicator: str, pool: str = SOCIAL) -> Value | None:
        return self.values.get((pool, indicator))


def load_region_page(region: Region, accounts: Sequence[OfficialAccount], as_of: date) -> SubjectPage:
    """Social media accounts of the region that count in its score. Five queries."""
    counting = [a.pk for a in accounts if a.platform != AccountPlatform.CHANNEL and a.role in SERVICE_ROLES]
    return _load(region, region, counting, as_of)


def load_account_page(account: OfficialAccount, as_of: date) -> SubjectPage:
    """One account, by its own answers. Five queries."""
    return _load(account, account.region, [account.pk], as_of)


def pool_of(account: OfficialAccount) -> str:
    """Under which pool the account's values are stored."""
    return CHANNEL if account.platform == AccountPlatform.CHANNEL else SOCIAL


def account_ledger(page: SubjectPage, account: OfficialAccount) -> list[LedgerDay]:
    """The account's days of the last year; no query."""
    return ledger(page.captured.get(account.pk, NOTHING), page.history, ZoneInfo(account.region.zone))


def _load(subject: Subject, region: Region, account_ids: list[int], as_of: date) -> SubjectPage:
    zone = ZoneInfo(region.zone)
    history = period(as_of - timedelta(days=HISTORY_DAYS), as_of, zone)
    captured = captured_by_account(account_ids)
    days = captured_days(captured.values(), history, zone)
    spot = window(as_of, zone)
    return SubjectPage(
        as_of=as_of,
        window=spot,
        history=history,
        values=list_values(subject, as_of),
        weeks=list_counts(account_ids, history.first_day, as_of, days, "week"),
        months=list_counts(account_ids, history.first_day, as_of, days, "month"),
        hours=list_hours(account_ids, spot, region.zone, by_region=isinstance(subject, Region)),
        captured=captured,
    )

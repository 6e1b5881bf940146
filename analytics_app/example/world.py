"""The whole example world up to a day: accounts, and their messages by the bundle of files that carries them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from analytics_app.choices import Platform
from analytics_app.example.accounts import (
    LATE_START,
    LONG_GAP,
    SHORT_GAP,
    ExampleAccount,
    Place,
    build_accounts,
)
from analytics_app.example.story import Line, happenings

#: Days at the end of every quarter on which these regions were not captured.
GAP_DAYS: Mapping[str, int] = {SHORT_GAP: 12, LONG_GAP: 26}


@dataclass(frozen=True)
class World:
    """``bundles``: bundle → its messages, each exactly once, in order of time. Days are local, both ends included."""

    first_day: date
    last_day: date
    accounts: tuple[ExampleAccount, ...]
    bundles: Mapping[str, Sequence[Line]]


def build_world(places: Iterable[Place], last_day: date) -> World:
    """Twelve months and the rest of the first quarter, ending with ``last_day``; the same day gives the same world.

    A world that ends later holds the same messages of the days that both have.
    """
    first_day = quarter_start(last_day - timedelta(days=365))
    previous_quarter = quarter_start(quarter_start(last_day) - timedelta(days=1))
    accounts = build_accounts(places, previous_quarter)
    bundles: dict[str, list[Line]] = defaultdict(list)
    for account in accounts:
        if account.has_data:
            bundles[account.bundle] += _lines(account, accounts, first_day, last_day)
    for lines in bundles.values():
        lines.sort(key=lambda line: (line.at, line.account.platform, line.id))
    return World(first_day, last_day, tuple(accounts), dict(bundles))


def quarter_start(day: date) -> date:
    """The first day of the calendar quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter."""
    return quarter_start(quarter_start(day) + timedelta(days=95)) - timedelta(days=1)


def local_date(line: Line) -> date:
    """The message's day where its account is."""
    return line.at.astimezone(ZoneInfo(line.account.place.zone)).date()


def captured_until(region_code: str, quarter: date) -> date:
    """The last day of a quarter that was captured of a region."""
    return quarter_end(quarter) - timedelta(days=GAP_DAYS.get(region_code, 0))


def _lines(
    account: ExampleAccount, accounts: Sequence[ExampleAccount], first_day: date, last_day: date
) -> Iterator[Line]:
    begin = max(first_day, account.monitored_from or first_day)
    partners = _partners(account, accounts)
    helper = _helper(account, accounts)
    for n in range((last_day - begin).days + 1):
        for line in happenings(account, begin + timedelta(days=n), partners, helper):
            day = local_date(line)
            if begin <= day <= last_day and day <= captured_until(account.place.code, day):
                yield line


def _partners(account: ExampleAccount, accounts: Sequence[ExampleAccount]) -> list[str]:
    """Other institutions on X of the same province, from the same files: what a file names, it covers."""
    province = account.place.code[:2]
    return [
        other.handle
        for other in accounts
        if other.platform is account.platform is Platform.X
        and other.bundle == account.bundle
        and other.place.code[:2] == province
        and other.place.code != LATE_START
        and other.handle != account.handle
    ]


def _helper(account: ExampleAccount, accounts: Sequence[ExampleAccount]) -> str | None:
    if account.platform is not Platform.X or account.role != "utama":
        return None
    sisters = (
        other.handle
        for other in accounts
        if other.place == account.place and other.platform is Platform.X and other.role == "opd"
    )
    return next(sisters, None)

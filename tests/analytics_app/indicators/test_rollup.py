"""Main accounts carry half of information quality; what is missing is never guessed."""

from datetime import date, timedelta

import pytest

from analytics_app.choices import Status
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.profile import (
    PROFILE_COMPLETENESS,
    ProfileElement,
    ProfileSnapshot,
    profile_completeness,
)
from analytics_app.indicators.regularity import update_regularity
from analytics_app.indicators.result import WhyNot
from analytics_app.indicators.rollup import (
    INFORMATION_ROLES,
    SERVICE_ROLES,
    AccountDays,
    AccountPosts,
    region_checklist,
    region_original_information_share,
    region_update_regularity,
)
from analytics_app.records import IndicatorResult

WINDOW = {date(2026, 1, 1) + timedelta(days=number) for number in range(90)}


def first(count: int) -> set[date]:
    return set(sorted(WINDOW)[:count])


def test_heads_of_regions_never_count_and_districts_only_in_service() -> None:
    assert "kepala_daerah" not in SERVICE_ROLES | INFORMATION_ROLES
    assert {"kecamatan_desa"} == SERVICE_ROLES - INFORMATION_ROLES


def test_posts_of_the_main_account_weigh_half_whatever_their_number() -> None:
    accounts = [AccountPosts("utama", 10, 0), AccountPosts("opd", 0, 60), AccountPosts("opd", 30, 0)]
    result = region_original_information_share(accounts)
    assert result.x == pytest.approx(0.5 * 1 + 0.5 * 30 / 90)
    weights = [0.5 / 10] * 10 + [0.5 / 90] * 90
    n_eff = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    assert result.detail["n_eff"] == pytest.approx(n_eff)
    assert result.interval is not None
    assert result.interval.low == pytest.approx(wilson(result.x * n_eff, n_eff).low)
    assert (result.numerator, result.denominator, result.n) == (40, 100, 100)


def test_without_a_main_account_the_agencies_carry_all() -> None:
    result = region_original_information_share([AccountPosts("opd", 20, 20), AccountPosts("opd", 10, 0)])
    assert result.x == pytest.approx(30 / 50)
    assert result.detail["n_eff"] == pytest.approx(50)


def test_districts_and_platforms_without_reposts_stay_outside() -> None:
    accounts = [
        AccountPosts("opd", 20, 20),
        AccountPosts("kecamatan_desa", 0, 500),
        AccountPosts("utama", 400, 0, platform_has_reposts=False),
        AccountPosts("utama", 400, 0, carries_reposts=False),
    ]
    assert region_original_information_share(accounts).x == 0.5


def test_region_only_on_platforms_without_reposts_is_not_applicable() -> None:
    result = region_original_information_share([AccountPosts("utama", 400, 0, platform_has_reposts=False)])
    assert result.status is Status.NOT_APPLICABLE


def test_region_without_accounts_has_no_value() -> None:
    assert region_original_information_share([]).status is not Status.SCORED
    assert region_update_regularity([], seed=1).reason == WhyNot.NO_CASES


def test_regularity_is_half_main_and_half_mean_of_agencies() -> None:
    accounts = [
        AccountDays("utama", first(90), WINDOW),
        AccountDays("opd", first(45), WINDOW),
        AccountDays("opd", first(9), WINDOW),
        AccountDays("kepala_daerah", set(), WINDOW),
    ]
    result = region_update_regularity(accounts, seed=1)
    assert result.x == pytest.approx(0.5 + 0.5 * (0.5 + 0.1) / 2)
    assert result.interval is not None
    assert result.interval.low < result.x < result.interval.high


def test_region_of_one_account_equals_the_account() -> None:
    region = region_update_regularity([AccountDays("opd", first(40), WINDOW)], seed=5)
    account = update_regularity(first(40), WINDOW, seed=5)
    assert (region.x, region.interval, region.n) == (account.x, account.interval, account.n)


def test_agency_observed_too_briefly_leaves_but_a_main_account_cannot() -> None:
    brief = first(50)
    accounts = [AccountDays("utama", first(45), WINDOW), AccountDays("opd", brief, brief)]
    assert region_update_regularity(accounts, seed=1).x == 0.5
    accounts = [AccountDays("utama", brief, brief), AccountDays("opd", first(45), WINDOW)]
    assert region_update_regularity(accounts, seed=1).reason == WhyNot.MAIN_ACCOUNT_UNKNOWN


def test_checklists_of_the_main_account_weigh_half_and_unseen_ones_are_counted() -> None:
    def seen(present: int) -> IndicatorResult:
        flags = [True] * present + [False] * (8 - present)
        elements = dict(zip(ProfileElement, flags, strict=True))
        return profile_completeness([ProfileSnapshot(date(2026, 3, 1), elements=elements)], date(2026, 3, 1))

    unseen = profile_completeness([], date(2026, 3, 1))
    accounts = [("utama", seen(8)), ("opd", seen(2)), ("kecamatan_desa", seen(4)), ("opd", unseen)]
    result = region_checklist(PROFILE_COMPLETENESS, [*accounts, ("kepala_daerah", seen(0))])
    assert result.x == pytest.approx(0.5 * 1 + 0.5 * 3 / 8)
    assert result.detail == {"accounts": 3, "accounts_left_out": 1}
    nobody = region_checklist(PROFILE_COMPLETENESS, [("utama", unseen)])
    assert (nobody.status, nobody.reason) == (Status.NOT_OBSERVABLE, WhyNot.NO_PROFILE)
    assert region_checklist(PROFILE_COMPLETENESS, []).reason == WhyNot.NO_ACCOUNTS

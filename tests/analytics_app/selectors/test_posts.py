"""The listed posts add up to the stored posting figures."""

import pytest

from accounts_app.choices import AccountRole, AccountStatus
from analytics_app.periods import local_day, window, zone_of
from analytics_app.selectors.posts import list_posts
from analytics_app.selectors.values import SOCIAL, list_values
from tests.analytics_app.pages_world import QUARTER_END, build, cover, fill
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db
WIB = zone_of("WIB")


def test_originals_reposts_and_new_days_are_those_of_the_figure():
    account = OfficialAccountFactory()
    build(account)
    stored = list_values(account, QUARTER_END)
    rows = list_posts(account, window(QUARTER_END, WIB), WIB)
    share = stored[SOCIAL, "original_information_share"]
    assert (sum(row.is_own for row in rows), len(rows)) == (share.numerator, share.denominator)
    new_days = {local_day(row.created_at, WIB) for row in rows if row.is_new_day}
    assert len(new_days) == stored[SOCIAL, "update_regularity"].numerator
    assert 0 < len(new_days) < 90


def test_posts_of_a_region_are_those_of_its_accounts():
    account = OfficialAccountFactory()
    build(account)
    listed = list_posts(account.region, window(QUARTER_END, WIB), WIB)
    assert listed == list_posts(account, window(QUARTER_END, WIB), WIB)
    assert [row.created_at for row in listed] == sorted((row.created_at for row in listed), reverse=True)


def test_posts_of_accounts_that_nobody_confirmed_are_neither_listed_nor_counted():
    account = OfficialAccountFactory()
    draft = OfficialAccountFactory(
        region=account.region, role=AccountRole.AGENCY, agency=account.agency, status=AccountStatus.DRAFT
    )
    cover(draft)
    fill(draft)
    build(account)
    listed = list_posts(account.region, window(QUARTER_END, WIB), WIB)
    share = list_values(account.region, QUARTER_END)[SOCIAL, "original_information_share"]
    assert {row.account for row in listed} == {account}
    assert len(listed) == share.denominator

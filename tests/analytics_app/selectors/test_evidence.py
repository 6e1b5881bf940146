"""The list of threads and the stored figure are two roads to the same counts."""

from datetime import UTC, datetime

import pytest

from accounts_app.choices import AccountPlatform, AccountRole, AccountStatus
from analytics_app.choices import Status, ThreadState
from analytics_app.models import IndicatorValue
from analytics_app.selectors.evidence import list_threads
from analytics_app.selectors.values import CHANNEL, SOCIAL, list_values
from tests.analytics_app.pages_world import QUARTER_END, build, cover, fill, score, thread
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_the_list_holds_exactly_the_threads_that_the_figure_counted():
    account = OfficialAccountFactory()
    cover(account, until=datetime(2026, 6, 10, tzinfo=UTC))
    cover(account, since=datetime(2026, 6, 14, tzinfo=UTC))
    fill(account, answered=14, waiting=9)
    thread(account, 40, -3.0)  # answered before it was opened
    thread(account, 69, 1.0)  # 12 June, which nobody captured
    thread(account, 41, 2.0, is_after_hours=True)
    score(account.region)
    for subject in (account.region, account):
        stored = list_values(subject, QUARTER_END)
        for indicator, only in (("response_rate", False), ("after_hours_response", True)):
            listed = list_threads(subject, SOCIAL, QUARTER_END, after_hours_only=only)
            assert listed.counts() == stored[SOCIAL, indicator].counts
    assert listed.counts()["threads"] == 1
    everything = list_threads(account.region, SOCIAL, QUARTER_END).counts()
    assert everything == {"threads": 26, "answered": 16, "waiting": 9, "not_observable": 1, "negative": 1}


def test_an_account_captured_too_little_is_left_out_of_list_and_figure_and_named():
    account = OfficialAccountFactory()
    blind = OfficialAccountFactory(region=account.region, role=AccountRole.AGENCY, agency=account.agency)
    build(account)
    thread(blind, 3, 5.0)
    score(account.region)
    listed = list_threads(account.region, SOCIAL, QUARTER_END)
    assert listed.dropped == (blind,)
    assert listed.counts() == list_values(account.region, QUARTER_END)[SOCIAL, "response_rate"].counts


def test_channels_and_heads_of_region_stay_out_of_the_social_list():
    region = RegionFactory()
    account = OfficialAccountFactory(region=region)
    channel = OfficialAccountFactory(region=region, platform=AccountPlatform.CHANNEL, handle="Loket contoh")
    head = OfficialAccountFactory(region=region, role=AccountRole.HEAD)
    for each in (account, channel, head):
        cover(each)
    thread(channel, 5, 4.0, platform="channel")
    thread(head, 6, 4.0)
    thread(account, 7, None)
    score(region)
    assert [row.account_id for row in list_threads(region, SOCIAL, QUARTER_END).rows] == [account.pk]
    assert [row.account_id for row in list_threads(region, CHANNEL, QUARTER_END).rows] == [channel.pk]


def test_a_waiting_thread_has_waited_until_observation_ended():
    account = OfficialAccountFactory()
    cover(account, until=datetime(2026, 6, 20, 3, 0, tzinfo=UTC))
    thread(account, 76, None)  # opened on 19 June, 03.00 UTC
    row = list_threads(account, SOCIAL, QUARTER_END).rows[0]
    assert (row.state, row.waited_hours) == (ThreadState.WAITING, 24.0)


def test_waits_of_the_listed_threads_give_the_stored_share_where_nothing_is_censored_early():
    account = OfficialAccountFactory()
    build(account, answered=12, waiting=6)
    stored = IndicatorValue.objects.get(account=account, indicator="response_rate", as_of=QUARTER_END)
    rows = list_threads(account, SOCIAL, QUARTER_END).rows
    within = [row for row in rows if row.state is ThreadState.ANSWERED and (row.waited_hours or 0) <= 72]
    assert stored.status == Status.SCORED
    assert stored.x == pytest.approx(len(within) / len(rows), abs=1e-6)


def test_accounts_that_nobody_confirmed_stay_out_of_list_and_figure():
    account = OfficialAccountFactory()
    draft = OfficialAccountFactory(
        region=account.region, role=AccountRole.AGENCY, agency=account.agency, status=AccountStatus.DRAFT
    )
    build(account)
    cover(draft)
    thread(draft, 3, 5.0)
    score(account.region)
    listed = list_threads(account.region, SOCIAL, QUARTER_END)
    assert listed.kept == (account,)
    assert listed.dropped == ()
    assert listed.counts() == list_values(account.region, QUARTER_END)[SOCIAL, "response_rate"].counts

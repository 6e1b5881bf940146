"""Relative indicators against plain counting over what was made, and a status wherever an input is missing."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest
from django.test import Client
from django.utils import timezone

from accounts_app.choices import Zone
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Disappearance, MessageKind, ObservationKind, Status
from analytics_app.models import (
    Capture,
    CoverageSpan,
    IndicatorValue,
    Message,
    Observation,
    PeerReading,
    StaleScore,
    Thread,
)
from analytics_app.selectors.peer_figures import PeerBook, account_name, beside, reference_date
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.services.score import mark_for_moved_peers, score_region, score_stale
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, cover
from tests.factories import (
    MembershipFactory,
    MessageFactory,
    OfficialAccountFactory,
    RegionFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 3, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 7, 8, 3, 0, tzinfo=UTC)
AUTHORS = (12, 20, 30, 40, 50, 60, 70)
REACTIONS = (3, 5, 7, 9, 11, 13, 15)
POSTS = 20


def add_threads(account: OfficialAccount, authors: int, first: int = 0) -> None:
    """So many citizens, each of whom opened two threads."""
    for n in range(2 * authors):
        opened = START + timedelta(hours=n)
        opening = MessageFactory(
            created_at=opened, author_key=f"{account.pk}-{first + n // 2}", platform=account.platform
        )
        ThreadFactory(
            key=f"{account.pk}:{first}:{n}", account=account, started_at=opened, message=opening,
            platform=account.platform,
        )  # fmt: skip


def add_posts(
    account: OfficialAccount, reactions: int, count: int = POSTS, followers: int = 1000
) -> list[Message]:
    """Posts with so many reactions and one more on every second; followers noted in the middle of the quarter."""
    span = CoverageSpan.objects.get(account=account)
    posts = [
        MessageFactory(
            account=account, platform=account.platform, kind=MessageKind.ORIGINAL,
            created_at=START + timedelta(days=4 * n), like_count=reactions - 2 + n % 2, reply_count=1, repost_count=1,
        )
        for n in range(count)
    ]  # fmt: skip
    Capture.objects.bulk_create(Capture(message=post, batch=span.batch) for post in posts)
    for day in (20, 50, 80):
        Observation.objects.create(
            kind=ObservationKind.PROFILE, region=account.region, account=account, data={"followers": followers},
            at=START + timedelta(days=day), digest=f"{account.pk}-{day}",
        )  # fmt: skip
    return posts


@pytest.fixture
def accounts(kept_accounts: list[OfficialAccount]) -> list[OfficialAccount]:
    return deepcopy(kept_accounts)


@pytest.fixture(scope="module")
def kept_accounts(db_of_file: None) -> list[OfficialAccount]:
    return build_accounts()


def build_accounts() -> list[OfficialAccount]:
    """Main accounts on X of seven kabupaten of a million and more, in two time zones."""
    made = []
    for n, (authors, reactions) in enumerate(zip(AUTHORS, REACTIONS, strict=True)):
        region = RegionFactory(
            code=f"33.{n + 1:02d}", population=1_000_000 + 100_000 * n, zone=Zone.WITA if n % 2 else Zone.WIB
        )
        account = OfficialAccountFactory(region=region, handle=f"contoh_{n}", platform="x", role="utama")
        cover(account, until=LATER)
        add_threads(account, authors)
        add_posts(account, reactions)
        made.append(account)
    return made


def find(region: Region, name: str, account: OfficialAccount | None = None, as_of: date = QUARTER_END):
    computed = compute_region(region, as_of)
    one = next(c for c in computed if c.account == account)
    return next(r for r in one.results if r.indicator == name)


def peers_of(
    region: Region, account: OfficialAccount | None = None, as_of: date = QUARTER_END
) -> dict[str, float]:
    """Whom the region or the account is held against."""
    found = PeerBook().of(region, as_of)
    return (
        beside(found.of_kind(account), account_name(account))
        if account
        else beside(found.participation, region.code)
    )


def read_of(value: IndicatorValue) -> dict[str, float]:
    return PeerReading.objects.get(digest=value.detail["peer_list"]).figures


def rate(authors: int, region: Region) -> float:
    return authors / (region.population * 25.2 / 285 / 1000)


def test_participation_is_that_of_plain_counting(accounts: list[OfficialAccount]) -> None:
    regions = [account.region for account in accounts]
    rates = {one.code: rate(n, one) for one, n in zip(regions, AUTHORS, strict=True)}
    for one in regions[:2]:
        found = find(one, "participation_rate")
        others = {code: other for code, other in rates.items() if code != one.code}
        assert found.x == pytest.approx(rates[one.code] / median(others.values()))
        assert peers_of(one) == pytest.approx(others)
        assert found.n == AUTHORS[regions.index(one)]
        assert found.interval.low < found.x < found.interval.high
    assert find(regions[0], "participation_rate", accounts[0]).reason == "of_regions_only"


def test_who_does_not_count_as_a_citizen_or_a_peer(accounts: list[OfficialAccount]) -> None:
    first, second, third = (account.region for account in accounts[:3])
    Thread.objects.filter(account=accounts[0], author_key=f"{accounts[0].pk}-0").update(
        gone=Disappearance.AUTHOR_REMOVED
    )
    Thread.objects.filter(account=accounts[0], author_key=f"{accounts[0].pk}-1").update(
        opened_at=START - timedelta(days=30)
    )
    Thread.objects.filter(account=accounts[0], author_key=f"{accounts[0].pk}-2").update(author_key=None)
    assert peers_of(second)[first.code] == pytest.approx(rate(9, first))
    assert find(first, "participation_rate").reason == "below_minimum"  # nine authors
    # A peer of whom too little was captured, and one whose residents nobody counted, are no peers.
    CoverageSpan.objects.filter(account=accounts[2]).update(start_at=START + timedelta(days=40))
    Region.objects.filter(pk=accounts[3].region_id).update(population=None)
    beside = peers_of(second)
    assert third.code not in beside
    assert accounts[3].region.code not in beside
    assert find(second, "participation_rate").reason == "few_peers"
    assert find(third, "participation_rate").reason == "coverage"
    nobody_counted = find(Region.objects.get(pk=accounts[3].region_id), "participation_rate")
    assert (nobody_counted.status, nobody_counted.score) == (Status.NOT_OBSERVABLE, None)


def test_engagement_is_that_of_plain_counting(accounts: list[OfficialAccount]) -> None:
    rates = {f"x:{a.handle}": (r + 0.5) / 1000 for a, r in zip(accounts, REACTIONS, strict=True)}
    account = accounts[1]
    own = find(account.region, "audience_engagement", account)
    others = {name: one for name, one in rates.items() if name != f"x:{account.handle}"}
    assert peers_of(account.region, account) == pytest.approx(others)
    assert own.x == pytest.approx(rates["x:contoh_1"] / median(others.values()))
    whole = find(account.region, "audience_engagement")
    assert (whole.x, whole.score) == pytest.approx((own.x, own.score))


def test_posts_without_ripe_reactions_or_followers_do_not_count(accounts: list[OfficialAccount]) -> None:
    account = accounts[0]
    posts = list(Message.objects.filter(account=account).order_by("created_at"))
    own = find(account.region, "audience_engagement", account)
    assert own.n == POSTS
    Message.objects.filter(pk=posts[0].pk).update(repost_count=None)
    assert find(account.region, "audience_engagement", account).reason == "below_minimum"
    assert f"x:{account.handle}" not in peers_of(accounts[1].region, accounts[1])
    Message.objects.filter(pk=posts[0].pk).update(repost_count=1)
    Capture.objects.filter(message=posts[0]).delete()  # nobody saw it a week later
    assert find(account.region, "audience_engagement", account).n == POSTS - 1
    Observation.objects.filter(account=account).delete()
    gone = find(account.region, "audience_engagement", account)
    assert (gone.status, gone.reason, gone.score) == (Status.NOT_OBSERVABLE, "no_metrics", None)


def test_bought_reactions_are_dropped_where_all_comments_are_stored(accounts: list[OfficialAccount]) -> None:
    account = accounts[0]
    extra = add_posts_like(account, likes=5000, replies=2)
    assert (
        find(account.region, "audience_engagement", account).detail["spikes"] == 0
    )  # nobody knows who commented
    for n in range(2):
        MessageFactory(root=extra, author_key=f"pembeli-{n}", created_at=START + timedelta(days=3))
    assert find(account.region, "audience_engagement", account).detail["spikes"] == 1


def add_posts_like(account: OfficialAccount, likes: int, replies: int) -> Message:
    post = MessageFactory(
        account=account,
        created_at=START + timedelta(days=2),
        like_count=likes,
        reply_count=replies,
        repost_count=0,
    )
    Capture.objects.create(message=post, batch=CoverageSpan.objects.get(account=account).batch)
    return post


def test_peers_are_those_of_the_last_complete_quarter(accounts: list[OfficialAccount]) -> None:
    assert reference_date(date(2026, 7, 5)) == reference_date(QUARTER_END) == QUARTER_END
    late = find(accounts[0].region, "participation_rate", as_of=date(2026, 7, 5))
    on_time = find(accounts[0].region, "participation_rate")
    assert late.detail["peer_list"] == on_time.detail["peer_list"]
    assert find(accounts[0].region, "participation_rate", as_of=date(2026, 6, 29)).reason in (
        "few_peers",
        "coverage",
    )


def test_a_second_run_writes_nothing_and_peers_that_moved_are_followed_once_a_day(
    accounts: list[OfficialAccount], django_assert_max_num_queries
) -> None:
    for account in accounts:
        score_region(account.region, FIRST_DAY, NOW)
    assert all(score_region(account.region, FIRST_DAY, NOW).added == 0 for account in accounts)
    assert mark_for_moved_peers(timezone.now()) == 0
    add_threads(accounts[6], 30, first=500)
    # Everybody who is compared with that region, itself too; others' figures are theirs as before.
    assert mark_for_moved_peers(timezone.now()) == len(accounts)
    before = IndicatorValue.objects.get(
        region=accounts[0].region, indicator="participation_rate", as_of=QUARTER_END
    )
    assert score_stale(NOW) == len(accounts)
    after = IndicatorValue.objects.get(
        region=accounts[0].region, indicator="participation_rate", as_of=QUARTER_END
    )
    code = accounts[6].region.code
    assert PeerReading.objects.count() == 3  # of the regions before and after, of the accounts
    assert read_of(after)[code] > read_of(before)[code]
    assert (mark_for_moved_peers(timezone.now()), StaleScore.objects.count()) == (0, 0)


def test_a_group_is_read_once_however_many_ask(
    accounts: list[OfficialAccount], django_assert_num_queries
) -> None:
    book = PeerBook()
    book.of(accounts[0].region, QUARTER_END)
    with django_assert_num_queries(0):
        for account in accounts:
            book.of(account.region, QUARTER_END)
            book.of(account.region, date(2026, 7, 4))


def test_the_page_names_the_peers_with_their_figures(accounts: list[OfficialAccount], client: Client) -> None:
    region = accounts[0].region
    score_region(region, FIRST_DAY, NOW)
    client.force_login(MembershipFactory(role="national_admin", region=None, user=UserFactory()).user)
    page = client.get(f"/bukti/{region.code}/participation_rate/?s.d.={QUARTER_END}").content.decode()
    assert accounts[6].region.name in page
    told = client.get(f"/bukti/{region.code}/participation_rate/?s.d.={QUARTER_END}&unduh=json").json()
    assert told["peers"] == pytest.approx(peers_of(region), abs=1e-6)
    page = client.get(
        f"/bukti/{accounts[0].public_id}/audience_engagement/?s.d.={QUARTER_END}"
    ).content.decode()
    assert "contoh_6" in page


def test_who_may_not_compare_sees_no_other_governments_figure(
    accounts: list[OfficialAccount], client: Client
) -> None:
    region = accounts[0].region
    score_region(region, FIRST_DAY, NOW)
    client.force_login(MembershipFactory(role="staff", region=region, user=UserFactory()).user)
    others = [one.region.name for one in accounts if one.region_id != region.pk]
    handles = [one.handle for one in accounts if one.region_id != region.pk]
    for address in (
        f"/bukti/{region.code}/participation_rate/?s.d.={QUARTER_END}",
        f"/bukti/{accounts[0].public_id}/audience_engagement/?s.d.={QUARTER_END}",
    ):
        for told in (client.get(address), client.get(f"{address}&unduh=json")):
            assert told.status_code == 200
            text = told.content.decode()
            assert not [name for name in (*others, *handles) if name in text]
            assert '"peers": {' not in text
    page = client.get(f"/bukti/{region.code}/participation_rate/?s.d.={QUARTER_END}").content.decode()
    assert "Median sebaya" in page
    assert "Banyaknya sebaya" in page

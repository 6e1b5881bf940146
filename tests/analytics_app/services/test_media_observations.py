"""What somebody saw of pictures and videos becomes the accessibility of an account and of its region."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, ObservationKind, Status
from analytics_app.indicators.intervals import wilson
from analytics_app.models import IndicatorValue, Message, Observation
from analytics_app.selectors.media_posts import list_media
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.services.observation_intake import take_observations
from analytics_app.services.score import compute_figures, score_region
from analytics_app.sources.observations import read_observations
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, cover
from tests.cast import build_cast
from tests.factories import MessageFactory, OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db
HEAD = "platform,handle,message_id,checked_at,alt_text,has_captions,caption_repeats_picture"


def post_daily(account: OfficialAccount, count: int) -> list[str]:
    """Distinct posts of an account from 3 April on; their ids."""
    start = datetime(2026, 4, 3, 2, 0, tzinfo=UTC)
    return [
        MessageFactory(
            account=account,
            platform=account.platform,
            kind=MessageKind.ORIGINAL,
            created_at=start + timedelta(days=n),
            text=" ".join(
                chr(97 + n % 26) * (2 + n // 26) + word
                for word in ["loket", "buka", "pagi", "warga", "antre", "rapi"]
            ),
        ).platform_id
        for n in range(count)
    ]


def row(account: OfficialAccount, post: str, told: str, at: str = "2026-06-29") -> str:
    return f"{account.platform},{account.handle},{post},{at},{told}"


def take(*rows: str):
    return take_observations(
        read_observations("\n".join([HEAD, *rows]).encode(), ObservationKind.MEDIA, is_json=False),
        ObservationKind.MEDIA,
        NOW,
    )


def result(account: OfficialAccount, *, of_region: bool = False):
    computed = compute_region(account.region, QUARTER_END)
    one = next(c for c in computed if (c.account is None if of_region else c.account == account))
    return next(r for r in one.results if r.indicator == "content_accessibility")


@pytest.fixture
def account() -> OfficialAccount:
    account = OfficialAccountFactory(
        handle="pemkab_contoh", platform="x", role="utama", region=RegionFactory(code="33.27")
    )
    cover(account)
    return account


def told(n: int) -> str:
    """Ten described, four films with captions, two whose caption repeats the picture, eight that nobody can read."""
    kinds = (10, f"Warga ke-{n} antre di loket pelayanan,,"), (4, ",ya,"), (2, "-,,ya"), (8, "gambar,,tidak")
    place = n
    for count, words in kinds:
        if place < count:
            return words
        place -= count
    return ",,"


def test_alt_texts_captions_and_repeating_captions_count_and_unreadable_posts_do_not(
    account: OfficialAccount,
) -> None:
    for of_region in (False, True):
        none = result(account, of_region=of_region)
        assert (none.status, none.reason, none.score) == (Status.NOT_OBSERVABLE, "no_media_seen", None)
    posts = post_daily(account, 30)
    assert take(*(row(account, post, told(n)) for n, post in enumerate(posts))).added == 30
    own, whole = result(account), result(account, of_region=True)
    assert (own.numerator, own.n, own.detail["not_readable"]) == (16, 24, 6)
    assert own.interval == wilson(16, 24)
    assert (whole.x, whole.numerator, whole.denominator) == (own.x, 16, 24)
    assert whole.interval == own.interval
    listed = list_media(account, QUARTER_END)
    assert [case.is_accessible for case in listed].count(True) == 16
    assert [case.is_accessible for case in listed].count(None) == 6


def test_the_newest_look_counts_and_what_was_not_there_yet_does_not(account: OfficialAccount) -> None:
    posts = post_daily(account, 21)
    take(*(row(account, post, "-,,") for post in posts))
    assert (result(account).x, result(account).n) == (0, 21)
    take(row(account, posts[0], f"{'Petugas melayani warga'},,", at="2026-06-30T10:00"))
    take(row(account, posts[1], "Petugas melayani warga lain,,", at="2026-07-02T10:00"))  # after the quarter
    assert result(account).numerator == 1
    # A repeated post, a repost and a post that was taken back do not count.
    Message.objects.filter(platform_id=posts[2]).update(text=Message.objects.get(platform_id=posts[3]).text)
    Message.objects.filter(platform_id=posts[4]).update(kind=MessageKind.REPOST)
    assert (result(account).status, result(account).n) == (Status.INSUFFICIENT, 19)


def test_a_region_is_half_its_main_accounts_and_half_the_others(account: OfficialAccount) -> None:
    agency = OfficialAccountFactory(region=account.region, role="opd", platform="x", handle="dinas_contoh")
    few = OfficialAccountFactory(region=account.region, role="opd", platform="x", handle="dinas_kecil")
    for one, count, good in ((account, 20, 20), (agency, 40, 10), (few, 5, 5)):
        if one is not account:
            cover(one)
        take(
            *(
                row(one, post, f"Warga ke-{n} antre di loket pelayanan,," if n < good else "-,,")
                for n, post in enumerate(post_daily(one, count))
            )
        )
    whole = result(account, of_region=True)
    assert whole.x == pytest.approx((1 + 1 / 4) / 2)
    assert whole.detail["n_eff"] == pytest.approx(1 / (0.25 / 20 + 0.25 / 40))
    assert (whole.numerator, whole.denominator, whole.detail["accounts_left_out"]) == (30, 60, 1)
    # The bootstrap rests on the same cases: U has an interval of its own from them.
    scores = next(one for one in compute_figures(account.region, QUARTER_END).scores if one.account is None)
    assert {one.indicator for one in scores.results if one.score is not None} >= {"content_accessibility"}


def test_posts_of_others_are_refused_and_the_same_file_twice_writes_nothing(account: OfficialAccount) -> None:
    strange = MessageFactory(platform="x").platform_id
    (problem,) = take(row(account, strange, "-,,")).problems
    assert (problem.column, problem.reason) == ("message_id", "unknown_message")
    rows = [row(account, post, "-,,") for post in post_daily(account, 20)]
    assert (take(*rows).added, take(*rows).added, Observation.objects.count()) == (20, 0, 20)
    assert score_region(account.region, FIRST_DAY, NOW).added > 0
    assert score_region(account.region, FIRST_DAY, NOW).added == 0
    stored = IndicatorValue.objects.get(account=account, indicator="content_accessibility", as_of=QUARTER_END)
    assert (stored.x, stored.score, stored.n) == (0, 0, 20)


def test_the_page_lists_each_post_and_what_was_seen(client: Client) -> None:
    cast = build_cast()
    account = cast.home_account
    cover(account)
    take(*(row(account, post, told(n)) for n, post in enumerate(post_daily(account, 24))))
    score_region(account.region, FIRST_DAY, NOW)
    client.force_login(cast.national_admin)
    url = f"/bukti/{account.public_id}/content_accessibility/?s.d.={QUARTER_END}"
    page = client.get(url).content.decode()
    assert "Warga ke-0 antre di loket pelayanan" in page
    inputs = client.get(f"{url}&unduh=json").json()
    assert (
        sum(post["is_accessible"] is True for post in inputs["posts"]) == inputs["result"]["numerator"] == 16
    )

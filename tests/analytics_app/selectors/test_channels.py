"""Presence and links between accounts, from profiles, posts and what people noted."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import OfficialAccount
from analytics_app.choices import MessageKind, ObservationKind, Status
from analytics_app.records import IndicatorResult
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.services.observation_intake import take_observations
from analytics_app.sources.observations import read_observations
from analytics_app.text.profile_elements import accounts_named
from tests.analytics_app.pages_world import NOW, QUARTER_END, cover, score
from tests.cast import Cast
from tests.factories import MessageFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> OfficialAccount:
    account = OfficialAccountFactory(handle="pemkab_contoh", platform="x", role="utama")
    cover(account)
    return account


def sister(account: OfficialAccount, handle: str, platform: str = "x", role: str = "opd") -> OfficialAccount:
    made = OfficialAccountFactory(
        handle=handle, platform=platform, role=role, region=account.region, agency=account.agency
    )
    cover(made)
    return made


def post(account: OfficialAccount, day: int, mentions: OfficialAccount | None = None) -> None:
    at = datetime(2026, 6, day, 3, tzinfo=UTC)
    keys = [mentions.handle_key] if mentions else None
    MessageFactory(
        account=account,
        kind=MessageKind.ORIGINAL,
        created_at=at,
        mention_keys=keys,
        text=f"Kabar {account.pk} {day}",
    )


def note(kind: ObservationKind, text: str) -> None:
    report = take_observations(read_observations(text.encode(), kind, is_json=False), kind, NOW)
    assert not report.problems


def of_region(account: OfficialAccount, indicator: str) -> IndicatorResult:
    computed = compute_region(account.region, QUARTER_END)[0]
    return next(one for one in computed.results if one.indicator == indicator)


def test_links_come_from_profiles_and_from_posts_on_two_days(account: OfficialAccount) -> None:
    dukcapil, other = sister(account, "dukcapil_contoh"), sister(account, "dishub_contoh", "instagram")
    for day in (3, 3):
        post(account, day, dukcapil)
    assert of_region(account, "cross_channel_integration").numerator == 0  # twice on one day
    post(account, 9, dukcapil)
    note(
        ObservationKind.PROFILE,
        "platform,handle,taken_at,bio,links\n"
        "x,dukcapil_contoh,2026-06-20,Bagian dari @Pemkab_Contoh.,-\n"
        "x,pemkab_contoh,2026-06-20,-,https://www.instagram.com/dishub_contoh/ https://x.com/orang_lain\n",
    )
    result = of_region(account, "cross_channel_integration")
    assert (result.numerator, result.denominator, result.n) == (3, 4, 3)
    assert result.detail["missing_links"] == [["instagram:dishub_contoh", "utama"]]
    assert result.detail["is_partial"]
    for one in compute_region(account.region, QUARTER_END)[1:]:
        found = {result.indicator: result for result in one.results}
        assert found["cross_channel_integration"].status is Status.NOT_APPLICABLE
    assert other.platform == "instagram"


def test_the_evidence_page_names_what_was_counted(account: OfficialAccount, cast: Cast) -> None:
    sister(account, "dukcapil_contoh")
    post(account, 25)
    code = account.region.code
    note(ObservationKind.REGISTER, f"region_code,is_complete,checked_at\n{code},ya,2026-05-01\n")
    note(
        ObservationKind.PROFILE, "platform,handle,taken_at,bio\nx,dukcapil_contoh,2026-06-20,@pemkab_contoh\n"
    )
    score(account.region)
    client = Client()
    client.force_login(cast.national_admin)

    def page(indicator: str) -> str:
        address = reverse("evidence", args=[code, indicator])
        return unescape(client.get(f"{address}?s.d.={QUARTER_END}").content.decode())

    assert "x:dukcapil_contoh → utama" in page("cross_channel_integration")
    assert "utama → x:dukcapil_contoh" in page("cross_channel_integration")
    assert "Platform dengan akun aktif</dt><dd>x</dd>" in page("channel_coverage")


def test_without_agency_accounts_there_is_nothing_to_integrate(account: OfficialAccount) -> None:
    assert of_region(account, "cross_channel_integration").status is Status.NOT_APPLICABLE


def test_presence_counts_once_somebody_says_that_the_register_is_complete(account: OfficialAccount) -> None:
    tiktok = sister(account, "klip_contoh", "tiktok")
    sister(account, "diam_contoh", "youtube")
    post(account, 25)
    post(tiktok, 28)
    assert of_region(account, "channel_coverage").status is Status.NOT_OBSERVABLE
    code = account.region.code
    note(ObservationKind.REGISTER, f"region_code,is_complete,checked_at\n{code},ya,2026-05-01\n")
    result = of_region(account, "channel_coverage")
    assert (result.numerator, result.provisional) == (pytest.approx(133.2), True)
    head = "platform,handle,checked_at,posts_checked,posts_open\n"
    note(
        ObservationKind.COMMENTS,
        f"{head}x,pemkab_contoh,2026-06-10,10,10\ntiktok,klip_contoh,2026-06-10,10,2\n",
    )
    result = of_region(account, "channel_coverage")
    assert (result.numerator, result.provisional) == (25.2, False)  # comments of the other are closed
    note(ObservationKind.REGISTER, f"region_code,is_complete,checked_at\n{code},tidak,2026-06-01\n")
    assert of_region(account, "channel_coverage").status is Status.NOT_OBSERVABLE


@pytest.mark.parametrize(
    ("bio", "links", "named"),
    [
        (None, None, None),
        ("Surel a@b.go.id, IG @Dukcapil.Kota.", None, {("", "dukcapil.kota")}),
        ("-", ["https://m.facebook.com/Pemkot", "https://evil-x.com/a"], {("facebook", "pemkot")}),
        (None, ["https://x.com/", "https://www.tiktok.com/@dinas?lang=id"], {("tiktok", "dinas")}),
    ],
)
def test_accounts_are_found_in_bio_and_links(
    bio: str | None, links: list[str] | None, named: set[tuple[str, str]] | None
) -> None:
    assert accounts_named(bio, links) == named

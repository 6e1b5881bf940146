"""Every page answers, to whom it should, with a checked-in number of queries, and shows what it promises."""

import csv
import io
import json
from copy import deepcopy
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent, User
from analytics_app.models import IndicatorValue, Message, Thread
from analytics_app.selectors.data_version import forget_data_version
from tests.analytics_app.pages_world import QUARTER_END, build, cover, fill, score
from tests.cast import Cast, build_cast
from tests.factories import AgencyFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db

#: Queries of a page that is rendered, sessions and memberships included. They do not grow with the data (test below).
QUERIES = {
    "home": 12,
    "region": 16,
    "account": 14,
    "evidence": 16,
    "score-evidence": 9,
    "region-list": 7,
    "publication-list": 8,
}
#: Of a page whose content is kept: session, person, memberships, and the region or account.
QUERIES_KEPT = {"region": 4, "account": 4}


def test_an_empty_product_shows_the_first_steps_with_what_is_done_ticked_off(cast: Cast) -> None:
    """Stands first: for all the others there is the world below."""
    page = signed_in(cast.national_admin).get(reverse("home")).content.decode()
    assert "Tiga langkah menuju angka pertama" in page
    assert page.count('<li class="is-done">') == 1  # accounts are registered, nothing is imported


@pytest.fixture(scope="module")
def kept_world(db_of_file: None) -> Cast:
    cast = build_cast()
    build(cast.home_account, answered=14, waiting=6)
    return cast


@pytest.fixture
def world(kept_world: Cast) -> Cast:
    return deepcopy(kept_world)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(cast: Cast) -> dict[str, str]:
    code = cast.home.code
    return {
        "home": reverse("home"),
        "score-evidence": reverse("score-evidence", args=[code, "interaksi"]),
        "region": reverse("region", args=[code]),
        "account": reverse("account", args=[cast.home_account.public_id]),
        "evidence": reverse("evidence", args=[code, "response_rate"]),
        "region-list": reverse("region-list"),
        "publication-list": reverse("publication-list"),
    }


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_has_its_number_of_queries_however_much_there_is(
    name: str, world: Cast, django_assert_num_queries
) -> None:
    client, url = signed_in(world.national_admin), addresses(world)[name]
    client.get(url)
    forget_data_version()
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200
    with django_assert_num_queries(QUERIES_KEPT.get(name, QUERIES[name])):
        assert client.get(url).status_code == 200
    more = OfficialAccountFactory(region=world.home, agency=world.home_account.agency)
    cover(more)
    fill(more, answered=20, waiting=20)
    score(world.home)
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", QUERIES)
def test_visitors_are_sent_to_sign_in_and_back(name: str, world: Cast) -> None:
    url = addresses(world)[name]
    response = Client().get(url)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next={url}"


def test_what_is_not_yours_looks_like_what_does_not_exist(world: Cast) -> None:
    client = signed_in(world.staff_away)
    thread = Thread.objects.first()
    assert thread is not None
    pairs = (
        (reverse("region", args=[world.home.code]), reverse("region", args=["99.99"])),
        (reverse("account", args=[world.home_account.public_id]), reverse("account", args=["23456789abcd"])),
        (
            reverse("evidence", args=[world.home.code, "response_rate"]),
            reverse("evidence", args=["99.99", "response_rate"]),
        ),
        (reverse("thread", args=[thread.public_id]), reverse("thread", args=["23456789abcd"])),
        (reverse("publication-list"), "/publikasi/apa/"),
    )
    for forbidden, unknown in pairs:
        first, second = client.get(forbidden), client.get(unknown)
        assert (first.status_code, second.status_code) == (404, 404), forbidden
        assert first.content.replace(forbidden.encode(), b"") == second.content.replace(unknown.encode(), b"")


def test_the_only_region_opens_at_once(world: Cast) -> None:
    response = signed_in(world.staff_home).get(reverse("home"))
    assert response.headers["Location"] == reverse("region", args=[world.home.code])


def test_a_provincial_supervisor_sees_own_regions_and_no_others(world: Cast) -> None:
    page = signed_in(world.provincial_supervisor).get(reverse("home")).content.decode()
    assert world.home.name in page
    assert world.away.name not in page


def test_the_first_sentence_says_the_stored_value_and_the_page_says_that_it_is_provisional(
    world: Cast,
) -> None:
    value = IndicatorValue.objects.filter(region=world.home, indicator="response_rate").latest("as_of")
    assert value.x is not None
    page = unescape(signed_in(world.staff_home).get(addresses(world)["region"]).content.decode())
    assert f"dijawab dalam 72 jam: {value.x * 100:.0f}\u00a0%" in page
    assert f"dari {value.n} aduan" in page
    assert "sementara" in page


def test_an_older_date_can_be_chosen_and_an_unknown_one_is_not_found(world: Cast) -> None:
    client, url = signed_in(world.staff_home), addresses(world)["region"]
    assert "30 Jun 2026" in client.get(f"{url}?s.d.={QUARTER_END}").content.decode()
    for wrong in ("2020-01-01", "kemarin", "2026-13-01"):
        assert client.get(f"{url}?s.d.={wrong}").status_code == 404


def test_a_region_without_data_says_what_to_do(world: Cast) -> None:
    page = signed_in(world.national_admin).get(reverse("region", args=[world.away.code])).content.decode()
    assert "Belum ada data" in page
    assert reverse("import-list") in page


# --- evidence ------------------------------------------------------------------------------------


def test_those_who_may_not_read_conversations_see_the_threads_without_their_texts(world: Cast) -> None:
    Message.objects.filter(account=None).update(text="Tulisan warga yang rahasia")
    url = addresses(world)["evidence"]
    thread_url = reverse("thread", args=[Thread.objects.filter(account=world.home_account).first().public_id])  # type: ignore[union-attr]
    for user, may_read in (
        (world.staff_home, True),
        (world.national_admin, True),
        (world.provincial_supervisor, False),
        (world.national_supervisor, False),
    ):
        client = signed_in(user)
        for address in (url, f"{url}?unduh=csv"):
            body = client.get(address).getvalue().decode()
            assert ("Tulisan warga" in body) is may_read, (user, address)
            assert "tersamar" not in body or may_read
        assert client.get(thread_url).status_code == (200 if may_read else 404)


def test_an_agency_user_opens_evidence_and_threads_of_the_own_agency_alone(world: Cast) -> None:
    region_page = signed_in(world.agency_user).get(reverse("region", args=[world.home.code]))
    assert b"/bukti/" not in region_page.content  # no link that would answer 404
    account = world.home_account
    for agency, status in ((account.agency, 200), (AgencyFactory(region=world.home, name="Dinas lain"), 404)):
        account.agency = agency
        account.save()
        client = signed_in(world.agency_user)
        opened = reverse("thread", args=[Thread.objects.filter(account=account).first().public_id])  # type: ignore[union-attr]
        assert (
            client.get(reverse("evidence", args=[account.public_id, "response_rate"])).status_code == status
        )
        assert client.get(opened).status_code == status
        assert client.get(addresses(world)["evidence"]).status_code == 404


@pytest.mark.parametrize("state", ["", "dijawab", "menunggu", "tidak-teramati", "negatif"])
def test_the_file_holds_the_same_threads_as_the_list(state: str, world: Cast) -> None:
    client = signed_in(world.staff_home)
    url = f"{addresses(world)['evidence']}?keadaan={state}"
    listed = client.get(url).context["page_obj"].paginator.object_list
    rows = list(csv.DictReader(io.StringIO(client.get(f"{url}&unduh=csv").getvalue().decode("utf-8-sig"))))
    assert [row["thread"] for row in rows] == [row.public_id for row in listed]
    assert [row["state"] for row in rows] == [row.state.value for row in listed]
    assert len(rows) == {"": 20, "dijawab": 14, "menunggu": 6}.get(state, 0)


def test_cells_that_a_spreadsheet_would_run_are_escaped(world: Cast) -> None:
    Message.objects.filter(account=None).update(text='=HYPERLINK("http://contoh.invalid")')
    body = (
        signed_in(world.staff_home)
        .get(f"{addresses(world)['evidence']}?unduh=csv")
        .getvalue()
        .decode("utf-8-sig")
    )
    assert {row["opening"][:2] for row in csv.DictReader(io.StringIO(body))} == {"'="}


def test_the_value_can_be_computed_again_from_the_downloaded_inputs(world: Cast) -> None:
    from datetime import datetime

    from analytics_app.indicators.survival import kaplan_meier

    client = signed_in(world.national_supervisor)
    inputs = json.loads(client.get(f"{addresses(world)['evidence']}?unduh=json").content)
    assert AuditEvent.objects.get(action="exported").new["list"] == "recomputation"
    hours, answered = [], []
    for thread in inputs["threads"]:
        assert set(thread) == {
            "thread", "opened_at", "response_at", "observed_until", "is_negative", "is_after_hours", "state",
        }  # fmt: skip
        opened = datetime.fromisoformat(thread["opened_at"])
        ended = datetime.fromisoformat(thread["observed_until"])
        replied = datetime.fromisoformat(thread["response_at"]) if thread["response_at"] else None
        is_reply = replied is not None and replied <= ended
        hours.append(((replied if is_reply and replied else ended) - opened).total_seconds() / 3600)
        answered.append(is_reply)
    assert inputs["result"]["x"] == pytest.approx(kaplan_meier(hours, answered).answered_by(72.0), abs=1e-6)


def test_every_indicator_has_an_evidence_page_and_unknown_ones_do_not(world: Cast) -> None:
    from analytics_app.indicators.registry import INDICATORS

    client = signed_in(world.staff_home)
    for definition in INDICATORS:
        page = unescape(
            client.get(reverse("evidence", args=[world.home.code, definition.id])).content.decode()
        )
        assert definition.formula.id in page
    assert client.get(reverse("evidence", args=[world.home.code, "apa_saja"])).status_code == 404


# --- publishing ----------------------------------------------------------------------------------


def test_publishing_asks_first_and_can_be_taken_back(world: Cast) -> None:
    client = signed_in(world.national_admin)
    place = [world.home.code, QUARTER_END]
    confirm = reverse("publication-confirm", args=place)
    assert "Publikasikan?" in client.get(confirm).content.decode()
    assert client.get(reverse("publish", args=place)).status_code == 405
    client.post(reverse("publish", args=place))
    client.post(reverse("publish", args=place))
    assert world.home.publications.get().published_by == world.national_admin
    assert "Tarik publikasi?" in client.get(confirm).content.decode()
    client.post(reverse("withdraw", args=place))
    assert not world.home.publications.exists()


def test_nobody_but_a_national_administrator_publishes(world: Cast) -> None:
    url = reverse("publish", args=[world.home.code, QUARTER_END])
    for user in (world.national_supervisor, world.provincial_supervisor, world.staff_home, world.auditor):
        assert signed_in(user).post(url).status_code == 404
    assert not world.home.publications.exists()


def test_a_quarter_without_figures_cannot_be_published(world: Cast) -> None:
    client = signed_in(world.national_admin)
    assert client.post(reverse("publish", args=[world.away.code, QUARTER_END])).status_code == 404
    assert client.post(reverse("publish", args=[world.home.code, date(2026, 7, 2)])).status_code == 404

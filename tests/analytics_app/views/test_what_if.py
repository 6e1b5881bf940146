"""The page "Apa yang menaikkan skor?": its numbers are those of scoring again, and it shows nobody too much."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import User
from analytics_app.choices import ThreadState
from analytics_app.models import Thread
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.selectors.values import SOCIAL
from analytics_app.selectors.what_if import last_seen, load_what_if
from tests.analytics_app.pages_world import cover, score, thread
from tests.cast import Cast
from tests.factories import AgencyFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db
AT_END = {"saat": "akhir-data"}
QUERIES = 15


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Fourteen answered complaints; of four that wait, three have waited less than 72 hours when the data end."""
    cover(cast.home_account)
    for n in range(14):
        thread(cast.home_account, 2 * n, 2.0 * (n + 1), intent="tanya_informasi")
    for day in (85, 86, 87, 88):
        thread(cast.home_account, day, None, intent="pengaduan_layanan")
    score(cast.home)
    return cast


def page(user: User, key: str, **asked: object) -> tuple[str, dict[str, object]]:
    client = Client()
    client.force_login(user)
    url = reverse("what-if", args=[key])
    answer = client.post(url, asked) if "utas" in asked else client.get(url, asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode()), answer.context


def test_the_figures_before_are_the_stored_ones_and_those_after_are_scored_from_answered_threads(
    world: Cast,
) -> None:
    text, context = page(world.staff_home, world.home.code, **AT_END)
    assert "Menjawab 3 dari 4 aduan yang menunggu menaikkan" in text
    rows = {row["name"]: row for row in context["indicators"]}
    rate = rows["Peluang dijawab dalam 72 jam"]
    assert rate["before"]["x"] == pytest.approx(rate["stored"])
    now = context["at"]
    Thread.objects.filter(first_region_response_at=None, opened_at__gte=now - timedelta(hours=72)).update(
        first_response_at=now, first_region_response_at=now
    )
    anew = {one.indicator: one for one in compute_region(world.home, context["data_until"])[0].results}
    assert rate["after"]["x"] == pytest.approx(anew["response_rate"].x)
    speed = rows["Lama menunggu jawaban pertama"]
    assert speed["after"]["score"] == pytest.approx(anew["response_speed"].score)
    assert "belum bernilai: indikator yang bernilai baru memegang" in text  # S needs 60 % of its weight


def test_the_threads_asked_about_are_the_ones_answered(world: Cast) -> None:
    subject = load_what_if(world.home, SOCIAL, page(world.staff_home, world.home.code)[1]["data_until"], None)
    late, *others = sorted(subject.waiting.values(), key=lambda row: row.opened_at)
    text, context = page(world.staff_home, world.home.code, utas=[late.public_id], **AT_END)
    assert "Menjawab 1 dari 4 aduan yang menunggu tidak mengubah" in text
    assert "sudah menunggu lebih dari 72 jam" in text
    _, context = page(world.staff_home, world.home.code, utas=[others[0].public_id, "tidakada"], **AT_END)
    assert [item["is_chosen"] for item in context["threads"]].count(True) == 1
    assert context["steps"][-1]["gain"] > 0
    assert page(world.staff_home, world.home.code, teratas="2", **AT_END)[1]["steps"][-1]["k"] == 2


def test_long_after_the_data_ended_nothing_can_be_gained_and_the_page_says_so(world: Cast) -> None:
    text, context = page(world.staff_home, world.home.code)
    assert context["late"] == context["waiting"] == 4
    assert "Semua yang menunggu sudah melewati 72 jam" in text
    assert "sudah lewat" in text  # their deadlines


def test_every_waiting_thread_of_the_evidence_page_is_listed(world: Cast) -> None:
    _, context = page(world.staff_home, world.home.code, **AT_END)
    subject = load_what_if(world.home, SOCIAL, context["data_until"], None)
    assert {item["row"].pk for item in context["threads"]} == set(subject.waiting)
    assert len(subject.threads.in_state(ThreadState.WAITING)) == 4
    assert last_seen(subject.threads) == subject.at


def test_an_agency_user_sees_the_threads_of_the_own_agency_alone(world: Cast) -> None:
    other = OfficialAccountFactory(
        region=world.home, agency=AgencyFactory(region=world.home, name="Dinas lain")
    )
    cover(other)
    theirs = thread(other, 87, None)
    score(world.home)
    _, context = page(world.agency_user, world.home.code, **AT_END)
    assert {item["account"] for item in context["threads"]} == {world.home_account}
    _, context = page(world.agency_user, world.home.code, utas=[theirs.public_id], **AT_END)
    assert not any(item["is_chosen"] for item in context["threads"])
    client = Client()
    client.force_login(world.agency_user)
    assert client.get(reverse("what-if", args=[other.public_id])).status_code == 404
    assert page(world.agency_user, world.home_account.public_id, **AT_END)[1]["waiting"] == 4


def test_who_may_not_read_conversations_gets_the_effects_without_texts_or_links(world: Cast) -> None:
    text, context = page(world.provincial_supervisor, world.home.code, **AT_END)
    assert len(context["threads"]) == 4
    assert not any(item["may_read"] or item["excerpt"] for item in context["threads"])
    assert "/utas/" not in text


def test_the_page_has_its_number_of_queries_however_many_wait(world: Cast, django_assert_num_queries) -> None:
    client, url = Client(), reverse("what-if", args=[world.home.code])
    client.force_login(world.staff_home)
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
    for day in range(60, 80):
        thread(world.home_account, day, None)
    with django_assert_num_queries(QUERIES):
        client.get(url)


def test_a_region_without_data_says_so(cast: Cast) -> None:
    assert "Belum ada angka" in page(cast.staff_home, cast.home.code)[0]

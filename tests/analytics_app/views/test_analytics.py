"""Words, problems and topics of a region: counted by a second road, small counts hidden from who may not read."""

import csv
import io
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import OfficialAccount, User
from analytics_app.choices import MessageKind
from analytics_app.models import CoverageSpan, DailyRollup, Label, Message
from analytics_app.periods import zone_of
from analytics_app.selectors.text_analytics import Span, posts_by_month, problem_counts, words_of_citizens
from tests.analytics_app.pages_world import cover
from tests.cast import Cast
from tests.factories import MessageFactory, OfficialAccountFactory, ThreadFactory

pytestmark = pytest.mark.django_db

APRIL, JUNE = date(2026, 4, 1), date(2026, 6, 1)


def complaint(
    account: OfficialAccount, month: int, problem: str | None, *, day: int = 10, **fields: object
) -> None:
    at = datetime(2026, month, day, 3, tzinfo=UTC)
    message = MessageFactory(created_at=at, concerns=[account], addressed_account=account, **fields)
    thread = ThreadFactory(account=account, started_at=at, message=message)
    Message.objects.filter(pk=message.pk).update(thread=thread)
    if problem:
        Label.objects.create(message=message, task="problem", value=problem, source="rule", version="1")


@pytest.fixture
def world(cast: Cast) -> Cast:
    account = cast.home_account
    cover(account)
    CoverageSpan.objects.update(
        start_at=datetime(2026, 4, 1, tzinfo=UTC), end_at=datetime(2026, 5, 30, tzinfo=UTC)
    )
    for day in (date(2026, 4, 1), date(2026, 6, 30)):
        DailyRollup.objects.create(account=account, local_day=day, metric="citizen", value=1)
    for n in range(12):
        complaint(account, 4, "waktu_lambat", day=1 + n, text=f"KTP lama banget rembulan {n}")
    for stated in (None, None, "tidak_menjawab"):  # the last is no problem either
        complaint(account, 4, stated, text="Anjing tetangga bernama Belang")
    complaint(account, 4, "waktu_lambat", kind=MessageKind.DIRECT, text="rahasia sekali")
    return cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def table(user: User, cast: Cast, query: str = "") -> list[list[str]]:
    answer = signed_in(user).get(f"{reverse('analytics', args=[cast.home.code])}?unduh=csv{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_problems_are_counted_by_month_and_what_was_not_captured_is_unknown(world: Cast) -> None:
    rows = {row[0]: row[1:] for row in table(world.staff_home, world)}
    assert rows["Masalah"][::2] == ["Apr 2026", "Mei 2026", "Jun 2026"]
    assert rows["Waktu pelayanan lambat"] == ["12", "0.8", "0", "", "tidak diketahui", ""]
    assert rows["tanpa masalah yang dikenali"][:2] == ["3", "0.2"]
    assert rows["semua aduan"][::2] == ["15", "0", "tidak diketahui"]
    assert not any(name.startswith("Tidak menjawab") for name in rows)


def test_who_may_not_read_the_conversations_sees_no_small_count(world: Cast) -> None:
    rows = {row[0]: row[1:] for row in table(world.provincial_supervisor, world)}
    assert rows["tanpa masalah yang dikenali"][0] == "disembunyikan"
    assert rows["Waktu pelayanan lambat"][0] == "disembunyikan"  # else the total would tell
    assert rows["Waktu pelayanan lambat"][2] == "0"


def test_the_page_shows_the_same_cells_and_only_words_of_ten_people(world: Cast) -> None:
    text = unescape(
        signed_in(world.staff_home).get(reverse("analytics", args=[world.home.code])).content.decode()
    )
    assert "rembulan" in text
    assert "belang" not in text.lower()
    assert "rahasia" not in text
    for row in table(world.staff_home, world)[1:]:
        assert row[0] in text


def test_the_page_has_a_fixed_number_of_queries(world: Cast, django_assert_max_num_queries) -> None:
    client, url = signed_in(world.staff_home), reverse("analytics", args=[world.home.code])
    client.get(url)
    for _ in range(4):
        OfficialAccountFactory(region=world.home, agency=world.home_account.agency)
    with django_assert_max_num_queries(20):
        assert client.get(f"{url}?kolom=platform").status_code == 200


@pytest.mark.parametrize("query", ["dari=2026-13", "dari=x", "dari=2026-06&sampai=2026-04", "kolom=x", "platform=entah",
                                   "dari=0001-01&sampai=9999-12"])  # fmt: skip
def test_what_cannot_be_asked_is_not_found(query: str, world: Cast) -> None:
    url = f"{reverse('analytics', args=[world.home.code])}?{query}"
    assert signed_in(world.staff_home).get(url).status_code == 404


def test_near_duplicates_and_reposts_are_no_posts(world: Cast) -> None:
    account = world.home_account
    for day, kind, text in (
        (1, "original", "Jadwal samsat keliling besok pukul delapan di alun alun kota"),
        (9, "original", "Jadwal samsat keliling besok pukul delapan di alun alun kota"),
        (10, "repost", "Bupati membuka pameran bunga di pendopo kabupaten kemarin"),
    ):
        post = MessageFactory(
            account=account, kind=kind, text=text, created_at=datetime(2026, 4, day, tzinfo=UTC)
        )
        Label.objects.create(message=post, task="function", value="layanan", source="rule", version="1")
    span = Span((account,), APRIL, JUNE, zone_of(account.region.zone))
    april = posts_by_month(span)[0]
    assert (april.n, april.repeats, dict(april.functions)) == (1, 1, {"layanan": 1})


def test_private_messages_are_nowhere(world: Cast) -> None:
    span = Span((world.home_account,), APRIL, JUNE, zone_of(world.home.zone))
    assert sum(one.n for one in problem_counts(span)) == 15
    assert words_of_citizens(span).stored == 15

"""Diagnostics counted by SQL are those counted one message at a time, and pages show them to whom they may."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from analytics_app.choices import MessageKind
from analytics_app.models import Answer, Message
from analytics_app.selectors.diagnostics import Relations, load_diagnosis
from analytics_app.text.rules.digests import is_digest
from tests.analytics_app.pages_world import QUARTER_END, cover, fill, score
from tests.cast import Cast
from tests.factories import MessageFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 3, tzinfo=UTC)


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Thirteen replies to citizens, a post that mentions another account of the government, digests, hashtags."""
    account = cast.home_account
    other = OfficialAccountFactory(region=cast.home, agency=account.agency, handle="contoh_dukcapil")
    cover(account)
    cover(other)
    fill(account, answered=13, waiting=4)
    for found in Message.objects.filter(account=account, kind=MessageKind.REPLY):
        opening = Message.objects.get(thread__first_response=found)
        Answer.objects.create(reply=found, message=opening)
    for days in (0, 0, 3):
        at = MAY + timedelta(days=days)
        text = "Berita Sepekan: layanan KTP pindah ke loket dua #InfoPemalang #KTP."
        MessageFactory(
            account=account,
            kind=MessageKind.ORIGINAL,
            created_at=at,
            text=text,
            mention_keys=[other.handle_key],
        )
    score(cast.home)
    return cast


def test_relations_are_those_counted_one_message_at_a_time(world: Cast) -> None:
    found = load_diagnosis(world.home, QUARTER_END)
    own = Message.objects.filter(account=world.home_account).exclude(kind=MessageKind.REPOST)
    to_citizens = {one.pk for one in own if Answer.objects.filter(reply=one).exists()}
    citizens = Message.objects.filter(account=None, links__account=world.home_account)
    assert found.relations.to_citizens == len(to_citizens) == 13
    assert found.relations.to_governments == 3
    assert (
        found.relations.from_citizens == citizens.filter(addressed_account=world.home_account).count() == 17
    )
    months = Counter()
    for month, relations in found.months:
        if relations is not None:
            months.update(relations._asdict())
            assert month >= date(2026, 4, 1) - timedelta(days=31)
    assert Relations(**{name: months[name] for name in Relations._fields}) == found.relations
    assert found.months[0][1] is None  # a year ago nothing was captured: not 0


def test_mentions_replies_hashtags_and_digests_are_counted(world: Cast) -> None:
    found = load_diagnosis(world.home, QUARTER_END)
    (mention,) = found.mentions
    assert (mention.source, mention.target.handle) == (world.home_account, "contoh_dukcapil")
    assert (mention.messages, mention.days) == (3, 2)
    assert sum(found.replies_of_citizens) == 13
    assert sum(bool(tags) for tags in found.posts.hashtags) == 3
    assert found.posts.digest_days == {date(2026, 5, 4), date(2026, 5, 7)}
    assert found.participants == len({one.author_key for one in Message.objects.filter(thread__isnull=False)})


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("BERITA SEPEKAN Pemkab", True),
        ("Rangkuman kegiatan mingguan Diskominfo", True),
        ("Rekap bulanan layanan", True),
        ("Berita duka", False),
        ("Libur sepekan penuh, loket tutup", False),
    ],
)
def test_a_digest_is_known_by_its_name(text: str, is_one: bool) -> None:
    assert is_digest(text) is is_one


def test_everybody_who_may_read_the_page_gets_the_same_numbers_and_the_file_holds_the_table(
    world: Cast,
) -> None:
    url, pages = reverse("diagnostics", args=[world.home.code]), []
    for person in (world.staff_home, world.provincial_supervisor, world.agency_user):
        client = Client()
        client.force_login(person)
        answer = client.get(url, {"s.d.": QUARTER_END.isoformat()})
        pages.append((answer.context["summary"], answer.context["relation_rows"], answer.context["mentions"]))
        text = unescape(answer.content.decode())
        assert "Tidak dinilai" in text
        assert "Belum ada yang memeriksa apakah komentar dibuka." in text
    assert pages[0] == pages[1] == pages[2]
    for name, rows in zip(("ringkasan", "hubungan", "integrasi"), pages[0], strict=True):
        file = client.get(url, {"s.d.": QUARTER_END.isoformat(), "unduh": name})
        lines = b"".join(file.streaming_content).decode().splitlines()
        assert len(lines) == 1 + len(rows)
        assert rows[-1][0].partition('"')[0] in lines[-1]
    assert client.get(url, {"unduh": "lain"}).status_code == 404
    own = client.get(reverse("diagnostics", args=[world.home_account.public_id]))
    assert own.status_code == 200

"""The page behind a share of posts lists each with its label, where that came from, and what it does to the figure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.choices import AccountRole
from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import MessageKind
from analytics_app.models import Message
from analytics_app.periods import window, zone_of
from analytics_app.selectors.labelled_posts import Part, list_labelled_posts
from analytics_app.selectors.values import SOCIAL, list_values
from analytics_app.services.labelling import label_pending, mark_all
from tests.analytics_app.pages_world import QUARTER_END, build, score
from tests.cast import Cast
from tests.factories import MessageFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db
WIB = zone_of("WIB")
NAMES = (
    "service_content_share",
    "persona_content_share",
    "evidence_share",
    "plain_language",
    "service_info_completeness",
)


@pytest.fixture
def world(cast: Cast) -> Cast:
    build(cast.home_account)
    said = Message.objects.filter(account=cast.home_account, kind=MessageKind.ORIGINAL).latest("created_at")
    MessageFactory(account=cast.home_account, text=said.text, created_at=said.created_at + timedelta(hours=3))
    mark_all()
    label_pending()
    score(cast.home)
    return cast


def test_listed_posts_add_up_to_the_figures(world: Cast) -> None:
    subjects: list[Region | OfficialAccount] = [world.home, world.home_account]
    for subject in subjects:
        stored = list_values(subject, QUARTER_END)
        for name in NAMES:
            rows = list_labelled_posts(subject, name, window(QUARTER_END, WIB), WIB)
            counted = [row for row in rows if row.part in (Part.HIT, Part.MISS)]
            assert len(counted) == stored[SOCIAL, name].n
            points = sum(row.part is Part.HIT if row.points is None else row.points for row in counted)
            assert points == (stored[SOCIAL, name].numerator or 0)
    rows = list_labelled_posts(world.home, "service_content_share", window(QUARTER_END, WIB), WIB)
    assert {row.part for row in rows} >= {Part.HIT, Part.REPEAT}
    assert all(row.label is not None and row.label.source == "rule" for row in rows)


def test_the_page_says_where_labels_come_from_and_the_file_lets_one_count_again(world: Cast) -> None:
    client = Client()
    client.force_login(world.national_supervisor)
    url = reverse("evidence", args=[world.home.code, "service_content_share"])
    body = client.get(url).getvalue().decode()
    assert "aturan · " in body
    assert "dihitung, memenuhi" in body
    inputs = client.get(f"{url}?unduh=json").json()
    hits = sum(row["part"] == "hit" for row in inputs["posts"])
    cases = sum(row["part"] in ("hit", "miss") for row in inputs["posts"])
    assert (hits, cases) == (inputs["result"]["numerator"], inputs["result"]["n"])
    assert hits / cases == pytest.approx(inputs["result"]["x"], abs=1e-6)
    assert "text" not in inputs["posts"][0]


def test_both_groups_of_a_region_stand_on_the_page(world: Cast) -> None:
    other = OfficialAccountFactory(
        region=world.home, role=AccountRole.AGENCY, agency=world.home_account.agency
    )
    build(other)
    mark_all()
    label_pending()
    score(world.home)
    client = Client()
    client.force_login(world.national_supervisor)
    url = reverse("evidence", args=[world.home.code, "service_content_share"])
    posts = client.get(f"{url}?unduh=json").json()["posts"]
    main = [row["part"] for row in posts if row["role"] == "utama" and row["part"] in ("hit", "miss")]
    body = client.get(url).getvalue().decode()
    assert f"Akun utama: {main.count('hit')} dari {len(main)}." in body

"""Public pages: the same for everybody, small, kept until what they show changes."""

import gzip
import re
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import (
    IndicatorValue,
    Installation,
    Message,
    PeerComparison,
    Publication,
    Score,
    SensitivityRun,
)
from analytics_app.selectors.data_version import forget_data_version
from tests.analytics_app.pages_world import NOW, QUARTER_END, build
from tests.cast import Cast, build_cast
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db
MAX_BYTES = 60_000


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def kept_world(db_of_file: None) -> Cast:
    cast = build_cast()
    build(OfficialAccountFactory(region=cast.province, handle="contoh_provinsi"), answered=25, waiting=7)
    return cast


@pytest.fixture
def world(kept_world: Cast) -> Cast:
    return deepcopy(kept_world)


def make_example() -> None:
    Installation.objects.create(kind=Installation.Kind.EXAMPLE)
    forget_data_version()


def get(url: str, **headers: str) -> str:
    response = Client(headers=headers).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_example_data_show_at_once_and_say_what_they_are(world: Cast) -> None:
    make_example()
    for url in ("/", reverse("public-province", args=["33"])):
        page = get(url)
        assert "Data contoh" in page
        value = IndicatorValue.objects.filter(region=world.province, indicator="response_rate").latest(
            "as_of"
        )
        assert f"{(value.x or 0) * 100:.0f}\u00a0%" in page


def test_real_regions_show_no_provisional_number_even_when_published(world: Cast) -> None:
    Publication.objects.create(
        region=world.province, quarter_end=QUARTER_END, published_by=world.national_admin
    )
    value = IndicatorValue.objects.get(region=world.province, indicator="response_rate", as_of=QUARTER_END)
    assert value.provisional
    assert value.x is not None
    for url in ("/", reverse("public-province", args=["33"])):
        page = get(url)
        assert f"{value.x * 100:.0f}\u00a0%" not in page
        assert "sementara" in page


def test_real_regions_without_publication_say_so(world: Cast) -> None:
    assert "Belum ada triwulan yang dipublikasikan" in get("/")
    assert "Belum ada yang dipublikasikan" in get(reverse("public-province", args=["33"]))


def place(world: Cast, *, is_provisional: bool) -> PeerComparison:
    """A composite that is sure, and a comparison that puts the province into the upper tier."""
    common = {
        "as_of": QUARTER_END, "method_version": METHOD_VERSION, "computed_at": NOW, "seed": 1,
    }  # fmt: skip
    Score.objects.filter(region=world.province, as_of=QUARTER_END, measure="composite").update(
        superseded_at=NOW
    )
    Score.objects.create(
        **common, region=world.province, measure="composite", status="scored", taxonomy_version="1",
        calendar_version="1", score=70, low90=65, high90=75, low95=64, high95=76, is_number_public=True,
        provisional=is_provisional,
    )  # fmt: skip
    forget_data_version()
    return PeerComparison.objects.create(
        **common,
        group="provinsi-1-1",
        level="provinsi",
        tiers={"33": "atas", "36": "tengah"},
        inputs="x",
    )


@pytest.mark.parametrize("is_example", [True, False])
@pytest.mark.parametrize("is_provisional", [True, False])
def test_the_tier_among_peers_is_public_unless_it_rests_on_what_is_provisional_or_is_withheld(
    world: Cast, is_example: bool, is_provisional: bool
) -> None:
    if is_example:
        make_example()
    else:
        Publication.objects.create(
            region=world.province, quarter_end=QUARTER_END, published_by=world.national_admin
        )
    url = reverse("public-province-at", args=["33", QUARTER_END])
    assert "kelompok atas" not in get(url)
    comparison = place(world, is_provisional=is_provisional)
    assert ("<strong>kelompok atas</strong>" in get(url)) is (is_example or not is_provisional)
    SensitivityRun.objects.create(comparison=comparison, state="done", is_withheld=True, asked_at=NOW)
    forget_data_version()
    assert "<strong>kelompok atas</strong>" not in get(url)


def test_no_text_or_name_of_a_citizen_is_public(world: Cast) -> None:
    make_example()
    Message.objects.update(text="Tulisan warga yang rahasia")
    for url in ("/", reverse("public-province", args=["33"]), reverse("method")):
        page = get(url)
        assert "Tulisan warga" not in page
        for key in Message.objects.values_list("author_key", flat=True)[:5]:
            assert str(key) not in page


def test_a_public_page_knows_nothing_of_who_reads_it(world: Cast) -> None:
    make_example()
    client = Client()
    client.force_login(world.national_admin)
    for url in ("/", reverse("public-province", args=["33"]), reverse("method")):
        response = client.get(url)
        assert response.content == Client().get(url).content
        assert not response.cookies
        assert world.national_admin.email not in response.content.decode()
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_kept_page_asks_the_database_nothing(world: Cast, django_assert_num_queries) -> None:
    for url in ("/", reverse("public-province", args=["33"]), reverse("method")):
        Client().get(url)
        with django_assert_num_queries(0):
            assert Client().get(url).status_code == 200


@pytest.mark.parametrize(("name", "queries"), [("public-national", 5), ("public-province", 10)])
def test_a_page_that_is_rendered_has_its_number_of_queries(
    name: str, queries: int, world: Cast, django_assert_num_queries
) -> None:
    make_example()
    url = reverse(name, args=["33"] if name == "public-province" else [])
    with django_assert_num_queries(queries):
        Client().get(url)


def test_a_new_score_or_publication_makes_a_new_page(world: Cast) -> None:
    make_example()
    first = Client().get("/")
    IndicatorValue.objects.filter(region=world.province).update(superseded_at=NOW)
    forget_data_version()
    second = Client().get("/")
    assert first.headers["ETag"] != second.headers["ETag"]


def test_browsers_that_know_the_page_get_no_second_copy(world: Cast) -> None:
    first = Client().get("/")
    again = Client(headers={"If-None-Match": first.headers["ETag"]}).get("/")
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    varies = {name.strip() for name in first.headers["Vary"].split(",")}
    assert {"Cookie", "Accept-Encoding"} <= varies
    assert Client(headers={"If-None-Match": '"lain"'}).get("/").status_code == 200


def test_languages_are_kept_apart(world: Cast) -> None:
    indonesian = Client(headers={"Accept-Language": "en"}).get("/")  # what a browser prefers says nothing
    english_reader = Client()
    english_reader.cookies["django_language"] = "en"
    english = english_reader.get("/")
    assert 'lang="id"' in indonesian.content.decode()[:60]
    assert 'lang="en"' in english.content.decode()[:60]


@pytest.mark.parametrize("address", ["/", "/metode/", "/wilayah/?cari=x", "/akun-saya/"])
def test_every_page_offers_the_other_language_and_the_way_back(client: Client, world: Cast, address: str):
    client.force_login(world.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).content.decode()
    link = re.search(r'href="(/bahasa/pilih/en/\?next=[^"]+)"', page)
    assert link is not None
    answer = client.get(link[1])
    assert answer["Location"] == address
    assert 'lang="en"' in client.get(address).content.decode()


def test_the_chosen_language_is_remembered_and_leads_nowhere_else(world: Cast) -> None:
    client = Client()
    response = client.get(reverse("choose-language", args=["en"]), {"next": "/metode/"})
    assert response.headers["Location"] == "/metode/"
    assert '<html lang="en">' in client.get("/").content.decode()
    away = client.get(reverse("choose-language", args=["en"]), {"next": "https://lain.invalid/"})
    assert away.headers["Location"] == "/"
    assert client.get(reverse("choose-language", args=["xx"])).status_code == 404


def test_the_compressed_page_is_the_page(world: Cast) -> None:
    plain = Client().get("/")
    packed = Client(headers={"Accept-Encoding": "gzip, br"}).get("/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_public_pages_are_light_and_run_no_script(world: Cast) -> None:
    make_example()
    for url in ("/", reverse("public-province", args=["33"])):
        response = Client().get(url)
        assert len(response.content) < MAX_BYTES
        assert b"<script" not in response.content


def test_only_provinces_and_public_dates_have_a_public_page(world: Cast) -> None:
    make_example()
    assert Client().get(reverse("public-province", args=["33.27"])).status_code == 404
    assert Client().get(reverse("public-province", args=["99"])).status_code == 404
    assert Client().get("/provinsi/33/2020-01-01/").status_code == 404
    assert Client().get(f"/provinsi/33/{QUARTER_END}/").status_code == 200


def test_the_method_page_states_every_declaration(db: None) -> None:
    from html import unescape

    from analytics_app.indicators.registry import INDICATORS

    page = unescape(get(reverse("method")))
    for definition in INDICATORS:
        for text in (definition.name, definition.formula, definition.anchors, definition.missing):
            assert text.id in page


def test_health_says_which_part_is_down_without_secrets(db: None) -> None:
    assert Client().get("/sehat/").json() == {"status": "ok", "database": "ok", "redis": "ok"}
    down = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    with override_settings(CACHES=down):
        response = Client().get("/sehat/")
    assert response.status_code == 503
    assert response.json() == {"status": "down", "database": "ok", "redis": "down"}

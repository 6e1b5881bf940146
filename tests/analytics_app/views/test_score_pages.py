"""Dimensions and composites on pages: the first sentence, the evidence, what the public sees of them."""

from __future__ import annotations

import json
from copy import deepcopy
from math import prod
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import Region
from analytics_app.models import Installation, Publication, Score
from analytics_app.selectors.data_version import forget_data_version
from tests.analytics_app.pages_world import NOW, QUARTER_END, build
from tests.cast import Cast, build_cast

pytestmark = pytest.mark.django_db
INDICATOR = {"indicator": "response_rate", "status": "scored", "reason": "", "provisional": False}
PARTS = [INDICATOR | {"weight": 20.0, "declared_weight": 20, "share": 1.0, "score": 50.0}]


def put(region: Region, measure: str, score: float | None, **fields: object) -> Score:
    """A score as the chain would write it; intervals ten points wide."""
    method = fields.get("method_version", "1.1.0")
    held = Score.objects.filter(region=region, measure=measure, as_of=QUARTER_END, method_version=method)
    held.update(superseded_at=NOW)
    limits = (
        {}
        if score is None
        else {"low90": score - 5, "high90": score + 5, "low95": score - 6, "high95": score + 6}
    )
    told = {
        "status": "scored", "n": 100, "is_number_public": True, "coverage": 0.8, "seed": 1, "parts": PARTS,
        "taxonomy_version": "1", "calendar_version": "1", "method_version": "1.1.0", "computed_at": NOW,
    }  # fmt: skip
    return Score.objects.create(
        region=region, measure=measure, as_of=QUARTER_END, score=score, **{**told, **limits, **fields}
    )


def put_all(region: Region, **fields: object) -> None:
    scores = {"U": 70.0, "I": 60.0, "S": 40.0}
    for measure, score in scores.items():
        put(region, measure, score, **fields)
    parts = [
        {"dimension": measure, "status": "scored", "weight": 1 / 3, "score": score}
        for measure, score in scores.items()
    ]
    whole = prod(scores.values()) ** (1 / 3)
    put(region, "composite", whole, parts=parts, arithmetic=170 / 3, **fields)
    forget_data_version()


@pytest.fixture
def world(kept_world: Cast) -> Cast:
    return deepcopy(kept_world)


@pytest.fixture(scope="module")
def kept_world(db_of_file: None) -> Cast:
    cast = build_cast()
    build(cast.home_account)
    return cast


def page(person: object, url: str) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_sentence_speaks_of_the_composite_and_every_card_opens(world: Cast) -> None:
    put_all(world.home)
    url = reverse("region", args=[world.home.code])
    shown = page(world.national_admin, f"{url}?s.d.={QUARTER_END}")
    lead = shown.split('class="lead">')[1].split("</p>")[0]
    assert lead.startswith("Mutu layanan media sosial Pemerintah")
    assert "Cukup, nilai 55,2 dari 100 (selang 90 %: 50,2–60,2)" not in lead  # 60.2 crosses the cut
    assert "Cukup – Baik, nilai 55,2 dari 100 (selang 90 %: 50,2–60,2)." in lead
    for slug in ("gabungan", "kemudahan", "informasi", "interaksi"):
        assert reverse("score-evidence", args=[world.home.code, slug]) in shown


def test_without_a_composite_the_card_says_which_dimension_misses(world: Cast) -> None:
    shown = page(world.national_admin, reverse("region", args=[world.home.code]) + f"?s.d.={QUARTER_END}")
    assert "Memerlukan ketiga dimensi; belum ada: Kemudahan, Informasi, Interaksi." in shown
    assert "bobot indikatornya terukur; perlu sedikitnya 60" in shown


def test_the_recompute_file_is_enough_to_compute_by_hand(world: Cast) -> None:
    put_all(world.home)
    for slug in ("gabungan", "interaksi"):
        url = reverse("score-evidence", args=[world.home.code, slug]) + f"?s.d.={QUARTER_END}&unduh=json"
        told = json.loads(page(world.national_admin, url))
        parts = told["parts"]
        if slug == "gabungan":
            found = prod(max(part["score"], 1) ** (1 / 3) for part in parts)
        else:
            put(world.home, "S", 50.0)
            scored = [part for part in parts if part["status"] == "scored"]
            found = sum(p["weight"] * p["score"] for p in scored) / sum(p["weight"] for p in scored)
            found *= told["openness_factor"]
            told["result"]["score"] = 50.0
        assert told["result"]["score"] == pytest.approx(found, abs=1e-5)
        assert told["versions"]["method"] == "1.1.0"


def test_the_evidence_shows_parts_history_and_versions_apart(world: Cast) -> None:
    put_all(world.home)
    put(world.home, "S", 41.0, method_version="2.0.0")
    old = Score.history.filter(
        region=world.home, measure="S", superseded_at=None, as_of=QUARTER_END, method_version="1.1.0"
    ).get()
    assert old.score == 40
    shown = page(
        world.national_admin,
        reverse("score-evidence", args=[world.home.code, "interaksi"]) + f"?s.d.={QUARTER_END}",
    )
    assert "Peluang dijawab dalam 72 jam" in shown
    assert "Dari waktu ke waktu, metode 2.0.0" in shown
    assert "Riwayat angka ini" in shown


def test_the_national_page_compares_what_was_chosen(world: Cast, django_assert_num_queries: Any) -> None:
    put_all(world.province)
    shown = page(world.national_admin, reverse("home"))
    assert '<option value="gabungan" selected>' in shown  # there is one
    assert "Mutu dapat dinilai pada 1 dari" in shown
    put_all(world.home)
    mixed = page(world.provincial_supervisor, reverse("home")).split('class="lead">')[1].split("</p>")[0]
    assert "wilayah." in mixed  # a province and its kabupaten are not so many provinces
    assert "provinsi." not in mixed
    shown = page(world.national_admin, reverse("home") + "?ukuran=interaksi&urut=nilai")
    assert '<option value="interaksi" selected>' in shown
    assert "<strong>40,0</strong>" in shown
    client = Client()
    client.force_login(world.national_admin)
    assert client.get(reverse("home") + "?ukuran=apa").status_code == 404
    forget_data_version()
    with django_assert_num_queries(7):
        client.get(reverse("home") + "?ukuran=interaksi")


@pytest.mark.parametrize(
    ("fields", "sees_number", "sees_band"),
    [
        ({}, True, True),
        ({"is_number_public": False, "n": 20}, False, True),
        ({"provisional": True, "reason": "intent_by_keywords"}, False, False),
    ],
)
def test_the_public_sees_numbers_that_are_sure_bands_otherwise_and_nothing_provisional(
    world: Cast, fields: dict[str, object], sees_number: bool, sees_band: bool
) -> None:
    Installation.objects.get_or_create(defaults={"kind": Installation.Kind.REAL})
    put_all(world.province, **fields)
    unpublished = page(None, reverse("public-national-by", args=["gabungan"]))
    assert "55,2" not in unpublished
    Publication.objects.create(
        region=world.province, quarter_end=QUARTER_END, published_by=world.national_admin
    )
    forget_data_version()
    for url in (
        reverse("public-province", args=[world.province.code]),
        reverse("public-national-by", args=["gabungan"]),
    ):
        shown = page(None, url)
        assert ("55,2" in shown) is sees_number, url
        assert ("Cukup – Baik" in shown) is sees_band, url
        assert ("50,2–60,2" in shown) is sees_band, url
        assert "hanya staf" not in shown


def test_staff_see_a_number_that_the_public_does_not_marked(world: Cast) -> None:
    put_all(world.home, is_number_public=False, n=20)
    shown = page(world.national_admin, reverse("region", args=[world.home.code]) + f"?s.d.={QUARTER_END}")
    assert "55,2" in shown
    assert "Publik hanya melihat kategorinya: kurang dari 30 kasus." in shown

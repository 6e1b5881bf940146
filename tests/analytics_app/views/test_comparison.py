"""The page of peers: who sees what, the same in the table and the file, and what may be said of two regions."""

from __future__ import annotations

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent, Region, User
from analytics_app.models import PeerComparison, SensitivityRun
from analytics_app.services.compare import compare_changed
from analytics_app.services.sensitivity_runs import analyse
from tests.analytics_app.peers_world import NOW, QUARTER_END, build_group, store
from tests.cast import Cast
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
URL = reverse("comparison")


@pytest.fixture
def cities(cast: Cast) -> list[Region]:
    found = build_group(9)
    compare_changed(NOW)
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, query: str = "") -> str:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def cells(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"{URL}?unduh=csv{query}")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body)))


def test_supervisors_see_everybody_in_order_and_the_file_holds_the_table(
    cast: Cast, cities: list[Region]
) -> None:
    client = signed_in(cast.national_supervisor)
    page = text_of(client)
    names = [f"Kota Contoh {place:02}" for place in range(8, -1, -1)]
    places = [page.index(f">{name}</a>") for name in names]
    cells(client, "")
    assert AuditEvent.objects.get(action="exported", subject_kind="comparison").new["rows"] == 9
    assert places == sorted(places)
    assert "Peringkat (5–95 %)" in page
    assert "2 dari" not in page
    assert "9 dari 9 wilayah kelompok ini dibandingkan." in page
    rows = cells(client, "")
    assert [row["wilayah"] for row in rows] == names
    assert [row["peringkat_median"] for row in rows] == [f"{n}.0" for n in range(1, 10)]
    stored = {row["code"]: row for row in PeerComparison.objects.get().rows}
    assert all(float(row["nilai"]) == stored[row["kode"]]["composite"]["adjusted"] for row in rows)
    shares = cells(client, "&ukuran=response_rate")
    assert float(shares[-1]["mentah"]) == 0.05
    assert float(shares[-1]["nilai"]) == stored["61.71"]["shares"]["response_rate"]["shrunk"]


def test_two_regions_are_told_apart_only_from_95_percent_on(cast: Cast, cities: list[Region]) -> None:
    client = signed_in(cast.national_supervisor)
    assert "Kota Contoh 08 lebih baik daripada Kota Contoh 00 (peluang 99\xa0%)." in text_of(
        client, "?a=61.71&b=61.79"
    )
    row = PeerComparison.objects.get()
    PeerComparison.objects.filter(pk=row.pk).update(superseded_at=NOW)
    row.pk, row.pairs = None, [[0.4] * 9] * 9
    row.save(force_insert=True)
    assert "Tidak dapat dikatakan mana yang lebih baik" in text_of(client, "?a=61.71&b=61.79")
    assert "lebih baik" not in text_of(client, "?a=61.71&b=61.71")


def test_staff_see_their_own_region_without_ranks(cast: Cast, cities: list[Region]) -> None:
    client = signed_in(cast.staff_home)
    assert "Belum ada kelompok sebaya" in text_of(client)  # its region is in no group
    for region in cities:
        region.pk = None
    home = cast.home
    Region.objects.filter(pk=home.pk).update(level="kota", population=300_000)
    store(home, {"response_rate": 0.4})
    compare_changed(NOW)
    page = text_of(client, "?ukuran=response_rate")
    assert f">{home.name}</a>" in page
    assert "Kota Contoh" not in page
    assert "Peringkat (5–95 %)" not in page
    assert [row["wilayah"] for row in cells(client, "&ukuran=response_rate")] == [home.name]
    assert client.post(reverse("sensitivity-start")).status_code == 404


def test_a_provincial_supervisor_begins_at_the_own_peers_and_follows_no_link_that_leads_nowhere(
    cast: Cast, cities: list[Region]
) -> None:
    for place in range(5):
        code = f"62.{place + 10:02}"
        elsewhere = RegionFactory(code=code, level="kabupaten", name=code, population=2_000_000)
        store(elsewhere, {"response_rate": 0.1 + 0.1 * place})
    Region.objects.filter(pk=cast.home.pk).update(level="kota", population=300_000)
    store(cast.home, {"response_rate": 0.4})
    compare_changed(NOW)
    client = signed_in(cast.provincial_supervisor)
    page = text_of(client)
    assert f">{cast.home.name}</a>" in page
    assert client.get(reverse("region", args=["61.71"])).status_code == 404
    assert reverse("region", args=["61.71"]) not in page


def test_the_page_has_its_number_of_queries_however_many_peers(
    cast: Cast, cities: list[Region], django_assert_num_queries: Any
) -> None:
    client = signed_in(cast.national_supervisor)
    client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL)


def test_without_an_order_the_reason_stands_there_and_shares_remain(cast: Cast) -> None:
    build_group(4)
    compare_changed(NOW)
    page = text_of(signed_in(cast.national_supervisor))
    assert "kurang dari lima anggota mempunyai nilai komposit" in page
    assert "tidak dibandingkan" in page
    assert "4 dari 4 wilayah kelompok ini mempunyai angka untuk ukuran ini." in page
    assert "Kota Contoh 03" in page
    # The form sends the measure of the group that was shown before.
    assert "4 dari 4 wilayah" in text_of(signed_in(cast.national_supervisor), "?ukuran=komposit")


def test_an_analysis_is_begun_watched_stopped_and_shown(cast: Cast, cities: list[Region]) -> None:
    client = signed_in(cast.national_supervisor)
    asked = {"kelompok": "kota-1-1", "triwulan": QUARTER_END.isoformat()}
    client.post(reverse("sensitivity-start"), asked)
    run = SensitivityRun.objects.get()
    assert run.asked_by == cast.national_supervisor
    assert "Batalkan pengujian" in text_of(client)
    bar = client.get(reverse("sensitivity-progress", args=[run.public_id])).json()
    assert (bar["is_done"], bar["max"]) == (False, None)
    client.post(reverse("sensitivity-cancel", args=[run.public_id]))
    assert "Batalkan pengujian" not in text_of(client)
    client.post(reverse("sensitivity-start"), asked)
    analyse(SensitivityRun.objects.get(state="queued"), lambda: NOW)
    page = text_of(client)
    assert "Urutan bertahan" in page
    assert "500 bobot acak (rata-rata)" in page
    SensitivityRun.objects.filter(state="done").update(is_withheld=True)
    page = text_of(client)
    assert "urutan ini bergantung pada pilihan metode" in page
    assert "Peringkat (5–95 %)" not in page


@pytest.mark.parametrize("query", ["?kelompok=x", "?triwulan=2020-01-01", "?ukuran=x", "?triwulan=\x00"])
def test_an_unknown_choice_is_not_found(query: str, cast: Cast, cities: list[Region]) -> None:
    assert signed_in(cast.national_supervisor).get(URL + query).status_code == 404

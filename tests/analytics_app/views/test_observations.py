"""The page for what is recorded beside messages: a file whole or not at all, one row by hand."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from analytics_app import tasks
from analytics_app.models import Observation
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What was given to the worker, whose part has tests of its own."""
    sent: list[bool] = []
    monkeypatch.setattr(tasks.compute_figures, "delay", lambda: sent.append(True))
    return sent


@pytest.fixture
def staff(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, handle: str, platform: str):
    text = f"platform,handle,taken_at,bio\n{platform},{handle},2026-06-20,Layanan <b>warga</b>\n"
    file = SimpleUploadedFile("profil.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("observation-list", args=["profile"]), {"file": file})


def test_a_file_is_taken_once_and_the_figures_follow(staff: Client, cast: Cast, sent: list[bool]) -> None:
    account = cast.home_account
    first, second = (send(staff, account.handle, account.platform) for _ in range(2))
    assert "1 baru, 0 sudah ada" in first.content.decode()
    assert "0 baru, 1 sudah ada" in second.content.decode()
    [row] = Observation.objects.all()
    assert (row.account, row.entered_by, row.source) == (account, cast.staff_home, "profil.csv")
    assert sent == [True]


def test_another_governments_account_is_refused_with_its_line_and_remedy(
    staff: Client, cast: Cast, sent: list[bool]
) -> None:
    answer = send(staff, cast.away_account.handle, cast.away_account.platform)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Tidak ada yang ditulis: 1 dari 1 baris" in page
    assert "di luar kewenangan Anda" in page
    assert not Observation.objects.exists()
    assert not sent


def test_a_file_that_is_no_table_says_what_is_missing(staff: Client) -> None:
    file = SimpleUploadedFile("a.csv", b"satu,dua\n1,2\n")
    answer = staff.post(reverse("observation-list", args=["search"]), {"file": file})
    assert answer.status_code == 400
    assert "region_code, platform, query, rank, observed_at tidak ada" in answer.content.decode()


def test_one_row_by_hand_is_checked_like_one_of_a_file(staff: Client, cast: Cast, sent: list[bool]) -> None:
    url = reverse("observation-new", args=["search"])
    given = {
        "region_code": cast.home.code, "platform": "x", "query": "pemkab contoh", "rank": "nol",
        "observed_at": "2026-06-20T09:00",
    }  # fmt: skip
    answer = staff.post(url, given)
    assert answer.status_code == 400
    assert "bukan bilangan bulat" in answer.content.decode()
    assert not Observation.objects.exists()
    answer = staff.post(url, given | {"rank": "2"}, follow=True)
    assert "Rekaman disimpan." in answer.content.decode()
    assert "ditulis tangan" in answer.content.decode()
    assert Observation.objects.get().data == {"query": "pemkab contoh", "rank": 2}
    assert sent == [True]


def test_times_of_sources_are_not_typed_by_hand_and_other_kinds_do_not_exist(staff: Client) -> None:
    assert staff.get(reverse("observation-new", args=["source_item"])).status_code == 404
    assert staff.get(reverse("observation-list", args=["lain"])).status_code == 404
    for kind in ("profile", "search", "source_item", "service", "comments"):
        assert staff.get(reverse("observation-list", args=[kind])).status_code == 200
    for kind in ("profile", "search", "service", "comments"):
        assert staff.get(reverse("observation-new", args=[kind])).status_code == 200

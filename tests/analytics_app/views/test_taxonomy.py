"""The page on which an administrator adds keywords."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from analytics_app import tasks
from analytics_app.models import TaxonomyKeyword
from tests.cast import Cast
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_a_keyword_is_tried_then_added_then_taken_out_of_use(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(tasks.compute_figures, "delay", lambda: sent.append(1))
    client, url = Client(), reverse("taxonomy")
    client.force_login(cast.national_admin)
    MessageFactory(text="layanannya kayak siput")
    asked = {"kelas": "problem:waktu_lambat", "kata": " Kayak  SIPUT "}
    tried = unescape(client.post(url, {**asked, "aksi": "periksa"}).content.decode())
    assert "1 pesan yang teksnya masih ada akan berganti label" in tried
    assert not TaxonomyKeyword.objects.exists()
    client.post(url, {**asked, "aksi": "tambah"})
    page = unescape(client.get(url).content.decode())
    assert "“kayak siput” ditambahkan ke Waktu pelayanan lambat." in page
    refused = client.post(url, {**asked, "aksi": "tambah"})
    assert refused.status_code == 400
    assert "Kelas ini sudah mempunyai kata kunci itu." in unescape(refused.content.decode())
    client.post(reverse("taxonomy-keyword-remove", args=[TaxonomyKeyword.objects.get().pk]))
    assert "tidak dipakai lagi" in client.get(url).content.decode()
    assert len(sent) == 2

"""Every page, whoever asks and whatever the answer: the policies that the browser has to keep."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

POLICY = ("default-src", "script-src", "style-src", "frame-ancestors", "base-uri", "form-action")
PAGES = (
    "/",
    "/metode/",
    "/cek-akun/?akun=x",
    "/sehat/",
    "/tidak-ada/",
    "/beranda/",
    "/masuk/",
    "/wilayah/",
    "/admin/",
    "/impor/",
)


@pytest.mark.parametrize("person", ["anonymous", "national_admin", "stranger"])
@pytest.mark.parametrize("address", [*PAGES, "/akun-saya/login/"])
def test_every_answer_carries_the_policies(client: Client, cast: Cast, address: str, person: str):
    if person != "anonymous":
        client.force_login(getattr(cast, person), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert set(POLICY) <= set(policy)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "unsafe-eval" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Request-ID"]


def test_cookies_are_kept_from_scripts_and_from_other_sites(client: Client):
    UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    client.get(reverse(settings.LOGIN_URL))
    client.post(reverse(settings.LOGIN_URL), {"login": "masuk@contoh.invalid", "password": "lampu-jalan-7"})
    assert client.cookies["sessionid"]["httponly"]
    for cookie in client.cookies.values():
        assert cookie["samesite"] in ("Lax", "Strict"), cookie.key

"""Public pages may be asked for often, not endlessly."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app import request_limit
from accounts_app.request_limit import Minute
from analytics_app.views import rate_limit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "_minute", Minute())
    monkeypatch.setattr(rate_limit.time, "monotonic", lambda: 620.0)


@pytest.mark.parametrize("name", ["public-national", "method"])
def test_the_request_after_the_last_allowed_one_is_refused(client: Client, settings: Any, name: str) -> None:
    settings.PUBLIC_REQUESTS_A_MINUTE = 3
    answers = [client.get(reverse(name)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "41"  # 620 s is 20 s into its minute
    assert "Terlalu banyak permintaan" in answers[-1].content.decode()


def test_another_address_is_still_served_and_zero_means_no_limit(client: Client, settings: Any) -> None:
    settings.PUBLIC_REQUESTS_A_MINUTE = 1
    assert client.get("/", REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.get("/", REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.get("/", REMOTE_ADDR="192.0.2.2").status_code == 200
    settings.PUBLIC_REQUESTS_A_MINUTE = 0
    assert client.get("/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_a_new_minute_begins_at_nothing() -> None:
    minute = Minute()
    assert [minute.count("a", now) for now in (0.0, 59.9, 60.0, 61.0, 200.0)] == [1, 2, 1, 2, 1]


def test_who_is_signed_in_is_limited_by_person_and_locks_nobody_out(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STAFF_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(request_limit, "_minute", Minute())
    first, second = Client(), Client()
    first.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    second.force_login(cast.national_admin, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("region-list")
    assert [first.get(page).status_code for _ in range(3)] == [200, 200, 429]
    refused = first.get(reverse("thread", args=["tidakadasama"]))
    assert (refused.status_code, refused["Retry-After"]) == (429, "41")  # also where nothing is
    assert "orang lain tidak terganggu" in refused.content.decode()
    assert refused["Content-Security-Policy"]
    assert second.get(page).status_code == 200  # at the same address
    assert second.get("/admin/").status_code == 200
    assert second.get("/admin/").status_code == 429
    for address in ("/", "/akun-saya/logout/", "/sehat/"):
        assert first.get(address).status_code == 200
    assert Client().get(page).status_code == 302

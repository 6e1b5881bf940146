"""The administration site: national administrators, and nobody else."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.checks import check_admin_app
from django.test import Client
from django.urls import reverse

from tests.cast import PEOPLE, Cast
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

import_module("accounts_app.admin_urls")  # registers what the administration shows
OURS = [model for model in admin.site._registry if model._meta.app_label == "accounts_app"]


def test_what_is_registered_passes_djangos_checks():
    """`manage.py check` runs before the administration is loaded and would not see it."""
    assert len(OURS) > 3
    assert check_admin_app(None) == []


def _client(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _addresses(cast: Cast) -> list[str]:
    pages = [reverse("admin:index"), reverse("admin:app_list", args=["accounts_app"])]
    for model in OURS:
        name = f"admin:accounts_app_{model._meta.model_name}"
        pages += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        pages += [reverse(f"{name}_change", args=[row.pk]) for row in model._default_manager.all()[:1]]
    return pages


@pytest.mark.parametrize("person", [name for name in PEOPLE if name not in ("national_admin", "anonymous")])
def test_everybody_else_who_is_signed_in_gets_404(cast: Cast, person: str):
    client = _client(getattr(cast, person))
    assert {client.get(address).status_code for address in _addresses(cast)} == {404}
    assert client.get(reverse("admin:login")).status_code == 404


def test_visitors_come_to_the_products_sign_in_and_back(cast: Cast, client: Client):
    for address in _addresses(cast):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse(settings.LOGIN_URL) + "?")
        assert response.redirect_chain[-1][0].endswith(address)


def test_national_administrator_opens_every_page_of_the_registry(cast: Cast):
    client = _client(cast.national_admin)
    closed = {address for address in _addresses(cast) if client.get(address).status_code != 200}
    assert closed == {reverse("admin:accounts_app_region_add")}  # regions come from the reference table


@pytest.mark.parametrize("flags", [{"is_superuser": True, "is_staff": True}, {"is_staff": True}])
def test_flags_without_the_role_open_nothing(flags: dict[str, bool]):
    assert _client(UserFactory(**flags)).get(reverse("admin:index")).status_code == 404


def test_role_without_the_flag_opens_nothing(cast: Cast):
    cast.national_admin.is_staff = False
    cast.national_admin.save()
    assert _client(cast.national_admin).get(reverse("admin:index")).status_code == 404


def test_sign_in_does_not_send_people_to_other_hosts(cast: Cast):
    response = _client(cast.national_admin).get(reverse("admin:login") + "?next=https://jahat.invalid/")
    assert response["Location"] == reverse("admin:index")

"""Signing in by e-mail; nobody signs up, and nobody is sent to another host."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["masuk@contoh.invalid", "MASUK@Contoh.invalid"])
def test_people_sign_in_by_e_mail_and_come_back_to_where_they_wanted(client: Client, cast: Cast, email: str):
    user = UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    wanted = client.get(reverse("account-list"))
    response = client.post(wanted["Location"], {"login": email, "password": "lampu-jalan-7"})
    assert response.status_code == 302
    assert response["Location"] == reverse("account-list")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_signs_nobody_in(client: Client):
    UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    client.post(reverse(settings.LOGIN_URL), {"login": "masuk@contoh.invalid", "password": "salah"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("target", ["https://jahat.invalid/", "//jahat.invalid/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_other_host(client: Client, target: str):
    UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    answers = {"login": "masuk@contoh.invalid", "password": "lampu-jalan-7", "next": target}
    response = client.post(reverse(settings.LOGIN_URL), answers)
    assert "jahat" not in response.get("Location", "")
    assert "javascript" not in response.get("Location", "")


@pytest.mark.parametrize("person", ["stranger", "former_staff"])
def test_people_without_a_reading_role_learn_after_sign_in_whom_to_ask(
    client: Client, cast: Cast, person: str
):
    user = getattr(cast, person)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse(settings.LOGIN_REDIRECT_URL))
    assert page.status_code == 200
    assert user.email in page.content.decode()
    assert client.get(reverse("home")).status_code == 404


def test_sign_in_leads_coders_to_what_they_code(client: Client, cast: Cast):
    client.force_login(cast.coder, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("after-sign-in"))["Location"] == reverse("coding-list")


def test_sign_in_leads_to_the_landing_page(client: Client):
    UserFactory(email="masuk@contoh.invalid", password="lampu-jalan-7")
    answers = {"login": "masuk@contoh.invalid", "password": "lampu-jalan-7"}
    assert client.post(reverse(settings.LOGIN_URL), answers)["Location"] == reverse("after-sign-in")


@pytest.mark.parametrize("person", ["national_admin", "provincial_supervisor", "staff_home", "agency_user"])
def test_the_landing_page_sends_readers_home(client: Client, cast: Cast, person: str):
    client.force_login(getattr(cast, person), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("after-sign-in"))["Location"] == reverse("home")

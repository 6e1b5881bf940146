"""The one-time link of the first administrator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.choices import Role
from accounts_app.members import invitations
from accounts_app.models import Invitation, Membership, User
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "email": "Pertama@contoh.invalid",
    "full_name": "Orang Pertama",
    "password": "lampu-jalan-padam-7",
    "password_again": "lampu-jalan-padam-7",
}


def _address() -> str:
    return reverse("invitation-accept", args=[invitations.invite_first_admin()])


def test_the_link_makes_one_administrator_and_is_spent(client: Client):
    address = _address()
    assert client.get(address).status_code == 200
    assert client.post(address, ANSWERS).status_code == 302
    user = User.objects.get()
    assert (user.email, user.check_password(ANSWERS["password"])) == ("pertama@contoh.invalid", True)
    assert user.is_staff
    assert [(one.role, one.region) for one in user.memberships.all()] == [(Role.NATIONAL_ADMIN, None)]
    assert client.session["_auth_user_id"] == str(user.pk)

    assert Client().get(address).status_code == 410
    assert Client().post(address, ANSWERS | {"email": "kedua@contoh.invalid"}).status_code == 410
    assert User.objects.count() == 1


def test_a_used_link_stays_spent_when_the_administrator_is_gone(client: Client):
    address = _address()
    client.post(address, ANSWERS)
    Membership.objects.all().delete()
    assert Client().get(address).status_code == 410


def test_no_link_works_while_there_is_an_administrator(client: Client):
    user = UserFactory()
    address = _address()
    MembershipFactory(user=user, role=Role.NATIONAL_ADMIN, region=None)
    assert client.get(address).status_code == 410


def test_a_forged_or_old_link_does_not_work(client: Client):
    address = _address()
    assert client.get(address[:-2] + "x/").status_code == 404
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 410


def test_a_new_link_ends_the_one_before(client: Client):
    before, now = _address(), _address()
    assert (client.get(before).status_code, client.get(now).status_code) == (404, 200)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password_again": "lain-sama-sekali-9"},
        {"password": "123", "password_again": "123"},
        {"email": "bukan surel"},
    ],
)
def test_a_form_with_a_mistake_makes_nobody_and_keeps_the_link(client: Client, wrong: dict[str, str]):
    address = _address()
    response = client.post(address, ANSWERS | wrong)
    assert response.status_code == 200
    assert b"field-error" in response.content
    assert not User.objects.exists()
    assert client.get(address).status_code == 200


def test_the_command_prints_a_link_that_works_and_afterwards_the_sign_in(client: Client):
    out = StringIO()
    call_command("first_admin_link", stdout=out)
    path = re.search(r"https?://[^/]+(/undangan/terima/\S+)", out.getvalue())[1]
    client.post(path, ANSWERS)
    out = StringIO()
    call_command("first_admin_link", stdout=out)
    assert reverse("account_login") in out.getvalue()
    assert "/undangan/" not in out.getvalue()

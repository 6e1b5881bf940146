"""The members page: who is here, until when, and how a role ends."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.choices import Role
from accounts_app.members import grants
from accounts_app.models import Membership, User
from tests.cast import Cast
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def listed(user: User) -> set[str]:
    return {row.user.email for row in grants.memberships_managed_by(user)}


def test_everybody_sees_the_people_whose_roles_they_could_give(cast: Cast):
    everybody = {row.user.email for row in Membership.objects.select_related("user")}
    assert listed(cast.national_admin) == everybody
    assert listed(cast.provincial_supervisor) == {cast.provincial_supervisor.email}
    at_home = {person.email for person in (cast.staff_home, cast.former_staff, cast.agency_user)}
    assert listed(cast.staff_home) == at_home
    assert listed(cast.staff_away) == {cast.staff_away.email}
    page = signed_in(cast.staff_home).get(reverse("member-list")).content.decode()
    assert all(email in page for email in at_home)
    assert cast.staff_away.email not in page


def test_a_revoked_role_is_gone_with_the_next_request_of_its_open_session(cast: Cast):
    colleague = UserFactory(email="rekan@contoh.invalid")
    row = MembershipFactory(user=colleague, region=cast.home)
    working = signed_in(colleague)
    assert working.get(reverse("home")).status_code in (200, 302)
    address = reverse("member-revoke", args=[row.public_id])
    boss = signed_in(cast.staff_home)
    assert "rekan@contoh.invalid" in boss.get(address).content.decode()
    assert Membership.objects.filter(pk=row.pk).exists()  # asking takes nothing
    boss.post(address)
    assert working.get(reverse("home")).status_code == 404
    assert boss.post(address).status_code == 404


@pytest.mark.parametrize("name", ["member", "member-revoke"])
def test_ones_own_role_and_roles_of_others_are_not_there(cast: Cast, name: str):
    boss = signed_in(cast.staff_home)
    for person in (cast.staff_home, cast.provincial_supervisor, cast.staff_away, cast.national_admin):
        row = person.memberships.get()
        answer = boss.post(reverse(name, args=[row.public_id]), {"until": "2031-01-01"})
        assert answer.status_code == 404
    assert Membership.objects.filter(valid_until=None).count() == Membership.objects.count() - 1


def test_the_end_of_a_role_is_moved(cast: Cast):
    row = MembershipFactory(region=cast.home)
    boss, address = signed_in(cast.staff_home), reverse("member", args=[row.public_id])
    boss.post(address, {"until": "2031-06-30"})
    row.refresh_from_db()
    assert row.valid_until == date(2031, 6, 30)
    assert b"field-error" in boss.post(address, {"until": "2020-01-01"}).content
    boss.post(address, {"until": ""})
    row.refresh_from_db()
    assert row.valid_until is None


def test_the_end_cannot_be_moved_beyond_ones_own(cast: Cast):
    cast.staff_home.memberships.update(valid_until="2031-01-01")
    row = MembershipFactory(region=cast.home, valid_until="2030-01-01")
    boss, address = signed_in(cast.staff_home), reverse("member", args=[row.public_id])
    for until in ("2031-01-02", ""):
        assert b"field-error" in boss.post(address, {"until": until}).content
    row.refresh_from_db()
    assert row.valid_until == date(2030, 1, 1)


def test_revoking_and_inviting_ask_for_the_password_again(cast: Cast):
    UserFactory(email="kepala@contoh.invalid", password="lampu-jalan-7")
    boss = User.objects.get(email="kepala@contoh.invalid")
    MembershipFactory(user=boss, role=Role.STAFF, region=cast.home)
    row = MembershipFactory(region=cast.home)
    client, address = Client(), reverse("member-revoke", args=[row.public_id])
    client.post(reverse("account_login"), {"login": boss.email, "password": "lampu-jalan-7"})
    asked = client.post(address)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert Membership.objects.filter(pk=row.pk).exists()
    client.post(asked["Location"], {"password": "salah"})
    assert Membership.objects.filter(pk=row.pk).exists()
    client.post(asked["Location"], {"password": "lampu-jalan-7"})  # and goes on with what was asked for
    assert not Membership.objects.filter(pk=row.pk).exists()

"""Invitations: one link, one person, one role, one time."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.choices import Role
from accounts_app.members import grants, invitations
from accounts_app.members.grants import Offer
from accounts_app.models import Invitation, Membership, User
from tests.cast import Cast
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "baru@contoh.invalid"
ANSWERS = {
    "full_name": "Orang Baru",
    "password": "lampu-jalan-padam-7",
    "password_again": "lampu-jalan-padam-7",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def invite(cast: Cast, email: str = EMAIL, **offer: object) -> str:
    """The address of a link that the national administrator made."""
    wanted = Offer(**({"role": Role.STAFF, "region": cast.home} | offer))
    _invitation, token = invitations.invite(cast.national_admin, email, wanted)
    return reverse("invitation-accept", args=[token])


def link_in(letter: mail.EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/undangan/terima/\S+)", letter.body)[1]


# --- accepted ------------------------------------------------------------------------------------


def test_the_letter_leads_to_an_account_with_the_role_and_the_link_is_spent(cast: Cast):
    agency = cast.home_account.agency
    answers = {
        "email": "Baru@Contoh.invalid",
        "role": Role.AGENCY_USER,
        "region": cast.home.pk,
        "agency": agency.name.upper(),
        "until": "2031-01-31",
    }
    assert signed_in(cast.staff_home).post(reverse("invitation-new"), answers).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "mengundang Anda" in letter.body
    assert "invites you" in letter.body
    assert "31 Januari 2031" in letter.body
    address = link_in(letter)

    newcomer = Client()
    assert newcomer.get(address).status_code == 200
    assert newcomer.post(address, ANSWERS)["Location"] == reverse("after-sign-in")
    user = User.objects.get(email=EMAIL)
    assert newcomer.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(ANSWERS["password"])
    membership = user.memberships.get()
    assert (membership.role, membership.region, membership.agency) == (Role.AGENCY_USER, cast.home, agency)
    assert (membership.valid_until, membership.granted_by) == (date(2031, 1, 31), cast.staff_home)
    assert not user.is_staff

    again = Client().get(address)
    assert again.status_code == 410
    assert "sudah dipakai" in again.content.decode()
    assert Client().post(address, ANSWERS).status_code == 410
    assert User.objects.filter(email=EMAIL).count() == 1


def test_who_has_an_account_signs_in_and_accepts(cast: Cast):
    address = invite(cast, cast.stranger.email)
    asked = Client().get(address)
    assert reverse("account_login") in asked.content.decode()
    assert Client().post(address, ANSWERS).status_code == 200  # no second account, no role without sign-in
    assert not cast.stranger.memberships.exists()
    client = signed_in(cast.stranger)
    assert client.get(address).status_code == 200
    assert not cast.stranger.memberships.exists()
    client.post(address)
    assert cast.stranger.memberships.get().region == cast.home


def test_accepting_again_what_has_ended_gives_it_its_new_end(cast: Cast):
    signed_in(cast.former_staff).post(invite(cast, cast.former_staff.email, until=date(2031, 1, 1)))
    assert cast.former_staff.memberships.get().valid_until == date(2031, 1, 1)


def test_a_national_administrator_may_enter_the_administration_site(cast: Cast):
    client = Client()
    client.post(invite(cast, role=Role.NATIONAL_ADMIN, region=None), ANSWERS)
    assert client.get(reverse("admin:index")).status_code == 200


def test_opening_the_link_spends_nothing(cast: Cast):
    address = invite(cast)
    for _time in range(3):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
    assert Client().post(address, ANSWERS).status_code == 302


def test_the_session_of_a_visitor_is_not_carried_over(cast: Cast):
    visitor = Client()
    visitor.session.save()
    visitor.get(reverse("account_login"))
    before = visitor.session.session_key
    visitor.post(invite(cast), ANSWERS)
    assert visitor.session.session_key != before


# --- refused -------------------------------------------------------------------------------------


def test_an_expired_link_says_so_and_can_be_sent_again(cast: Cast):
    address = invite(cast)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "kedaluwarsa" in answer.content.decode()
    assert Client().post(address, ANSWERS).status_code == 410

    row = Invitation.objects.get()
    signed_in(cast.staff_home).post(reverse("invitation-resend", args=[row.public_id]))
    fresh = link_in(mail.outbox[0])
    assert Client().get(address).status_code == 404  # the old link is no link any more
    assert Client().post(fresh, ANSWERS).status_code == 302
    assert Membership.objects.get(user__email=EMAIL).granted_by == cast.staff_home


def test_a_forwarded_link_gives_nothing_to_another_person(cast: Cast):
    address = invite(cast)
    for person in (cast.stranger, cast.staff_away, cast.national_admin):
        client = signed_in(person)
        answer = client.get(address)
        assert answer.status_code == 403
        assert EMAIL not in answer.content.decode()
        assert reverse("account_logout") in answer.content.decode()
        before = person.memberships.count()
        assert client.post(address).status_code == 403
        assert person.memberships.count() == before


def test_a_withdrawn_invitation_is_over(cast: Cast):
    address = invite(cast)
    signed_in(cast.staff_home).post(reverse("invitation-withdraw", args=[Invitation.objects.get().public_id]))
    answer = Client().post(address, ANSWERS)
    assert answer.status_code == 410
    assert "ditarik" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_who_invited_must_still_be_allowed_to(cast: Cast):
    _row, token = invitations.invite(cast.staff_home, EMAIL, Offer(Role.STAFF, cast.home))
    cast.staff_home.memberships.all().delete()
    assert Client().post(reverse("invitation-accept", args=[token]), ANSWERS).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


@pytest.mark.parametrize(
    "changed", [{"role": Role.CODER}, {"email": "lain@contoh.invalid"}, {"valid_until": None}]
)
def test_a_changed_row_makes_its_link_worthless(cast: Cast, changed: dict):
    address = invite(cast, until=date(2031, 1, 1))
    Invitation.objects.update(**changed)
    assert Client().get(address).status_code == 404


def test_only_a_digest_is_kept_and_a_guess_opens_nothing(cast: Cast):
    address = invite(cast)
    row = Invitation.objects.get()
    secret = address.rstrip("/").rpartition(".")[2]
    assert secret not in str(Invitation.objects.values().get())
    for guess in (row.public_id, f"{row.public_id}.", f"{row.public_id}.{row.digest}", "x.y", f"{secret}"):
        assert Client().get(reverse("invitation-accept", args=[guess])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"password_again": "lain-sama-sekali-9"},
        {"password": "123", "password_again": "123"},
        {"password": "baru@contoh.invalid", "password_again": "baru@contoh.invalid"},
        {"full_name": ""},
    ],
)
def test_a_form_with_a_mistake_makes_nobody_and_keeps_the_link(cast: Cast, wrong: dict[str, str]):
    address = invite(cast)
    answer = Client().post(address, ANSWERS | wrong)
    assert answer.status_code == 200
    assert b"field-error" in answer.content
    assert not User.objects.filter(email=EMAIL).exists()
    assert Client().get(address).status_code == 200


def test_two_people_with_one_link_make_one_account(cast: Cast):
    address = invite(cast)
    token = address.rstrip("/").rpartition("/")[2]
    person = {"email": "", "full_name": "A", "password": "lampu-jalan-padam-7"}
    invitations.accept_as_new(token, **person)
    with pytest.raises(invitations.LinkNotValid):
        invitations.accept_as_new(token, **person)


# --- made ----------------------------------------------------------------------------------------


def offered(cast: Cast, **changed: object) -> dict[str, object]:
    return {"email": EMAIL, "role": Role.STAFF, "region": cast.home.pk} | changed


@pytest.mark.parametrize(
    ("person", "changed"),
    [
        ("staff_home", {"role": Role.SUPERVISOR}),
        ("staff_home", {"role": Role.NATIONAL_ADMIN, "region": ""}),
        ("staff_home", {"region": "away"}),
        ("provincial_supervisor", {"role": Role.SUPERVISOR, "region": "away"}),
        ("provincial_supervisor", {"role": Role.SUPERVISOR, "region": ""}),
        ("provincial_supervisor", {"role": Role.SUPERVISOR, "reads_conversations": "on"}),
        ("provincial_supervisor", {"role": Role.AUDITOR, "region": ""}),
        ("national_admin", {"role": Role.STAFF, "region": ""}),
        ("national_admin", {"role": Role.NATIONAL_ADMIN}),
    ],
)
def test_nobody_invites_to_more_than_their_own(cast: Cast, person: str, changed: dict):
    if changed.get("region") == "away":
        changed = changed | {"region": cast.away.pk}
    answer = signed_in(getattr(cast, person)).post(reverse("invitation-new"), offered(cast, **changed))
    assert answer.status_code == 200
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_the_form_offers_only_roles_that_the_inviter_may_give(cast: Cast):
    offered_to = {
        name: {value for value, _label in page.context["form"].fields["role"].choices if value}
        for name in ("national_admin", "provincial_supervisor", "staff_home")
        if (page := signed_in(getattr(cast, name)).get(reverse("invitation-new")))
    }
    assert offered_to == {
        "national_admin": set(Role),
        "provincial_supervisor": {Role.SUPERVISOR},
        "staff_home": {Role.STAFF, Role.AGENCY_USER},
    }


@pytest.mark.parametrize(("until", "is_given"), [("", False), ("2031-01-02", False), ("2031-01-01", True)])
def test_nobody_invites_for_longer_than_their_own(cast: Cast, until: str, is_given: bool):
    cast.staff_home.memberships.update(valid_until="2031-01-01")
    signed_in(cast.staff_home).post(reverse("invitation-new"), offered(cast, until=until))
    assert Invitation.objects.exists() is is_given


def test_an_agency_of_another_region_is_not_found(cast: Cast):
    other = AgencyFactory(region=cast.away, name="Dinas Jauh")
    answers = offered(cast, role=Role.AGENCY_USER, agency=other.name)
    answer = signed_in(cast.staff_home).post(reverse("invitation-new"), answers)
    assert b"field-error" in answer.content
    assert not Invitation.objects.exists()


def test_the_same_invitation_is_not_made_twice(cast: Cast):
    client = signed_in(cast.staff_home)
    client.post(reverse("invitation-new"), offered(cast))
    assert client.post(reverse("invitation-new"), offered(cast, email=EMAIL.upper())).status_code == 200
    assert len(mail.outbox) == Invitation.objects.count() == 1
    row = Invitation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(email=EMAIL, role=row.role, region=row.region, expires_at=row.expires_at)


def test_a_dead_mail_server_is_told_and_the_invitation_stays(cast: Cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    answer = signed_in(cast.staff_home).post(reverse("invitation-new"), offered(cast), follow=True)
    assert "ConnectionRefusedError" in answer.content.decode()
    assert Invitation.objects.exists()


def test_invitations_of_others_are_not_there(cast: Cast):
    invite(cast)
    row = Invitation.objects.get()
    assert EMAIL not in signed_in(cast.staff_away).get(reverse("invitation-list")).content.decode()
    for name in ("invitation-resend", "invitation-withdraw"):
        assert signed_in(cast.staff_away).post(reverse(name, args=[row.public_id])).status_code == 404
    assert grants.invitations_managed_by(cast.staff_home) == [row]


def test_a_trial_letter_goes_to_oneself(cast: Cast):
    signed_in(cast.staff_home).post(reverse("mail-trial"), {"email": "orang-lain@contoh.invalid"})
    assert [letter.to for letter in mail.outbox] == [[cast.staff_home.email]]


def test_a_region_that_moves_to_another_province_takes_its_supervision_along(cast: Cast):
    supervisor = cast.provincial_supervisor
    _row, token = invitations.invite(supervisor, EMAIL, Offer(Role.SUPERVISOR, cast.home))
    cast.home.parent = cast.other_province
    cast.home.save()
    assert not grants.may_give(supervisor, Offer(Role.SUPERVISOR, cast.home))
    assert Client().get(reverse("invitation-accept", args=[token])).status_code == 410


def test_an_account_made_by_invitation_can_sign_in_later(cast: Cast):
    Client().post(invite(cast), ANSWERS)
    client = Client()
    client.post(reverse("account_login"), {"login": EMAIL, "password": ANSWERS["password"]})
    assert client.session["_auth_user_id"] == str(User.objects.get(email=EMAIL).pk)


def test_an_unverified_guess_of_an_address_learns_nothing_from_the_form(cast: Cast):
    """The form tells the inviter nothing about whether the address has an account."""
    UserFactory(email=EMAIL)
    known = signed_in(cast.staff_home).post(reverse("invitation-new"), offered(cast), follow=True)
    unknown = signed_in(cast.staff_away).post(
        reverse("invitation-new"), offered(cast, email="tak@contoh.invalid", region=cast.away.pk), follow=True
    )
    assert known.redirect_chain == unknown.redirect_chain

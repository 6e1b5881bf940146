"""The second factor: who needs it, how it is proven, and that nothing opens without it."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts_app.choices import Role
from accounts_app.models import AuditEvent, User
from accounts_app.sign_in import second_factor
from tests.access.expectations import ROUTES
from tests.access.scene import build_scene
from tests.cast import Cast
from tests.factories import MembershipFactory, UserFactory
from tests.sign_in import PASSWORD, forget_attempts, reauthenticate, set_up_totp, sign_in, totp

pytestmark = pytest.mark.django_db

SET_UP = "second-factor"


@pytest.fixture(autouse=True)
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    forget_attempts()
    yield
    forget_attempts()


@pytest.fixture
def supervisor(cast: Cast) -> User:
    user = UserFactory(email="pengawas@contoh.invalid", password=PASSWORD)
    MembershipFactory(user=user, role=Role.SUPERVISOR, region=cast.province)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- who needs it --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["national_admin", "national_supervisor", "provincial_supervisor"])
def test_no_page_with_data_opens_before_it_is_set_up(cast: Cast, person: str):
    """Whatever the page is for: those whose role needs a second factor are sent to set it up."""
    scene, client = build_scene(cast), signed_in(getattr(cast, person))
    opened = {}
    for name, route in ROUTES.items():
        if route.audience[person] != 200 or route.audience["anonymous"] == 200:
            continue
        url = reverse(name, kwargs=route.resolved("kwargs", scene)) + route.query
        answer = client.post(url) if route.method == "post" else client.get(url)
        if answer.get("Location") != reverse(SET_UP):
            opened[name] = answer.status_code
    assert set(opened) == {"after-sign-in", "my-account", SET_UP, "session-end"}


def test_the_administration_site_does_not_open_either(cast: Cast):
    client = signed_in(cast.national_admin)
    for address in (reverse("admin:index"), reverse("admin:accounts_app_user_changelist")):
        assert client.get(address)["Location"] == reverse(SET_UP)


def test_pieces_of_a_page_send_the_whole_page_there(cast: Cast):
    answer = signed_in(cast.national_admin).get(reverse("home"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse(SET_UP)


def test_staff_need_none(cast: Cast):
    assert signed_in(cast.staff_home).get(reverse("account-list")).status_code == 200


def test_a_role_that_needs_it_asks_in_the_middle_of_a_session(cast: Cast):
    client = signed_in(cast.staff_home)
    assert client.get(reverse("account-list")).status_code == 200
    MembershipFactory(user=cast.staff_home, role=Role.SUPERVISOR, region=cast.province)
    assert client.get(reverse("account-list"))["Location"] == reverse(SET_UP)


def test_the_example_world_says_that_it_asks_nobody(cast: Cast, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client = signed_in(cast.national_admin)
    assert client.get(reverse("account-list")).status_code == 200
    assert "tidak diwajibkan" in client.get(reverse("my-account")).content.decode()
    settings.REQUIRE_SECOND_FACTOR = True
    assert "tidak diwajibkan" not in client.get(reverse("my-account")).content.decode()


# --- how it is proven ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_opens_the_door_of_this_session_only(supervisor: User):
    elsewhere = sign_in(supervisor)
    client = sign_in(supervisor)
    assert client.get(reverse("region-list"))["Location"] == reverse(SET_UP)
    set_up_totp(client)
    assert client.get(reverse("region-list")).status_code == 200
    assert elsewhere.get(reverse("region-list"))["Location"] == reverse(SET_UP)
    assert "Buktikan" in elsewhere.get(reverse(SET_UP)).content.decode()


def test_an_older_session_proves_it_with_a_code(supervisor: User):
    elsewhere = sign_in(supervisor)
    secret = set_up_totp(sign_in(supervisor))
    address = reverse("mfa_reauthenticate") + f"?next={reverse('after-sign-in')}"
    elsewhere.post(address, {"code": "000000"})
    assert elsewhere.get(reverse("region-list"))["Location"] == reverse(SET_UP)
    elsewhere.post(address, {"code": totp(secret)})
    assert elsewhere.get(reverse("region-list")).status_code == 200


def test_an_older_session_cannot_touch_the_factors_with_the_password_alone(supervisor: User):
    """Neither read the recovery codes, nor put a factor of its own in place of the owner's."""
    elsewhere = sign_in(supervisor)
    set_up_totp(sign_in(supervisor))
    reauthenticate(elsewhere)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn"):
        assert elsewhere.get(reverse(name)).status_code == 302, name
    elsewhere.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=supervisor, type=Authenticator.Type.TOTP).exists()
    assert elsewhere.get(reverse("region-list"))["Location"] == reverse(SET_UP)


def test_sign_in_asks_for_the_code_and_takes_it_once(supervisor: User):
    secret = set_up_totp(sign_in(supervisor))
    client = Client()
    answers = {"login": supervisor.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), answers)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("region-list"))["Location"].startswith(reverse("account_login"))
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    refused = AuditEvent.objects.get(action="sign_in_failed")
    assert (refused.subject_id, refused.new) == (str(supervisor.pk), {"type": "totp"})
    code = totp(secret)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(supervisor.pk)
    assert client.get(reverse("region-list")).status_code == 200

    thief = sign_in(supervisor)
    thief.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in thief.session


@pytest.mark.parametrize(("seconds_off", "is_taken"), [(-30, True), (30, True), (-95, False), (95, False)])
def test_a_clock_half_a_minute_off_is_forgiven(supervisor: User, seconds_off: int, is_taken: bool):
    secret = set_up_totp(sign_in(supervisor))
    client = sign_in(supervisor)
    client.post(reverse("mfa_authenticate"), {"code": totp(secret, seconds_off=seconds_off)})
    assert ("_auth_user_id" in client.session) is is_taken


def test_a_code_stays_used_as_long_as_it_would_be_taken(supervisor: User, monkeypatch: pytest.MonkeyPatch):
    """allauth forgets a used code after one period, while the tolerance takes it for three."""
    from django.core.cache import cache

    secret = set_up_totp(sign_in(supervisor))
    code = totp(secret)
    sign_in(supervisor).post(reverse("mfa_authenticate"), {"code": code})
    client = cache._cache.get_client()
    for key in client.scan_iter("*allauth.mfa.totp.used*"):  # as after thirty seconds
        client.delete(key)
    again = sign_in(supervisor)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in again.session


def test_a_recovery_code_opens_once(supervisor: User):
    first = sign_in(supervisor)
    set_up_totp(first)
    page = first.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"^\d{8}$|(?<=>)\d{8}$|^\d{8}", page, re.MULTILINE)
    assert len(set(codes)) == 10
    for taken in (True, False):
        client = sign_in(supervisor)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in client.session) is taken


def test_removing_it_closes_the_door_at_the_next_sign_in(supervisor: User):
    client = sign_in(supervisor)
    set_up_totp(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not second_factor.has_one(supervisor)
    assert sign_in(supervisor).get(reverse("region-list"))["Location"] == reverse(SET_UP)


def test_changes_ask_for_the_password_and_are_told_by_letter(
    supervisor: User, django_capture_on_commit_callbacks
):
    client = sign_in(supervisor)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    with django_capture_on_commit_callbacks(execute=True):
        set_up_totp(client)
    letters = [letter for letter in mail.outbox if "autentikator diaktifkan" in letter.subject]
    assert [letter.to for letter in letters] == [[supervisor.email]]
    assert "127.0.0.1" in letters[0].body


def test_secrets_lie_encrypted(supervisor: User):
    secret = set_up_totp(sign_in(supervisor))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    adapter = second_factor.SecondFactorAdapter()
    row = Authenticator.objects.get(type="totp")
    assert adapter.decrypt(row.data["secret"]) == secret


def test_a_lost_phone_is_forgotten_by_the_administrator(cast: Cast, supervisor: User, settings):
    set_up_totp(sign_in(supervisor))
    settings.REQUIRE_SECOND_FACTOR = False
    action = {"action": "forget_second_factor", "_selected_action": [supervisor.pk]}
    signed_in(cast.national_admin).post(reverse("admin:accounts_app_user_changelist"), action)
    assert not Authenticator.objects.filter(user=supervisor).exists()
    noted = AuditEvent.objects.get(action="second_factor_removed")
    assert (noted.actor_id, noted.subject_id) == (cast.national_admin.pk, str(supervisor.pk))
    set_up_totp(sign_in(supervisor))
    call_command("forget_second_factor", supervisor.email.upper(), stdout=StringIO())
    assert not Authenticator.objects.filter(user=supervisor).exists()


def test_a_newcomer_sets_it_up_without_typing_the_password_again(cast: Cast):
    from accounts_app.members import invitations
    from accounts_app.members.grants import Offer

    _row, token = invitations.invite(
        cast.national_admin, "baru@contoh.invalid", Offer(Role.SUPERVISOR, cast.province)
    )
    client = Client()
    answers = {"full_name": "Baru", "password": PASSWORD, "password_again": PASSWORD}
    answer = client.post(reverse("invitation-accept", args=[token]), answers, follow=True)
    assert answer.redirect_chain[-1][0] == reverse(SET_UP)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_code_can_not_be_guessed_for_long(supervisor: User):
    secret = set_up_totp(sign_in(supervisor))
    client = sign_in(supervisor)
    for guess in range(6):
        client.post(reverse("mfa_authenticate"), {"code": f"{guess:06d}"})
    client.post(reverse("mfa_authenticate"), {"code": totp(secret)})
    assert "_auth_user_id" not in client.session


def test_reauthentication_does_not_lead_to_another_host(supervisor: User):
    client = sign_in(supervisor)
    answer = client.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": "https://jahat.invalid/"}
    )
    assert "jahat" not in answer.get("Location", "")
    reauthenticate(client)

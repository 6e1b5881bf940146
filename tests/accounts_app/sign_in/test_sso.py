"""Sign-in by an OIDC provider: it says who somebody is, and never what they may do."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from accounts_app.choices import Role
from accounts_app.models import AuditEvent, Membership, User
from tests.cast import Cast
from tests.factories import UserFactory
from tests.oidc_provider import CLIENT_ID, SECRET, Provider, running
from tests.sign_in import PASSWORD, forget_attempts, set_up_totp, sign_in, totp
from tests.worker import ROOT, environment

pytestmark = pytest.mark.django_db

LOGIN = {"provider_id": "sso"}


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as provider:
        providers = copy.deepcopy(django_settings.SOCIALACCOUNT_PROVIDERS)
        (app,) = providers["openid_connect"]["APPS"]
        app |= {"client_id": CLIENT_ID, "secret": SECRET, "settings": {"server_url": provider.issuer}}
        settings.SOCIALACCOUNT_PROVIDERS = providers
        forget_attempts()
        yield provider


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="pegawai@contoh.invalid", password=PASSWORD)


def person(email: str = "pegawai@contoh.invalid", **claims: Any) -> dict[str, Any]:
    return {"sub": "subjek-1", "email": email, "email_verified": True, "name": "Nama di SSO"} | claims


def come_back(client: Client, query: str = "") -> Any:
    """Through the provider and back; the answer to the way back."""
    there = client.post(reverse("openid_connect_login", kwargs=LOGIN) + query)
    back = requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_a_verified_address_signs_in_the_person_who_has_it(user: User, provider: Provider):
    provider.person = person("Pegawai@Contoh.invalid")
    client = Client()
    assert "SSO Contoh" in client.get(reverse("account_login")).content.decode()
    assert come_back(client)["Location"] == reverse("after-sign-in")
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert (user.full_name, user.email) == ("", "pegawai@contoh.invalid")
    assert user.check_password(PASSWORD)
    assert AuditEvent.objects.filter(action="sign_in", actor_id=user.pk).exists()


def test_claims_give_no_role_and_are_not_kept(user: User, provider: Provider):
    provider.person = person(roles=["national_admin"], groups=["admin"], is_staff=True, is_superuser=True)
    come_back(Client())
    user.refresh_from_db()
    assert not Membership.objects.filter(user=user).exists()
    assert (user.is_staff, user.is_superuser) == (False, False)
    come_back(Client())
    assert [row.extra_data for row in SocialAccount.objects.all()] == [{}]
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "entah@contoh.invalid"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
    ],
)
def test_unknown_and_unverified_persons_learn_whom_to_ask(user: User, provider: Provider, claims: dict):
    provider.person = person(**claims)
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 403
    assert "Mintalah undangan" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert AuditEvent.objects.get(action="sign_in_failed").actor_name == ""


def test_the_subject_stands_for_the_person_from_then_on(user: User, provider: Provider):
    provider.person = person()
    come_back(Client())
    provider.person = person("alamat-baru@contoh.invalid")
    moved = Client()
    come_back(moved)
    assert moved.session["_auth_user_id"] == str(user.pk)
    provider.person = person(sub="subjek-2")  # somebody inherited the mailbox
    heir = Client()
    assert come_back(heir).status_code == 403
    assert "_auth_user_id" not in heir.session


@pytest.mark.parametrize(
    "changes", [{"aud": "lain"}, {"iss": "http://jahat.invalid"}, {"exp": 1}, {"sub": "orang-lain"}]
)
def test_a_token_for_others_is_refused(user: User, provider: Provider, changes: dict):
    provider.person, provider.token_changes = person(), changes
    client = Client()
    assert come_back(client).status_code in (200, 401, 403)
    assert "_auth_user_id" not in client.session


def test_a_person_with_a_second_factor_is_asked_for_it(user: User, provider: Provider):
    secret = set_up_totp(sign_in(user))
    provider.person = person()
    client = Client()
    assert come_back(client)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": totp(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_role_that_needs_a_second_factor_needs_ours(
    user: User, provider: Provider, cast: Cast, settings: Any
):
    settings.REQUIRE_SECOND_FACTOR = True
    Membership.objects.create(user=user, role=Role.SUPERVISOR, region=cast.province)
    provider.person = person(amr=["mfa"])
    client = Client()
    come_back(client)
    assert client.get(reverse("region-list"))["Location"] == reverse("second-factor")


def test_a_deactivated_person_stays_out(user: User, provider: Provider):
    User.objects.update(is_active=False)
    provider.person = person()
    client = Client()
    come_back(client)
    assert "_auth_user_id" not in client.session


def test_an_answer_that_nobody_asked_for_signs_nobody_in(user: User, provider: Provider):
    provider.person = person()
    asked = Client()
    there = asked.post(reverse("openid_connect_login", kwargs=LOGIN))
    back = urlsplit(requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"])
    victim = Client()  # the attacker's answer in another browser
    victim.get(f"{back.path}?{back.query}")
    assert "_auth_user_id" not in victim.session


def test_nothing_is_connected_from_within_a_session(user: User, provider: Provider):
    provider.person = person("orang-lain@contoh.invalid")
    client = sign_in(user)
    assert come_back(client, "?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_it_leads_to_no_other_host(user: User, provider: Provider):
    provider.person = person()
    assert "jahat" not in come_back(Client(), "?next=https://jahat.invalid/")["Location"]


def test_opening_the_address_starts_nothing(provider: Provider):
    answer = Client().get(reverse("openid_connect_login", kwargs=LOGIN))
    assert answer.status_code == 200
    assert "<form" in answer.content.decode()


def test_a_dead_provider_is_told(user: User, provider: Provider, settings: Any):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:1"
    )
    answer = Client().post(reverse("openid_connect_login", kwargs=LOGIN))
    assert answer.status_code == 502
    assert "SSO tidak menjawab" in answer.content.decode()


def test_without_its_setting_there_is_nothing():
    program = (
        "import django; django.setup(); from django.test import Client; c = Client(SERVER_NAME='localhost');"
        "print(c.get('/akun-saya/oidc/sso/login/').status_code, 'oidc' in c.get('/akun-saya/login/').content.decode())"
    )
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env=environment() | {"DJANGO_SETTINGS_MODULE": "govmonitor.settings", "GOVMONITOR_OIDC_ISSUER": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["404", "False"]


@pytest.mark.parametrize(
    "address", ["http://sso.contoh.invalid", "ftp://x", "sso.contoh.invalid", "https://"]
)
def test_an_issuer_without_tls_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    from govmonitor.env import EnvironmentProblem, env_https_url

    monkeypatch.setenv("GOVMONITOR_OIDC_ISSUER", address)
    with pytest.raises(EnvironmentProblem):
        env_https_url("GOVMONITOR_OIDC_ISSUER")

"""Guessing, asking, locking: nobody learns who has an account, and nobody can lock another person out."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts_app.models import AuditEvent, User
from tests.factories import UserFactory
from tests.sign_in import PASSWORD, forget_attempts, reauthenticate, sign_in

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def nobody_has_tried():
    forget_attempts()
    yield
    forget_attempts()


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="korban@contoh.invalid", password=PASSWORD)


def guess(email: str, ip: str, password: str = "salah-sekali") -> Client:
    client = Client(REMOTE_ADDR=ip)
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- limits --------------------------------------------------------------------------------------


def test_who_guesses_locks_the_own_address_out_and_not_the_owner(user: User):
    for _guess in range(8):
        guess(user.email, HERE)
    assert not is_in(guess(user.email, HERE, PASSWORD))  # the guesser finds it only too late
    assert is_in(guess(user.email, THERE, PASSWORD))


def test_the_limit_follows_the_account_through_spellings(user: User):
    for spelling in (
        "Korban@contoh.invalid",
        "KORBAN@CONTOH.INVALID",
        " korban@contoh.invalid",
        user.email,
        user.email,
    ):
        guess(spelling, HERE)
    assert not is_in(guess(user.email, HERE, PASSWORD))


def test_one_address_cannot_try_many_accounts(user: User):
    for n in range(20):
        guess(f"orang{n}@contoh.invalid", HERE)
    assert not is_in(guess(user.email, HERE, PASSWORD))
    assert is_in(guess(user.email, THERE, PASSWORD))


def test_a_header_does_not_make_a_new_address(user: User):
    for n in range(8):
        client = Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"203.0.113.{n}"})
        client.post(reverse("account_login"), {"login": user.email, "password": "salah"})
    assert not is_in(guess(user.email, HERE, PASSWORD))


def test_behind_a_proxy_the_callers_are_told_apart(user: User, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def through_proxy(caller: str, password: str) -> Client:
        client = Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"203.0.113.99, {caller}"})
        client.post(reverse("account_login"), {"login": user.email, "password": password})
        return client

    for _guess in range(8):
        through_proxy("192.0.2.50", "salah")
    assert not is_in(through_proxy("192.0.2.50", PASSWORD))
    assert is_in(through_proxy("192.0.2.51", PASSWORD))


def test_too_many_requests_are_told_in_our_words(user: User):
    client = Client(REMOTE_ADDR=HERE)
    answers = [
        client.post(reverse("account_reset_password"), {"email": f"a{n}@contoh.invalid"}) for n in range(21)
    ]
    assert answers[-1].status_code == 429
    assert "Akun Anda tidak dikunci" in answers[-1].content.decode()


def test_letters_for_one_address_are_limited_and_the_owner_has_one(user: User):
    """Somebody who asks in another's name fills no mailbox; what the owner needs is in it already."""
    for n in range(12):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(reverse("account_reset_password"), {"email": user.email})
    assert 1 <= len(mail.outbox) <= 5
    assert all(letter.to == [user.email] for letter in mail.outbox)


# --- who has an account --------------------------------------------------------------------------


def words(client_answer) -> str:
    text = client_answer.content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+|[\w-]+@contoh\.invalid', "", text)


def test_a_wrong_password_and_an_unknown_address_answer_alike(user: User):
    known = Client(REMOTE_ADDR=HERE).post(reverse("account_login"), {"login": user.email, "password": "x"})
    unknown = Client(REMOTE_ADDR=THERE).post(
        reverse("account_login"), {"login": "entah@contoh.invalid", "password": "x"}
    )
    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))


def test_a_wrong_password_and_an_unknown_address_cost_the_same_hashing(
    user: User, monkeypatch: pytest.MonkeyPatch
):
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *a, **k: hashed.append("x") or encode(self, *a, **k)
    )
    guess(user.email, HERE)
    for_known = len(hashed)
    hashed.clear()
    guess("entah@contoh.invalid", THERE)
    assert len(hashed) == for_known >= 1


def test_password_reset_answers_alike_and_writes_to_both(user: User):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (user.email, "entah@contoh.invalid")
    ]
    assert words(answers[0]) == words(answers[1])
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [letter.to for letter in mail.outbox] == [[user.email], ["entah@contoh.invalid"]]
    assert "Tidak ada akun" in mail.outbox[1].body


def test_a_dead_mail_server_does_not_tell_either(user: User, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (user.email, "entah@contoh.invalid")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert words(answers[0]) == words(answers[1])


def test_a_deactivated_person_with_the_password_learns_it_and_others_do_not(user: User):
    User.objects.update(is_active=False)
    assert not is_in(guess(user.email, HERE, PASSWORD))
    wrong = Client(REMOTE_ADDR=THERE).post(reverse("account_login"), {"login": user.email, "password": "x"})
    assert "dinonaktifkan" not in wrong.content.decode()


# --- the letter that resets the password ---------------------------------------------------------


def reset_link() -> str:
    return re.search(r"https?://[^/]+(/akun-saya/password/reset/key/\S+)", mail.outbox[0].body)[1]


def test_the_reset_link_makes_one_new_password_and_signs_other_devices_out(user: User):
    elsewhere = sign_in(user)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": user.email})
    form = client.get(reset_link(), follow=True)
    answers = {"password1": "jembatan-baru-9", "password2": "jembatan-baru-9"}
    client.post(form.redirect_chain[-1][0], answers)
    assert is_in(sign_in(user, "jembatan-baru-9"))
    assert elsewhere.get(reverse("my-account")).status_code == 302
    spent = Client().get(reset_link(), follow=True)
    assert "tidak berlaku lagi" in spent.content.decode()
    assert "dibuat ulang" in mail.outbox[-1].subject


def test_the_link_names_our_address_whatever_the_request_says(user: User, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"Host": "jahat.invalid"}).post(reverse("account_reset_password"), {"email": user.email})
    assert "jahat.invalid" not in mail.outbox[0].body


@pytest.mark.parametrize("password", ["pendek7", "1234567890", "password1234", "korban@contoh.invalid"])
def test_weak_passwords_are_refused(user: User, password: str):
    client = sign_in(user)
    answers = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post(reverse("account_change_password"), answers)
    assert b"field-error" in answer.content
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


# --- sessions ------------------------------------------------------------------------------------


def test_sign_in_makes_a_new_session_and_a_new_csrf_token(user: User):
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    before, token = session.session_key, client.cookies["csrftoken"].value
    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != before
    assert client.cookies["csrftoken"].value != token
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert not is_in(stolen)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reauthenticate",
        "usersessions_list",
    ],
)
def test_forms_of_sign_in_want_their_token(user: User, name: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse(name), {}).status_code == 403


def test_signing_out_wants_a_sent_form(user: User):
    client = sign_in(user)
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_devices_are_listed_and_signed_out_one_by_one_or_all(user: User):
    here, phone, tablet = (
        sign_in(user, headers={"User-Agent": name}) for name in ("Kantor", "Ponsel", "Tablet")
    )
    page = here.get(reverse("usersessions_list"))
    text = page.content.decode()
    assert all(name in text for name in ("Kantor", "Ponsel", "Tablet"))
    of_phone = next(row.pk for row in page.context["sessions"] if row.user_agent == "Ponsel")
    here.post(reverse("session-end"), {"session": of_phone})
    assert phone.get(reverse("my-account")).status_code == 302
    assert tablet.get(reverse("my-account")).status_code == 200
    here.post(reverse("usersessions_list"))
    assert AuditEvent.objects.filter(action="session_ended", actor_id=user.pk).count() == 2
    assert tablet.get(reverse("my-account")).status_code == 302
    assert here.get(reverse("my-account")).status_code == 200


@pytest.mark.parametrize("session", ["of another", "", "x", "0", "9" * 30])
def test_devices_of_others_are_not_signed_out(user: User, session: str):
    from allauth.usersessions.models import UserSession

    other = UserFactory(email="lain@contoh.invalid", password=PASSWORD)
    others = sign_in(other)
    if session == "of another":
        session = str(UserSession.objects.get(user=other).pk)
    assert sign_in(user).post(reverse("session-end"), {"session": session}).status_code == 302
    assert is_in(others)
    assert others.get(reverse("my-account")).status_code == 200


# --- the own address -----------------------------------------------------------------------------


def test_a_new_address_counts_when_its_letter_is_opened(user: User):
    client = sign_in(user)
    reauthenticate(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "baru@contoh.invalid"})
    letter = next(letter for letter in mail.outbox if letter.to == ["baru@contoh.invalid"])
    user.refresh_from_db()
    assert user.email == "korban@contoh.invalid"
    link = re.search(r"https?://[^/]+(/akun-saya/confirm-email/\S+)", letter.body)[1]
    client.post(link)
    user.refresh_from_db()
    assert user.email == "baru@contoh.invalid"
    told = next(letter for letter in mail.outbox if letter.to == ["korban@contoh.invalid"])
    assert "Alamat surel Anda diganti" in told.subject
    noted = AuditEvent.objects.get(action="user_changed")
    assert (noted.old, noted.new) == ({"email": "korban@contoh.invalid"}, {"email": "baru@contoh.invalid"})


def test_an_address_of_somebody_else_is_not_taken(user: User):
    UserFactory(email="lain@contoh.invalid")
    client = sign_in(user)
    reauthenticate(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "lain@contoh.invalid"})
    for (
        letter
    ) in mail.outbox:  # the form does not tell that the address is in use; its letter's link does nothing
        if link := re.search(r"https?://[^/]+(/akun-saya/confirm-email/\S+)", letter.body):
            assert b"milik akun lain" in client.get(link[1]).content
            client.post(link[1])
    user.refresh_from_db()
    assert user.email == "korban@contoh.invalid"


def test_the_administrator_changes_an_address_for_sign_in_and_letters(user: User):
    user.email = "Pindah@contoh.invalid"
    user.save()
    assert is_in(guess("pindah@contoh.invalid", HERE, PASSWORD))
    assert not is_in(guess("korban@contoh.invalid", THERE, PASSWORD))
    Client().post(reverse("account_reset_password"), {"email": "pindah@contoh.invalid"})
    assert "password/reset/key" in mail.outbox[-1].body

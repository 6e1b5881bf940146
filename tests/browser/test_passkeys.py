"""Passkeys in a real browser with a virtual authenticator, under the policy that the server sends."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts_app.choices import Role
from tests.browser.look import LISTEN
from tests.cast import build_cast
from tests.factories import MembershipFactory, UserFactory
from tests.sign_in import PASSWORD, forget_attempts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: Any, settings: Any, transactional_db: None) -> Any:
    """A window with a built-in authenticator that recognises its owner."""
    settings.REQUIRE_SECOND_FACTOR = True
    forget_attempts()
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(LISTEN)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page.sign_of_authenticator = session
    yield page
    context.close()


def sign_out(page: Any, wants: Any) -> None:
    """Signs out and opens the sign-in page."""
    page.click(f"form[action='{reverse('account_logout')}'] button")
    expect(page).to_have_url(wants("public-national"))
    page.goto(wants("account_login"))


def test_a_passkey_is_added_opens_the_door_and_signs_in(page: Any, live_server: Any) -> None:
    cast = build_cast()
    user = UserFactory(email="pengawas@contoh.invalid", password=PASSWORD)
    MembershipFactory(user=user, role=Role.SUPERVISOR, region=cast.province)
    root = live_server.url.replace("127.0.0.1", "localhost")  # passkeys need a name

    def wants(name: str) -> str:
        return f"{root}{reverse(name)}"

    page.goto(wants("region-list"))
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.click("main form .button--primary")
    expect(page).to_have_url(wants("second-factor"))
    page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    page.fill("#id_password", PASSWORD)
    page.click("main form .button--primary")
    page.fill("#id_name", "Laptop kantor")
    page.click("#mfa_webauthn_add")
    expect(page).to_have_url(wants("mfa_view_recovery_codes"))
    page.goto(wants("region-list"))
    expect(page).to_have_url(wants("region-list"))

    sign_out(page, wants)
    page.click("#passkey_login")
    expect(page).to_have_url(wants("home"))
    page.goto(wants("mfa_list_webauthn"))
    expect(page.locator("tbody th")).to_have_text("Laptop kantor")

    sign_out(page, wants)
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.click("main form .button--primary")
    expect(page).to_have_url(wants("mfa_authenticate"))
    assert page.evaluate("window.violations") == []
    page.click("#mfa_webauthn_authenticate")
    expect(page).to_have_url(wants("home"))
    assert page.evaluate("window.violations") == []


def test_a_failed_ceremony_is_told_on_the_page(page: Any, live_server: Any) -> None:
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + reverse("account_login"))
    expect(page.locator("#passkey-problem")).to_be_hidden()
    page.click("#passkey_login")  # the authenticator holds no passkey
    expect(page.locator("#passkey-problem")).to_be_visible(timeout=20_000)

"""Every form of every page, filled with what nobody should send: the answer is a word about it, never a failure."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts_app.models import Region, User
from tests.access.expectations import OPEN, ROUTES, Scene

pytestmark = pytest.mark.django_db

HOSTILE = (
    "",
    "\x00",
    "' OR 1=1; DROP TABLE accounts_app_region; --",
    "<script>alert(1)</script>{{ 7 }}{% load x %}%s",
    "9" * 40,
    "-1",
    "9999-99-99",
    "ا\u202e" * 4000,
    "../../etc/passwd",
)
WORDS = "<script>alert(1)</script>"


@dataclass
class Form:
    """A form as a browser sees it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the forms of a page that send something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get").lower())
            if self._open.method == "post":
                self.found.append(self._open)
        elif self._open is not None and tag in ("input", "select", "textarea", "button") and "name" in told:
            if told.get("type") == "file":
                self._open.files.append(told["name"])
            else:
                self._open.fields.setdefault(told["name"], told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def _client(user: User | None) -> Client:
    """Somebody who has just given the password: dangerous acts are asked for too."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def _forms_of(client: Client, address: str) -> list[Form]:
    page = client.get(address)
    if page.status_code != OPEN or "text/html" not in page.headers.get("Content-Type", ""):
        return []
    reader = Forms()
    reader.feed(page.content.decode())
    return reader.found


def _fillings(form: Form) -> list[dict[str, Any]]:
    """The whole form with one hostile text, then each field alone among those as offered."""
    names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
    if not names:
        return [{}]
    whole = [dict.fromkeys(names, text) for text in HOSTILE]
    alone = [{**form.fields, name: text} for name in names for text in HOSTILE[1:4]]
    return [{}, *whole, *alone]


def _send(client: Client, address: str, form: Form) -> list[str]:
    """What went wrong with any filling."""
    target = urlsplit(urljoin(address, form.action)).path
    failed = []
    for filling in _fillings(form):
        files = {
            name: SimpleUploadedFile("../../jahat\x00.csv", b"\x00\xff;" + WORDS.encode())
            for name in form.files
        }
        answer = client.post(target, {**filling, **files})
        if answer.status_code >= 500 and answer.status_code != 502:  # the SSO of the tests does not answer
            failed.append(f"{target} {answer.status_code} {filling!r}")
        body = b"" if answer.streaming else answer.content
        if b"<script>alert(1)" in body:
            failed.append(f"{target} gives markup back {filling!r}")
    return failed


_PAGES = [name for name, route in ROUTES.items() if "GET" in route.methods]
_OF_ALLAUTH = (
    "account_login", "account_reset_password", "account_change_password", "account_reauthenticate", "account_email",
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_login_webauthn", "usersessions_list",
)  # fmt: skip


@pytest.mark.parametrize("name", _PAGES)
def test_no_filling_breaks_a_form(name: str, scene: Scene):
    route = ROUTES[name]
    address = reverse(name, kwargs=route.resolved("kwargs", scene))
    regions = Region.objects.count()
    failed: list[str] = []
    for person in ("national_admin", "staff_home", "coder", "anonymous"):
        if route.audience.get(person) != OPEN:
            continue
        user = None if person == "anonymous" else getattr(scene.cast, person)
        for form in _forms_of(_client(user), address):
            failed += _send(
                _client(user), address, form
            )  # a form may sign its sender out: each has a new session
    assert failed == []
    assert not connection.needs_rollback
    assert Region.objects.count() == regions


@pytest.mark.parametrize("name", _OF_ALLAUTH)
def test_no_filling_breaks_a_form_of_the_own_account(name: str, scene: Scene):
    for user in (scene.cast.staff_home, None):
        for form in _forms_of(_client(user), reverse(name)):
            assert _send(_client(user), reverse(name), form) == []


def test_the_pages_have_forms_to_fill(scene: Scene):
    """The walk would pass on pages without any."""
    addresses = {name: reverse(name, kwargs=ROUTES[name].resolved("kwargs", scene)) for name in _PAGES}
    addresses |= {name: reverse(name) for name in _OF_ALLAUTH}
    client = _client(scene.cast.national_admin)
    found = {
        name: [len(form.fields) + len(form.files) for form in _forms_of(client, address)]
        for name, address in addresses.items()
    }
    for name in (
        "import-new",
        "invitation-new",
        "breach-new",
        "observation-new",
        "coding-new",
        "data-subject",
    ):
        assert max(found[name]) >= 3, name
    assert sum(len(fields) for name, fields in found.items() if name in _OF_ALLAUTH) >= 8

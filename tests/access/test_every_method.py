"""Every address × every method × every member of the cast: what is answered, and that who is refused writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.expectations import OPEN, ROUTES, SIGN_IN, Route, Scene
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db

ClientOf = Callable[..., Client]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "TRUNCATE")
#: A form that was sent empty is refused with words, not with a failure.
FORM_ANSWERS = (200, 302, 400, 403, 409)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_method_answers_everybody_as_expected(name: str, scene: Scene, client_of: ClientOf):
    route = ROUTES[name]
    url = reverse(name, kwargs=route.resolved("kwargs", scene)) + route.query
    clients = {person: client_of(person, raise_request_exception=False) for person in PEOPLE}
    wrong = [
        (method, person, response.status_code)
        for method in METHODS
        for person in PEOPLE
        for response, written in [_ask(clients[person], method, url)]
        if not _is_right(route, method, person, response)
        or (
            written
            and (
                route.audience[person] != OPEN or (method in ("GET", "HEAD") and method not in route.methods)
            )
        )
    ]
    assert not wrong


def _is_right(route: Route, method: str, person: str, response: Any) -> bool:
    status, expected = response.status_code, route.audience[person]
    if (
        method not in route.methods
    ):  # some doors ask first for the method, some for the person: neither tells anything
        return status == 405 or (expected == SIGN_IN and _is_sign_in(response)) or status == expected == 404
    if expected == SIGN_IN:
        return _is_sign_in(response)
    if expected != OPEN:
        return status == expected
    return status in (FORM_ANSWERS if route.form and method == "POST" else route.allowed)


def _is_sign_in(response: Any) -> bool:
    return response.status_code == 302 and response["Location"].partition("?")[0] == reverse(
        settings.LOGIN_URL
    )


def _ask(client: Client, method: str, url: str) -> tuple[Any, list[str]]:
    """The answer, and the statements that wrote rows (sessions apart); everything is undone."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            response = client.generic(method, url)
            body = response.getvalue()  # what is streamed is asked for only now
        transaction.set_rollback(True)
    statements = (query["sql"] for query in asked.captured_queries)
    assert method != "HEAD" or body == b""
    return response, [
        statement
        for statement in statements
        if statement.startswith(WRITES) and "django_session" not in statement
    ]


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.foreign is not None))
def test_things_of_others_are_refused_by_every_method(name: str, scene: Scene, client_of: ClientOf):
    route = ROUTES[name]
    url = reverse(name, kwargs=route.resolved("foreign", scene)) + route.query
    for person in ("staff_home", "agency_user", "provincial_supervisor", "coder", "anonymous"):
        for method in route.methods:
            client = client_of(person, raise_request_exception=False)
            response, written = _ask(client, method, url)
            refused = _is_sign_in(response) if person == "anonymous" else response.status_code == 404
            assert (refused, written) == (True, []), (person, method, response.status_code)


def test_requests_by_other_sites_are_refused_everywhere(scene: Scene, client_of: ClientOf):
    """Whoever follows a prepared form: without the page's own token nothing is done, and nothing is written."""
    client = client_of("national_admin", enforce_csrf_checks=True)
    for name, route in ROUTES.items():
        if "POST" in route.methods and route.audience["national_admin"] == OPEN:
            url = reverse(name, kwargs=route.resolved("kwargs", scene))
            with CaptureQueriesContext(connection) as asked:
                response = client.post(url, {"file": "x"})
            statements = [query["sql"] for query in asked.captured_queries if query["sql"].startswith(WRITES)]
            assert (name, response.status_code, statements) == (name, 403, [])

"""Every address of the product, tried as every member of the cast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from tests.access.expectations import ALLAUTH_PREFIX, ROUTES, SIGN_IN, SIGN_UP, Route, Scene
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.django_db

OTHER_TABLES = ("admin",)  # namespaces walked by tests of their own


def _patterns(resolver: URLResolver, namespace: str | None = None) -> Iterator[tuple[str | None, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, pattern.namespace or namespace)
        else:
            yield namespace, pattern


def _names() -> list[str | None]:
    """The names of all addresses outside the namespaces that have walks of their own."""
    return [pattern.name for namespace, pattern in _patterns(get_resolver()) if namespace not in OTHER_TABLES]


OUR_NAMES = sorted({str(name) for name in _names() if not str(name).startswith(ALLAUTH_PREFIX)})
ALLAUTH_NAMES = sorted({str(name) for name in _names() if str(name).startswith(ALLAUTH_PREFIX)})


@pytest.fixture
def scene(cast: Cast) -> Scene:
    from tests.access.scene import build_scene

    return build_scene(cast)


def test_every_address_has_a_name_and_an_expectation():
    assert "None" not in OUR_NAMES, "an address without a name cannot be tested: give it one"
    missing = set(OUR_NAMES) - set(ROUTES)
    assert not missing, f"say in tests/access/expectations.py who these pages are for: {sorted(missing)}"
    assert set(ROUTES) <= set(OUR_NAMES), f"no such page any more: {sorted(set(ROUTES) - set(OUR_NAMES))}"


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", sorted(set(OUR_NAMES) & set(ROUTES)))
def test_page_answers_as_expected(name: str, person: str, scene: Scene):
    route = ROUTES[name]
    response = _ask(route, name, route.resolved("kwargs", scene), _client(scene.cast, person))
    expected = route.audience[person]
    if expected == SIGN_IN:
        _assert_sent_to_sign_in(response)
    else:
        assert response.status_code in (route.allowed if expected == 200 else (expected,))


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "national_admin"])
@pytest.mark.parametrize("name", [name for name in ROUTES if ROUTES[name].foreign is not None])
def test_things_of_others_answer_like_things_that_do_not_exist(name: str, person: str, scene: Scene):
    route = ROUTES[name]
    if person in _sees_away(route):
        return
    client = _client(scene.cast, person)
    foreign, unknown = (
        _ask(route, name, route.resolved(which, scene), client) for which in ("foreign", "unknown")
    )
    assert foreign.status_code == unknown.status_code
    if person == "anonymous":
        _assert_sent_to_sign_in(foreign)
    else:
        assert foreign.status_code == 404
        assert foreign.content == unknown.content


@pytest.mark.parametrize("person", ["staff_home", "anonymous"])
@pytest.mark.parametrize("name", ALLAUTH_NAMES)
def test_sign_in_pages_answer_everybody_without_breaking(name: str, person: str, cast: Cast):
    try:
        url = reverse(name)
    except NoReverseMatch:  # the pages behind a link in an e-mail; allauth tests them
        return
    response = _client(cast, person).get(url)
    assert response.status_code in (200, 302, 404, 405)


def test_nobody_can_sign_up(client: Client, cast: Cast):
    from accounts_app.models import User

    before = User.objects.count()
    client.get(reverse(SIGN_UP))
    client.post(
        reverse(SIGN_UP),
        {"email": "baru@contoh.invalid", "password1": "x8!jdkqWzz", "password2": "x8!jdkqWzz"},
    )
    assert User.objects.count() == before


def _sees_away(route: Route) -> tuple[str, ...]:
    """Who sees the other government's thing by right."""
    return (
        ("national_admin", "national_supervisor", "staff_away") if route.audience["staff_home"] == 200 else ()
    )


def _client(cast: Cast, person: str) -> Client:
    client = Client()
    user = getattr(cast, person)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _ask(route: Route, name: str, kwargs: dict[str, Any] | None, client: Client) -> Any:
    url = reverse(name, kwargs=kwargs) + route.query
    return client.post(url) if route.method == "post" else client.get(url)


def _assert_sent_to_sign_in(response: Any) -> None:
    assert response.status_code == 302
    assert response["Location"].partition("?")[0] == reverse(settings.LOGIN_URL)

"""Every address of the product has an expectation, tells nobody of others' things, and is linked where it opens.

Who may open it is tried in test_every_method.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.views.generic import RedirectView

from tests.access.expectations import ALLAUTH_PREFIXES, OPEN, ROUTES, SIGN_IN, SIGN_UP, Route, Scene
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db

SEES_AWAY = {"national_admin", "national_supervisor", "staff_away"}
ClientOf = Callable[..., Client]
OTHER_TABLES = ("admin",)  # namespaces walked by tests of their own


def _patterns(resolver: URLResolver, namespace: str | None = None) -> Iterator[tuple[str | None, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, pattern.namespace or namespace)
        elif (
            getattr(pattern.callback, "view_class", None) is not RedirectView
        ):  # these lead to pages with names
            yield namespace, pattern


def _names() -> list[str | None]:
    """The names of all addresses outside the namespaces that have walks of their own."""
    return [pattern.name for namespace, pattern in _patterns(get_resolver()) if namespace not in OTHER_TABLES]


OUR_NAMES = sorted({str(name) for name in _names() if not str(name).startswith(ALLAUTH_PREFIXES)})
ALLAUTH_NAMES = sorted({str(name) for name in _names() if str(name).startswith(ALLAUTH_PREFIXES)})


def test_every_address_has_a_name_and_an_expectation():
    assert "None" not in OUR_NAMES, "an address without a name cannot be tested: give it one"
    missing = set(OUR_NAMES) - set(ROUTES)
    assert not missing, f"say in tests/access/expectations.py who these pages are for: {sorted(missing)}"
    assert set(ROUTES) <= set(OUR_NAMES), f"no such page any more: {sorted(set(ROUTES) - set(OUR_NAMES))}"


@pytest.mark.parametrize("name", [name for name in ROUTES if ROUTES[name].foreign is not None])
def test_things_of_others_answer_like_things_that_do_not_exist(name: str, scene: Scene, client_of: ClientOf):
    route = ROUTES[name]
    foreign, unknown = (route.resolved(which, scene) for which in ("foreign", "unknown"))
    for person in set(PEOPLE) - SEES_AWAY:
        others = _ask(client_of(person), name, foreign)
        nothing = _ask(client_of(person), name, unknown)
        assert (person, _seen(route, others)) == (person, SIGN_IN if person == "anonymous" else 404)
        assert _seen(route, nothing) == _seen(route, others)
        assert person == "anonymous" or nothing.content == others.content


@pytest.mark.parametrize("person", ["staff_home", "anonymous"])
@pytest.mark.parametrize("name", ALLAUTH_NAMES)
def test_sign_in_pages_answer_everybody_without_breaking(name: str, person: str, client_of: ClientOf):
    try:
        url = reverse(name)
    except NoReverseMatch:  # the pages behind a link in an e-mail; allauth tests them
        return
    response = client_of(person).get(url)
    assert response.status_code in (200, 302, 401, 403, 404, 405)


def test_nobody_can_sign_up(client: Client, scene: Scene):
    from accounts_app.models import User

    before = User.objects.count()
    client.get(reverse(SIGN_UP))
    client.post(
        reverse(SIGN_UP),
        {"email": "baru@contoh.invalid", "password1": "x8!jdkqWzz", "password2": "x8!jdkqWzz"},
    )
    assert User.objects.count() == before


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "anonymous"])
def test_the_menu_offers_only_what_opens(person: str, client_of: ClientOf):
    client = client_of(person)
    page = client.get(reverse("my-account")).content.decode()
    menu = page[page.index('<nav class="site-nav"') : page.index("</nav>")]
    answers = {url: client.get(url).status_code for url in re.findall(r'href="([^"]+)"', menu)}
    assert reverse("method") in answers
    assert not {url: status for url, status in answers.items() if status not in (200, 302)}


@pytest.mark.parametrize("person", ["provincial_supervisor", "staff_home", "agency_user"])
def test_the_page_of_a_region_links_only_what_opens(person: str, scene: Scene, client_of: ClientOf):
    client = client_of(person)
    page = client.get(reverse("region", args=[scene.cast.home.code])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    answers = {url: client.get(unescape(url)).status_code for url in re.findall(r'href="(/[^"]+)"', main)}
    assert reverse("region-list") in answers
    assert (reverse("region", args=[scene.cast.province.code]) in answers) == (
        person == "provincial_supervisor"
    )
    assert not {url: status for url, status in answers.items() if status not in (200, 302)}


def _ask(client: Client, name: str, kwargs: dict[str, Any] | None) -> Any:
    """The answer to one person; what it changed is undone, so that the next one finds the same scene."""
    route = ROUTES[name]
    url = reverse(name, kwargs=kwargs) + route.query
    with transaction.atomic():
        response = client.post(url) if route.method == "post" else client.get(url)
        transaction.set_rollback(True)
    return response


def _seen(route: Route, response: Any) -> Any:
    """What a person got, in the words of the expectations."""
    if response.status_code == 302 and response["Location"].partition("?")[0] == reverse(settings.LOGIN_URL):
        return SIGN_IN
    return OPEN if response.status_code in route.allowed else response.status_code

"""Every address of the administration × every method: for everybody but its administrators there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from tests.access.expectations import Scene
from tests.access.test_every_method import METHODS
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.django_db


def _admin_patterns(resolver: URLResolver, inside: bool = False) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _admin_patterns(pattern, inside or pattern.namespace == "admin")
        elif inside:
            yield pattern


def _addresses(cast: Cast) -> dict[str, str]:
    """Each named address with ids that exist."""
    values = {
        "object_id": cast.home.pk,
        "id": cast.national_admin.pk,
        "app_label": "accounts_app",
        "content_type_id": ContentType.objects.get_for_model(cast.home).pk,
        "url": "apa/saja",
    }
    region = f"{reverse('admin:accounts_app_region_changelist')}{cast.home.pk}/"
    found = {"redirect of a row": region, "whatever else": f"{reverse('admin:index')}apa/saja/"}
    for pattern in _admin_patterns(get_resolver()):
        if pattern.name is None:  # the two above
            continue
        kwargs = {name: values[name] for name in pattern.pattern.converters if name in values}
        try:
            found[str(pattern.name)] = reverse(f"admin:{pattern.name}", kwargs=kwargs)
        except NoReverseMatch:
            found[str(pattern.name)] = reverse(f"admin:{pattern.name}", kwargs={"app_label": "accounts_app"})
    return found


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "national_admin"])
def test_every_address_of_the_administration_is_closed_to_everybody_else(
    scene: Scene, client_of: Callable[..., Client], person: str
):
    user, client = getattr(scene.cast, person), client_of(person, raise_request_exception=False)
    addresses = _addresses(scene.cast)
    assert len(addresses) > 30
    open_ = []
    for name, address in addresses.items():
        for method in METHODS:
            answer = client.generic(method, address)
            is_sign_in = answer.status_code == 302 and reverse(settings.LOGIN_URL) in answer["Location"]
            doors = (reverse("admin:login"), reverse("admin:index"))  # which lead on to sign-in
            is_on_its_way = answer.status_code == 302 and answer["Location"].partition("?")[0] in doors
            if not (answer.status_code in (404, 405) or (user is None and (is_sign_in or is_on_its_way))):
                open_.append((method, name, answer.status_code))
    assert not open_

"""Kept content is shared by readers with the same rights, and by nobody else; the layout is everybody's own."""

import re
from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from accounts_app.choices import Role
from accounts_app.models import User
from analytics_app import tasks
from analytics_app.models import IndicatorValue
from tests.analytics_app.pages_world import build, restate
from tests.cast import Cast, build_cast
from tests.factories import ImportBatchFactory, MembershipFactory, OfficialAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(kept_world: Cast) -> Cast:
    return deepcopy(kept_world)


@pytest.fixture(scope="module")
def kept_world(db_of_file: None) -> Cast:
    cast = build_cast()
    build(cast.home_account, answered=14, waiting=6)
    build(OfficialAccountFactory(region=cast.province, handle="contoh_provinsi"), answered=12, waiting=3)
    return cast


def page(user: User, url: str) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def content(text: str) -> str:
    """What stands in the main part."""
    found = re.search(r"<main.*</main>", text, re.DOTALL)
    assert found is not None
    return found.group()


def test_content_is_shared_and_the_layout_is_not(world: Cast) -> None:
    url = reverse("region", args=[world.home.code])
    colleague = MembershipFactory(region=world.home, role=Role.STAFF).user
    first, second = page(world.staff_home, url), page(colleague, url)
    assert content(first) == content(second)
    assert str(world.staff_home) in first
    assert str(world.staff_home) not in second
    assert str(colleague) in second
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text) for text in (first, second)]
    assert tokens[0]
    assert not set(tokens[0]) & set(tokens[1])


def test_regions_below_are_listed_to_those_alone_who_may_open_them(world: Cast) -> None:
    url, below = reverse("region", args=[world.province.code]), reverse("region", args=[world.home.code])
    only_province = MembershipFactory(region=world.province, role=Role.STAFF).user
    for _ in range(2):  # rendered, then kept
        assert f'href="{below}"' in page(world.national_admin, url)
        assert f'href="{below}"' not in page(only_province, url)


def test_access_is_asked_before_what_is_kept(world: Cast) -> None:
    url = reverse("region", args=[world.home.code])
    page(world.staff_home, url)
    world.staff_home.memberships.all().delete()
    client = Client()
    client.force_login(world.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(url).status_code == 404


def test_parameters_that_do_not_count_leave_no_trace(world: Cast) -> None:
    url = reverse("region", args=[world.province.code])
    assert "jejak-pembaca" not in content(page(world.national_admin, f"{url}?lain=jejak-pembaca"))
    assert 'aria-sort="ascending"' in page(world.national_admin, f"{url}?urut=nama")
    assert 'aria-sort="ascending"' not in page(world.national_admin, url)


def test_languages_are_kept_apart(world: Cast) -> None:
    url, client = reverse("region", args=[world.home.code]), Client()
    client.force_login(world.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    indonesian = client.get(url).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(url).content.decode()
    assert content(indonesian) != content(english)


def test_new_figures_are_shown_as_soon_as_they_are_computed(world: Cast) -> None:
    url = reverse("region", args=[world.home.code])
    before = page(world.staff_home, url)
    rate = IndicatorValue.objects.filter(region=world.home, indicator="response_rate").latest("as_of")
    rate_words = f"dari {rate.n} aduan"
    assert rate_words in before
    restate(IndicatorValue.objects.filter(pk=rate.pk), n=rate.n + 1000)
    assert rate_words in page(world.staff_home, url)  # nobody said so
    tasks.run_figures(ImportBatchFactory(region=world.home))
    assert rate_words not in page(world.staff_home, url)


def test_a_changed_registry_is_shown_at_once(
    world: Cast, django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = reverse("region", args=[world.home.code])
    assert world.home_account.handle in page(world.staff_home, url)
    sent: list[list[int]] = []
    monkeypatch.setattr(
        tasks.registry_changed, "delay", sent.append
    )  # the worker's part has tests of its own
    client = Client()
    client.force_login(world.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account-archive", args=[world.home_account.public_id]))
    assert sent
    assert world.home_account.handle not in content(page(world.staff_home, url))

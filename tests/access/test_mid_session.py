"""Rights that change while somebody is signed in: the next request is judged by what holds then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.choices import Role
from tests.access.scene import build_scene
from tests.cast import Cast
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages(cast: Cast, scene) -> list[str]:
    return [
        reverse("region", args=[cast.home.code]),
        reverse("account", args=[cast.home_account.public_id]),
        reverse("evidence", args=[cast.home.code, "response_rate"]),
        reverse("thread", args=[scene.things["home_thread"].public_id]),
        reverse("import-batch", args=[scene.things["home_batch"].public_id]),
    ]


def _statuses(client: Client, pages: list[str]) -> set[int]:
    return {client.get(page).status_code for page in pages}


@pytest.mark.parametrize("how", ["ended", "deleted", "demoted", "deactivated"])
def test_a_revoked_membership_is_refused_at_the_next_request(cast: Cast, how: str):
    pages = _pages(cast, build_scene(cast))
    client, user = _signed_in(cast.staff_home), cast.staff_home
    assert _statuses(client, pages) == {200}  # pages that are kept are kept now
    yesterday = timezone.localdate() - timedelta(days=1)
    if how == "ended":
        user.memberships.update(valid_until=yesterday)
    elif how == "deleted":
        user.memberships.all().delete()
    elif how == "demoted":
        user.memberships.update(role=Role.CODER)
    else:
        user.is_active = False
        user.save()
    assert _statuses(client, pages) == ({302} if how == "deactivated" else {404})


def test_a_region_that_moves_is_seen_by_its_new_province_and_no_more_by_the_old(cast: Cast):
    page = reverse("region", args=[cast.home.code])
    former = _signed_in(cast.provincial_supervisor)
    coming = _signed_in(MembershipFactory(region=cast.other_province, role=Role.SUPERVISOR).user)
    assert [client.get(page).status_code for client in (former, coming)] == [200, 404]
    cast.home.parent = cast.other_province
    cast.home.save()
    assert [client.get(page).status_code for client in (former, coming)] == [404, 200]

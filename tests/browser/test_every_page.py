"""Every page of the product in a real browser, wide and narrow, under the policy that the server sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts_app.models import User
from analytics_app.indicators.registry import INDICATORS
from analytics_app.models import Publication, Thread
from tests.analytics_app.pages_world import QUARTER_END, build
from tests.browser.look import Visit
from tests.cast import Cast, build_cast
from tests.test_translations import OWN_PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast_on_stage(transactional_db: None) -> Cast:
    """The cast with a scored kabupaten and a published province."""
    cast = build_cast()
    User.objects.filter(pk=cast.national_admin.pk).update(is_superuser=True)
    build(cast.home_account, answered=14, waiting=6)
    Publication.objects.create(
        region=cast.province, quarter_end=QUARTER_END, published_by=cast.national_admin
    )
    return cast


def public_pages(cast: Cast) -> dict[str, int]:
    """Address → status."""
    names = ("public-national", "method", settings.LOGIN_URL, "account_reset_password")
    province = reverse("public-province", args=[cast.province.code])
    by = reverse("public-national-by", args=["gabungan"])
    return {reverse(name): 200 for name in names} | {by: 200, province: 200, "/tidak-ada/": 404}


def staff_pages(cast: Cast) -> dict[str, int]:
    """Address → status."""
    names = ("home", "region-list", "comparison", "publication-list", "import-list", "import-new")
    privacy = (
        "audit-log",
        "taxonomy",
        "label-card-list",
        "data-subject",
        "data-dictionary",
        "breach-list",
        "breach-new",
    )
    pages = [reverse(name) for name in (*names, "account-list", "account-import", *privacy, *OWN_PAGES)]
    code, opened = cast.home.code, Thread.objects.order_by("pk").first()
    assert opened is not None
    pages += [reverse("region", args=[each]) for each in (cast.province.code, code)]
    pages += [reverse(name, args=[cast.home_account.public_id]) for name in ("account", "account-history")]
    pages += [
        reverse("evidence", args=[code, each.id])
        for each in {each.unit: each for each in INDICATORS}.values()
    ]
    pages += [reverse("score-evidence", args=[code, slug]) for slug in ("gabungan", "interaksi")]
    pages += [f"{reverse('home')}?ukuran=gabungan"]
    pages += [reverse(name, args=[opened.public_id]) for name in ("thread", "thread-identity")]
    pages += [reverse("analytics", args=[code]), reverse("label-card", args=["sentiment"])]
    pages += [reverse(f"observation-{page}", args=["profile"]) for page in ("list", "new")]
    return dict.fromkeys(pages, 200)


def look_at(page: Any, root: str, pages: Mapping[str, int], *, is_admin: bool = False) -> list[str]:
    """All complaints about all pages, each with its address."""
    visit = Visit(page)
    return [
        f"{address} at {page.viewport_size['width']}: {complaint}"
        for address, status in pages.items()
        for complaint in visit.complaints(root + address, status, is_admin=is_admin)
    ]


def signed_in(browser: Any, root: str, user: User, **options: Any) -> Any:
    """A window of the browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(**options)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": root}])
    return context


def test_every_page_wide_narrow_and_dark(chromium: Any, live_server: Any, cast_on_stage: Cast) -> None:
    root, admin, found = live_server.url, cast_on_stage.national_admin, []
    for width, scheme in ((1280, "light"), (375, "dark")):  # both widths and both schemes, once each
        size = {"width": width, "height": 900}
        public = chromium.new_context(viewport=size, color_scheme=scheme)
        found += look_at(public.new_page(), root, public_pages(cast_on_stage))
        public.close()
        staff = signed_in(chromium, root, admin, viewport=size, color_scheme=scheme)
        found += look_at(staff.new_page(), root, staff_pages(cast_on_stage))
        tables = {reverse("admin:index"): 200, reverse("admin:accounts_app_user_changelist"): 200}
        found += look_at(staff.new_page(), root, tables, is_admin=True)
        staff.close()
    lone = signed_in(chromium, root, cast_on_stage.stranger, viewport={"width": 375, "height": 900})
    found += look_at(lone.new_page(), root, {reverse("after-sign-in"): 200})
    lone.close()
    assert found == []


def test_public_pages_need_no_scripts_and_the_keyboard_meets_the_skip_link_first(
    chromium: Any, live_server: Any, cast_on_stage: Cast
) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    for address, status in public_pages(cast_on_stage).items():
        assert page.goto(live_server.url + address).status == status
        assert page.locator("h1").inner_text().strip()
    plain.close()
    page = chromium.new_page()
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.close()

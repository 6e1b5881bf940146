"""A file from the upload to its report and back out again, by keyboard, on the narrowest screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from analytics_app.models import ImportBatch, Message
from govmonitor.celery import app
from tests.browser.look import Visit
from tests.browser.test_every_page import signed_in
from tests.cast import Cast, build_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = (
    "id,created_at,username,text\n"
    "1,2026-03-02 08:00:00,budi_contoh,@contoh_pemalang Lampu jalan padam\n"
    "2,2026-03-02 09:00:00,contoh_pemalang,@budi_contoh baik kami teruskan ke dinas\n"
    "3,kemarin dulu,siti_contoh,Air keruh sudah tiga hari\n"
)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.UPLOAD_DIR.mkdir()
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


class Keyboard:
    """Somebody without a mouse; what is wrong with a page that she comes by is noted."""

    def __init__(self, page: Any) -> None:
        self.page, self.visit, self.wrong = page, Visit(page), []

    def reach(self, selector: str) -> None:
        """Tabs on until the element has the focus, and sees that it shows."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"{selector} does not show that it has the focus"
                return
        raise AssertionError(f"{selector} cannot be reached by keyboard on {self.page.url}")

    def choose(self, name: str, value: str) -> None:
        """One of a group of radio buttons, with the arrow keys."""
        self.reach(f"input[name={name}]")
        wanted = self.page.locator(f"input[name={name}][value='{value}']")
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(f"input[name={name}]").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    def press_button(self, selector: str, next_address: str) -> None:
        """Enter on a button or link; waits for the page that follows and looks at it."""
        self.reach(selector)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(next_address))
        self.wrong += [f"{self.page.url}: {complaint}" for complaint in self.visit.look()]


def test_a_file_is_imported_and_withdrawn_by_keyboard_at_360_px(
    chromium: Any, live_server: Any, transactional_db: None, tmp_path: Path
) -> None:
    cast = build_cast()
    page = open_upload(chromium, live_server.url, cast)
    person = Keyboard(page)
    (tmp_path / "contoh.csv").write_text(TABLE, "utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "contoh.csv")
    page.locator("select[name=region]").select_option(str(cast.home.pk))
    page.locator("select[name=platform]").select_option("x")

    person.press_button("main button.button--primary", "/format/$")
    person.choose("zone", "WIB")
    person.press_button("main button.button--primary", "/kolom/$")
    person.press_button("main button.button--primary", "/pratinjau/$")
    person.choose("stated", "no")
    person.press_button("main button.button--primary", "/uji-coba/$")
    expect(page.locator("main")).to_contain_text("2 baru")
    person.press_button("main button.button--primary", r"/impor/\w+/$")

    expect(page.locator("main")).to_contain_text("2 pesan baru")
    assert Message.objects.count() == 2
    person.press_button("main a[href$='/ditolak/']", "/ditolak/$")
    expect(page.locator("main")).to_contain_text("Waktu tidak terbaca")
    page.go_back()
    person.press_button("main a[href$='/tarik/']", "/tarik/$")
    person.press_button("main button.button--primary", r"/impor/\w+/$")
    assert not Message.objects.exists()
    assert ImportBatch.objects.get().state == ImportBatch.State.WITHDRAWN
    assert person.wrong == []


def open_upload(browser: Any, root: str, cast: Cast) -> Any:
    """The wizard's first page, 360 px wide, for the staff of the region."""
    page = signed_in(browser, root, cast.staff_home, viewport={"width": 360, "height": 800}).new_page()
    page.goto(root + reverse("import-new"))
    return page

"""Coding by keyboard alone: classes, a note, a skip, an undo; wide and narrow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from analytics_app.models import Code, CodingTask
from analytics_app.services.coding import code_message
from tests.analytics_app.services.coding_world import item_of, new_coder, new_task, write_messages
from tests.browser.look import Visit
from tests.browser.test_every_page import signed_in
from tests.cast import Cast, build_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast_on_stage(transactional_db: None) -> Cast:
    return build_cast()


def press(page: Any, key: str) -> None:
    """One key, and the page that follows."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("width", [1280, 375])
def test_messages_are_coded_by_keyboard_and_one_is_taken_back(
    chromium: Any, live_server: Any, cast_on_stage: Cast, width: int
) -> None:
    write_messages(cast_on_stage.away_account, 5)
    task = new_task(cast_on_stage.national_admin)
    coder = new_coder()
    page = signed_in(chromium, live_server.url, coder, viewport={"width": width, "height": 800}).new_page()
    visit = Visit(page)
    page.goto(live_server.url + reverse("coding-code", args=[task.public_id]) + "#pesan")
    assert page.evaluate("document.activeElement.id") == "pesan"
    assert visit.look() == []
    press(page, "7")
    press(page, "9")
    expect(page.locator("#kemajuan")).to_contain_text("2 dari 5")
    press(page, "Backspace")
    expect(page.locator("main")).to_contain_text("Diurungkan: Apresiasi.")
    page.keyboard.press("c")
    page.keyboard.type("1 ragu")
    page.keyboard.press("Escape")
    press(page, "8")
    press(page, "l")
    press(page, "1")
    page.locator("#tombol-pintas").uncheck()
    page.keyboard.press("2")
    assert page.locator("h1").inner_text() == task.name
    page.locator("#tombol-pintas").check()
    press(page, "2")
    expect(page.locator("main")).to_contain_text("Tinggal yang dilewati")
    assert visit.look() == []
    history = [(c.item.order, c.action, c.code_class, c.note) for c in Code.objects.order_by("pk")]
    assert history == [
        (1, "code", "aspirasi", ""),
        (2, "code", "apresiasi", ""),
        (2, "undo", "", ""),
        (2, "code", "kritik_umum", "1 ragu"),
        (3, "skip", "", ""),
        (4, "code", "darurat", ""),
        (5, "code", "pengaduan_pengawasan", ""),
    ]
    page.context.close()


def test_the_pages_of_those_who_lead_and_settle_look_right(
    chromium: Any, live_server: Any, cast_on_stage: Cast
) -> None:
    write_messages(cast_on_stage.away_account, 4)
    task = new_task(cast_on_stage.national_admin)
    one, two = new_coder("satu"), new_coder("dua")
    for order in (1, 2, 3):
        code_message(one, item_of(task, order), "aspirasi")
        code_message(two, item_of(task, order), "aspirasi" if order == 1 else "apresiasi")
    assert CodingTask.objects.count() == 1
    names = ("coding-result", "coding-settle", "coding-code", "coding-import")
    addresses = [reverse(name, args=[task.public_id]) for name in names]
    addresses += [reverse("coding-list"), reverse("coding-new"), reverse("coding-codebook", args=["service"])]
    found = []
    for width in (1280, 375):
        size = {"width": width, "height": 900}
        context = signed_in(chromium, live_server.url, cast_on_stage.national_admin, viewport=size)
        visit = Visit(context.new_page())
        found += [
            f"{address} at {width}: {complaint}"
            for address in addresses
            for complaint in visit.complaints(live_server.url + address, 200)
        ]
        context.close()
    assert found == []


def test_coding_needs_no_scripts(chromium: Any, live_server: Any, cast_on_stage: Cast) -> None:
    write_messages(cast_on_stage.away_account, 1)
    task = new_task(cast_on_stage.national_admin)
    context = signed_in(chromium, live_server.url, new_coder(), java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("coding-code", args=[task.public_id]))
    page.get_by_role("button", name=re.compile("Aspirasi")).click()
    expect(page.locator("main")).to_contain_text("Selesai")
    assert Code.objects.get().code_class == "aspirasi"
    context.close()

"""Every figure drawn by charts.js in a real browser, under the policy that the product sends.

A policy violation draws a broken chart without any exception, so the test looks at geometry and at the console.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from playwright.sync_api import expect

from tests.analytics_app.figures.examples import every_figure

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
    ]
)
FIGURES = {name: figure for name, figure in every_figure().items() if not name.endswith("_empty")}

PAGE = """{% load static components %}<!DOCTYPE html>
<html lang="{{ language }}"><head><meta charset="utf-8"><title>Uji</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/static/img/mark.svg"><link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css"><link rel="stylesheet" href="/static/css/components.css">
{% include "components/charts_head.html" %}</head><body><main class="wrap">
{% for name, chart in charts %}{% figure name chart title=name %}{% endfor %}</main></body></html>"""

#: What of a chart lies outside its box, and how wide the box's drawing is.
GEOMETRY = """() => [...document.querySelectorAll('.chart')].map(box => {
  const frame = box.getBoundingClientRect();
  const marks = '.cartesianlayer .trace path, .cartesianlayer image';
  const outside = [...box.querySelectorAll('.main-svg text, ' + marks)].filter(part => {
    const place = part.getBoundingClientRect();
    return place.width && (place.left < frame.left - 1 || place.right > frame.right + 1
      || place.top < frame.top - 1 || place.bottom > frame.bottom + 1);
  }).map(part => part.tagName + ' ' + part.textContent);
  const drawing = box.querySelector('.main-svg').getBoundingClientRect();
  return {name: box.dataset.figureId, outside, width: drawing.width - frame.width, top: drawing.top - frame.top,
          height: frame.height, marks: box.querySelectorAll(marks).length};
})"""


class Handler(SimpleHTTPRequestHandler):
    """Serves static/ and one page, always with the policy."""

    pages: Mapping[str, str] = {}

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path not in self.pages:
            super().do_GET()
            return
        body = self.pages[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


def charts_page(language: str) -> str:
    """All figures on one page."""
    request = RequestFactory().get("/")
    context = Context({"request": request, "charts": list(FIGURES.items()), "language": language})
    return Template(PAGE).render(context)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of the charts page on a free port."""
    pages = {"/": charts_page("id"), "/?id": charts_page("id"), "/?en": charts_page("en")}
    handler = type("PageHandler", (Handler,), {"pages": pages})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(ROOT)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def draw_all(page: Any, address: str) -> list[str]:
    """Opens the page, brings every chart near the screen, and returns what the console complained of."""
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    for box in page.locator(".chart").all():
        box.scroll_into_view_if_needed()
    expect(page.locator(".chart:not([data-drawn=true])")).to_have_count(0, timeout=60_000)
    return complaints


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "dark")])
def test_every_chart_stays_in_its_box_and_the_policy_is_kept(
    chromium: Any, address: str, width: int, scheme: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints = draw_all(page, address)
    boxes = page.evaluate(GEOMETRY)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert complaints == []
    assert overflow == 0
    assert [box["name"] for box in boxes] == list(FIGURES)
    for box in boxes:
        assert box["outside"] == [], box["name"]
        assert abs(box["width"]) <= 1
        assert abs(box["top"]) <= 1, "without its style sheet the drawing slips out of its place"
        assert box["height"] == FIGURES[box["name"]]["layout"]["height"]
        assert box["marks"] > 0


def test_colours_follow_the_reader_from_light_to_dark_without_a_reload(chromium: Any, address: str) -> None:
    page = chromium.new_page(color_scheme="light")
    draw_all(page, address)
    drawing = page.locator(".chart .main-svg").first
    expect(drawing).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    expect(drawing).to_have_css("background-color", "rgb(26, 32, 38)")
    page.close()


@pytest.mark.parametrize(
    ("language", "shown", "hidden"), [("id", "100\u00a0%", "100%"), ("en", "100%", "100\u00a0%")]
)
def test_percentages_are_written_as_in_the_language_of_the_page(
    chromium: Any, address: str, language: str, shown: str, hidden: str
) -> None:
    page = chromium.new_page()
    draw_all(page, f"{address}?{language}")
    text = page.locator("[data-figure-id=response_curve]").text_content()
    page.close()
    assert shown in text
    assert hidden not in text


def test_without_javascript_the_page_says_where_the_numbers_are(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".chart-waiting").first.inner_text().startswith("Grafik digambar di peramban")
    context.close()

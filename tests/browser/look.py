"""What is looked at on every page: each check returns its complaints, so that one visit can report them all."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SMALLEST_TARGET = 44  # px
LISTEN = """window.violations = [];
addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI));"""
FRAME = """() => ({
  lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length, title: document.title,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  violations: window.violations,
  targets: [...document.querySelectorAll('nav.site-nav a')].filter(a => a.getBoundingClientRect().height)
    .map(a => [a.innerText, a.getBoundingClientRect().height]),
  charts: [...document.querySelectorAll('.chart')].filter(box => box.checkVisibility()).map(box => {
    const frame = box.getBoundingClientRect(), drawing = box.querySelector('svg.main-svg');
    const place = drawing && drawing.getBoundingClientRect();
    return place && place.width > 0 && place.height > 0 && place.left >= frame.left - 1
      && place.right <= frame.right + 1 && place.top >= frame.top - 1 && place.bottom <= frame.bottom + 1;
  })})"""


BARRIERS = "axe.run({resultTypes: ['violations']}).then(result => result.violations)"


class Visit:
    """One page of the browser, and what its console said since the last look."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        page.add_init_script(LISTEN)
        page.add_init_script(Axe().axe_script)
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def complaints(self, address: str, status: int, *, is_admin: bool = False) -> list[str]:
        """Everything wrong with the page at the address."""
        self.said.clear()
        answer = self.page.goto(address)
        found = [] if answer.status == status else [f"status {answer.status}, not {status}"]
        return found + self.look(status, is_admin=is_admin)

    def look(self, status: int = 200, *, is_admin: bool = False) -> list[str]:
        """Everything wrong with the page that is open; axe takes most of the time."""
        self._draw_charts()
        frame = self.page.evaluate(FRAME)
        refused = f"the server responded with a status of {status}"  # the browser's note on a wanted 404
        found = [f"console: {said}" for said in self.said if status == 200 or refused not in said]
        self.said.clear()
        found += [f"policy: {violation}" for violation in frame["violations"]]
        found += [] if frame["title"].strip() else ["no title"]
        found += [] if frame["lang"] in ("id", "en") else [f"language {frame['lang']!r}"]
        found += [f"chart {n} is not in its box" for n, fits in enumerate(frame["charts"]) if not fits]
        if is_admin:  # Django's own pages: their layout is Django's
            return found
        found += [] if frame["headings"] == 1 else [f"{frame['headings']} h1"]
        found += [f"scrolls sideways by {frame['overflow']}"] if frame["overflow"] > 0 else []
        return found + self._small_targets(frame) + self._barriers()

    def _draw_charts(self) -> None:
        """Charts are drawn when they come into view; one hidden behind a toggle never does."""
        for box in self.page.locator(".chart").all():
            if box.is_visible():
                box.scroll_into_view_if_needed()
                expect(box).to_have_attribute("data-drawn", "true", timeout=20_000)

    def _small_targets(self, frame: Any) -> list[str]:
        if self.page.viewport_size["width"] > 500:
            return []
        return [f"target {name} {high:.0f} px" for name, high in frame["targets"] if high < SMALLEST_TARGET]

    def _barriers(self) -> list[str]:
        violations = self.page.evaluate(BARRIERS)
        return [
            f"axe {each['id']}: {each['nodes'][0]['html'][:120]}"
            for each in violations
            if each["impact"] in ("serious", "critical")
        ]

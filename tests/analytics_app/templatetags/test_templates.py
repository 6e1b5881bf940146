"""Every template of the project: it compiles, and obeys the Content-Security-Policy, whose violations are silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string

ROOT = Path(__file__).resolve().parents[3] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
FORBIDDEN = {
    "style attribute": r"<[a-zA-Z][^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "event handler": r"<[a-zA-Z][^>]*\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    "foreign host": r"(?:src|href)=\"(?:https?:)?//",
}


def violations(text: str) -> list[str]:
    """Names of what the policy forbids in a template."""
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<p class="a" style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ('<a href="#" onclick="x()">', "event handler"),
        ("<script>x()</script>", "inline script"),
        ('<script src="//cdn.example/x.js"></script>', "foreign host"),
    ],
)
def test_what_is_forbidden_is_found(text: str, name: str) -> None:
    assert violations(text) == [name]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith("emails/")])
def test_template_obeys_the_policy(name: str) -> None:
    assert violations((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_no_request_no_database_and_no_context(name: str) -> None:
    assert "<h1>" in render_to_string(name)

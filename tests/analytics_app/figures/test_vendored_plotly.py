"""The vendored plotly.js is the one that Python's plotly validates against; licence and rules lie beside it."""

from __future__ import annotations

import re
from pathlib import Path

from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).resolve().parents[3] / "static" / "vendor" / "plotly"


def test_versions_agree() -> None:
    head = (VENDOR / "plotly-cartesian.min.js").read_text(encoding="utf-8")[:300]
    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}" in head
    assert f"plotly.js {get_plotlyjs_version()}" in (VENDOR / "plotly.css").read_text(encoding="utf-8")


def test_licence_lies_beside_it() -> None:
    assert "MIT" in (VENDOR / "LICENSE").read_text(encoding="utf-8")


def test_rules_load_nothing_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(", (VENDOR / "plotly.css").read_text(encoding="utf-8"))

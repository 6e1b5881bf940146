"""docs/method.md says of every indicator what its declaration says."""

from pathlib import Path

from analytics_app.indicators.catalogue import as_markdown, with_catalogue
from analytics_app.indicators.diagnostics import DIAGNOSTICS
from analytics_app.indicators.registry import INDICATORS, INTERNAL

METHOD = Path(__file__).parents[3] / "docs" / "method.md"


def test_the_document_holds_the_declarations_as_they_are() -> None:
    """If this fails: python -m analytics_app.indicators.catalogue docs/method.md"""
    text = METHOD.read_text()
    assert with_catalogue(text) == text


def test_every_indicator_and_diagnostic_is_in_the_catalogue_once() -> None:
    text = as_markdown()
    for one in (*INDICATORS, *INTERNAL):
        assert text.count(f"`{one.id}` · weight") == 1
    for diagnostic in DIAGNOSTICS:
        assert text.count(f"(`{diagnostic.id}`)") == 1

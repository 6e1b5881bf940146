"""Turns stored JSON into the parser's options and an inspection into stored JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analytics_app.choices import Platform, SourceFormat
from analytics_app.sources.inspection import Inspection
from analytics_app.sources.options import ParseOptions


def options_of(stored: Mapping[str, Any]) -> ParseOptions:
    """ImportBatch.options as ParseOptions."""
    return ParseOptions(
        format=SourceFormat(stored["format"]) if stored.get("format") else None,
        platform=Platform(stored["platform"]) if stored.get("platform") else None,
        zone=stored.get("zone"),
        date_order=stored.get("date_order"),
        mapping=stored.get("mapping"),
        encoding=stored.get("encoding"),
        delimiter=stored.get("delimiter"),
        sheet=stored.get("sheet"),
    )


def stored_inspection(inspection: Inspection) -> dict[str, Any]:
    """The inspection as JSON, without the preview: its rows hold personal data."""
    stored: dict[str, Any] = _plain(asdict(inspection))
    for key in ("preview", "preview_rows"):
        stored.pop(key, None)
    return stored


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)

"""What an indicator is, declared once: computing, scoring, the method page and the data dictionary read this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from analytics_app.indicators.arithmetic import Knots, piecewise

METHOD_VERSION = "1.1.0"


class Dimension(StrEnum):
    """The three dimensions of WebQual 4.0."""

    USABILITY = "U"
    INFORMATION = "I"
    SERVICE_INTERACTION = "S"


class Unit(StrEnum):
    """How ``x`` is read: a share is shown in per cent, hours as a length of time."""

    SHARE = "share"
    HOURS = "hours"


class Text(NamedTuple):
    """One statement in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDefinition:
    """One indicator of the method. ``knots`` are (x, score) with x ascending; ``weight`` is within the dimension."""

    id: str
    name: Text
    dimension: Dimension
    weight: int
    webqual_items: tuple[str, ...]
    evidence: tuple[str, ...]  # "paper: quotation"
    formula: Text
    unit: Unit
    direction: Literal["up", "down"]
    knots: Knots
    anchors: Text  # why the knots lie there
    min_n: int
    sample: Text  # what min_n counts
    missing: Text
    gaming: Text
    countermeasure: Text
    method_version: str = METHOD_VERSION

    def score(self, x: float) -> float:
        """The score (0-100) of a value."""
        return piecewise(x, self.knots)

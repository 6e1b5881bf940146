"""What an indicator is, declared once: computing, scoring, the method page and the data dictionary read this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log2
from typing import Literal, NamedTuple

from analytics_app.indicators.arithmetic import Knots, piecewise

METHOD_VERSION = "1.1.0"


class Dimension(StrEnum):
    """The three dimensions of WebQual 4.0."""

    USABILITY = "U"
    INFORMATION = "I"
    SERVICE_INTERACTION = "S"
    INTERNAL = "internal"  # seen by the agency alone, never in a dimension


class Unit(StrEnum):
    """How ``x`` is read: a share is shown in per cent, hours as a length of time."""

    SHARE = "share"
    HOURS = "hours"
    POINTS = "points"  # 0-100
    RECIPROCAL_RANK = "reciprocal_rank"  # 0-1
    TOPICS = "topics"  # effective number
    RATIO = "ratio"
    PER_THOUSAND = "per_thousand"
    DIFFERENCE = "difference"  # of two shares


class Scale(StrEnum):
    """On what of ``x`` the knots lie."""

    PLAIN = "plain"
    LOG2 = "log2"  # ratio to the peers' median; 0 lies at the lower end
    ABSOLUTE = "absolute"  # distance from 0


#: clamp(50 + 25 · log2(ratio), 0, 100)
PEER_LOG2: Knots = ((-2.0, 0.0), (2.0, 100.0))


class MethodError(ValueError):
    """A declaration or an input that the method cannot work with; the message says which and why."""


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
    scale: Scale = Scale.PLAIN
    method_version: str = METHOD_VERSION

    def __post_init__(self) -> None:
        check_knots(self.knots, self.direction, self.id)

    def score(self, x: float) -> float:
        """The score (0-100) of a value."""
        if self.scale is Scale.LOG2:
            return piecewise(log2(x), self.knots) if x > 0 else self.knots[0][1]
        return piecewise(abs(x) if self.scale is Scale.ABSOLUTE else x, self.knots)

    @property
    def shown_knots(self) -> Knots:
        """(x, score) in the unit of ``x``: ratios instead of their logarithms."""
        if self.scale is Scale.LOG2:
            return tuple(
                (2.0**x, piecewise(x, self.knots)) for x in (self.knots[0][0], 0.0, self.knots[-1][0])
            )
        return self.knots


def check_knots(knots: Knots, direction: str, name: str) -> None:
    """MethodError unless x rises, scores stay within 0-100 and never turn against the direction."""
    if len(knots) < 2 or any(left >= right for (left, _), (right, _) in pairwise(knots)):
        raise MethodError(f"{name}: the x of its knots must rise: {list(knots)}")
    scores = [score for _, score in knots]
    if scores != sorted(scores, reverse=direction == "down") or not all(
        0 <= score <= 100 for score in scores
    ):
        raise MethodError(f"{name}: scores of the knots must run {direction} between 0 and 100: {scores}")

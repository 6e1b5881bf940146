"""How an account behaves. The archetypes differ so that every indicator and every state of it can be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import pi, sin


class Hours(StrEnum):
    """When an account answers."""

    ANY = "any"
    OFFICE = "office"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Rates a day, shares between 0 and 1, hours.

    ``swing`` is added to ``answer_rate`` at one end of a year-long wave that begins at ``phase`` (0 to 1) of the
    calendar year and taken from it at the other, so that some accounts get better and some worse.
    """

    posts: float = 0.8
    weekend: float = 0.5
    repost_share: float = 0.1
    service_share: float = 0.45
    ceremony_share: float = 0.2
    repeats_itself: bool = False
    mentions_institutions: float = 0.05
    threads: float = 0.6
    answer_rate: float = 0.6
    swing: float = 0.0
    phase: float = 0.0
    median_hours: float = 8.0
    sigma: float = 1.2
    hours: Hours = Hours.OFFICE
    template_share: float = 0.1
    has_automatic_reply: bool = False

    def answer_rate_on(self, day: date) -> float:
        """The share of questions of that day that it will answer, sooner or later."""
        wave = sin(2 * pi * (day.timetuple().tm_yday / 365.25 - self.phase))
        return min(0.99, max(0.0, self.answer_rate + self.swing * wave))


QUICK = Behaviour(answer_rate=0.93, median_hours=1.2, sigma=1.1, hours=Hours.ANY, posts=2.2, weekend=0.9)
TIDY = Behaviour(answer_rate=0.82, median_hours=4, sigma=1.0, posts=1.8, weekend=0.35)
STEADY = Behaviour(answer_rate=0.66, median_hours=10, sigma=1.2, posts=0.7)
SLOW = Behaviour(answer_rate=0.55, median_hours=52, sigma=1.0, posts=0.6)
NIGHT = Behaviour(answer_rate=0.7, median_hours=6, hours=Hours.NIGHT, posts=0.9, weekend=0.8)
QUIET = Behaviour(answer_rate=0.09, median_hours=40, posts=0.9, ceremony_share=0.5, service_share=0.15)
NEVER = Behaviour(answer_rate=0.0, posts=0.7, ceremony_share=0.6, service_share=0.1)
RISING = Behaviour(answer_rate=0.55, swing=0.35, median_hours=9)
TEMPLATED = Behaviour(answer_rate=0.78, median_hours=3, template_share=0.85, posts=0.9)
ROBOT = Behaviour(answer_rate=0.12, median_hours=30, has_automatic_reply=True)
INSTITUTIONAL = Behaviour(answer_rate=0.16, median_hours=26, mentions_institutions=0.75, posts=1.0)
REPOSTER = Behaviour(answer_rate=0.4, median_hours=18, repost_share=0.78, posts=1.6)
ERRATIC = Behaviour(answer_rate=0.5, median_hours=20, sigma=1.7, posts=0.35, weekend=0.1, repeats_itself=True)
SPARSE = Behaviour(threads=0.03, posts=0.15, answer_rate=0.4, median_hours=30)

#: Given to regions in turn; each province gets the next one, its kabupaten and kota others.
ARCHETYPES: tuple[Behaviour, ...] = (
    STEADY,
    TIDY,
    SLOW,
    QUICK,
    QUIET,
    RISING,
    TEMPLATED,
    NIGHT,
    REPOSTER,
    STEADY,
    TIDY,
    replace(RISING, phase=0.5),
    INSTITUTIONAL,
    SLOW,
    ERRATIC,
    QUICK,
    NEVER,
    STEADY,
    ROBOT,
)

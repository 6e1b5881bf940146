"""What a relative figure is held against: its own figure, the peers' median, and each peer with its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from accounts_app.models import Region
from analytics_app.formats import decimal, percent
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT, PARTICIPATION_RATE
from analytics_app.selectors.peer_figures import account_name, beside, reading_behind, region_names
from analytics_app.selectors.relative_indicators import ACCOUNT_RATIOS
from analytics_app.selectors.values import Subject, Value

RELATIVE = (AUDIENCE_ENGAGEMENT.id, PARTICIPATION_RATE.id)


def peers_behind(subject: Subject, indicator: str, value: Value | None) -> dict[str, float]:
    """The peers' figures by name; only those who may compare may be told more than their median (decision 0118)."""
    if value is None or indicator not in RELATIVE:
        return {}
    name = subject.code if isinstance(subject, Region) else account_name(subject)
    return beside(reading_behind(value), name)


def peer_inputs(figures: Mapping[str, float], *, is_open: bool) -> dict[str, Any]:
    """For the computation by hand: the median with all its decimals, and where it ``is_open`` what it is of."""
    if not figures:
        return {}
    inputs: dict[str, Any] = {"peer_median": median(figures.values())}
    return inputs | {"peers": dict(figures)} if is_open else inputs


def peer_context(
    indicator: str, value: Value | None, behind: Mapping[str, float], *, is_open: bool
) -> dict[str, Any]:
    """For the template; empty for figures that are not relative, and before they were computed."""
    if value is None or indicator not in RELATIVE or ACCOUNT_RATIOS in value.detail:
        return {}  # a region's engagement is that of its accounts, each beside its own peers
    detail, figures = value.detail, behind if is_open else {}
    names = region_names(figures) if indicator == PARTICIPATION_RATE.id else {}
    listed = sorted(figures.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "relative": {
            "own": None if detail.get("own") is None else _told(detail["own"]),
            "median": None
            if detail.get("peer_median") is None
            else _told(median(behind.values()) if behind else detail["peer_median"]),
            "as_of": date.fromisoformat(detail["peers_as_of"]) if detail.get("peers_as_of") else None,
            "penetration": None if detail.get("penetration") is None else percent(detail["penetration"]),
            "population": detail.get("population"),
            "count": detail.get("peers"),
            "peers": [(names.get(key, key), _told(rate)) for key, rate in listed],
            "words": _("penulis warga per 1.000 penduduk yang terjangkau")
            if indicator == PARTICIPATION_RATE.id
            else _("reaksi per pengikut, median unggahan"),
        }
    }


def _told(rate: float) -> str:
    """With as many decimals as a computation by hand needs."""
    return decimal(rate, 6)

"""What a relative figure is held against: its own figure, the peers' median, and each peer with its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts_app.models import Region
from analytics_app.formats import decimal, percent
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT, PARTICIPATION_RATE
from analytics_app.selectors.peer_figures import account_name, beside, reading_behind, region_names
from analytics_app.selectors.values import Subject, Value

RELATIVE = (AUDIENCE_ENGAGEMENT.id, PARTICIPATION_RATE.id)


def peers_behind(subject: Subject, indicator: str, value: Value | None) -> dict[str, float]:
    """The peers' figures by name: for those who may compare (decision 0118), nobody else may be told."""
    if value is None or indicator not in RELATIVE:
        return {}
    name = subject.code if isinstance(subject, Region) else account_name(subject)
    return beside(reading_behind(value), name)


def peer_context(indicator: str, value: Value | None, figures: Mapping[str, float]) -> dict[str, Any]:
    """For the template; empty for figures that are not relative, and before they were computed."""
    if value is None or indicator not in RELATIVE:
        return {}
    detail, told = value.detail, _figure(indicator)
    names = region_names(figures) if indicator == PARTICIPATION_RATE.id else {}
    listed = sorted(figures.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "relative": {
            "own": None if detail.get("own") is None else told(detail["own"]),
            "median": None if detail.get("peer_median") is None else told(detail["peer_median"]),
            "as_of": date.fromisoformat(detail["peers_as_of"]) if detail.get("peers_as_of") else None,
            "penetration": None if detail.get("penetration") is None else percent(detail["penetration"]),
            "population": detail.get("population"),
            "count": detail.get("peers"),
            "peers": [(names.get(key, key), told(rate)) for key, rate in listed],
            "accounts": [
                (name, decimal(ratio, 2))
                for name, ratio in sorted((detail.get("account_ratios") or {}).items())
            ],
            "words": _("penulis warga per 1.000 penduduk yang terjangkau")
            if indicator == PARTICIPATION_RATE.id
            else _("reaksi per pengikut, median unggahan"),
        }
    }


def _figure(indicator: str) -> Any:
    places = 3 if indicator == PARTICIPATION_RATE.id else 4
    return lambda rate: decimal(rate, places)

"""What a relative figure is held against: its own figure, the peers' median, and each peer with its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from analytics_app.formats import decimal, percent
from analytics_app.indicators.peers import AUDIENCE_ENGAGEMENT, PARTICIPATION_RATE
from analytics_app.selectors.peer_figures import region_names
from analytics_app.selectors.values import Value

#: In the detail of a relative figure: other governments' figures, by name.
PEER_FIGURES = "peer_figures"


def without_peers(value: Value | None) -> Value | None:
    """For readers who may not compare (0118): no figure of another government; their median and number stay."""
    if value is None or PEER_FIGURES not in value.detail:
        return value
    return replace(value, detail={key: told for key, told in value.detail.items() if key != PEER_FIGURES})


def peer_context(indicator: str, value: Value | None) -> dict[str, Any]:
    """For the template; empty for figures that are not relative, and before they were computed."""
    if value is None or indicator not in (AUDIENCE_ENGAGEMENT.id, PARTICIPATION_RATE.id):
        return {}
    detail, told = value.detail, _figure(indicator)
    figures: Mapping[str, float] = detail.get(PEER_FIGURES) or {}
    names = region_names(figures) if indicator == PARTICIPATION_RATE.id else {}
    listed = sorted(figures.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "relative": {
            "own": None if detail.get("own") is None else told(detail["own"]),
            "median": None if detail.get("peer_median") is None else told(detail["peer_median"]),
            "as_of": detail.get("peers_as_of"),
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

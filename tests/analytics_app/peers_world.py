"""Stored figures of a peer group, without the messages behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from accounts_app.models import Region
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.registry import BY_ID
from analytics_app.models import IndicatorValue, Score
from analytics_app.scoring.shrinkage import PROPORTIONS
from tests.factories import RegionFactory

QUARTER_END = date(2026, 6, 30)
NOW = datetime(2026, 7, 5, 3, 0, tzinfo=UTC)
#: Enough of each dimension's weight for an order.
CORE = {
    "profile_completeness": 0.5, "service_navigation": 0.5, "account_authenticity": 50.0, "findability": 0.5,
    "original_information_share": 0.5, "update_regularity": 0.5, "topic_diversity": 6.0,
    "service_content_share": 0.3, "service_info_completeness": 0.5,
    "response_rate": 0.5, "response_speed": 30.0, "deadline_compliance": 0.5, "reply_equity": 0.7,
}  # fmt: skip


def build_group(members: int, *, n: int = 400, spread: float = 0.07) -> list[Region]:
    """So many cities of one size; each next one is better in every share, the first answers almost nobody."""
    regions = [
        RegionFactory(
            code=f"61.{71 + place}", level="kota", name=f"Kota Contoh {place:02}", population=300_000
        )
        for place in range(members)
    ]
    for place, region in enumerate(regions):
        shares = {name: min(0.95, 0.05 + spread * place) for name in CORE if name in PROPORTIONS}
        store(region, CORE | shares, n=n)
    return regions


def store(region: Region, values: Mapping[str, float], *, n: int = 400, composite: str = "scored") -> None:
    """Scored indicators of a region at the quarter's end, and whether its composite has a score."""
    common = {
        "region": region, "as_of": QUARTER_END, "method_version": METHOD_VERSION, "taxonomy_version": "1",
        "calendar_version": "1", "computed_at": NOW,
    }  # fmt: skip
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            **common, pool="social", indicator=name, status="scored", x=x, n=n,
            low=0.9 * x, high=1.1 * x, level=0.95, score=BY_ID[name].score(x),
        )
        for name, x in values.items()
    )  # fmt: skip
    score = 50.0 if composite == "scored" else None
    Score.objects.create(**common, measure="composite", status=composite, score=score, seed=1)

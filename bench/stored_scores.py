"""The database part of B5: stored regions of the volume, scored and written at one date."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts_app.models import Region
from analytics_app.services import rebuild, score
from analytics_app.services.figure_rows import Computation
from analytics_app.services.score_rows import write_scores
from analytics_app.services.value_rows import write_values
from bench import database
from bench.measure import seconds

SAMPLE = 60


def _score(region: Region, as_of: date, by: Computation) -> None:
    figures = score.compute_figures(region, as_of)
    write_values(region, as_of, figures.values, by)
    write_scores(region, as_of, figures.scores, by)


def stored(messages: int, raw: dict[str, object]) -> list[tuple[str, str, str, bool | None]]:
    database.ensure_accounts()
    database.empty()
    database.import_in_child(database.volume_file(messages))
    rebuild.rebuild_pending()
    now, by = timezone.now(), Computation(timezone.now(), "bench", "")
    regions = list(Region.objects.filter(official_accounts__isnull=False).distinct().order_by("code"))
    as_of = max(score.score_dates(regions[0], now))
    sample = regions[:: max(1, len(regions) // SAMPLE)]
    costs = [
        seconds(lambda region=region: _score(region, as_of, by))  # type: ignore[misc]
        for region in sample
    ]
    country = sum(costs) / len(sample) * len(regions)
    raw["stored"] = costs
    return [
        (f"stored: {len(regions)} regions at one date", f"{country:.0f} s", "", None),
        (
            "stored: the largest region / country",
            f"{max(costs) / country:.2%}",
            "<= 1 %",
            max(costs) <= 0.01 * country,
        ),
    ]

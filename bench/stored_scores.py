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
from bench.measure import middle, seconds

SAMPLE = 60


def _score(region: Region, as_of: date, by: Computation, reading: score.Reading) -> None:
    figures = score.compute_figures(region, as_of, reading.qualities, reading.book)
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
    shared = score.Reading()
    costs = [_seconds(region, as_of, by, shared) for region in sample]
    # After a batch one region is computed, and what it shares with others is read for it alone.
    alone = [_seconds(region, as_of, by, score.Reading()) for region in sample]
    country = sum(costs) / len(sample) * len(regions)
    raw["stored"], raw["stored_alone"] = costs, alone
    return [
        (f"stored: {len(regions)} regions at one date", f"{country:.0f} s", "", None),
        (
            "stored: a region after one batch / country, median",
            f"{middle(alone) / country:.2%}",
            "<= 1 %",
            middle(alone) <= 0.01 * country,
        ),
        (
            "stored: the largest region after one batch / country",
            f"{max(alone) / country:.2%}",
            "<= 1 %",
            max(alone) <= 0.01 * country,
        ),
    ]


def _seconds(region: Region, as_of: date, by: Computation, reading: score.Reading) -> float:
    return seconds(lambda: _score(region, as_of, by, reading))

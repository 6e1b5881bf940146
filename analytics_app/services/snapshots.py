"""Prepares publications: at a quarter's end and the right of reply after it, what would be shown is frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts_app.models import Region
from analytics_app.models import IndicatorValue, QuarterSnapshot, Score
from analytics_app.periods import quarter_of
from analytics_app.selectors.publication import ready_on
from analytics_app.services.locks import LockSpace, hold


def prepare_due(
    today: date, now: datetime, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Freezes every completed quarter whose right of reply has passed and that is not prepared; returns how many.

    One transaction each: a run that was killed goes on where it stopped, a second one finds nothing to do.
    """
    with hold(LockSpace.SNAPSHOT):
        waiting = list_due(today)
        for done, (region, quarter_end) in enumerate(waiting):
            on_progress(done, len(waiting))
            freeze(region, quarter_end, now)
        on_progress(len(waiting), len(waiting))
        return len(waiting)


def list_due(today: date) -> list[tuple[Region, date]]:
    """Regions by completed quarter that could be prepared and are not, oldest first. Three queries."""
    rows = IndicatorValue.objects.filter(
        region__isnull=False, pool=IndicatorValue.Pool.SOCIAL, as_of__lte=today - timedelta(days=1)
    )
    prepared = set(QuarterSnapshot.objects.values_list("region_id", "quarter_end"))
    pairs = sorted(set(rows.values_list("as_of", "region_id").distinct()))
    due = [
        (region_id, day)
        for day, region_id in pairs
        if quarter_of(day).last_day == day and ready_on(day) <= today and (region_id, day) not in prepared
    ]
    regions = Region.objects.in_bulk({region_id for region_id, _ in due if region_id})
    return [(regions[region_id], day) for region_id, day in due if region_id]


def freeze(region: Region, quarter_end: date, now: datetime) -> QuarterSnapshot:
    """The snapshot of the quarter: the one there is, else of the figures that hold now."""
    with transaction.atomic():
        of = {"region": region, "as_of": quarter_end}
        values = IndicatorValue.objects.filter(**of).order_by("pk").values_list("pk", flat=True)
        scores = Score.objects.filter(**of).order_by("pk").values_list("pk", flat=True)
        snapshot, _ = QuarterSnapshot.objects.get_or_create(
            region=region,
            quarter_end=quarter_end,
            defaults={"prepared_at": now, "value_ids": list(values), "score_ids": list(scores)},
        )
    return snapshot


def freeze_anew(region: Region, quarter_end: date, now: datetime) -> QuarterSnapshot:
    """Puts the figures that hold now in the place of what was prepared, while it is not published."""
    with transaction.atomic():
        if not region.publications.filter(quarter_end=quarter_end).exists():
            QuarterSnapshot.objects.filter(region=region, quarter_end=quarter_end).delete()
        return freeze(region, quarter_end, now)

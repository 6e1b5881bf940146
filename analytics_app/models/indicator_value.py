"""Indicator values and what has been published of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts_app.models import Region
from analytics_app.choices import Status
from analytics_app.models.figure import CurrentFigures, Figure, figure_indexes, of_one_subject


class IndicatorValue(Figure):
    """One indicator of one account or one region at one date: the value, and all that is needed to defend it.

    ``pool`` keeps complaint channels apart from social media.
    """

    class Pool(models.TextChoices):
        SOCIAL = "social"
        CHANNEL = "channel"

    pool = models.CharField(max_length=10, choices=Pool)
    indicator = models.CharField(max_length=40)
    status = models.CharField(max_length=16, choices=[(s, s) for s in Status])
    x = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    n = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level = models.FloatField(null=True)
    detail = models.JSONField(default=dict)

    objects: models.Manager[IndicatorValue] = CurrentFigures()
    history: models.Manager[IndicatorValue] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "region", "pool", "indicator", "as_of", "method_version"],
                name="current_value_once",
                condition=Q(superseded_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=of_one_subject(), name="value_of_one_subject"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(status=Status.SCORED), name="score_only_when_scored"
            ),
        ]
        indexes = figure_indexes("value", "indicator")

    def __str__(self) -> str:
        return f"{self.account_id or self.region_id} {self.indicator} {self.as_of}: {self.status} {self.x}"


class Publication(models.Model):
    """A completed quarter of one region that an administrator has published."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="publications")
    quarter_end = models.DateField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "quarter_end"], name="publication_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.quarter_end}"

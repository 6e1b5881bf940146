"""Dimensions and composites: what indicators add up to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from analytics_app.choices import ScoreStatus
from analytics_app.models.figure import CurrentFigures, Figure, figure_indexes, of_one_subject


class Score(Figure):
    """One dimension, or the composite, of one account's or one region's social media at one date.

    ``coverage`` is the scored share of a dimension's weight, of a composite the least of its dimensions'. Intervals
    have no bounds where there is no score. ``n``: cases of the smallest main sample; None: a census.
    """

    class Measure(models.TextChoices):
        USABILITY = "U"
        INFORMATION = "I"
        SERVICE_INTERACTION = "S"
        COMPOSITE = "composite"

    measure = models.CharField(max_length=10, choices=Measure)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ScoreStatus])
    arithmetic = models.FloatField(null=True)  # composites only: the other mean, for comparison
    openness = models.FloatField(null=True)  # S only: share of posts with comments open; None: not known
    openness_factor = models.FloatField(default=1.0)  # what the mean was multiplied by
    low90 = models.FloatField(null=True)
    high90 = models.FloatField(null=True)
    low95 = models.FloatField(null=True)
    high95 = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    is_number_public = models.BooleanField(default=False)  # else the band alone (method section 12, rule 8)
    seed = models.BigIntegerField()  # of the bootstraps
    parts = models.JSONField(
        default=list
    )  # what went in: each indicator, or dimension, with weight and score

    objects: models.Manager[Score] = CurrentFigures()
    history: models.Manager[Score] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "region", "measure", "as_of", "method_version"],
                name="current_score_once",
                condition=Q(superseded_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=of_one_subject(), name="score_of_one_subject"),
            models.CheckConstraint(
                condition=Q(score__isnull=True)
                | Q(status__in=[ScoreStatus.SCORED.value, ScoreStatus.CLOSED.value]),
                name="score_only_where_known",
            ),
        ]
        indexes = figure_indexes("score", "measure")

    def __str__(self) -> str:
        return f"{self.account_id or self.region_id} {self.measure} {self.as_of}: {self.status} {self.score}"

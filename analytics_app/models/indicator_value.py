"""Indicator values and what has been published of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Status


class CurrentValues(models.Manager["IndicatorValue"]):
    """The values that hold now: what pages, exports and the scoring read."""

    def get_queryset(self) -> models.QuerySet[IndicatorValue]:
        return super().get_queryset().filter(superseded_at=None)


class IndicatorValue(models.Model):
    """One indicator of one account or one region at one date: the value, and all that is needed to defend it.

    Exactly one of ``account`` and ``region`` is set. ``pool`` keeps complaint channels apart from social media.
    Rows only ever come: the database lets nobody change or remove one but set ``superseded_at``, once (migration
    ``append_only_values``). ``objects`` are the values that hold, ``history`` all there ever were.
    """

    class Cause(models.TextChoices):
        """Why there is this row: where it replaces another, what differs from that one."""

        FIRST = "first"
        DATA = "data"  # other messages, coverage, registry or other inputs
        RULES = "rules"  # other taxonomy, calendar or deadline rules
        ERRATUM = "erratum"  # the same data and rules: the earlier figure was computed wrongly

    class Pool(models.TextChoices):
        SOCIAL = "social"
        CHANNEL = "channel"

    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="indicator_values", db_index=False
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pool = models.CharField(max_length=10, choices=Pool)
    indicator = models.CharField(max_length=40)
    as_of = models.DateField()
    status = models.CharField(max_length=16, choices=[(s, s) for s in Status])
    provisional = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)
    x = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    n = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level = models.FloatField(null=True)
    score = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    detail = models.JSONField(default=dict)
    method_version = models.CharField(max_length=20)
    taxonomy_version = models.CharField(max_length=20)
    calendar_version = models.CharField(max_length=40)
    deadline_rules_version = models.CharField(max_length=40, blank=True)
    data_version = models.CharField(
        max_length=16, blank=True
    )  # digest of the region's imports, registry, inputs
    code_version = models.CharField(max_length=40, blank=True)  # commit, where the installation knows it
    cause = models.CharField(max_length=8, choices=Cause, default=Cause.FIRST)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    computed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)  # from then on another row holds, or none

    objects = CurrentValues()
    history: models.Manager[IndicatorValue] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "region", "pool", "indicator", "as_of", "method_version"],
                name="current_value_once",
                condition=Q(superseded_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(region__isnull=True), name="value_of_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(status=Status.SCORED), name="score_only_when_scored"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "as_of"],
                condition=Q(region__isnull=False, superseded_at=None),
                name="value_of_region",
            ),
            models.Index(
                fields=["account", "as_of"],
                condition=Q(account__isnull=False, superseded_at=None),
                name="value_of_account",
            ),
            models.Index(
                fields=["indicator", "as_of"],
                condition=Q(region__isnull=False, superseded_at=None),
                name="value_nationwide",
            ),
            models.Index(
                fields=["region", "account", "as_of"], condition=~Q(superseded_at=None), name="value_history"
            ),
        ]

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

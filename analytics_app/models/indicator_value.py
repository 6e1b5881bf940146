"""Indicator values and what has been published of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Status


class IndicatorValue(models.Model):
    """One indicator of one account or one region at one date: the value, and all that is needed to defend it.

    Exactly one of ``account`` and ``region`` is set. ``pool`` keeps complaint channels apart from social media.
    """

    class Pool(models.TextChoices):
        SOCIAL = "social"
        CHANNEL = "channel"

    account = models.ForeignKey(
        OfficialAccount, on_delete=models.CASCADE, null=True, related_name="indicator_values", db_index=False
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
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "region", "pool", "indicator", "as_of", "method_version"],
                name="indicator_value_once",
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
                fields=["region", "as_of"], condition=Q(region__isnull=False), name="value_of_region"
            ),
            models.Index(
                fields=["account", "as_of"], condition=Q(account__isnull=False), name="value_of_account"
            ),
            models.Index(
                fields=["indicator", "as_of"], condition=Q(region__isnull=False), name="value_nationwide"
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

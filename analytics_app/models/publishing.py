"""What was prepared for the public at a quarter's end, and how the product's own work went."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts_app.models import Region


class QuarterSnapshot(models.Model):
    """The figures of one region at a quarter's end as they stood when the publication was prepared.

    By reference: figures are never changed or removed, so their ids freeze them. What is computed later for the same
    date is beside it, and the public is told where it differs.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="snapshots")
    quarter_end = models.DateField()
    prepared_at = models.DateTimeField()
    value_ids = ArrayField(models.BigIntegerField())
    score_ids = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "quarter_end"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.quarter_end}"


class JobRun(models.Model):
    """The newest run of each kind of work. Neither finished nor failed: it is running, or was killed."""

    job = models.CharField(max_length=20, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.job} {self.started_at}"

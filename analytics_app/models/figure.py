"""What every stored figure has, whatever it measures: whose it is, of when, what it rests on, what it replaces."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts_app.models import OfficialAccount, Region


class CurrentFigures(models.Manager["Any"]):
    """The figures that hold now: what pages, exports and the scoring read."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(superseded_at=None)


class Figure(models.Model):
    """One figure of one account or one region at one date, with all that is needed to defend it.

    Exactly one of ``account`` and ``region`` is set. Rows only ever come: the database lets nobody change or remove
    one but set ``superseded_at``, once (migrations ``append_only_values`` and ``scores``). ``objects`` are the
    figures that hold, ``history`` all there ever were.
    """

    class Cause(models.TextChoices):
        """Why there is this row: where it replaces another, what differs from that one."""

        FIRST = "first"
        DATA = "data"  # other messages, coverage, registry or other inputs
        RULES = "rules"  # other taxonomy, calendar or deadline rules, or more that can be measured
        DETAIL = "detail"  # the same numbers: what stands beside them was added or changed
        ERRATUM = (
            "erratum"  # another number from the same data and rules: the earlier one was computed wrongly
        )

    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    as_of = models.DateField()
    provisional = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)
    score = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
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

    class Meta:
        abstract = True


def of_one_subject() -> Q:
    """A figure is an account's or a region's."""
    return Q(account__isnull=True) ^ Q(region__isnull=True)


def figure_indexes(word: str, what: str) -> list[models.Index]:
    """The indexes behind pages: of one region, of one account, of ``what`` nationwide; and of what holds no more."""
    of_region, of_account = Q(region__isnull=False), Q(account__isnull=False)
    return [
        models.Index(
            fields=["region", "as_of"],
            condition=of_region & Q(superseded_at=None),
            name=f"{word}_of_region",
        ),
        models.Index(
            fields=["account", "as_of"],
            condition=of_account & Q(superseded_at=None),
            name=f"{word}_of_account",
        ),
        models.Index(
            fields=[what, "as_of"], condition=of_region & Q(superseded_at=None), name=f"{word}_nationwide"
        ),
        models.Index(
            fields=["region", "account", "as_of"], condition=~Q(superseded_at=None), name=f"{word}_history"
        ),
    ]

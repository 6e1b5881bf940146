"""Regions beside their peers, and how much their order owes to choices of the method."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts_app.public_ids import new_public_id


class CurrentComparisons(models.Manager["PeerComparison"]):
    """The comparisons that hold now."""

    def get_queryset(self) -> models.QuerySet["PeerComparison"]:
        return super().get_queryset().filter(superseded_at=None)


class PeerComparison(models.Model):
    """One peer group compared at the end of one quarter (scoring.peer_table says what ``rows`` hold).

    Rows only ever come, like figures: the database lets nobody change one but set ``superseded_at``, once.
    ``inputs`` is the digest of the stored figures that went in: the same digest, method and seed give the same rows.
    """

    group = models.CharField(max_length=40)  # its name: level and bands
    level = models.CharField(max_length=10)
    as_of = models.DateField()
    why_not = models.CharField(max_length=40, blank=True)  # why there is no order; empty: there is one
    core = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    #: P(the first is better than the second) of each pair of compared members, in the order of ``rows``.
    pairs = models.JSONField(default=list)
    tiers = models.JSONField(default=dict)  # code → tier: all that the public may see
    seed = models.BigIntegerField()
    inputs = models.CharField(max_length=64)
    method_version = models.CharField(max_length=20)
    code_version = models.CharField(max_length=40, blank=True)
    computed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = CurrentComparisons()
    history: models.Manager["PeerComparison"] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "as_of", "method_version"],
                name="current_comparison_once",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.as_of}"


class PeerReading(models.Model):
    """One list of peers' figures against which relative figures were held, kept once and named by its digest.

    Values name it in their detail. It is apart from them because they are published with their region, and these
    figures are of others: the public role may not read it, pages show it to those who may compare.
    """

    digest = models.CharField(max_length=16, primary_key=True)
    figures = models.JSONField()  # region code or "platform:handle" → figure

    def __str__(self) -> str:
        return self.digest


class SensitivityRun(models.Model):
    """One sensitivity analysis of a comparison, asked for by a person and computed by the worker."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        CANCELLED = "cancelled"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    comparison = models.ForeignKey(PeerComparison, on_delete=models.PROTECT, related_name="sensitivity_runs")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step_done = models.PositiveIntegerField(default=0)
    step_total = models.PositiveIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    #: Each scenario's name, mean shift in rank and share of members that leave their quarter.
    scenarios = models.JSONField(default=list)
    is_withheld = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comparison"], name="sensitivity_once", condition=~Q(state="cancelled")
            )
        ]

    def __str__(self) -> str:
        return f"{self.comparison_id}: {self.state}"

"""What is known of accounts and regions beside their messages: what people saw, and which links answered."""

from django.conf import settings
from django.db import models

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import ObservationKind


class Observation(models.Model):
    """One thing seen at one time: a profile, a rank in a search, a source item, a service.

    What ``data`` holds, kind by kind, is declared in sources.observations. A row is never changed: one with the same
    kind, subject, instant and key takes the place of those entered before it. ``digest`` keeps out the same row twice.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ObservationKind])
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="observations", db_index=False
    )
    at = models.DateTimeField()
    key = models.CharField(max_length=200, blank=True)
    data = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=255)  # name of the file; empty: entered by hand
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["region", "kind", "at"], name="observation_of_region")]

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id or self.region_id} {self.at:%Y-%m-%d}"


class LinkCheck(models.Model):
    """Whether a link of an account's profile answered in one week. One row a link and week."""

    class Outcome(models.TextChoices):
        OK = "ok"
        STATUS = "status"  # answered, with an error
        REFUSED = "refused"  # an address that must not be asked
        FAILED = "failed"  # no answer: name unknown, connection or certificate failed
        TIMEOUT = "timeout"
        REDIRECTS = "redirects"  # too many

    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, related_name="link_checks", db_index=False
    )
    url = models.CharField(max_length=500)
    week = models.DateField()  # its Monday
    checked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    status_code = models.PositiveSmallIntegerField(null=True)
    #: Whether the page names the account; None where it could not be read.
    names_account = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "url", "week"], name="link_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.url} {self.week}: {self.outcome}"

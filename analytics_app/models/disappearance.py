"""What was stated of messages that are no longer where they were (decision 0103)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts_app.models import Region
from analytics_app.choices import Disappearance, Platform


class DisappearanceStatement(models.Model):
    """One statement about one message, which need not be here yet. Rows only grow; the order of ``id`` is theirs.

    ``region`` None: stated by somebody who may speak for the whole country. ``at`` None: nobody knows when.
    ``is_pending``: what holds for the message is to be worked out again, because of this statement or since the
    message moved.
    """

    platform = models.CharField(max_length=10, choices=[(p, p) for p in Platform])
    platform_id = models.CharField(max_length=200)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=20, choices=[(d, d) for d in Disappearance])
    at = models.DateTimeField(null=True)
    stated_at = models.DateTimeField()
    source = models.CharField(max_length=255)  # name of the file
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_pending = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["platform", "platform_id"], name="statement_of_message"),
            models.Index(fields=["is_pending"], condition=Q(is_pending=True), name="statement_pending"),
            models.Index(fields=["region"], name="statement_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.platform}:{self.platform_id} {self.what}"

"""One citizen's conversation opening with one official account (method sections 3 and 12)."""

from django.db import models
from django.db.models import Q

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import Disappearance, Platform, TimePrecision
from analytics_app.models.message import Message


class Thread(models.Model):
    """Stored so that whether it is observable, and up to when, is asked of the coverage at reading time.

    Fields are those of records.ThreadRecord. ``public_id`` is derived from ``key`` with a secret, so that it stays
    the same when the thread is rebuilt and cannot be guessed.
    """

    key = models.CharField(max_length=260, unique=True)
    public_id = models.CharField(max_length=16, unique=True)
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="threads", db_index=False
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    platform = models.CharField(max_length=10, choices=[(p, p) for p in Platform])
    author_key = models.CharField(max_length=32, null=True)  # noqa: DJ001  None: the source names no author
    started_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    needs_response = models.BooleanField()
    intent = models.CharField(max_length=30, null=True)  # noqa: DJ001
    time_precision = models.CharField(max_length=12, choices=[(p, p) for p in TimePrecision])
    first_response_at = models.DateTimeField(null=True)
    first_response = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    first_region_response_at = models.DateTimeField(null=True)
    first_region_response = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    is_negative = models.BooleanField(default=False)
    is_region_negative = models.BooleanField(default=False)
    has_automatic_reply = models.BooleanField(default=False)
    is_inferred = models.BooleanField(default=False)
    is_after_hours = models.BooleanField(default=False)
    #: How the questions disappeared, and when the last of them did.
    gone = models.CharField(max_length=20, null=True, choices=[(d, d) for d in Disappearance])  # noqa: DJ001
    gone_at = models.DateTimeField(null=True)
    n_messages = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["account", "opened_at"], name="thread_of_account"),
            models.Index(fields=["region", "opened_at"], name="thread_of_region"),
            models.Index(
                fields=["author_key", "account"], condition=Q(author_key__isnull=False), name="thread_pair"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

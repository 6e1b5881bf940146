"""What was captured of an account, and when: stands beside every figure."""

from django.db import models

from accounts_app.models import OfficialAccount
from analytics_app.models.import_batch import ImportBatch


class CoverageSpan(models.Model):
    """One batch's statement, or evidence, about one account: [start_at, end_at].

    Stated (``--covers``): exactly what was said, a row a side. Unstated: from the account's first to its last own
    message in the batch; batches of one source are joined when read, so a file cut in two covers what it covered
    whole. ``account`` is None for a complaint table without a registered channel.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="spans")
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, null=True, related_name="spans")
    source = models.CharField(max_length=80)
    is_stated = models.BooleanField()
    covers_posts = models.BooleanField()
    covers_replies = models.BooleanField()
    covers_citizens = models.BooleanField()
    carries_reposts = models.BooleanField()
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "account", "is_stated"], name="span_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.start_at:%Y-%m-%d} - {self.end_at:%Y-%m-%d}"

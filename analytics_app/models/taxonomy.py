"""Keywords that administrators added to the taxonomy's classes. A row is never removed, only taken out of use."""

from django.db import models
from django.db.models import Q

from accounts_app.models import User


class TaxonomyKeyword(models.Model):
    """One added keyword. Adding and taking out of use are numbered changes, in one sequence for all keywords.

    The taxonomy's state at any change is that of the rows added by then and not taken out by then.
    """

    task = models.CharField(max_length=20)
    class_id = models.CharField(max_length=40)
    keyword = models.CharField(max_length=60)
    added_change = models.PositiveIntegerField(unique=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_change = models.PositiveIntegerField(unique=True, null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "keyword"], condition=Q(removed_change=None), name="keyword_in_use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.class_id}: {self.keyword}"

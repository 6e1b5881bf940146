"""What this database is: example data or real data. The two never share one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """One row. ``kind`` is set by the first thing that brings data and never changes again."""

    class Kind(models.TextChoices):
        EXAMPLE = "example", _("Data contoh")
        REAL = "real", _("Data sungguhan")

    singleton = models.BooleanField(primary_key=True, default=True)
    kind = models.CharField(max_length=10, choices=Kind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(singleton=True), name="installation_is_one_row")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

"""Failures to protect personal data, and the time in which they have to be told (UU 27/2022 art. 46)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts_app.public_ids import new_public_id

NOTIFY_WITHIN = timedelta(hours=72)


class Breach(models.Model):
    """One failure. People and the authority have to be told in writing within 3 × 24 hours of its discovery."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("ringkasan"), max_length=200)
    discovered_at = models.DateTimeField(_("diketahui pada"))
    what_happened = models.TextField(_("kapan dan bagaimana terjadi"))
    affected_data = models.TextField(
        _("data pribadi yang terungkap"), help_text=_("Jenisnya saja, bukan isinya.")
    )
    affected_people = models.PositiveIntegerField(
        _("perkiraan jumlah orang"), null=True, blank=True, help_text=_("Kosong: belum diketahui.")
    )
    measures = models.TextField(_("penanganan dan pemulihan"), blank=True)
    people_told_at = models.DateTimeField(_("subjek data diberi tahu pada"), null=True, blank=True)
    authority_told_at = models.DateTimeField(_("lembaga diberi tahu pada"), null=True, blank=True)
    recorded_by = models.CharField(max_length=254, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-discovered_at", "-id"]
        verbose_name = _("kebocoran data")
        verbose_name_plural = _("kebocoran data")

    def __str__(self) -> str:
        return self.title

    @property
    def due_at(self) -> datetime:
        """The end of the 3 × 24 hours."""
        return self.discovered_at + NOTIFY_WITHIN

    @property
    def told_at(self) -> datetime | None:
        """When the later of the two was told; None while one is not."""
        if self.people_told_at is None or self.authority_told_at is None:
            return None
        return max(self.people_told_at, self.authority_told_at)

    def is_late(self, now: datetime) -> bool:
        """Whether telling took, or has taken until now, longer than the law gives."""
        return (self.told_at or now) > self.due_at

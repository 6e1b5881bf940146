"""Agencies (organisasi perangkat daerah) of a region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts_app.models.region import Region


class Agency(models.Model):
    """One agency of one regional government; ``aliases`` are other names used for routing, one a line."""

    region = models.ForeignKey(
        Region, verbose_name=_("wilayah"), on_delete=models.PROTECT, related_name="agencies"
    )
    name = models.CharField(_("nama"), max_length=200)
    aliases = models.TextField(_("nama lain"), blank=True)

    class Meta:
        ordering = ["region__code", "name"]
        verbose_name = _("perangkat daerah")
        verbose_name_plural = _("perangkat daerah")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="agency_unique_in_region")]

    def __str__(self) -> str:
        return self.name

"""Provinces, kabupaten and kota: the governments that are scored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import RegionLevel, Zone


class Region(models.Model):
    """One regional government. ``code`` is the Kemendagri code with dots (33, 33.27).

    A province is the provincial government alone; its kabupaten and kota are regions of their own and are never
    pooled into it.
    """

    code = models.CharField(_("kode Kemendagri"), max_length=8, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    level = models.CharField(_("tingkat"), max_length=10, choices=RegionLevel)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("induk"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    bps_code = models.CharField(_("kode BPS"), max_length=8, blank=True)
    population = models.PositiveIntegerField(_("penduduk"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("tahun data penduduk"),
        null=True,
        blank=True,
        help_text=_("Kosong: sumber tidak menyebutkan tahunnya."),
    )
    population_source = models.CharField(_("sumber data penduduk"), max_length=120, blank=True)
    area_km2 = models.DecimalField(_("luas (km²)"), max_digits=12, decimal_places=3, null=True, blank=True)
    zone = models.CharField(_("zona waktu"), max_length=20, choices=Zone)

    class Meta:
        ordering = ["code"]
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")

    def __str__(self) -> str:
        return self.name

    @property
    def is_province(self) -> bool:
        return self.level == RegionLevel.PROVINCE

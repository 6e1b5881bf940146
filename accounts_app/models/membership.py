"""Who may do what, where, and from when until when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import Role
from accounts_app.models.agency import Agency
from accounts_app.models.region import Region
from accounts_app.models.role_rules import role_constraints
from accounts_app.public_ids import new_public_id


class Membership(models.Model):
    """One role of one user in one region; no region means the whole country."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("pengguna"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("wilayah"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        help_text=_("Kosong: seluruh Indonesia (hanya administrator nasional, pengawas, auditor)."),
    )
    role = models.CharField(_("peran"), max_length=16, choices=Role)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("perangkat daerah"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        help_text=_("Hanya untuk pengguna perangkat daerah; harus milik wilayah yang sama."),
    )
    reads_conversations = models.BooleanField(
        _("boleh membaca percakapan"),
        default=False,
        help_text=_("Hanya untuk pengawas: boleh membaca pesan warga, bukan hanya angka dan buktinya."),
    )
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region", "role", "agency"], name="membership_unique", nulls_distinct=False
            ),
            *role_constraints(
                no_region="membership_without_region_is_national",
                national_admin="national_admin_is_national",
                agency="agency_of_agency_users",
                conversations="conversations_granted_to_supervisors",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.region or 'Indonesia'}"

    def clean(self) -> None:
        """The agency must be one of the region's own."""
        if self.agency is not None and self.agency.region_id != self.region_id:
            raise ValidationError(
                {"agency": _("Perangkat daerah ini milik wilayah lain. Pilih yang sewilayah.")}
            )

"""Invitations: the only way to an account, and to a role."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import Role
from accounts_app.models.agency import Agency
from accounts_app.models.region import Region
from accounts_app.models.role_rules import role_constraints
from accounts_app.public_ids import new_public_id


class Invitation(models.Model):
    """One role in one region, offered to one e-mail address until ``expires_at``.

    Of the link only ``digest`` is kept (``members.invitations``). Without an address it is the invitation of
    the first administrator, who has nobody to be invited by.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("alamat surel"), blank=True)
    role = models.CharField(_("peran"), max_length=16, choices=Role)
    region = models.ForeignKey(
        Region, verbose_name=_("wilayah"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("perangkat daerah"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reads_conversations = models.BooleanField(_("boleh membaca percakapan"), default=False)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "region", "role", "agency"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
                nulls_distinct=False,
            ),
            *role_constraints(
                no_region="invitation_without_region_is_national",
                national_admin="invited_national_admin_is_national",
                agency="invited_agency_of_agency_users",
                conversations="invited_conversations_of_supervisors",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(role=Role.NATIONAL_ADMIN), name="invitation_has_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()} · {self.region or 'Indonesia'}"

    def is_expired(self, now: datetime) -> bool:
        """Whether the link's time is over."""
        return self.expires_at <= now

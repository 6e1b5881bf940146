"""The official accounts that are watched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts_app.choices import AccountPlatform, AccountRole, AccountStatus
from accounts_app.models.agency import Agency
from accounts_app.models.region import Region
from accounts_app.public_ids import new_public_id


class OfficialAccount(models.Model):
    """An account, or a complaint channel, through which an agency speaks.

    ``region`` repeats the agency's region so that messages can be filtered without a join; the registry keeps the
    two equal. ``handle_key`` and ``user_key`` are the pseudonyms under which the account's messages are found.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    region = models.ForeignKey(
        Region, verbose_name=_("wilayah"), on_delete=models.PROTECT, related_name="official_accounts"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("perangkat daerah"), on_delete=models.PROTECT, related_name="official_accounts"
    )
    platform = models.CharField(_("platform"), max_length=10, choices=AccountPlatform)
    handle = models.CharField(_("nama akun"), max_length=100, help_text=_("Tanpa @."))
    platform_user_id = models.CharField(_("id pengguna di platform"), max_length=64, blank=True)
    role = models.CharField(_("peran"), max_length=16, choices=AccountRole)
    status = models.CharField(_("status"), max_length=10, choices=AccountStatus, default=AccountStatus.DRAFT)
    monitored_from = models.DateField(_("dipantau sejak"), null=True, blank=True)
    monitored_until = models.DateField(_("dipantau sampai"), null=True, blank=True)
    #: When it last became official, and when it ceased to be; public, like the registry itself.
    attested_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    handle_key = models.CharField(max_length=32, editable=False)
    user_key = models.CharField(max_length=32, blank=True, editable=False)
    #: Set with every change that moves messages; cleared when they have been filed under the account again.
    needs_refiling = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["region__code", "role", "handle"]
        verbose_name = _("akun resmi")
        verbose_name_plural = _("akun resmi")
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "handle_key"],
                condition=~Q(platform="channel"),
                name="account_handle_unique",
            ),
            models.UniqueConstraint(
                fields=["region", "handle_key"], condition=Q(platform="channel"), name="channel_handle_unique"
            ),
            models.UniqueConstraint(
                fields=["platform", "user_key"],
                condition=~Q(user_key="") & ~Q(platform="channel"),
                name="account_user_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}" if self.platform != AccountPlatform.CHANNEL else self.handle

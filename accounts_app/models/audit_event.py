"""What was done, by whom, when and from where; and the seals that show whether anything was altered since."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One act. Rows only ever come: the database refuses to change or delete one (migration ``audit_log``).

    Nothing here points to another table, so an event outlives what it tells of: actor and subject are written down
    as they were called then. ``at`` is the database's own clock, whatever the writer states. ``old`` and ``new``
    hold no personal data of citizens.
    """

    at = models.DateTimeField(_("waktu"), db_default=Now(), editable=False)
    action = models.CharField(_("tindakan"), max_length=40)  # audit.actions.AuditAction
    actor_id = models.BigIntegerField(null=True)  # None: the program itself, or nobody signed in
    actor_name = models.CharField(_("pelaku"), max_length=254, blank=True)
    actor_roles = models.JSONField(default=list)  # ["staff 33.27", "auditor"]
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_name = models.CharField(_("objek"), max_length=254, blank=True)
    region_code = models.CharField(_("wilayah"), max_length=8, blank=True)
    address = models.CharField(_("jaringan asal"), max_length=50, blank=True)  # the network, not the machine
    old = models.JSONField(_("sebelum"), null=True)
    new = models.JSONField(_("sesudah"), null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("kejadian")
        verbose_name_plural = _("jejak audit")
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
            models.Index(fields=["actor_id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_name}"


class AuditSeal(models.Model):
    """The digest over one UTC day's events and the seal before it.

    ``rows`` holds, per event, its id (8 bytes) and the first 16 bytes of its SHA-256, so that a broken day names
    the row. ``digest`` = SHA-256(previous digest, day, rows).
    """

    day = models.DateField(unique=True)
    n_events = models.PositiveIntegerField()
    rows = models.BinaryField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"

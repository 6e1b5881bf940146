"""One import of one file: what it is, how it was read, how far it came, what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts_app.models import Region
from accounts_app.public_ids import new_public_id


class ImportBatch(models.Model):
    """One file, one way of reading it. Read again with other settings it is a new batch (``reread_of``).

    The same file with the same settings again only points to the first (``duplicate_of``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Belum diimpor")
        QUEUED = "queued", _("Menunggu giliran")
        READING = "reading", _("Membaca berkas")
        BUILDING = "building", _("Menyusun utas")
        SCORING = "scoring", _("Menghitung angka")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")
        WITHDRAWING = "withdrawing", _("Sedang ditarik")
        WITHDRAWN = "withdrawn", _("Ditarik")

    #: States in which somebody (or the next scheduled check) has to go on.
    UNFINISHED = (State.QUEUED, State.READING, State.BUILDING, State.SCORING, State.WITHDRAWING)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    state = models.CharField(_("keadaan"), max_length=12, choices=State, default=State.DRAFT)
    source = models.CharField(_("sumber"), max_length=80)
    format = models.CharField(_("format"), max_length=30)
    region = models.ForeignKey(
        Region, verbose_name=_("wilayah"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    platform = models.CharField(_("platform"), max_length=10, blank=True)
    #: How the file is read: zone, date_order, mapping, encoding, delimiter, sheet (see sources.options).
    options = models.JSONField(default=dict)
    #: What format and platform can carry: carries_reposts, carries_replies, … (see sources.capability).
    capability = models.JSONField(default=dict)
    #: What the recogniser saw: encoding, columns, counts, hour profile; shown on the batch's page.
    inspection = models.JSONField(default=dict)
    #: None = not stated: an account is covered from its first to its last own message.
    covers = ArrayField(models.CharField(max_length=10), null=True, blank=True)
    covered_from = models.DateField(null=True, blank=True)
    covered_until = models.DateField(null=True, blank=True)

    file_name = models.CharField(_("nama berkas"), max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.BigIntegerField(_("ukuran berkas"))
    settings_sha256 = models.CharField(max_length=64)

    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    rejected_by_reason = models.JSONField(default=dict)
    bytes_done = models.BigIntegerField(default=0)
    step_done = models.PositiveIntegerField(default=0)
    step_total = models.PositiveIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    #: A withdrawal took messages that this batch brought too; they have to be read again from its payload.
    needs_restore = models.BooleanField(default=False)
    error = models.TextField(blank=True)

    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    reread_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rereads"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        indexes = [
            models.Index(fields=["file_sha256", "settings_sha256"], name="batch_same_file"),
            models.Index(fields=["region", "-created_at"], name="batch_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.public_id})"

    @property
    def is_running(self) -> bool:
        return self.state in self.UNFINISHED


class ImportChunk(models.Model):
    """The ledger of an import: rows committed together. What stands here is never read again on resume."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    seq = models.PositiveIntegerField()
    rows_read = models.PositiveIntegerField()
    rows_new = models.PositiveIntegerField()
    rows_changed = models.PositiveIntegerField()
    rows_unchanged = models.PositiveIntegerField()
    rejected_by_reason = models.JSONField(default=dict)
    bytes_done = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "seq"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.seq}"


class RawPayload(models.Model):
    """The file as received, in encrypted blocks. Only parsing reads this table; blocks go after the retention."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="payload")
    seq = models.PositiveIntegerField()
    ciphertext = models.BinaryField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "seq"], name="payload_block_once")]
        indexes = [models.Index(fields=["received_at"], name="payload_age")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.seq}"


class RejectedRow(models.Model):
    """A row that could not become a message, with the reason and the row itself (personal data masked)."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rejected_rows")
    line = models.PositiveIntegerField(_("baris"))
    reason = models.CharField(_("alasan"), max_length=30)
    column = models.CharField(_("kolom"), max_length=120, blank=True)
    detail = models.TextField(_("keterangan"), blank=True)
    raw = models.TextField(_("isi baris"), blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line", "reason", "column"], name="rejected_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line} {self.reason}"


class SavedMapping(models.Model):
    """Which column means what, remembered for files with the same header."""

    header_sha256 = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return ", ".join(self.columns)[:80]

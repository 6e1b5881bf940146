"""What the audit log tells of: one name per kind of act, never renamed, since old events keep it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """Add a member for a new kind of act; the column holds no choices, so that needs no migration."""

    SIGN_IN = "sign_in", _("Masuk")
    SIGN_IN_FAILED = "sign_in_failed", _("Gagal masuk")
    SIGN_OUT = "sign_out", _("Keluar")
    SESSION_ENDED = "session_ended", _("Sesi diakhiri")
    PASSWORD_CHANGED = "password_changed", _("Kata sandi diganti")
    SECOND_FACTOR_ADDED = "second_factor_added", _("Faktor kedua ditambah")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("Faktor kedua dihapus")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("Kode pemulihan dibuat")
    INVITATION_SENT = "invitation_sent", _("Undangan dikirim")
    INVITATION_ACCEPTED = "invitation_accepted", _("Undangan diterima")
    INVITATION_REVOKED = "invitation_revoked", _("Undangan dibatalkan")

    USER_CREATED = "user_created", _("Pengguna dibuat")
    USER_CHANGED = "user_changed", _("Pengguna diubah")
    MEMBERSHIP_GRANTED = "membership_granted", _("Peran diberikan")
    MEMBERSHIP_CHANGED = "membership_changed", _("Peran diubah")
    MEMBERSHIP_REVOKED = "membership_revoked", _("Peran dicabut")

    REGION_CHANGED = "region_changed", _("Wilayah diubah")
    REGIONS_LOADED = "regions_loaded", _("Tabel wilayah dimuat")
    AGENCY_CREATED = "agency_created", _("Perangkat daerah dibuat")
    AGENCY_CHANGED = "agency_changed", _("Perangkat daerah diubah")
    ACCOUNT_REGISTERED = "account_registered", _("Akun resmi didaftarkan")
    ACCOUNT_CHANGED = "account_changed", _("Akun resmi diubah")
    ACCOUNT_ATTESTED = "account_attested", _("Akun resmi disahkan")
    ACCOUNT_ARCHIVED = "account_archived", _("Akun resmi diarsipkan")

    IMPORT_STARTED = "import_started", _("Impor dimulai")
    IMPORT_RETRIED = "import_retried", _("Impor diteruskan")
    IMPORT_CANCELLED = "import_cancelled", _("Impor dibatalkan")
    IMPORT_WITHDRAWN = "import_withdrawn", _("Impor ditarik")

    OBSERVATIONS_ADDED = "observations_added", _("Rekaman pendukung ditambah")
    DISAPPEARANCES_STATED = "disappearances_stated", _("Pesan dinyatakan hilang")

    CASE_TRANSITION = "case_transition", _("Keadaan aduan diubah")
    CASE_ASSIGNED = "case_assigned", _("Aduan didisposisikan")
    LABEL_CHANGED = "label_changed", _("Label diubah")
    CODING_TASK_MADE = "coding_task_made", _("Tugas penyandian dibuat")
    CODES_IMPORTED = "codes_imported", _("Sandi diimpor")
    METHOD_CHANGED = "method_changed", _("Metode diubah")
    TAXONOMY_CHANGED = "taxonomy_changed", _("Taksonomi diubah")
    RULES_CHANGED = "rules_changed", _("Aturan tenggat diubah")
    PUBLISHED = "published", _("Dipublikasikan")
    PUBLICATION_WITHDRAWN = "publication_withdrawn", _("Publikasi ditarik")
    EXPORTED = "exported", _("Data diunduh")

    IDENTITY_SHOWN = "identity_shown", _("Identitas warga dilihat")
    UNMASKED = "unmasked", _("Teks asli dibuka")
    SUBJECT_SEARCHED = "subject_searched", _("Data seorang warga dicari")
    SUBJECT_EXPORTED = "subject_exported", _("Data seorang warga diunduh")
    SUBJECT_ERASED = "subject_erased", _("Data seorang warga dihapus")
    RETENTION_APPLIED = "retention_applied", _("Masa simpan diterapkan")
    KEY_ROTATED = "key_rotated", _("Kunci nama samaran diganti")
    BREACH_RECORDED = "breach_recorded", _("Kebocoran data dicatat")
    BREACH_CHANGED = "breach_changed", _("Catatan kebocoran diubah")

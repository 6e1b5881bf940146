"""What the registry's reasons mean, in words, each with its remedy."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts_app.registry.file import (
    PLATFORMS,
    ROLES,
    FileProblem,
    RegistryReason,
    RowProblem,
    UnreadableRegistryFile,
)

_ROW_TEXTS = {
    RegistryReason.MALFORMED_ROW: _(
        "Baris ini punya lebih banyak kolom daripada judulnya. Beri tanda kutip pada isi yang memuat pemisah."
    ),
    RegistryReason.MISSING_VALUE: _("Kolom {column} kosong. Isilah kolom ini."),
    RegistryReason.TOO_LONG: _("Isi kolom {column} terlalu panjang. Persingkatlah."),
    RegistryReason.UNKNOWN_PLATFORM: _("Platform “{value}” tidak dikenal. Pakai salah satu: {platforms}."),
    RegistryReason.UNKNOWN_ROLE: _("Peran “{value}” tidak dikenal. Pakai salah satu: {roles}."),
    RegistryReason.BAD_HANDLE: _(
        "“{value}” bukan nama akun. Tulis namanya saja, dengan atau tanpa @, atau alamat profilnya."
    ),
    RegistryReason.ROUNDED_ID: _(
        "Id “{value}” sudah dibulatkan oleh lembar kerja. Jadikan kolomnya teks, lalu isi id yang utuh."
    ),
    RegistryReason.BAD_DATE: _("Tanggal “{value}” pada {column} tidak terbaca. Tulis seperti 2026-01-31."),
    RegistryReason.DATES_REVERSED: _(
        "monitored_until ({value}) mendahului monitored_from. Periksa kedua tanggal."
    ),
    RegistryReason.UNKNOWN_REGION: _(
        "Kode wilayah “{value}” tidak ada. Pakai kode Kemendagri sebagai teks, misalnya 33 atau 33.10 "
        "(lembar kerja menghapus nol di akhir)."
    ),
    RegistryReason.FORBIDDEN_REGION: _(
        "Wilayah “{value}” di luar kewenangan Anda. Mintalah administrator nasional mendaftarkan akun ini."
    ),
    RegistryReason.TWICE_IN_FILE: _(
        "Akun “{value}” sudah ada di baris lain berkas ini dengan isi yang berbeda. Sisakan satu."
    ),
    RegistryReason.OTHER_REGION: _(
        "Akun “{value}” terdaftar pada wilayah lain. Perbaiki kode wilayah, atau arsipkan dahulu pendaftaran itu."
    ),
    RegistryReason.OTHER_USER_ID: _(
        "Id pengguna atau nama akun sudah milik akun lain (“{value}”). Periksa keduanya di platform."
    ),
    RegistryReason.ARCHIVED: _(
        "Akun “{value}” telah diarsipkan. Sahkan lagi di daftar akun resmi bila memang dipakai kembali."
    ),
}
_FILE_TEXTS = {
    FileProblem.EMPTY: _("Berkas kosong. Pilih berkas CSV yang berisi daftar akun resmi."),
    FileProblem.NOT_TEXT: _("Berkas ini bukan CSV. Simpan lembar kerja sebagai CSV UTF-8, lalu pilih lagi."),
    FileProblem.NOT_UTF8: _("Baris {where} bukan teks UTF-8. Simpan lembar kerja sebagai CSV UTF-8."),
    FileProblem.MISSING_COLUMNS: _(
        "Judul kolom tidak lengkap: {where} tidak ada. Baris pertama harus memuat nama kolom."
    ),
    FileProblem.REPEATED_COLUMN: _("Judul kolom {where} muncul lebih dari sekali. Sisakan satu."),
    FileProblem.BROKEN_QUOTES: _(
        "Tanda kutip yang dibuka di baris {where} tidak ditutup. Perbaiki baris itu."
    ),
}


def explain_row(problem: RowProblem) -> str:
    """One sentence: line, what is wrong, and what to do."""
    return gettext("Baris {line}: {text}").format(line=problem.line, text=explain_reason(problem))


def explain_reason(problem: RowProblem) -> str:
    """What is wrong with the row, and what to do."""
    return str(_ROW_TEXTS[problem.reason]).format(
        column=problem.column,
        value=problem.value,
        platforms=", ".join(PLATFORMS),
        roles=", ".join(ROLES),
    )


def explain_file(problem: UnreadableRegistryFile) -> str:
    """One sentence: why the file cannot be read, and what to do."""
    return str(_FILE_TEXTS[problem.problem]).format(where=problem.where)

"""What an observation's columns and problems are called, each problem with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analytics_app.choices import ObservationKind, Platform
from analytics_app.indicators.guides import COMPONENTS
from analytics_app.indicators.profile import Verification
from analytics_app.sources.observations import MAX_ROWS, ObservationProblem, UnreadableFile
from analytics_app.text.taxonomy.services import SERVICES

KINDS: Mapping[ObservationKind, Any] = {
    ObservationKind.PROFILE: _("Rekaman profil akun"),
    ObservationKind.SEARCH: _("Hasil pencarian akun"),
    ObservationKind.SOURCE_ITEM: _("Butir sumber informasi"),
    ObservationKind.SERVICE: _("Layanan dan panduannya"),
    ObservationKind.COMMENTS: _("Komentar dibuka atau ditutup"),
    ObservationKind.REGISTER: _("Kelengkapan daftar akun"),
    ObservationKind.MEDIA: _("Aksesibilitas gambar dan video"),
}
COLUMNS: Mapping[str, Any] = {
    "platform": _("x, instagram, facebook, tiktok, youtube, channel"),
    "handle": _("Nama akun resmi yang terdaftar, dengan atau tanpa @."),
    "region_code": _("Kode Kemendagri dengan titik, misalnya 33.27."),
    "taken_at": _("Kapan profil dilihat, misalnya 2026-06-30T09:00. Tanpa zona berarti waktu setempat."),
    "display_name": _("Nama yang tampil pada profil."),
    "bio": _("Isi bio. Tanda - berarti bio terlihat dan kosong."),
    "verification": _("government (centang lembaga), paid (centang berbayar), none (tanpa centang)."),
    "links": _("Alamat pada profil, dipisah spasi. Tanda - berarti tidak ada tautan."),
    "followers": _("Jumlah pengikut."),
    "following": _("Jumlah yang diikuti."),
    "query": _("Kata yang dicari, misalnya “pemkab pemalang”."),
    "rank": _("Urutan akun resmi dalam hasil; tanda - bila tidak ada di antara hasil yang dilihat."),
    "observed_at": _("Kapan dilihat, misalnya 2026-06-30T09:00. Tanpa zona berarti waktu setempat."),
    "reference": _("Nomor atau nama butir pada catatan sistem."),
    "agency": _("Perangkat daerah yang mengirim."),
    "submitted_at": _("Kapan dikirim, menurut catatan sistem."),
    "is_emergency": _("ya bila informasi serta-merta."),
    "message_id": _("Id unggahan; pada butir sumber yang menerbitkannya, kosong bila belum terbit."),
    "service": _("Kode layanan dari katalog."),
    "in_remit": _("ya bila layanan ini kewenangan akun itu."),
    "taps": _("Berapa ketukan dari profil sampai panduan; kosong bila tidak tertaut dari profil."),
    "components": _("Berapa dari 6 komponen standar ada pada panduan."),
    "url": _("Alamat panduan."),
    "posted_on": _("Tanggal panduan diunggah sendiri."),
    "checked_at": _("Kapan diperiksa, misalnya 2026-06-30T09:00. Tanpa zona berarti waktu setempat."),
    "is_complete": _("ya bila semua akun resmi pemerintah daerah itu sudah terdaftar; tidak bila belum."),
    "note": _("Bagaimana kelengkapannya diperiksa, misalnya sumber daftarnya."),
    "posts_checked": _("Berapa unggahan akun itu sendiri yang dilihat."),
    "posts_open": _("Di antaranya, berapa yang komentarnya dibuka untuk warga."),
    "alt_text": _(
        "Teks alternatif gambar. Tanda - berarti terlihat tidak ada; kosong bila tidak dapat dilihat."
    ),
    "has_captions": _("ya bila videonya bertakarir; kosong bila bukan video atau tidak dapat dilihat."),
    "caption_repeats_picture": _(
        "ya bila keterangannya mengulang tanggal, tempat, dan tindakan dalam gambar."
    ),
    "is_blocked": _("ya bila akun itu memblokir pengamat; kosong bila tidak."),
}
_REASONS: Mapping[str, Any] = {
    "missing_value": _("Kolom {column} kosong. Isilah kolom ini."),
    "too_long": _("Isi kolom {column} terlalu panjang. Persingkatlah."),
    "unknown_column": _("Kolom {column} tidak dikenal. Hapus kolom itu atau perbaiki judulnya."),
    "unknown_choice": _("“{value}” bukan pilihan untuk {column}. Pakai salah satu: {choices}."),
    "bad_handle": _("“{value}” bukan nama akun. Tulis namanya saja, dengan atau tanpa @."),
    "bad_count": _("“{value}” pada {column} bukan bilangan bulat. Tulis angka saja, tanpa titik."),
    "bad_rank": _("Peringkat mulai dari 1. Tulis - bila akun tidak ada di antara hasil."),
    "bad_components": _("“{value}” lebih dari 6. Hitung komponen standar yang ada, 0 sampai 6."),
    "bad_yes_no": _("“{value}” pada {column} tidak terbaca. Tulis ya atau tidak."),
    "more_than_checked": _(
        "{value} unggahan terbuka lebih banyak daripada yang dilihat. Periksa kedua angka itu."
    ),
    "bad_link": _("“{value}” bukan alamat web. Tulis lengkap dengan http:// atau https://, dipisah spasi."),
    "bad_time": _("Waktu “{value}” pada {column} tidak terbaca. Tulis seperti 2026-06-30T09:00."),
    "bad_day": _("Tanggal “{value}” pada {column} tidak terbaca. Tulis seperti 2026-06-30."),
    "in_future": _("Waktu “{value}” pada {column} belum tiba. Periksa tanggal dan zonanya."),
    "unknown_account": _("Akun “{value}” belum terdaftar. Daftarkan dahulu di Akun resmi."),
    "unknown_region": _("Kode wilayah “{value}” tidak ada. Pakai kode Kemendagri, misalnya 33.27."),
    "other_region": _("Akun “{value}” milik wilayah lain. Perbaiki kode wilayah atau nama akunnya."),
    "forbidden_region": _("Wilayah “{value}” di luar kewenangan Anda. Hapus baris ini."),
    "unknown_message": _(
        "Unggahan “{value}” belum masuk. Impor dahulu unggahan akun itu, atau perbaiki idnya."
    ),
    "twice_in_file": _("Baris untuk “{value}” pada waktu yang sama sudah ada di berkas ini. Sisakan satu."),
}
_FILES: Mapping[str, Any] = {
    "empty": _("Berkas kosong. Pilih berkas yang berisi baris."),
    "not_utf8": _("Baris {where} bukan teks UTF-8. Simpan sebagai CSV UTF-8."),
    "not_json": _("JSON rusak di baris {where}. Perbaiki, lalu pilih lagi."),
    "not_a_list": _("JSON harus berupa daftar objek: [{{…}}, {{…}}]."),
    "missing_columns": _("Judul kolom tidak lengkap: {where} tidak ada."),
    "repeated_column": _("Judul kolom {where} muncul lebih dari sekali. Sisakan satu."),
    "malformed_row": _(
        "Baris {where} punya lebih banyak kolom daripada judulnya. Beri tanda kutip pada isi yang memuat pemisah."
    ),
    "broken_quotes": _("Tanda kutip yang dibuka di baris {where} tidak ditutup. Perbaiki baris itu."),
    "too_many_rows": _("Berkas memuat {where} baris; paling banyak {most}. Bagi menjadi beberapa berkas."),
}
_CHOICES: Mapping[str, Any] = {
    "platform": [one.value for one in Platform],
    "verification": [one.value for one in Verification],
    "service": [one.id for one in SERVICES],
}


def explain(problem: ObservationProblem) -> str:
    """What is wrong with the row, and what to do."""
    return str(_REASONS[problem.reason]).format(
        column=problem.column,
        value=problem.value,
        choices=", ".join(_CHOICES.get(problem.column, [])),
        components=len(COMPONENTS),
    )


def explain_line(problem: ObservationProblem) -> str:
    """The same with the line."""
    return gettext("Baris {line}: {text}").format(line=problem.line, text=explain(problem))


def explain_file(problem: UnreadableFile) -> str:
    """Why the whole file cannot be read, and what to do."""
    return str(_FILES[problem.problem]).format(where=problem.where, most=MAX_ROWS)

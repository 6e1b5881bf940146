"""What parsers say of a file, in the reader's language.

Parsers know no catalogue: they speak Indonesian and name what they found. Readers of another language get what the
code of the refusal or question says in general.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

#: Why a file is refused, and what can be done: by the code of sources.errors.SourceRefused.
REFUSALS: Mapping[str, tuple[Any, Any]] = {
    "not_a_file": (_("Ini bukan berkas."), _("Pilih satu berkas, bukan folder.")),
    "empty": (
        _("Berkas atau lembarnya kosong."),
        _("Pilih lembar lain, atau ekspor ulang datanya lalu coba lagi."),
    ),
    "binary": (
        _("Isi berkas ini bukan teks, tabel, atau JSON."),
        _("Simpan datanya sebagai CSV, XLSX, JSONL, atau JSON."),
    ),
    "markup": (
        _("Isi berkas ini halaman web atau XML, bukan tabel atau JSON."),
        _("Unduh lagi datanya sebagai CSV, XLSX, JSONL, atau JSON."),
    ),
    "archive": (
        _("Berkas ini arsip ZIP, bukan XLSX."),
        _("Buka arsipnya dan unggah berkas di dalamnya."),
    ),
    "too_large": (
        _("Isi buku kerja ini terlalu besar bila dibuka."),
        _("Simpan datanya sebagai CSV, lalu unggah lagi."),
    ),
    "broken_workbook": (
        _("Berkas XLSX ini rusak dan tidak dapat dibuka."),
        _("Simpan datanya sebagai CSV, lalu unggah lagi."),
    ),
    "unknown_encoding": (_("Pengodean huruf itu tidak dikenal."), _("Pakai utf-8, utf-16, atau cp1252.")),
    "not_json": (
        _("Berkas ini diawali seperti JSON, tetapi tidak utuh."),
        _("Unduh atau ekspor ulang berkasnya."),
    ),
    "no_header": (
        _("Baris pertama berkas ini tidak dapat dibaca sebagai nama kolom."),
        _("Pastikan baris pertama berisi nama kolom dan tanda kutipnya tertutup."),
    ),
    "too_many_columns": (
        _("Kolom berkas ini terlalu banyak."),
        _("Hapus kolom yang tidak diperlukan atau periksa pemisah kolomnya."),
    ),
    "bad_delimiter": (_("Pemisah kolom itu tidak dapat dipakai."), _("Pakai , ; | atau tab.")),
    "not_a_table": (
        _("Berkas ini bukan tabel: hanya ada satu kolom."),
        _("Pastikan kolom dipisahkan koma, titik koma, tab, atau |, atau pilih lembar lain."),
    ),
    "no_such_sheet": (_("Lembar itu tidak ada."), _("Pilih lembar lain.")),
    "not_messages": (
        _("Berkas ini tidak berisi pesan: perlu waktu dan isi setiap pesan."),
        _("Unggah ekspor yang memuat keduanya, atau petakan kolomnya."),
    ),
    "no_times": (
        _("Pesan-pesan di JSON ini tidak memuat waktu, dan idnya pun tidak."),
        _("Ambil ulang dengan tweet.fields=created_at."),
    ),
    "api_error": (_("Isinya galat dari API, bukan pesan."), _("Ulangi pengambilan datanya.")),
    "wrong_format": (
        _("Berkas ini tidak dapat dibaca sebagai format itu."),
        _("Biarkan formatnya dikenali sendiri, atau pilih format lain."),
    ),
    "unknown_column": (_("Kolom yang dipetakan tidak ada di berkas ini."), _("Periksa arti kolomnya.")),
    "unknown_field": (_("Arti kolom itu tidak dikenal."), _("Periksa arti kolomnya.")),
    "unknown_zone": (
        _("Zona waktu itu tidak dikenal."),
        _("Pakai WIB, WITA, WIT, UTC, atau nama IANA seperti Asia/Jakarta."),
    ),
}
ANY_REFUSAL = (_("Berkas ini tidak dapat dibaca."), _("Periksa berkasnya, lalu coba lagi."))

#: What a person must answer: by the code of sources.questions.Question.
QUESTIONS: Mapping[str, Any] = {
    "mapping": _("Kolom mana yang memuat isi pesan dan waktu dibuat?"),
    "platform": _("Dari platform mana pesan-pesan ini? Berkasnya tidak menyebutkan."),
    "date_order": _("Tanggal di kolom %(columns)s bisa dibaca dua cara: hari dulu atau bulan dulu?"),
    "zone": _("Waktu di kolom %(columns)s tidak menyebut zona. Zona waktu mana?"),
    "reference_time": _(
        "Waktu di kolom %(columns)s nisbi (misalnya “3 minggu yang lalu”), tetapi terhadap kapan?"
    ),
}


#: Words of the parsers that are shown as they stand; declared here so that the catalogue has them.
CONSTANT = (
    _("Isi pesan"),
    _("Waktu dibuat"),
    _("Jam dibuat (bila terpisah dari tanggal)"),
    _("Waktu pengambilan data"),
    _("Id pesan"),
    _("Id penulis"),
    _("Nama akun penulis"),
    _("Peran penulis (resmi atau warga)"),
    _("Id pesan yang dibalas"),
    _("Id percakapan"),
    _("Id video atau unggahan yang dikomentari"),
    _("Nama akun yang dibalas"),
    _("Jenis pesan"),
    _("Penanda bagikan ulang"),
    _("Platform"),
    _("Bahasa"),
    _("Alamat pesan"),
    _("Alamat gambar atau video"),
    _("Jumlah suka"),
    _("Jumlah dibagikan ulang"),
    _("Jumlah balasan"),
    _("Jumlah kutipan"),
    _("Jumlah tayangan"),
    _("Waktu dijawab pertama kali"),
    _("Isi jawaban"),
    _("Perangkat daerah"),
    _("Topik"),
    _("kolom conversation_id_str, full_text, id_str (tweet-harvest)"),
    _("tabel umum"),
    _("kolom isi aduan dan waktu jawaban (tabel aduan)"),
    _("kolom ulasan dan nilai bintang (ulasan toko aplikasi)"),
    _("kolom inbound dan in_response_to_tweet_id (Customer Support on Twitter)"),
    _("kolom conversation, role, dan author (tabel percakapan)"),
    _("badan YouTube commentThreads"),
    _("badan X API v1.1 (statuses)"),
    _("badan X API v2 (data, includes)"),
)


def catalogue_words(text: str) -> str:
    """One of the parsers' constant words (CONSTANT) in the reader's language; any other text as it is."""
    return gettext(text) if text else ""


def refusal_words(refusal: Mapping[str, str]) -> dict[str, str]:
    """A stored refusal (code, message, remedy) as the reader's page shows it."""
    if speaks_indonesian():
        return {key: without_options(text) for key, text in refusal.items()}
    message, remedy = REFUSALS.get(refusal["code"], ANY_REFUSAL)
    return {"code": refusal["code"], "message": str(message), "remedy": str(remedy)}


def question_words(question: Mapping[str, Any]) -> str:
    """A stored question (code, text, columns) as the reader's page shows it."""
    if speaks_indonesian():
        return without_options(question["text"])
    return QUESTIONS[question["code"]] % {"columns": ", ".join(question["columns"])}


def refused_words(code: str, message: str) -> str:
    """A refusal met when starting an import, in one line."""
    if speaks_indonesian():
        return without_options(message)
    return " ".join(map(str, REFUSALS.get(code, ANY_REFUSAL)))


def speaks_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


def without_options(text: str) -> str:
    """A reason of a parser without the names of command-line options, which say nothing on a page."""
    return re.sub(r"\s*\(--[a-z-]+\)", "", text)

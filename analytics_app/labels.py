"""What stored codes are called on pages and in messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics_app.choices import MessageKind, Platform, Reason, Side, SourceFormat, TimePrecision

FORMATS: Mapping[str, Any] = {
    SourceFormat.TABLE: _("Tabel umum (CSV, XLSX, JSONL)"),
    SourceFormat.TWEET_HARVEST: _("Ekspor tweet-harvest"),
    SourceFormat.TWCS: _("Percakapan layanan pelanggan (TWCS)"),
    SourceFormat.CONVERSATION: _("Tabel percakapan"),
    SourceFormat.X_API_V2: _("X API v2 (JSON)"),
    SourceFormat.X_API_V1: _("X API v1 (JSON)"),
    SourceFormat.YOUTUBE: _("Komentar YouTube (JSON)"),
    SourceFormat.COMPLAINT: _("Tabel aduan"),
}
PLATFORMS: Mapping[str, Any] = {
    Platform.X: "X",
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.TIKTOK: "TikTok",
    Platform.YOUTUBE: "YouTube",
    Platform.CHANNEL: _("Kanal aduan"),
}
KINDS: Mapping[str, Any] = {
    MessageKind.ORIGINAL: _("unggahan"),
    MessageKind.REPOST: _("bagikan ulang"),
    MessageKind.QUOTE: _("kutipan"),
    MessageKind.REPLY: _("balasan"),
    MessageKind.DIRECT: _("pesan langsung"),
    MessageKind.COMPLAINT: _("aduan"),
    MessageKind.REVIEW: _("ulasan"),
}
PRECISIONS: Mapping[str, Any] = {
    TimePrecision.EXACT: "",
    TimePrecision.DAY: _("hanya tanggal"),
    TimePrecision.APPROXIMATE: _("kira-kira"),
}
SIDES: Mapping[str, Any] = {
    Side.POSTS: _("unggahan akun resmi"),
    Side.REPLIES: _("balasan akun resmi"),
    Side.CITIZENS: _("pesan warga"),
}
REASONS: Mapping[str, Any] = {
    Reason.MISSING_TIME: _("Waktu kosong"),
    Reason.UNREADABLE_TIME: _("Waktu tidak terbaca"),
    Reason.MISSING_TEXT: _("Isi pesan kosong"),
    Reason.MISSING_ID: _("Id pesan kosong"),
    Reason.MISSING_AUTHOR: _("Penulis kosong"),
    Reason.MALFORMED_ROW: _("Jumlah kolom tidak sama dengan judulnya"),
    Reason.FLOAT_ID: _("Id kehilangan angka di lembar kerja"),
    Reason.NOT_A_MESSAGE: _("Bukan pesan"),
    Reason.TOO_LONG: _("Isi terlalu panjang"),
    Reason.UNREADABLE_VALUE: _("Nilai tidak terbaca"),
    Reason.UNKNOWN_PLATFORM: _("Platform tidak dikenal"),
}

#: What each status without a value says, and what would change it.
NO_VALUE: Mapping[str, tuple[Any, Any, Any]] = {
    "insufficient": (
        _("Data kurang"),
        _("Terlalu sedikit data untuk angka yang dapat dipercaya."),
        _("Nilai muncul setelah cukup banyak data terkumpul dalam periode ini."),
    ),
    "not_observable": (
        _("Tidak teramati"),
        _("Sumber data tidak memuat yang diperlukan untuk menghitungnya."),
        _("Nilai muncul setelah sumber yang memuatnya diimpor."),
    ),
    "not_applicable": (
        _("Tidak berlaku"),
        _("Indikator ini tidak dapat ada di sini."),
        "",
    ),
    "unreliable": (
        _("Belum andal"),
        _("Para penyandi belum cukup sepakat."),
        _("Nilai muncul setelah penyandian ulang mencapai kesepakatan."),
    ),
    "stale": (
        _("Kedaluwarsa"),
        _("Data terakhir terlalu lama untuk tanggal ini."),
        _("Nilai muncul setelah data baru diimpor."),
    ),
}

#: Why there is no value, and what would change it. The codes are those of indicators.result.WhyNot.
WHY_NOT: Mapping[str, tuple[Any, Any]] = {
    "below_minimum": (
        _("Kasusnya terlalu sedikit untuk angka yang dapat dipercaya."),
        _("Nilai muncul setelah cukup banyak kasus terkumpul dalam 90 hari."),
    ),
    "no_accounts": (
        _("Belum ada akun media sosial resmi yang terdaftar."),
        _("Daftarkan akun resmi wilayah ini, lalu impor berkasnya."),
    ),
    "no_cases": (
        _("Tidak ada kasus dalam 90 hari ini."),
        _("Tanpa kasus tidak ada nilai; itu bukan nol."),
    ),
    "coverage": (
        _("Cakupan data di bawah 80 %."),
        _("Impor berkas untuk hari-hari yang belum terekam."),
    ),
    "ends_early": (
        _("Pengamatan berakhir ketika sebagian besar masih menunggu."),
        _("Impor data yang lebih baru supaya masa tunggunya terlihat."),
    ),
    "outside_span": (
        _("Aduannya berada di luar rentang data yang terekam."),
        _("Impor berkas yang memuat jawaban akun ini, atau nyatakan apa yang dicakup berkas."),
    ),
    "source_cannot_carry": (
        _("Format sumber tidak dapat memuatnya."),
        _("Impor dari sumber yang memuat balasan dan bagikan ulang."),
    ),
    "platform_has_none": (_("Platform ini tidak mengenal bagikan ulang."), ""),
    "unknown_addressees": (
        _("Lebih dari 30 % penerima balasan tidak diketahui jenisnya."),
        _("Nilai muncul setelah penerima dikenali, misalnya akun instansi lain didaftarkan."),
    ),
    "main_account_unknown": (
        _("Akun utama belum cukup teramati."),
        _("Impor data akun utama."),
    ),
    "no_profile": (
        _("Profil akun belum direkam."),
        _("Nilai muncul setelah profil akun direkam."),
    ),
    "nothing_readable": (_("Platform tidak menampilkan yang diperlukan."), ""),
    "snapshot_old": (
        _("Rekaman profil terakhir lebih dari 30 hari sebelum tanggal ini."),
        _("Rekam ulang profil akun."),
    ),
    "no_search": (
        _("Pencarian akun belum diamati."),
        _("Nilai muncul setelah lima kueri baku dicoba dan dicatat."),
    ),
    "no_guides": (
        _("Panduan layanan belum diperiksa, atau layanan yang menjadi kewenangan akun belum ditetapkan."),
        _("Nilai muncul setelah panduan layanan diperiksa."),
    ),
    "no_links": (
        _("Tautan antar akun belum diperiksa."),
        _("Nilai muncul setelah profil semua akun direkam."),
    ),
    "registry_incomplete": (
        _("Belum dinyatakan bahwa semua akun wilayah ini sudah terdaftar."),
        _("Nilai muncul setelah daftar akun dinyatakan lengkap."),
    ),
    "single_account": (_("Hanya ada satu akun terdaftar."), ""),
    "single_agency": (_("Akun satu urusan tidak dinilai keragaman topiknya."), ""),
    "no_labels": (
        _("Unggahan belum diberi label untuk indikator ini."),
        _("Nilai muncul setelah unggahan diberi label dan labelnya diaudit."),
    ),
    "no_media_seen": (
        _("Belum ada yang melihat teks alternatif dan takarir unggahan dalam 90 hari ini."),
        _("Nilai muncul setelah sedikitnya 20 unggahan bergambar atau bervideo dilihat dan dicatat."),
    ),
    "no_metrics": (
        _("Jumlah pengikut, atau reaksi sedikitnya 7 hari sesudah unggah, belum direkam."),
        _("Nilai muncul setelah profil dengan jumlah pengikutnya dan unggahan dengan reaksinya direkam."),
    ),
    "of_regions_only": (_("Hanya dinilai untuk daerah secara keseluruhan, bukan untuk satu akun."), ""),
    "few_peers": (_("Kurang dari lima sebaya untuk dibandingkan."), ""),
    "peer_median_zero": (_("Median sebayanya nol, jadi tidak ada yang dapat dibandingkan."), ""),
    "no_population": (
        _("Jumlah penduduk wilayah ini belum diketahui."),
        _("Nilai muncul setelah jumlah penduduk dicatat pada data wilayah."),
    ),
    "no_source_times": (
        _("Waktu sumber informasi tidak diketahui."),
        _("Nilai muncul setelah waktu kiriman dari perangkat daerah dicatat."),
    ),
    "no_coders": (
        _("Mutu jawaban belum dinilai penyandi."),
        _("Nilai muncul setelah sedikitnya 30 balasan dinilai dua penyandi."),
    ),
    "coders_disagree": (
        _("Para penyandi belum cukup sepakat."),
        _("Nilai muncul setelah penyandian ulang mencapai kesepakatan."),
    ),
    "classifier_too_weak": (
        _("Label otomatisnya terlalu sering salah untuk dikoreksi."),
        _("Nilai muncul setelah pelabelan diperbaiki dan diaudit lagi."),
    ),
    "no_referrals": (
        _("Rujukan ke perangkat daerah belum dicatat."),
        _("Nilai muncul setelah rujukan dan hasil akhirnya dicatat."),
    ),
    "no_intents": (
        _("Maksud pesan belum diberi label."),
        _("Nilai muncul setelah pesan diberi label."),
    ),
    "no_confirmed_incidents": (
        _("Kejadian terbukanya data pribadi belum diperiksa orang."),
        _("Nilai muncul setelah temuan otomatis dikonfirmasi."),
    ),
    "inbox_not_connected": (
        _("Kotak masuk belum tersambung."),
        _("Nilai muncul setelah instansi menyambungkan kotak masuknya."),
    ),
    "not_monitored_yet": (
        _("Periode ini mendahului awal pemantauan."),
        "",
    ),
    "public_provisional": (
        _("Angka sementara belum dipublikasikan: labelnya belum diaudit."),
        _("Tampil setelah penyandian pesan diaudit."),
    ),
    "public_small": (
        _("Kurang dari 10 kasus: terlalu sedikit untuk dipublikasikan."),
        "",
    ),
    "public_not_published": (
        _("Belum ada triwulan yang dipublikasikan."),
        _("Angka tampil setelah administrator memublikasikan triwulan yang sudah lengkap."),
    ),
    "not_computed": (
        _("Belum pernah dihitung."),
        _("Daftarkan akun resminya, lalu impor berkas."),
    ),
}

#: On which stand-in a provisional value rests.
PROVISIONAL: Mapping[str, Any] = {
    "intent_by_keywords": _(
        "Sementara: mana pesan yang perlu dijawab ditentukan dengan kata kunci; penyandian yang diaudit belum ada."
    ),
    "addressee_by_thread": _(
        "Sementara: penerima dianggap warga bila pernah membuka percakapan; jenis penerima belum diaudit."
    ),
    "comments_not_seen": _(
        "Sementara: untuk sebagian platform belum ada yang melihat apakah komentarnya dibuka."
    ),
    "topic_by_keywords": _(
        "Sementara: topik unggahan ditentukan dengan kata kunci; penyandian yang diaudit belum ada."
    ),
    "text_rules_not_audited": _(
        "Sementara: dinilai dari teks unggahan dengan aturan yang belum diaudit; teks di dalam gambar tidak terbaca."
    ),
    "incidents_not_confirmed": _(
        "Sementara: sebagian kejadian ditemukan aturan otomatis dan belum dikonfirmasi orang."
    ),
    "components_in_text_only": _(
        "Sementara: hanya komponen yang tertulis di unggahan yang dihitung; halaman yang ditautkan tidak dibaca, "
        "jadi nilai sebenarnya bisa lebih tinggi."
    ),
}
PROVISIONAL_OTHER = _("Sementara: bertumpu pada label yang belum diaudit.")

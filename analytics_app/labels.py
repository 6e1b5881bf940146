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
    MessageKind.ORIGINAL: _("kiriman"),
    MessageKind.REPOST: _("kiriman ulang"),
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
    Side.POSTS: _("kiriman akun resmi"),
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

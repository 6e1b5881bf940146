"""Fills the gaps of a sentence: ``{jalan}`` becomes one of the streets, and so on, at random but repeatably."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

Slots = Mapping[str, Sequence[str]]
_GAP = re.compile(r"\{(\w+)\}")

SLOTS: dict[str, tuple[str, ...]] = {
    "jalan": tuple(
        f"Jl {name}"
        for name in (
            "Melati", "Kenanga", "Anggrek", "Cempaka", "Flamboyan", "Rajawali", "Merpati", "Garuda", "Pahlawan",
            "Veteran", "Pemuda", "Pasar Baru", "Stasiun Lama", "Sumber Air", "Kebun Raya", "Mawar", "Dahlia",
            "Teratai", "Cendrawasih", "Tirta", "Bukit Indah", "Pelabuhan", "Lingkar Timur", "Lingkar Barat",
            "Gotong Royong",
        )
    ),
    "kampung": (
        "Kampung Sukamaju", "Desa Mekarsari", "Desa Karangjati", "Kelurahan Harapan", "Dusun Sumberrejo",
        "Kampung Baru", "Desa Tanjung Asri", "Kelurahan Bukit Damai", "Perumahan Griya Asri", "Perum Taman Sari",
        "RT 03 RW 05", "RT 07 RW 02", "RW 11", "Gang Buntu", "Blok C nomor 12", "belakang pasar", "dekat SD 2",
        "samping puskesmas", "depan balai desa", "pertigaan lapangan", "kampung saya", "dekat jembatan lama",
    ),
    "layanan": (
        "KTP", "KK", "akta kelahiran", "akta kematian", "KIA", "surat pindah", "IKD", "SKCK", "IMB", "NIB",
        "kartu kuning", "PBB", "BPJS", "surat domisili", "SKTM", "izin usaha", "bansos", "PIP", "rujukan puskesmas",
    ),
    "dinas": (
        "Dukcapil", "Dinas PU", "Dinas Lingkungan Hidup", "Dishub", "Dinas Kesehatan", "Dinas Pendidikan",
        "Dinsos", "PDAM", "Satpol PP", "DPMPTSP", "Disnaker", "BPBD", "Disperindag", "kantor kecamatan",
        "kantor kelurahan", "puskesmas", "RSUD",
    ),
    "sejak": (
        "dari kemarin", "sudah tiga hari", "sudah seminggu", "sudah dua minggu", "dari bulan lalu", "sejak subuh",
        "udah sebulan lebih", "sejak Lebaran", "dari Senin", "sejak hujan kemarin", "berbulan-bulan", "dari tadi pagi",
    ),
    "tanggal": tuple(f"{n}" for n in range(1, 29)),
    "angka": ("dua", "tiga", "empat", "lima", "enam", "tujuh", "belasan"),
    "jumlah": ("12", "25", "30", "45", "60", "75", "90", "120", "150", "200", "250", "300", "1.200", "2.400"),
    "jam": ("07.30", "08.00", "08.30", "09.00", "10.00", "13.00", "13.30", "14.00", "15.00", "16.00"),
    "hari": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "tiket": tuple(f"CTH-{n:04d}" for n in range(1017, 9900, 137)),
    "bulan": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
              "November", "Desember"),
    "petugas": ("Rani", "Dimas", "Sari", "Bayu", "Tika", "Yoga", "Lestari", "Hendra", "Mita", "Arif", "Wulan"),
    "panggil": ("Kak", "Kakak", "Bapak/Ibu", "Sobat", "Kak", "Sedulur", "Bapak/Ibu"),
}  # fmt: skip


def fill(sentence: str, rng: Random, more: Slots | None = None) -> str:
    """The sentence with every gap filled; ``more`` comes before the common words."""

    def choose(gap: re.Match[str]) -> str:
        name = gap[1]
        words = more[name] if more is not None and name in more else SLOTS[name]
        return words[int(rng.random() * len(words))]

    return _GAP.sub(choose, sentence)


def pick(choices: Sequence[str], rng: Random) -> str:
    """One of them."""
    return choices[int(rng.random() * len(choices))]


def lines(text: str) -> tuple[str, ...]:
    """The sentences of a block, one a line; a backslash at the end of a line carries it on."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())

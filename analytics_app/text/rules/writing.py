"""How an official post is written: what it can be checked by, how plain it is, what it says of a service.

Method 5.2 (evidence_share, plain_language, service_info_completeness), read from the post's own text alone: neither
pictures nor the pages it links are read, so what stands only there is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analytics_app.text.normalise import LONGEST, raw_tokens
from analytics_app.text.taxonomy.classes import phrases

#: Posts of a region in one window: figures of the region and of its accounts ask the same of the same texts.
_TEXTS_KEPT = 4096

# --- what can be checked -------------------------------------------------------------------------

_MONTHS = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:s(?:tus)?)?|sep(?:t(?:ember)?)?|"
    r"okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}\s{_MONTHS}\b|\b{_MONTHS}\s(?:19|20)\d\d\b|\b(?:bulan|triwulan|semester|tahun|tanggal|tgl)\s+[\w/.-]+|"
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d\b|\b(?:hari|pekan|minggu|bulan|tahun)\sini\b|\bper\s\d{{1,2}}\s",
    re.IGNORECASE,
)
# A number that counts or measures something; a date, an hour or a telephone number does not.
_FIGURE = re.compile(
    r"\brp\.?\s?\d|"
    r"\b\d[\d.,]*\s?(?:%|persen\b|(?:ribu|juta|miliar|milyar|triliun)\b|"
    r"(?:orang|jiwa|warga|keluarga|kk|kasus|pasien|dosis|rumah|unit|titik|paket|ton|kg|liter|km|meter|hektare?|ha|"
    r"desa|kelurahan|sekolah|siswa|peserta|kejadian|kendaraan|laporan|aduan|pelanggan|pohon|kantong|formasi|"
    r"lowongan|rupiah|penerima|pelaku|kuota|kali|poin)\b)",
    re.IGNORECASE,
)
_GOVERNMENT_LINK = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.go\.id\b", re.IGNORECASE)
_RULE_NUMBER = re.compile(
    r"\b(?:perda|perbup|perwal(?:i|kot)?|pergub|permen\w*|perpres|keppres|inpres|perppu|pp|uu|ingub|kepgub|kepwal|"
    r"kepbup|undang-undang|peraturan|keputusan|instruksi|surat|edaran|se|sk)\b[^.!?\n]{0,60}?"
    r"\b(?:no(?:mor)?\.?\s*:?\s*)?\d+[\w./-]*\s*(?:/|\btahun\s|\bthn\s|tentang\b)|"
    r"\b(?:perda|perbup|perwal(?:i|kot)?|pergub|permen\w*|perpres|keppres|inpres|undang-undang|surat|edaran|keputusan|"
    r"peraturan|uu|pp|sk|se)\b[^.!?\n]{0,60}?\bno(?:mor)?\b\.?\s*:?\s*\d",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:bmkg|bps|bnpb|bpbd|bappeda|bapenda|pvmbg|badan geologi|bpom|kpu|bawaslu|bkn|polri|polda|polres\w*|"
    r"satlantas|tni|kemen\w+|kementerian|dinas|dinkes|dishub|disdik|disdukcapil|dukcapil|diskominfo|kominfo|"
    r"dinsos|satpol|damkar|puskesmas|rsud|pdam|pln|badan|inspektorat|samsat|sekretariat)"
)
_SOURCE = re.compile(
    rf"\b(?:sumber|menurut|berdasarkan|data(?:\sdari)?|dilansir(?:\sdari)?|dikutip\sdari|rilis|keterangan|informasi\sdari|"
    rf"laporan\sdari|prakiraan|imbauan)\s*:?\s*(?:data\s|informasi\s|dari\s|resmi\s)?@?{_AGENCY}\b",
    re.IGNORECASE,
)


@lru_cache(_TEXTS_KEPT)
def has_evidence(text: str) -> bool:
    """Whether a reader could check it: a figure with its date or period, a .go.id link, the number of a regulation or
    letter, or a source agency by name."""
    text = text[:LONGEST]
    if _GOVERNMENT_LINK.search(text) or _RULE_NUMBER.search(text) or _SOURCE.search(text):
        return True
    return _FIGURE.search(text) is not None and _DATE.search(text) is not None


# --- plain language ------------------------------------------------------------------------------

MAX_SENTENCE_WORDS = 20
MAX_ACRONYMS = 2
_LINK_OR_NAME = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+|\[[A-Z]+\]")
_SENTENCE_END = re.compile(r"(?<=[^\W\d])[.!?]+(?=\s|$)|[!?;\n•]+|(?<=\d)\.(?=\s+[A-Z]|\s*$)")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[-'’][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
# Written in capitals and known to everybody who holds a card or reads a clock: nothing to explain.
_EVERYDAY = frozenset(
    phrases("KTP, KK, SIM, NIK, RT, RW, WIB, WITA, WIT, HP, WA, RS, SD, SMP, SMA, SMK, RI, ID, OTP")
)
_SHOUTED = 0.6
_ACTIONS = frozenset(
    phrases(
        "daftar, daftarkan, mendaftar, bawa, bawalah, membawa, datang, datanglah, klik, hubungi, unduh, download, "
        "bayar, bayarlah, isi, lengkapi, siapkan, kunjungi, lapor, laporkan, cek, periksa, kirim, kirimkan, ajukan, "
        "gunakan, pakai, ikuti, akses, scan, pindai, simpan, catat, serahkan, ambil, perpanjang, lakukan, tunjukkan, "
        "unggah, hindari, waspada, waspadai, jaga, manfaatkan, segera, pastikan, tanyakan, telepon, ketik, buka, "
        "matikan, bersihkan, tampung, perhatikan"
    )
)


@lru_cache(_TEXTS_KEPT)
def is_plain(text: str) -> bool:
    """Sentences of 20 words at most on average, at most two unexplained acronyms, and a verb that says what to do."""
    readable = _LINK_OR_NAME.sub(" ", text[:LONGEST])
    if (
        mean_sentence_words(readable) > MAX_SENTENCE_WORDS
        or len(unexplained_acronyms(readable)) > MAX_ACRONYMS
    ):
        return False
    return not _ACTIONS.isdisjoint(raw_tokens(readable))


def mean_sentence_words(text: str) -> float:
    """Words a sentence on average; 0 for a text without words. A full stop inside a number ends nothing."""
    lengths = [len(_WORD.findall(part)) for part in _SENTENCE_END.split(text)]
    lengths = [length for length in lengths if length]
    return sum(lengths) / len(lengths) if lengths else 0.0


def unexplained_acronyms(text: str) -> set[str]:
    """Acronyms that the text nowhere spells out beside them in brackets, without those that everybody knows.

    Lines that are written in capitals throughout tell no acronym from a word and are left out.
    """
    found: set[str] = set()
    for line in text.splitlines():
        words = [word for word in _WORD.findall(line) if len(word) > 1]
        if words and sum(word.isupper() for word in words) / len(words) < _SHOUTED:
            found.update(_ACRONYM.findall(line))
    explained = {name for name in found if re.search(rf"\({name}\)|\b{name}\s?\(", text)}
    return found - explained - _EVERYDAY


# --- what one must know of a service -------------------------------------------------------------

#: The six components of a service standard (UU 25/2009) and the words that give them.
_COMPONENTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)
    for name, words in {
        "requirements": (
            r"(?:per)?syarat(?:an)?(?:nya)?\b", r"berkas\b", r"kelengkapan\b", "dokumen yang",
            r"(?:mem)?bawa(?:lah)?\b", r"siapkan\b", "fotokopi", "melampirkan", "lampirkan",
        ),
        "procedure": (
            "prosedur", r"alur(?:nya)?\b", "mekanisme", "tata cara",
            "cara (?:meng|men|mem|me|daftar|buat|bayar|urus|cek|lapor)", "langkah", r"tahap(?:an)?\b",
            r"(?:daftar|mendaftar|pendaftaran|diajukan|ajukan|dilakukan) (?:di|ke|lewat|melalui|secara)\b",
            r"datang (?:langsung )?ke\b", "ambil nomor", "isi formulir", "unggah",
        ),
        "duration": (
            "jangka waktu", "waktu penyelesaian", "lama proses", "estimasi",
            r"(?:selesai|jadi|proses|terbit|diproses)\b[^.!?\n]{0,25}\b\d+\s?(?:menit|jam|hari|minggu)",
            r"\d+ hari kerja", "sehari jadi", "langsung jadi", "hari itu juga",
        ),
        "fee": ("gratis", "biaya", "tarif", "retribusi", r"rp\.?\s?\d", "tidak dipungut", "bebas pungutan"),
        "product": (
            "produk (?:layanan|pelayanan)", "penerbitan", "diterbitkan", "pencetakan", "dicetak", "cetak",
            "mendapatkan", "memperoleh", r"(?:akan )?menerima\b", "hasil (?:layanan|pelayanan)",
        ),
        "complaint_channel": (
            "pengaduan", "aduan", "keluhan", r"lapor\.go\.id", "sp4n", "saran", "masukan", "call cent(?:er|re)",
            "hotline", "narahubung", "hubungi", "kontak",
        ),
    }.items()
}  # fmt: skip
COMPONENT_NAMES = tuple(_COMPONENTS)
_OF_A_GUIDE = frozenset(("requirements", "procedure"))


@lru_cache(_TEXTS_KEPT)
def components_of(text: str) -> frozenset[str]:
    """Which of the six components the text itself gives; the page it links may give more."""
    return frozenset(name for name, words in _COMPONENTS.items() if words.search(text[:LONGEST]))


def is_guide(components: frozenset[str]) -> bool:
    """Whether a service post tells how to get the service: what is required, or how it goes."""
    return not _OF_A_GUIDE.isdisjoint(components)

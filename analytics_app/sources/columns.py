"""The canonical fields of a table and the column names, Indonesian and English, that people give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.times import read_stamp


@dataclass(frozen=True)
class Field:
    """A canonical field. ``names`` are column names without case, spaces and signs, the likeliest first."""

    name: str
    label: str
    is_required: bool
    names: tuple[str, ...]


def _field(name: str, label: str, names: str, *, is_required: bool = False) -> Field:
    return Field(name, label, is_required, tuple(names.split()))


FIELDS = (
    _field(
        "text",
        "Isi pesan",
        "fulltext text tweettext replytext reviewtext commenttext rawcontent tweet tweets cuitan content "
        "komentar comment message pesan isipesan isikomentar isitweet isiaduan isilaporan isipengaduan "
        "isikeluhan isi keluhan aduan pengaduan laporan complaint complainttext uraian uraianaduan "
        "uraianlaporan deskripsi description caption teks body review ulasan textoriginal textdisplay",
        is_required=True,
    ),
    _field(
        "created_at",
        "Waktu dibuat",
        "createdat tweetcreatedat createdatutc publishedat createdtime createddatetime timestamp datetime "
        "postedat submittedat openedat takenat tanggalwaktu waktuupload waktuunggah waktuposting "
        "waktudibuat tanggaldibuat tanggalposting tanggalunggah tanggalkeluhan tanggaladuan "
        "tanggalpengaduan tanggallaporan tanggalmasuk tanggallapor tgladuan tgllaporan tglmasuk "
        "waktuaduan waktulaporan reviewdate tanggalulasan date tanggal tgl published created opened at "
        "waktu time",
        is_required=True,
    ),
    _field("created_clock", "Jam dibuat (bila terpisah dari tanggal)", "time jam waktu pukul clock hour"),
    _field(
        "extracted_at",
        "Waktu pengambilan data",
        "extractedat scrapedat crawledat collectedat retrievedat fetchedat capturedat waktuambil "
        "tanggalambil waktupengambilan tanggalpengambilan waktucrawling",
    ),
    _field(
        "platform_id",
        "Id pesan",
        "idstr tweetid tweetidstr statusid commentid reviewid replyid messageid idtweet idkomentar "
        "idulasan idpesan idaduan idlaporan nomoraduan nomorlaporan noaduan nolaporan nomortiket notiket "
        "ticketid trackingid complaintid id postid",
    ),
    _field("author_id", "Id penulis", "useridstr userid authorid fromid authorchannelid iduser idpengguna"),
    _field(
        "author_handle",
        "Nama akun penulis",
        "screenname userscreenname authorusername authorhandle username userusername handle akun namaakun "
        "author user pengguna namapengguna authorname authordisplayname penulis pelapor namapelapor "
        "fromname displayname nama name",
    ),
    _field(
        "is_official",
        "Peran penulis (resmi atau warga)",
        "isofficial official akunresmi resmi authorrole role peran",
    ),
    _field(
        "parent_id",
        "Id pesan yang dibalas",
        "inreplytostatusidstr inreplytostatusid inreplytotweetid inresponsetotweetid replytotweetid "
        "inreplytoid replytoid replytostatusid parentid parentcommentid parenttweetid idinduk "
        "idpesaninduk",
    ),
    _field(
        "conversation_id",
        "Id percakapan",
        "conversationidstr conversationid conversation threadid idpercakapan percakapan",
    ),
    _field(
        "container_id",
        "Id video atau unggahan yang dikomentari",
        "videoid idvideo postid idpost idposting mediaid",
    ),
    _field(
        "in_reply_to_handle",
        "Nama akun yang dibalas",
        "inreplytoscreenname inreplytousername replytousername replytoscreenname membalas",
    ),
    _field("kind", "Jenis pesan", "kind messagetype tweettype posttype jenispesan type tipe jenis"),
    _field("is_repost", "Penanda bagikan ulang", "isretweet isrepost"),
    _field("platform", "Platform", "platform service layanan mediasosial sosmed medsos socialmedia kanal"),
    _field("lang", "Bahasa", "lang language bahasa"),
    _field(
        "url", "Alamat pesan", "tweeturl url link permalink postlink alamatpesan commenturl posturl tautan"
    ),
    _field("media_url", "Alamat gambar atau video", "imageurl mediaurl photourl gambar media"),
    _field(
        "like_count",
        "Jumlah suka",
        "likecount favoritecount likes favorites thumbsupcount suka jumlahsuka like",
    ),
    _field(
        "repost_count",
        "Jumlah dibagikan ulang",
        "retweetcount repostcount retweets sharecount shares reposts",
    ),
    _field(
        "reply_count",
        "Jumlah balasan",
        "replycount commentcount replies totalreplycount comments jumlahbalasan",
    ),
    _field("quote_count", "Jumlah kutipan", "quotecount quotes"),
    _field("view_count", "Jumlah tayangan", "viewcount impressioncount views impressions tayangan"),
    _field(
        "answered_at",
        "Waktu dijawab pertama kali",
        "answeredat firstansweredat firstresponseat respondedat responseat repliedat tanggalditanggapi "
        "tanggaltanggapan tanggaldirespon tanggalrespon tanggalrespons tanggaldijawab tanggaljawaban "
        "waktuditanggapi waktutanggapan waktudijawab waktujawaban wakturespon tglditanggapi tgldijawab "
        "tglrespon ditanggapi dijawab",
    ),
    _field(
        "answer_text",
        "Isi jawaban",
        "replycontent answertext answer responsetext jawaban tanggapan isijawaban isitanggapan balasan respon",
    ),
    _field(
        "agency",
        "Perangkat daerah",
        "instansi namainstansi opd namaopd perangkatdaerah skpd dinas agency unitkerja instansiterkait",
    ),
    _field("topic", "Topik", "topik namatopik topic kategori category klasifikasi"),
)
FIELD_NAMES = frozenset(field.name for field in FIELDS)
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*", re.IGNORECASE)


def list_fields() -> tuple[Field, ...]:
    """The canonical fields a column can be mapped to, with their Indonesian labels."""
    return FIELDS


@lru_cache(maxsize=1_000)  # asked of every row's kind and platform, which are few
def column_key(name: str) -> str:
    """A column name without case, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def map_columns(columns: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """Column → canonical field, by name, and for a missing time by content. Every field at most once."""
    free = {column_key(column): column for column in reversed(columns) if column}
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in field.names:
            column = free.get(name)
            if column is not None and _fits(field.name, column_values(columns, sample, column)):
                found[column] = field.name
                del free[name]
                break
    if "created_at" not in found.values():
        candidates = [
            column for column in free.values() if looks_like_time(column_values(columns, sample, column))
        ]
        if len(candidates) == 1:
            found[candidates[0]] = "created_at"
    return {column: found[column] for column in columns if column in found}


def apply_given(
    automatic: Mapping[str, str], given: Mapping[str, str] | None, columns: Sequence[str]
) -> dict[str, str]:
    """The automatic mapping with a person's choices on top; a column given as "" is left out.

    Raises SourceRefused for a column or field that does not exist.
    """
    if not given:
        return dict(automatic)
    for column, field in given.items():
        if column not in columns:
            known = ", ".join(name for name in columns if name)
            raise SourceRefused("unknown_column", f"Tidak ada kolom “{column}”.", f"Kolom yang ada: {known}.")
        if field and field not in FIELD_NAMES:
            fields = ", ".join(item.name for item in FIELDS)
            raise SourceRefused("unknown_field", f"“{field}” bukan ruas yang dikenal.", f"Ruas: {fields}.")
    taken = set(given.values())
    merged = {
        column: field for column, field in automatic.items() if column not in given and field not in taken
    }
    merged.update({column: field for column, field in given.items() if field})
    return {column: merged[column] for column in columns if column in merged}


def column_values(columns: Sequence[str], sample: Sequence[Sequence[str]], column: str) -> list[str]:
    """The filled cells of one column."""
    index = columns.index(column)
    return [cells[index] for cells in sample if cells[index].strip()]


def looks_like_time(values: Iterable[str], share: float = 0.8) -> bool:
    """Whether at least this share of some filled cells are times."""
    readable = [read_stamp(value) is not None for value in values]
    return bool(readable) and sum(readable) >= share * len(readable)


def looks_like_text(values: Sequence[str]) -> bool:
    """Whether cells are running text rather than codes, names or numbers."""
    if not values:
        return False
    return (
        sum(map(len, values)) / len(values) >= 15 and sum(" " in value for value in values) >= len(values) / 2
    )


def _fits(field: str, values: Sequence[str]) -> bool:
    """Some names mean different things in different files; the cells decide."""
    if field == "created_clock":
        return bool(values) and all(_CLOCK.fullmatch(value) for value in values)
    if field in ("created_at", "answered_at", "extracted_at"):
        return not values or looks_like_time(values, share=0.5)  # the name says so too
    if field == "answer_text":
        return not values or not looks_like_time(values)
    return True

"""What messages of the example world mean, as coders would class them: read back from its own sentences. Pure Python.

The world is made of sentences with gaps. Which of them a text was made of tells what its author wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from analytics_app.choices import LabelTask
from analytics_app.example.words import citizens, officials
from analytics_app.example.words.citizens import Wish
from analytics_app.example.words.officials import PostKind
from analytics_app.example.words.regional import TONGUES

Meaning = Mapping[LabelTask, str]

_INTENTS: Mapping[Wish, str] = {
    Wish.COMPLAINT: "pengaduan_layanan",
    Wish.MISCONDUCT: "pengaduan_pengawasan",
    Wish.QUESTION: "tanya_informasi",
    Wish.STATUS: "tanya_status",
    Wish.REQUEST: "permohonan_layanan",
    Wish.IDEA: "aspirasi",
    Wish.CHECK: "klarifikasi_hoaks",
    Wish.GRUMBLE: "kritik_umum",
    Wish.PRAISE: "apresiasi",
    Wish.SPAM: "spam_promosi",
    Wish.GREETING: "sapaan_sosial",
}
_SENTIMENTS: Mapping[str, str] = {
    "pengaduan_layanan": "negatif",
    "pengaduan_pengawasan": "negatif",
    "kritik_umum": "negatif",
    "apresiasi": "positif",
}
#: What follows an opening, by its first words, where it is more than a nudge or a nod.
_FOLLOWING: Mapping[str, str] = {
    "sekalian min": "tanya_informasi",
    "lokasinya persis": "pengaduan_layanan",
    "fotonya sudah": "pengaduan_layanan",
    "sama, di": "pengaduan_layanan",
    "betul, saya": "pengaduan_layanan",
    "tempat saya malah": "pengaduan_layanan",
}
_FUNCTIONS: Mapping[PostKind, str] = {
    PostKind.SERVICE: "layanan",
    PostKind.EDUCATION: "edukasi_informasi",
    PostKind.CEREMONY: "seremonial_pencitraan",
    PostKind.OTHER: "lain",
}
_USUAL_TOPIC: Mapping[PostKind, str] = {
    PostKind.SERVICE: "layanan_publik",
    PostKind.EDUCATION: "kesehatan",
    PostKind.CEREMONY: "seremonial_pejabat",
    PostKind.OTHER: "wisata_acara",
}
#: By the first words of the sentence, where it is another topic than its kind has.
_TOPICS: Mapping[str, str] = {
    "Perbaikan {jalan}": "lalu_lintas_transportasi",
    "Air PDAM": "infrastruktur",
    "Pasar murah": "ekonomi_umkm_kerja",
    "Puskesmas {kampung}": "kesehatan",
    "Bantuan untuk": "lingkungan_sosial",
    "Uji emisi": "lingkungan_sosial",
    "Donor darah": "kesehatan",
    "Pilah sampah": "lingkungan_sosial",
    "Waspada hujan": "kebencanaan",
    "Hati-hati penipuan": "fenomena_klarifikasi",
    "Tahukah Sobat?": "layanan_publik",
    "Gunakan air": "lingkungan_sosial",
    "Cara melapor": "layanan_publik",
    "Belajar bareng": "ekonomi_umkm_kerja",
    "Siaga kebakaran": "kebencanaan",
    "Selamat memperingati": "hari_besar_ucapan",
    "Penghargaan kembali": "capaian_penghargaan",
    "Selamat pagi dari": "lainnya",
    "Potret senja": "lainnya",
    "Tebak tempat": "lainnya",
    "Hasil pertandingan": "lainnya",
    "Lomba video": "seni_budaya",
    "Mural anak muda": "seni_budaya",
}
#: Points of the rubric (answers, actionable, correct, polite) by the first words of a reply; all four otherwise.
_MARKS: Mapping[str, str] = {
    "Boleh dibantu titik": "0011",
    "Mohon maaf atas": "1011",
    "Masih menunggu": "1011",
    "Anggarannya sudah": "1110",
    "Terima kasih apresiasinya": "1011",
    "Sama-sama": "1011",
    "Usulan bagus": "1011",
    "Terima kasih sarannya": "1011",
    "Terima kasih masukannya": "0011",
    "Siap {panggil}.": "0011",
    "Terima kasih atas laporan": "0010",
    "Halo, silakan": "0010",
    "Mohon kirim detail": "0010",
    "Baik, kami koordinasikan": "0010",
    "Terima kasih sudah menghubungi": "0010",
}
_GAP = re.compile(r"\\\{\w+\\\}")
_SHORT = 14  # shorter sentences are parts of others by chance and must stand alone
_NAMES = re.compile(r"^(?:RT )?(?:@\S+:? )*|(?: @\S+)*$")


def meaning_of(text: str) -> Meaning | None:
    """The class of each label that people could give the text; None for a text that is not of this world."""
    bare = _NAMES.sub("", text)
    return next((meaning for pattern, meaning in _readers() if pattern(bare)), None)


def is_regional(text: str) -> bool:
    """Whether the whole sentence is in a regional language, which not every coder reads well."""
    return any(_pattern(sentence)(text) for sentence in _regional())


@cache
def _readers() -> list[tuple[Callable[[str], object], Meaning]]:
    """Every sentence of the world, the longest first: what is part of another one comes after it."""
    listed = [*_citizens(), *_posts(), *_replies()]
    return [
        (_pattern(sentence), meaning) for sentence, meaning in sorted(listed, key=lambda one: -len(one[0]))
    ]


@cache
def _pattern(sentence: str) -> Callable[[str], object]:
    words = re.compile(_GAP.sub(".{1,40}?", re.escape(sentence)), re.IGNORECASE)
    return words.fullmatch if len(sentence) < _SHORT else words.search


def _citizens() -> Iterator[tuple[str, Meaning]]:
    for wish, sentences in citizens.SENTENCES.items():
        for sentence in sentences:
            yield sentence, _wanted(_INTENTS[wish])
    for sentence in _regional():
        asks = re.search(r"syarat|sarat", sentence) is not None
        yield sentence, _wanted("tanya_informasi" if asks else "pengaduan_layanan")
    for sentence in citizens.NUDGES:
        yield sentence, _wanted(_by_first_words(_FOLLOWING, sentence, "tanya_status"))
    for sentence in citizens.CHATTER:
        yield sentence, _wanted(_by_first_words(_FOLLOWING, sentence, "sapaan_sosial"))
    thanks = [word for tongue in TONGUES for word in tongue.thanks]
    for sentence in dict.fromkeys((*citizens.AFTERWARDS, *thanks)):
        yield sentence, _wanted("sapaan_sosial")


def _wanted(intent: str) -> Meaning:
    return {LabelTask.INTENT: intent, LabelTask.SENTIMENT: _SENTIMENTS.get(intent, "netral")}


def _posts() -> Iterator[tuple[str, Meaning]]:
    for kind, sentences in officials.POSTS.items():
        for sentence in sentences:
            topic = _by_first_words(_TOPICS, sentence, _USUAL_TOPIC[kind])
            yield sentence, {LabelTask.FUNCTION: _FUNCTIONS[kind], LabelTask.TOPIC: topic}


def _replies() -> Iterator[tuple[str, Meaning]]:
    for sentence in (*officials.ANSWERS, *officials.TEMPLATES, officials.AUTOMATIC):
        yield sentence, {LabelTask.ANSWER: _by_first_words(_MARKS, sentence, "1111")}


def _regional() -> Iterable[str]:
    return (sentence for tongue in TONGUES for sentence in tongue.whole)


def _by_first_words(by_words: Mapping[str, str], sentence: str, otherwise: str) -> str:
    return next((meant for words, meant in by_words.items() if sentence.startswith(words)), otherwise)

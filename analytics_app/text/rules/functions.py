"""What a post is for: service, information, ceremony and image, or something else (method 5.2, W12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analytics_app.text.rules.lexicon import Hit, Lexicon, Words
from analytics_app.text.taxonomy.classes import TextClass, phrases
from analytics_app.text.taxonomy.topics import TOPICS

SERVICE, INFORMATION, CEREMONY, OTHER = "layanan", "edukasi_informasi", "seremonial_pencitraan", "lain"
FUNCTIONS = (SERVICE, INFORMATION, CEREMONY, OTHER)

# What a resident can act on: schedule, requirement, notice, alert, status, answer to a common question.
_ACTIONS = TextClass(
    "tindakan",
    phrases(
        "jadwal, syarat, persyaratan, pendaftaran, daftar, mendaftar, dibuka, dibuka kembali, ditutup, penutupan, "
        "tutup sementara, pengalihan, rekayasa, jam layanan, jam operasional, jam buka, layanan keliling, samsat "
        "keliling, sim keliling, dukcapil keliling, jemput bola, loket, antrian online, cara mengurus, cara "
        "daftar, cara membayar, cara bayar, cara mengajukan, ini langkahnya, alur, formulir, unduh, hubungi, "
        "hotline, call center, waspada, peringatan dini, siaga, evakuasi, pemadaman, gangguan, perbaikan, "
        "pemeliharaan, gratis, batas waktu, paling lambat, terakhir, tenggat, kuota, jatuh tempo, keringanan, "
        "pemutihan, pasar murah, operasi pasar, vaksin*, imunisasi, donor darah, cek kesehatan gratis, lowongan "
        "kerja, job fair, pengumuman, hasil seleksi, tautan berikut, link berikut, bawa ktp, bawa kk, bawa stnk, "
        "siapkan ktp, siapkan kk, dijadwalkan, dijadwalkan ulang, pencairan, tetap buka, buka kembali, kantor "
        "tutup, tidak dapat diakses, diperpanjang, perpanjangan masa"
    ),
)
_OFFICIALS = TextClass(
    "pejabat",
    phrases(
        "bupati, wakil bupati, wali kota, walikota, wakil wali kota, wakil walikota, gubernur, wakil gubernur, "
        "sekda, sekretaris daerah, ketua tp pkk, forkopimda, ketua dprd"
    ),
)
_CEREMONIAL = frozenset(("seremonial_pejabat", "capaian_penghargaan", "hari_besar_ucapan"))
_MONTH = (
    "jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|sep(?:tember)?|okt(?:ober)?|"
    "nov(?:ember)?|des(?:ember)?"
)
_WHEN = re.compile(
    rf"\b(?:pukul|jam)\s?\d|\b\d{{1,2}}[.:]\d{{2}}\b|\brp\.?\s?\d|\b\d{{1,2}}\s(?:{_MONTH})\b", re.IGNORECASE
)
_USEFUL = frozenset(order for order, topic in enumerate(TOPICS) if topic.useful)


@cache
def _marks() -> Lexicon:
    return Lexicon((_ACTIONS, _OFFICIALS))


def function_of(text: str, words: Words, topics: Sequence[Hit], has_service: bool) -> str:
    """The function class of an official post; ``topics`` are its topic hits, best first.

    An official, an award, a greeting or a ceremony as the subject, with nothing a resident can act on, is
    image-building; a bare time or date does not make a ceremony a service.
    """
    marks = {hit.order for hit in _marks().hits_in(words)}
    can_act, names_official = 0 in marks, 1 in marks
    is_ceremonial = any(TOPICS[hit.order].id in _CEREMONIAL for hit in topics)
    if (is_ceremonial or names_official) and not can_act:
        return CEREMONY
    is_useful = has_service or any(hit.order in _USEFUL for hit in topics)
    if is_useful and (can_act or (not is_ceremonial and _WHEN.search(text))):
        return SERVICE
    if is_useful:
        return INFORMATION
    return OTHER

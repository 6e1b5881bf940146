"""The lexicon's own regression sentences, and the rules that decide between classes."""

import pytest

from analytics_app.text.rules import (
    INTENT_ORDER,
    intent_of,
    problem_of,
    service_of,
    strongest_intent,
    topic_of,
)
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.rules.lexicon import Lexicon
from analytics_app.text.taxonomy.classes import TextClass

INTENTS = [
    ("min mau tanya syarat bikin ktp hilang apa aja ya", "tanya_informasi"),
    ("Jalan bolong di depan pasar kapan dibenerin? udah 3 bulan, tolong diperbaiki", "pengaduan_layanan"),
    ("ngurus akte lahir kok diminta uang sama oknum kelurahan", "pengaduan_pengawasan"),
    ("KK saya udh sebulan blm jadi, lama bgt", "pengaduan_layanan"),
    ("DM gak dibales, komen gak dijawab, ini akun buat apa", "pengaduan_layanan"),
    ("makasih min pelayanan bagus dan ramah", "apresiasi"),
    ("pencitraan mulu, cuma foto foto", "kritik_umum"),
    ("usul min, sebaiknya ada dukcapil keliling tiap kecamatan", "aspirasi"),
    ("apakah benar pemutihan pajak kendaraan sampai desember?", "klarifikasi_hoaks"),
    ("kapan cair pkh tahap 3 kak", "tanya_status"),
    ("Slot gacor maxwin klik link", "spam_promosi"),
    ("tolong segera pohon tumbang nutup jalan", "darurat"),
    ("air keruh seminggu ini, pdam tolong diperbaiki", "pengaduan_layanan"),
]

TOPICS = [
    ("Pendaftaran vaksinasi Covid19 bagi yang belum mendapatkan vaksin di puskesmas Kebondalem", "kesehatan"),
    ("Bupati menghadiri rapat koordinasi dan gunting pita", "seremonial_pejabat"),
    ("Penutupan sementara Tebet Eco Park", "wisata_acara"),
    ("Berita Sepekan Kota Malang", "ringkasan_berkala"),
    ("Pengalihan arus lalu lintas karena perbaikan jalan", "lalu_lintas_transportasi"),
    ("Realisasi anggaran APBD triwulan II", "anggaran_transparansi"),
    ("PPDB jalur zonasi dibuka", "pendidikan"),
    ("Selamat Hari Kartini", "hari_besar_ucapan"),
]

PROBLEMS = [
    ("ngurus akte lahir kok diminta uang sama oknum kelurahan", "pungutan_liar"),
    ("KK saya udh sebulan blm jadi, lama bgt", "waktu_lambat"),
    ("DM gak dibales, komen gak dijawab, ini akun buat apa", "tidak_responsif"),
    ("petugas loket judes banget", "pelayanan_tidak_ramah"),
    ("dipingpong dari dinas satu ke dinas lain", "birokrasi_berbelit"),
    ("aplikasi error terus tidak bisa login mobile jkn", "sarana_tidak_memadai"),
]

SERVICES = [
    ("min mau tanya syarat bikin ktp hilang apa aja ya", "ktp_ikd"),
    ("Jalan bolong di depan pasar kapan dibenerin? udah 3 bulan, tolong diperbaiki", "jalan_pju_drainase"),
    ("ngurus akte lahir kok diminta uang sama oknum kelurahan", "akta_pencatatan_sipil"),
    ("KK saya udh sebulan blm jadi, lama bgt", "kartu_keluarga"),
    ("usul min, sebaiknya ada dukcapil keliling tiap kecamatan", "pindah_domisili_nik"),
    ("apakah benar pemutihan pajak kendaraan sampai desember?", "samsat_signal_pkb"),
    ("kapan cair pkh tahap 3 kak", "bansos"),
    ("aplikasi error terus tidak bisa login mobile jkn", "bpjs_jkn"),
    ("air keruh seminggu ini, pdam tolong diperbaiki", "pdam_air"),
    ("PPDB jalur zonasi dibuka", "ppdb_spmb"),
]


@pytest.mark.parametrize(("text", "intent"), INTENTS)
def test_intent_of_the_regression_sentences(text: str, intent: str) -> None:
    assert intent_of(text).intent == intent


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_topic_of_the_regression_sentences(text: str, topic: str) -> None:
    assert topic_of(text) == topic


@pytest.mark.parametrize(("text", "problem"), PROBLEMS)
def test_problem_of_the_regression_sentences(text: str, problem: str) -> None:
    assert problem_of(text) == problem


@pytest.mark.parametrize(("text", "service"), SERVICES)
def test_service_of_the_regression_sentences(text: str, service: str) -> None:
    assert service_of(text) == service


def test_message_without_keyword_is_taken_to_need_a_response() -> None:
    label = intent_of("xyz qwerty")
    assert (label.intent, label.needs_response, label.keyword) == (None, True, None)


def test_label_says_which_keyword_rule_and_version_made_it() -> None:
    label = intent_of("jalan rusak")
    assert (label.keyword, label.source, label.version) == ("jalan rusak", "rule", RULES_VERSION)


def test_praise_and_spam_need_no_response() -> None:
    assert not intent_of("terima kasih").needs_response
    assert not intent_of("slot gacor maxwin").needs_response


def test_ambiguous_word_alone_is_no_hit_and_counts_with_a_second_hit_or_a_cue() -> None:
    assert intent_of("ide").intent is None
    assert intent_of("ide dan saran").intent == "aspirasi"
    assert service_of("sim") is None
    assert service_of("sim kapan?") == "sim"


def test_longer_phrase_beats_shorter_then_more_keywords_then_list_order() -> None:
    classes = [TextClass("satu", ("a",)), TextClass("dua", ("b c",)), TextClass("tiga", ("d", "e"))]
    lexicon = Lexicon(classes)
    assert [classes[hit.order].id for hit in lexicon.hits("a b c d e")] == ["dua", "tiga", "satu"]


def test_prefix_keyword_matches_the_beginning_of_a_word() -> None:
    lexicon = Lexicon([TextClass("satu", ("vaksin*", "tes vaks*"))])
    assert lexicon.hits("vaksinasi")[0].keyword == "vaksin*"
    assert lexicon.hits("tes vaksin")[0].keyword == "tes vaks*"
    assert lexicon.hits("divaksin") == []


def test_keyword_is_matched_as_whole_words_only() -> None:
    assert intent_of("laporkan").intent is None


def test_strongest_intent_needs_a_response_and_stands_first_in_the_taxonomy() -> None:
    praise, complaint, question = (intent_of(t) for t in ("terima kasih", "jalan rusak", "jam berapa"))
    unknown = intent_of("xyz")
    assert strongest_intent([praise, question, complaint]) == complaint
    assert strongest_intent([praise, unknown]) == unknown
    assert strongest_intent([unknown, question]) == question
    assert strongest_intent([]) is None


def test_intents_are_ordered_from_emergency_to_spam() -> None:
    assert (INTENT_ORDER[0], INTENT_ORDER[-1], len(INTENT_ORDER)) == ("darurat", "spam_promosi", 12)

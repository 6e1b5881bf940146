"""What official posts are checked for, against invented ones that were judged by hand."""

import pytest

from analytics_app.text.rules.writing import (
    components_of,
    has_evidence,
    is_guide,
    is_plain,
    mean_sentence_words,
    unexplained_acronyms,
)

VERIFIABLE = (
    "Hingga 12 Mei tercatat 48 kasus demam berdarah di tiga kecamatan.",
    "Realisasi pajak triwulan II mencapai Rp 12,4 miliar.",
    "Tarif baru sesuai Perda Nomor 4 Tahun 2025 tentang retribusi pasar.",
    "Libur bersama menurut surat edaran No. 800/123/2026.",
    "Selengkapnya di dukcapil.contohkab.go.id/layanan",
    "Hujan lebat sore ini. Sumber: BMKG",
    "Menurut data BPS, inflasi turun.",
    "Penerima bantuan bulan ini 1.250 keluarga.",
)
NOT_VERIFIABLE = (
    "Warga antusias mengikuti senam pagi bersama.",
    "Loket buka pukul 08.00 sampai 15.00.",  # an hour is no figure
    "Acara digelar Sabtu, 12 Mei di alun-alun.",  # a date alone is none
    "Ratusan warga hadir, 300 orang pulang membawa hadiah.",  # no date
    "Hubungi kami di 021-555-0101.",
    "Kepala dinas menghadiri rapat.",
    "",
)


@pytest.mark.parametrize("text", VERIFIABLE)
def test_what_a_reader_could_check_is_evidence(text: str) -> None:
    assert has_evidence(text)


@pytest.mark.parametrize("text", NOT_VERIFIABLE)
def test_hours_bare_dates_and_bare_figures_are_none(text: str) -> None:
    assert not has_evidence(text)


def test_plain_posts_are_short_say_what_to_do_and_spell_acronyms_out() -> None:
    assert is_plain("Bawa KTP dan KK. Datang pukul 8.30 ke kantor kelurahan. Gratis!")
    assert not is_plain("Kantor kelurahan tutup.")  # nothing to do
    assert not is_plain(" ".join(["kata"] * 25) + " daftar")
    assert not is_plain("Daftar lewat SIPD, SIMDA, atau SRIKANDI bersama TAPD.")
    assert is_plain("Daftar di Mal Pelayanan Publik (MPP), lalu bawa berkas ke DPMPTSP.")


def test_sentences_and_acronyms_are_counted_as_people_count_them() -> None:
    assert mean_sentence_words("Satu dua tiga. Empat lima pukul 07.30 sampai 8!") == 4.5
    assert mean_sentence_words("…") == 0
    assert unexplained_acronyms("Ke MPP (Mal Pelayanan Publik), bawa KTP dan SPPT.") == {"SPPT"}
    assert unexplained_acronyms("PENGUMUMAN LIBUR BERSAMA\nKantor PDAM tutup.") == {"PDAM"}


def test_components_are_those_that_the_text_gives() -> None:
    whole = (
        "Mengurus akta lahir: syaratnya KK dan surat lahir. Caranya daftar lewat loket, selesai 3 hari kerja, gratis. "
        "Penerbitan akta elektronik. Pengaduan: call center."
    )
    assert len(components_of(whole)) == 6
    assert is_guide(components_of(whole))
    timetable = components_of("Samsat keliling hari ini pukul 8 di alun-alun.")
    assert not timetable
    assert not is_guide(timetable)
    assert components_of("Bawa KK asli, tanpa biaya.") == {"requirements", "fee"}


def test_long_and_odd_texts_are_judged_quickly_and_quietly() -> None:
    for text in ("peraturan surat se sk " * 5_000, "12 " * 30_000, "SK" * 50_000, "\u202e\u200b😀" * 9_000):
        assert has_evidence(text) in (True, False)
        assert is_plain(text) in (True, False)
        assert len(components_of(text)) <= 6

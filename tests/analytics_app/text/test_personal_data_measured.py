"""How much personal data is found in sentences of our own, and how much else is taken for it."""

import re
from collections import Counter

import pytest

from analytics_app.text.personal_data import mask, sensitive_groups
from tests.analytics_app.text.personal_data_sentences import KINDS, WITH, WITHOUT

TOKEN = re.compile(r"\[(?:NIK|KK|TELP|EMAIL|PLAT|ALAMAT|REKENING|NISN)\]")


def found(text: str) -> Counter[str]:
    return Counter(TOKEN.findall(mask(text)))


def test_there_are_three_hundred_sentences_half_of_them_near_misses() -> None:
    assert len(WITH) + len(WITHOUT) >= 300
    assert len(WITHOUT) >= 130
    assert len(set(WITHOUT)) == len(WITHOUT)
    assert len({text for text, _ in WITH}) == len(WITH)


@pytest.mark.parametrize("kind", KINDS)
def test_recall_of_each_kind(kind: str) -> None:
    wanted = [(text, Counter(kinds)[kind]) for text, kinds in WITH if kind in kinds]
    missed = [text for text, n in wanted if found(text)[kind] < n]
    assert 1 - len(missed) / len(wanted) >= 0.95, missed


def test_precision_over_all_sentences() -> None:
    right = wrong = 0
    odd = []
    for text, kinds in [*WITH, *((text, []) for text in WITHOUT)]:
        marked, truth = found(text), Counter(kinds)
        right += (marked & truth).total()
        wrong += (marked - truth).total()
        if marked - truth:
            odd.append((text, mask(text)))
    assert right / (right + wrong) >= 0.97, odd


def test_masking_a_masked_text_changes_nothing() -> None:
    for text, _ in WITH:
        assert mask(mask(text)) == mask(text)


def test_no_digit_of_a_number_is_left() -> None:
    for text, kinds in WITH:
        if kinds in (["[NIK]"], ["[KK]"], ["[TELP]"], ["[REKENING]"], ["[NISN]"]):
            assert not re.search(r"\d{4}", mask(text)), text


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("anak saya bernama Contoh umur 7 tahun ditolak sekolah", {"anak"}),
        ("NISN 0123456789 tidak ditemukan", {"anak"}),
        ("nama anak di akta salah", {"anak"}),
        ("KK 3327010101150013 belum diperbarui", {"rumah_tangga"}),
        ("NIK istri saya 3327014107990003", {"rumah_tangga"}),
        ("bayi saya lahir kemarin, KK 3327010101150013", {"anak", "rumah_tangga"}),
        ("ibu saya kena stroke dan antre dari pagi", {"kesehatan"}),
        ("sudah tiga hari dirawat bapak saya belum dapat kamar", {"kesehatan"}),
        ("hasil lab saya belum keluar", {"kesehatan"}),
        ("gaji saya belum dibayar dua bulan", {"keuangan"}),
        ("bantuan belum masuk, rekening BRI 123401000567890", {"keuangan"}),
        ("gajiku dipotong, suami saya cuci darah", {"keuangan", "kesehatan"}),
        ("anak jalanan makin banyak", set()),
        ("syarat KK apa saja", set()),
        ("kami sudah lama menunggu air bersih", set()),
        ("layanan TBC di puskesmas buka hari apa", set()),
        ("jadwal operasi pasar murah kapan", set()),
        ("gaji honorer kapan cair", set()),
        ("rekening air naik terus", set()),
    ],
)
def test_specific_data_of_persons_are_flagged(text: str, groups: set[str]) -> None:
    assert sensitive_groups(mask(text)) == groups

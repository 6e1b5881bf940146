"""Masking, measured on sentences whose author had not read its patterns. Nobody in them exists.

In ``personal_data.txt`` what is to be masked stands as {KIND:…}; ``near_misses.txt`` holds nothing to mask. Patterns
are not to be fitted to single lines here: what fails says which kind of writing is not known yet.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from analytics_app.text.personal_data import mask

HERE = Path(__file__).parent
MARKED = re.compile(r"\{([A-Z]+):([^}]*)\}")
TOKEN = re.compile(r"\[(NIK|KK|TELP|EMAIL|PLAT|ALAMAT|REKENING|NISN)\]")
WITH = (HERE / "personal_data.txt").read_text(encoding="utf-8").splitlines()
NEAR_MISSES = (HERE / "near_misses.txt").read_text(encoding="utf-8").splitlines()


def compare(line: str) -> tuple[Counter[str], Counter[str]]:
    """The kinds that a marked line holds, and those that are found in it."""
    truth = Counter(hit[1] for hit in MARKED.finditer(line))
    return truth, Counter(TOKEN.findall(mask(MARKED.sub(lambda hit: hit[2], line))))


@pytest.mark.parametrize("kind", ["NIK", "KK", "TELP", "EMAIL", "PLAT", "ALAMAT", "REKENING", "NISN"])
def test_nine_in_ten_of_each_kind_are_found(kind: str) -> None:
    of_kind = [(line, *compare(line)) for line in WITH if f"{{{kind}:" in line]
    missed = [line for line, truth, found in of_kind if found[kind] < truth[kind]]
    assert 1 - len(missed) / len(of_kind) >= 0.9, missed


def test_little_else_is_masked() -> None:
    wrong = [line for line in NEAR_MISSES if mask(line) != line]
    assert len(wrong) / len(NEAR_MISSES) <= 0.02, wrong
    odd = [line for line in WITH for truth, found in [compare(line)] if found - truth]
    assert len(odd) / len(WITH) <= 0.02, odd


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jl. Contoh 2 No. 14 banjir", "[ALAMAT] banjir"),
        ("alamat saya jl contoh raya 7", "alamat saya [ALAMAT]"),
        ("alamat dusun Contoh RT 2 RW 3", "alamat [ALAMAT]"),
        ("jalan contoh raya 7 lubang", "jalan contoh raya 7 lubang"),
        ("RT 02 RW 03 gelap", "RT 02 RW 03 gelap"),
        ("domisili di wilayah RT 01", "domisili di wilayah RT 01"),
        ("tinggal di jl contoh, jalan ada 2 lubang", "tinggal di jl contoh, jalan ada 2 lubang"),
        ("0812\u20133456\u20137890", "[TELP]"),
        ("0812\u00a03456\u00a07890", "[TELP]"),
        ("nik 33740625099\u200b00003", "nik [NIK]"),
        ("harga 5\u201310 ribu", "harga 5\u201310 ribu"),
        ("nik 337406250990003 kurang satu", "nik [NIK] kurang satu"),
        ("wa 8123456789", "wa [TELP]"),
        ("tiket 2024031500012345", "tiket 2024031500012345"),
        ("tiket 3374062509880003", "tiket [NIK]"),
        ("mobil d 1200 cc", "mobil d 1200 cc"),
    ],
)
def test_what_decides_between_masking_and_leaving(text: str, masked: str) -> None:
    assert mask(text) == masked

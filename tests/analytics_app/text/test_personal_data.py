"""Masking and mentions. All numbers and names are made up for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.text.personal_data import find_mentions, leading_mentions, mask, replace_mentions


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK 3327011204950001", "NIK [NIK]"),
        ("NIK3327011204950001", "NIK[NIK]"),
        ("nik 3327011204950001/3327011204950002", "nik [NIK]/[NIK]"),
        ("3327 0112 0495 0001", "[NIK]"),
        ("33.27.01.120495.0001", "[NIK]"),
        ("332701-520495-0001", "[NIK]"),  # a woman: day 12 + 40
    ],
)
def test_identity_numbers_are_masked_with_and_without_separators(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "number",
    [
        "+62 812-3456-7890",
        "+6281234567890",
        "6281234567890",
        "62 812 3456 7890",
        "081234567890",
        "0812 3456 7890",
        "0812.3456.7890",
        "0812 - 3456 - 7890",
        "(0812) 3456-7890",
        "(021) 5551234",
        "021-5551234",
        "0341 326025",
        "+62 (21) 555 1234",
        "0213456789",
        "+65 9123 4567",
        "𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎",
    ],
)
def test_phone_numbers_are_masked_in_every_indonesian_form(number: str) -> None:
    assert mask(f"hubungi {number}, ya") == "hubungi [TELP], ya"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("WA081234567890", "WA[TELP]"),
        ("hubungi saya di\\n081234567890", "hubungi saya di\\n[TELP]"),  # a line break spelt out
        ("https://wa.me/6281234567890?text=hai", "https://wa.me/[TELP]?text=hai"),
        ("hp:081234567890/081298765432", "hp:[TELP]/[TELP]"),
        ("0812 3456 7890 3327 0112 0495 0001", "[TELP] [NIK]"),
        ("tahun 2025 0812 3456 7890", "tahun 2025 [TELP]"),
        ("warga.contoh@surel.example.id,", "[EMAIL],"),
        ("warga @gmail.com", "[EMAIL]"),
    ],
)
def test_personal_data_is_found_where_it_touches_other_text(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "tiket 20250914001",
        "#081234567890",
        "ABC0812345678901",
        "INV2025102012345678",
        "Rp 1.500.000 dan Rp1.500.000.000",
        "Rp 62.812.500.000",
        "naik +12.500.000",
        "2025-09-14 15:10:00",
        "21-10-2025 21-10-2025",
        "03/12/2024 13.20",
        "08.00-12.00 dan 13.00-16.00",
        "1998 1999 2000 2001",
        "kode pos 52311",
        "https://x.com/contoh/status/1966700000000000000",
        "facebook.com/contoh/posts/1234567890123456",
        "1966700000000000000",
        "198001012005011001",  # 18 digits
        "0812xxxx7890",
        "@kominfo_contoh",
        "-6.2345678, 106.8123456",
        "nilai 0.9991234567890123",
        "hubungi 112 atau 1500-123",
        "[NIK] [TELP] [EMAIL]",
    ],
)
def test_near_misses_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 .-+()@/aw[]", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(
    st.text(alphabet="abc ,.", max_size=10), st.integers(1, 28), st.integers(1, 12), st.integers(0, 999999)
)
def test_no_identity_number_survives(before: str, day: int, month: int, rest: int) -> None:
    number = f"332701{day:02}{month:02}{rest:06}"
    assert number not in mask(f"{before} {number}.")


def test_mentions_keep_order_and_lose_the_at_sign_and_case() -> None:
    text = "@A.b, .@Pemkot. surat@contoh.id lihat tiktok.com/@bukan RT @Z_1: halo"
    assert find_mentions(text) == ["a.b", "pemkot", "z_1"]


def test_handle_ends_at_a_full_stop_where_the_platform_allows_none() -> None:
    assert find_mentions("@pemkot.Tolong", dotted=False) == ["pemkot"]


def test_leading_mentions_stand_before_the_first_other_word() -> None:
    assert leading_mentions(" @satu @Dua, halo @tiga") == ["satu", "dua"]
    assert leading_mentions("RT @satu: halo") == []
    assert leading_mentions("halo") == []


def test_replacing_mentions_keeps_the_spelling_of_what_is_not_replaced() -> None:
    text = "@PemKot @Warga lihat https://x.com/Warga/status/12, surat warga@contoh.id"
    swapped = replace_mentions(text, lambda handle: handle if handle == "pemkot" else "u1")
    assert swapped == "@PemKot @u1 lihat https://x.com/u1/status/12, surat warga@contoh.id"


def test_links_that_name_no_profile_stay() -> None:
    text = "https://x.com/i/status/1 https://www.instagram.com/p/abc/ https://t.co/abc"
    assert replace_mentions(text, lambda handle: "u1") == text

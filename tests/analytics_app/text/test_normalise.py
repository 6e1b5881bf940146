import random
from time import process_time

import pytest

from analytics_app.text.normalise import LONGEST, normalise, raw_tokens, template_text
from analytics_app.text.rules import intent_of
from analytics_app.text.taxonomy.regional import BETAWI, JAVANESE, MINANGKABAU, REGIONAL, SUNDANESE
from analytics_app.text.taxonomy.words import NORMALISE


def test_informal_words_become_standard_and_repeated_letters_one() -> None:
    assert normalise("Min, KOK lamaaaa bgt?? #jalanrusak gak dijawab") == (
        "admin kok lama banget jalanrusak tidak dijawab"
    )


def test_addresses_and_mentions_are_no_words() -> None:
    assert normalise("@lapor cek https://lapor.example/rusak ya") == "cek ya"


def test_texts_in_ascii_are_divided_into_words_where_others_are() -> None:
    for char in map(chr, range(128)):
        text = f"Jalan{char}rusak 2{char} {char}"
        assert [*raw_tokens(text), "中"] == raw_tokens(f"{text} 中"), repr(char)


def test_templates_that_differ_in_name_number_emoji_and_link_are_equal() -> None:
    first = template_text("Halo @warga_1 🙏 tiket 123 sudah kami catat. https://contoh.id/a [TELP]")
    second = template_text("halo @lain  tiket 98 SUDAH kami catat")
    assert first == second == "halo tiket sudah kami catat"


def test_different_answers_have_different_templates() -> None:
    assert template_text("Sudah kami catat") != template_text("Belum kami catat")


def test_emoji_are_words_of_their_own_and_do_not_divide_phrases() -> None:
    assert normalise("jalan😡rusak 👍🏽👍🏽") == "jalan 😡 rusak 👍 👍"
    assert intent_of("jalan 😡 rusak").keyword == "jalan rusak"


def test_only_emoji_say_nothing_in_words() -> None:
    assert raw_tokens("🔥" * 50 + "❤️👨‍👩‍👧") == []
    assert intent_of("🔥" * 5000).intent is None


@pytest.mark.parametrize(
    "written",
    [
        "j\u200balan r\u200dusak",  # zero-width characters
        "jаlаn ruѕаk",  # Cyrillic look-alikes
        "\u202ejalan rusak\u202c",  # direction marks
        "𝗷𝗮𝗹𝗮𝗻 𝗿𝘂𝘀𝗮𝗸",  # mathematical letters
        "ｊａｌａｎ ｒｕｓａｋ",  # wide letters
        "jálan růsak",  # accents
        "jalan\x00rusak\x07",  # control characters
        "jalaaaan\trussssak",
    ],
)
def test_disguised_words_are_found(written: str) -> None:
    assert normalise(written) == "jalan rusak"
    assert intent_of(written).keyword == "jalan rusak"


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\xff\xfe", "\ud800", "שלום עולם", "مرحبا", "٣٤", "\u200f" * 100]
)
def test_odd_texts_are_read_without_error(text: str) -> None:
    assert intent_of(text).intent is None
    assert isinstance(normalise(text), str)


def test_normalised_text_stays_as_it_is() -> None:
    chosen = random.Random(5)
    alphabet = "aábсё 🔥@#.\u200b\n0９é_x"
    for _ in range(300):
        once = normalise("".join(chosen.choices(alphabet, k=30)))
        assert normalise(once) == once


def test_a_very_long_text_is_read_to_a_limit_and_quickly() -> None:
    text = "a" * (LONGEST - 20) + " jalan rusak " + "jembatan putus " * 10_000
    began = process_time()
    assert intent_of(text).keyword == "jalan rusak"
    assert raw_tokens("a " * 100_000) == ["a"] * (LONGEST // 2)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("written", "intent"),
    [
        ("kepriye carane? syarate opo, piye cara daftar", "tanya_informasi"),
        ("dalan rusak durung didandani", "pengaduan_layanan"),
        ("kumaha cara daftar ktp", "tanya_informasi"),
        ("baa caro, dima alamatnya", "tanya_informasi"),
        ("pegimane cara daftarnye", "tanya_informasi"),
        ("sampah durung diangkut, teu dijawab", "pengaduan_layanan"),
    ],
)
def test_regional_question_words_and_negations_are_understood(written: str, intent: str) -> None:
    assert intent_of(written).intent == intent


def test_four_regional_languages_have_the_words_that_decide() -> None:
    for language in (JAVANESE, SUNDANESE, MINANGKABAU, BETAWI):
        assert {"sudah", "belum", "tidak", "apa", "bagaimana", "dimana"} <= set(language.values())


def test_further_words_do_not_contradict_the_taxonomy_nor_point_on() -> None:
    assert all(REGIONAL[word] == NORMALISE[word] for word in REGIONAL.keys() & NORMALISE.keys())
    assert not {word for standard in REGIONAL.values() for word in standard.split()} & REGIONAL.keys()
    assert normalise("alun-alun Karo") == "alun alun karo"

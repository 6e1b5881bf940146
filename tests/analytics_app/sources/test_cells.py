import pytest

from analytics_app.choices import Reason
from analytics_app.sources.cells import (
    has_mojibake,
    read_count,
    read_handle,
    read_id,
    read_lang,
    read_table_text,
    read_text,
)
from analytics_app.sources.errors import RowProblem


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1966678425491399055", "1966678425491399055"),
        ("3.0", "3"),
        (" 848.0 ", "848"),
        ("", None),
        ("nan", None),
        ("509d-35", "509d-35"),
        ("007", "007"),
    ],
)
def test_ids_are_kept_digit_for_digit(value: str, read: str | None) -> None:
    assert read_id(value, "id") == read


@pytest.mark.parametrize(
    "value", ["1.9667E+18", "1,9667E+18", "1.966678425491399e+18", "1966678425491399055.0"]
)
def test_ids_that_lost_digits_are_refused(value: str) -> None:
    with pytest.raises(RowProblem) as caught:
        read_id(value, "id_str")
    assert (caught.value.reason, caught.value.column) == (Reason.FLOAT_ID, "id_str")


def test_counts_that_are_no_numbers_are_unknown_not_zero() -> None:
    assert [read_count(value) for value in ("0", "12.0", "", "1,2 rb", "-3")] == [0, 12, None, None, None]


def test_empty_names_are_no_names() -> None:
    assert [read_handle(value) for value in ("@admin", "  ", "@", "undefined", "null")] == [
        "admin",
        None,
        None,
        None,
        None,
    ]


def test_legacy_language_codes_are_renewed() -> None:
    assert [read_lang(value) for value in ("in", "qme", "qam", "und", "", "JV")] == [
        "id",
        None,
        None,
        None,
        None,
        "jv",
    ]


def test_escapes_in_tables_become_the_characters_they_stand_for() -> None:
    assert read_table_text(r"satu\ndua &amp; tiga <U+0001F923>", "teks") == "satu\ndua & tiga \U0001f923"
    assert read_table_text("<U+110000> <U+D800>", "teks") == "<U+110000> <U+D800>"


@pytest.mark.parametrize("value", ["=1+1", "+62", "-x", "@admin apa kabar"])
def test_a_cell_that_looks_like_a_formula_is_text(value: str) -> None:
    assert read_table_text(value, "teks") == value


def test_api_text_keeps_its_backslashes() -> None:
    assert read_text(r"C:\nama &amp; map") == r"C:\nama & map"


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert len(read_table_text("a" * 100_000, "teks")) == 100_000
    with pytest.raises(RowProblem) as caught:
        read_table_text("a" * 100_001, "teks")
    assert caught.value.reason is Reason.TOO_LONG


def test_mojibake_is_told_from_accents() -> None:
    assert all(map(has_mojibake, ("makasih ðŸ™\x8f", "12 mÂ²", "â€œya", "hilang \ufffd")))
    assert not any(map(has_mojibake, ("café", "naïve ñandú", "makasih \U0001f64f", "São Paulo", "biasa")))

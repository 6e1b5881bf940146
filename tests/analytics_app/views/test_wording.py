"""The sentences say what the values say, and no more."""

from dataclasses import replace
from datetime import date

from django.utils import translation

from accounts_app.models import Region
from analytics_app.choices import Status
from analytics_app.indicators.registry import BY_ID
from analytics_app.records import Interval
from analytics_app.selectors.national import RegionRow, RegionTable
from analytics_app.views.wording import (
    date_choice,
    national_sentence,
    quotient_words,
    reason_words,
    subject_sentence,
    waiting_sentence,
)
from tests.analytics_app.selectors.test_public_pages import VALUE


def row(name: str, x: float | None, low: float = 0.0, high: float = 1.0) -> RegionRow:
    if x is None:
        return RegionRow(Region(name=name, level="provinsi"), None)
    return RegionRow(
        Region(name=name, level="provinsi"), replace(VALUE, x=x, interval=Interval(low, high, 0.95))
    )


def test_a_probability_is_said_with_its_interval_and_number_of_cases():
    with translation.override("id"):
        words = subject_sentence("Contoh", replace(VALUE, n=1234))
    assert words == (
        "Peluang aduan kepada Contoh dijawab dalam 72 jam: "
        "50\u00a0% (selang 95\u00a0%: 30–70\u00a0%), dari 1.234 aduan."
    )


def test_a_provisional_number_is_called_so_in_the_first_sentence():
    assert subject_sentence("Contoh", replace(VALUE, provisional=True)).endswith("Angka ini masih sementara.")
    assert "sementara" not in subject_sentence("Contoh", VALUE)


def test_without_a_value_the_sentence_says_why_and_what_would_change_it():
    thin = replace(VALUE, status=Status.INSUFFICIENT, x=None, interval=None, reason="coverage")
    words = subject_sentence("Contoh", thin)
    assert words.startswith("Belum dapat dikatakan")
    assert all(part in words for part in reason_words(thin))
    assert subject_sentence("Contoh", None).startswith("Belum ada angka untuk Contoh.")


def test_a_median_that_the_curve_does_not_reach_is_not_invented():
    waits = {"counts": {"waiting": 7}, "median_hours": None}
    assert "Kurang dari separuh" in waiting_sentence(replace(VALUE, detail=waits))
    assert "7 aduan masih menunggu" in waiting_sentence(replace(VALUE, detail=waits))
    assert "8,5 jam" in waiting_sentence(replace(VALUE, detail={**waits, "median_hours": 8.5}))
    assert waiting_sentence(None) == ""


def test_too_few_cases_say_how_many_it_takes():
    few = replace(
        VALUE, indicator="privacy_safety", status=Status.INSUFFICIENT, reason="below_minimum", n=331
    )
    assert reason_words(few)[1] == "Nilai muncul sejak ada 1.000 kasus dalam 90 hari."
    assert "1.000" not in reason_words(replace(few, n=1500))[1]  # something else was too little


def test_a_share_that_is_no_plain_quotient_says_why():
    information, response = BY_ID["original_information_share"], BY_ID["response_rate"]
    weighted = replace(VALUE, x=0.85, numerator=119.0, denominator=134.0)
    assert "akun utama memegang separuh bobot" in quotient_words(weighted, information, is_region=True)
    plain = replace(weighted, x=119 / 134)
    assert quotient_words(plain, information, is_region=True) == ""
    curve = replace(weighted, detail={"n_eff": 120.0})
    assert "Kaplan–Meier" in quotient_words(curve, response, is_region=True)
    assert quotient_words(None, response, is_region=True) == ""


def test_the_country_is_told_how_many_are_known_and_whether_the_ends_differ():
    apart = RegionTable((row("A", 0.2, 0.1, 0.3), row("B", 0.8, 0.7, 0.9), row("C", None)))
    words = national_sentence(apart)
    assert words.startswith("2 dari 3 provinsi")
    assert "saling tindih" not in words
    close = RegionTable((row("A", 0.4, 0.1, 0.7), row("B", 0.6, 0.5, 0.9)))
    assert "saling tindih" in national_sentence(close)
    assert (
        national_sentence(RegionTable((row("C", None),)))
        == "Belum ada provinsi yang datanya cukup untuk dinilai."
    )


def test_ends_of_quarters_are_named():
    assert date_choice(date(2026, 9, 30), date(2026, 11, 20)) == "30 Sep 2026 (triwulan III 2026)"
    assert date_choice(date(2026, 11, 20), date(2026, 11, 20)) == "20 Nov 2026 (data terbaru)"

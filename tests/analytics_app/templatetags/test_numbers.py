"""Numbers as the reader writes them."""

from __future__ import annotations

import pytest
from django.utils import translation

from analytics_app.templatetags import numbers


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("id", ["1.234", "1.234,5", "61\u00a0%", "+1,2", "−1,2", "8,0 jam", "1,5\u00a0MB"]),
        ("en", ["1,234", "1,234.5", "61%", "+1.2", "−1.2", None, "1.5\u00a0MB"]),
    ],
)
def test_each_language_has_its_own_signs(language: str, shown: list[str | None]) -> None:
    with translation.override(language):
        found = [
            numbers.count(1234),
            numbers.decimal(1234.5, 1),
            numbers.percent(0.6149),
            numbers.signed(1.2),
            numbers.signed(-1.2),
            numbers.hours(8.0),
            numbers.bytes_size(1_500_000),
        ]
    assert [one for one, other in zip(found, shown, strict=True) if other] == [
        other for other in shown if other
    ]


@pytest.mark.parametrize(
    "formatter", [numbers.count, numbers.decimal, numbers.percent, numbers.signed, numbers.hours]
)
def test_no_value_is_a_dash_and_never_zero(formatter: object) -> None:
    assert callable(formatter)
    assert formatter(None) == "–"
    assert "0" in formatter(0)


def test_a_sum_of_parts_is_not_rounded_and_a_long_wait_is_in_days() -> None:
    with translation.override("id"):
        assert [numbers.amount(n) for n in (102.0, 5.744444, 0.62766, 0.0035)] == [
            "102", "5,744", "0,627660", "0,003500",
        ]  # fmt: skip
        assert [numbers.wait(n) for n in (33.5, 72.0, 2136.9)] == ["33,5 jam", "72,0 jam", "89,0 hari"]
        assert numbers.wait(None) == numbers.amount(None) == "–"


def test_a_change_that_rounds_to_nothing_has_no_sign() -> None:
    with translation.override("id"):
        assert numbers.signed(0.04) == "0,0"
        assert numbers.signed(-0.04) == "0,0"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("percent", "55–67\u00a0%"), ("hours", "0,6–0,7 jam"), ("number", "0,55–0,67"), ("score", "0,6–0,7")],
)
def test_an_interval_names_its_unit_once(unit: str, shown: str) -> None:
    with translation.override("id"):
        assert numbers.interval(0.55, 0.67, unit) == shown
        assert numbers.interval(None, None, unit) == "–"

import pytest

from analytics_app.scoring.bands import Band, band_label, band_of


@pytest.mark.parametrize(
    ("score", "band"), [(59.9999999999, Band.GOOD), (59.999, Band.FAIR), (80, Band.VERY_GOOD)]
)
def test_a_rounding_error_moves_nobody_across_a_cut(score: float, band: Band) -> None:
    assert band_of(score) is band


def test_an_interval_over_several_bands_names_the_first_and_the_last() -> None:
    assert band_label(10, 90) == "Sangat kurang – Sangat baik"
    assert band_label(40, 59.9) == "Cukup"

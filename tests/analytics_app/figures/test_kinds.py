"""What each kind of chart promises."""

from __future__ import annotations

from analytics_app.figures.demand import HourCell, demand_and_answers
from analytics_app.figures.originality import original_share
from analytics_app.figures.regions import RegionPoint, national_spread, regions_with_intervals, short_name
from analytics_app.figures.response_curve import answered_at, response_curve
from analytics_app.figures.volume import volume_per_week
from tests.analytics_app.figures.examples import CELLS, CURVE, REGIONS, SHARES, WEEKS

# --- volume ------------------------------------------------------------------------------------------


def test_a_week_that_was_not_captured_is_hatched_and_a_silent_week_is_zero() -> None:
    original, reply, repost, unknown = volume_per_week(WEEKS)["data"]
    assert original["y"] == [10, None, 0]
    assert reply["y"] == [20, None, 3]
    assert repost["y"] == [4, None, 0]
    assert unknown["x"] == ["2026-01-12"]


def test_nothing_is_hatched_when_every_week_is_known() -> None:
    assert len(volume_per_week([WEEKS[0], WEEKS[2]])["data"]) == 3


def test_bars_start_at_zero() -> None:
    assert volume_per_week(WEEKS)["layout"]["yaxis"]["rangemode"] == "tozero"


# --- original against repost ---------------------------------------------------------------------------


def test_the_line_and_its_band_break_where_nothing_is_known() -> None:
    *bands, line = original_share(SHARES)["data"]
    assert line["y"] == [50, None, 25, 30]
    assert line["connectgaps"] is False
    assert [len(band["x"]) for band in bands] == [2, 4]
    assert "2026-02-01" not in bands[0]["x"] + bands[1]["x"]


# --- response curve ------------------------------------------------------------------------------------


def test_answered_is_one_minus_waiting_and_a_reply_at_exactly_that_hour_counts() -> None:
    assert answered_at(CURVE, 0) == 0
    assert answered_at(CURVE, 4.9) == 0
    assert answered_at(CURVE, 5.0) == 0.25
    assert answered_at(CURVE, 24.0) == 0.5
    assert answered_at(CURVE, 89.0) == 0.6


def test_the_curve_says_nothing_after_observation_ended() -> None:
    assert answered_at(CURVE, 91.0) is None
    assert answered_at([], 24.0) is None
    short = CURVE[:3]  # ends at 24 h
    marks = response_curve(short)["data"][-1]
    assert marks["x"] == [24.0]


def test_curve_rises_in_steps_and_its_band_holds_each_limit_until_the_next_reply() -> None:
    band, curve, marks = response_curve(CURVE)["data"]
    assert curve["line"]["shape"] == "hv"
    assert curve["y"] == [0, 25, 50, 60, 60]
    upper = list(zip(band["x"], band["y"], strict=True))[: 2 * len(CURVE) - 1]
    assert upper[:4] == [(0.0, 0.0), (5.0, 0.0), (5.0, 40.0), (24.0, 40.0)]
    assert marks["y"] == [50, 60]


def test_peers_are_drawn_first_so_that_this_region_stands_in_front() -> None:
    with_peers = response_curve(CURVE, CURVE)["data"]
    assert with_peers[0]["name"] == "Kelompok sebaya"
    assert len(with_peers) == len(response_curve(CURVE)["data"]) + 1


# --- hour by weekday -----------------------------------------------------------------------------------


def test_each_cell_stands_at_its_day_and_hour() -> None:
    heat, _, answered, _ = demand_and_answers([HourCell(2, 13, 7, 0.5)])["data"]
    assert heat["z"][2][13] == 7
    assert answered["z"][2][13] == 50
    assert sum(value is not None for row in heat["z"] for value in row) == 1


def test_every_cell_without_a_value_is_hatched_and_no_other() -> None:
    _, opened_hatch, _, share_hatch = demand_and_answers(CELLS)["data"]
    assert opened_hatch["x"].count(None) == 3 * 7 * 5
    assert share_hatch["x"].count(None) == 3 * 7 * 8
    assert max(hour for hour in opened_hatch["x"] if hour is not None) < 5


def test_an_hour_without_any_thread_is_zero_and_not_hatched() -> None:
    heat, hatch, *_ = demand_and_answers([HourCell(d, h, 0, None) for d in range(7) for h in range(24)])[
        "data"
    ]
    assert heat["z"] == [[0] * 24] * 7
    assert hatch["x"] == []


# --- regions -------------------------------------------------------------------------------------------


def test_names_fit_a_phone() -> None:
    assert short_name("Kabupaten Pegunungan Bintang") == "Kab. Pegunungan Bintang"
    assert short_name("Kota Kabupaten") == "Kota Kabupaten"


def test_intervals_reach_from_low_to_high_whatever_the_dot() -> None:
    hatch, dots = regions_with_intervals(REGIONS)["data"]
    ends = zip(dots["x"], dots["error_x"]["array"], dots["error_x"]["arrayminus"], strict=True)
    assert [(round(x - minus, 6), round(x + plus, 6)) for x, plus, minus in ends] == [
        (50, 70),
        (55, 71),
        (1, 20),
    ]
    assert hatch["y"] == ["Kab. Contoh Selatan"]


def test_the_first_region_stands_on_top() -> None:
    axis = regions_with_intervals(REGIONS)["layout"]["yaxis"]
    assert axis["categoryarray"][0] == "Kab. Contoh Utara"
    assert axis["range"] == [3.5, -0.5]


def test_no_two_dots_of_the_spread_cover_each_other() -> None:
    rows = [RegionPoint(f"Contoh {place}", (place * 37 % 101) / 101 * 0.3) for place in range(100)]
    dots = national_spread(rows)["data"][0]
    placed = list(zip(dots["x"], dots["y"], strict=True))
    assert len(placed) == 100
    for place, (x, level) in enumerate(placed):
        near = [other for other in placed[place + 1 :] if other[1] == level]
        assert all(abs(other_x - x) >= 2.4 for other_x, _ in near)


def test_the_spread_names_the_ends_and_this_region_and_counts_the_unknown() -> None:
    texts = [note["text"] for note in national_spread(REGIONS)["layout"]["annotations"]]
    assert sorted(texts) == ["Kabupaten Contoh Timur 5\u00a0%", "Kota Contoh 63\u00a0%", "data kurang: 1"]

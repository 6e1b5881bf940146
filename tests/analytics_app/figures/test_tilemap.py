"""The tile grid: every province once, none on top of another."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from analytics_app.figures.tilemap import SCORE_CUTS, SHARE_CUTS, TILE, TILES, colour_step, tile_halves

REGIONS = Path(__file__).resolve().parents[3] / "accounts_app" / "reference" / "regions.csv"


def test_every_province_of_the_registry_has_one_tile() -> None:
    with REGIONS.open(encoding="utf-8", newline="") as rows:
        provinces = {row["code"] for row in csv.DictReader(rows) if row["level"] == "provinsi"}
    assert set(TILES) == provinces
    assert len(TILES) == 38


def test_no_tile_covers_another() -> None:
    for (one, a), (other, b) in combinations(TILES.items(), 2):
        assert abs(a[2] - b[2]) >= 1 or a[3] != b[3], f"{one} and {other}"


def test_both_halves_together_hold_every_province_inside_their_box() -> None:
    west, east = tile_halves({})
    assert sorted(tile.code for tile in (*west.tiles, *east.tiles)) == sorted(TILES)
    for half in (west, east):
        _, _, width, height = map(int, half.view_box.split())
        assert all(0 <= tile.x <= width - TILE and 0 <= tile.y <= height - TILE for tile in half.tiles)


def test_a_missing_province_has_too_little_data_not_the_lowest_class() -> None:
    west, _ = tile_halves({"33": 0.0})
    steps = {tile.code: tile.step for tile in west.tiles}
    assert steps["33"] == 1
    assert steps["34"] is None


@pytest.mark.parametrize(
    ("x", "cuts", "step"),
    [
        (0.0, SHARE_CUTS, 1),
        (0.15, SHARE_CUTS, 2),
        (0.6, SHARE_CUTS, 5),
        (0.1 + 0.2, SHARE_CUTS, 3),
        (0.899, SHARE_CUTS, 6),
        (1.0, SHARE_CUTS, 7),
        (19.9, SCORE_CUTS, 1),
        (20.0, SCORE_CUTS, 3),
        (80.0, SCORE_CUTS, 7),
    ],
)
def test_a_value_on_a_cut_belongs_to_the_higher_class(x: float, cuts: tuple[float, ...], step: int) -> None:
    assert colour_step(x, cuts) == step


def test_fewer_classes_are_still_all_different() -> None:
    assert [colour_step(x, SCORE_CUTS) for x in (10, 30, 50, 70, 90)] == [1, 3, 4, 5, 7]

"""The 38 provinces as equal tiles: tiny Jakarta is as visible as Papua. Geometry only; a template draws it.

No boundary set with 38 provinces may be shipped, hence a grid of our own. West and east are separate drawings,
side by side on a wide page and one above the other on a phone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TILE = 60
HALF_COLUMNS = 8

#: Kemendagri code → name, short name, column, row. Halves stand between two columns.
TILES: Mapping[str, tuple[str, str, float, int]] = {
    "11": ("Aceh", "Aceh", 0, 0),
    "12": ("Sumatera Utara", "Sumut", 1, 1),
    "13": ("Sumatera Barat", "Sumbar", 1, 2),
    "14": ("Riau", "Riau", 2, 2),
    "15": ("Jambi", "Jambi", 2, 3),
    "16": ("Sumatera Selatan", "Sumsel", 2, 4),
    "17": ("Bengkulu", "Bengkulu", 1, 3),
    "18": ("Lampung", "Lampung", 2, 5),
    "19": ("Kepulauan Bangka Belitung", "Babel", 3, 3),
    "21": ("Kepulauan Riau", "Kepri", 3, 1),
    "31": ("DKI Jakarta", "DKI", 4, 5),
    "32": ("Jawa Barat", "Jabar", 4, 6),
    "33": ("Jawa Tengah", "Jateng", 5, 5),
    "34": ("DI Yogyakarta", "DIY", 5, 6),
    "35": ("Jawa Timur", "Jatim", 6, 5),
    "36": ("Banten", "Banten", 3, 5),
    "51": ("Bali", "Bali", 7, 6),
    "52": ("Nusa Tenggara Barat", "NTB", 8, 6),
    "53": ("Nusa Tenggara Timur", "NTT", 9, 6),
    "61": ("Kalimantan Barat", "Kalbar", 5, 2),
    "62": ("Kalimantan Tengah", "Kalteng", 6, 2),
    "63": ("Kalimantan Selatan", "Kalsel", 6, 3),
    "64": ("Kalimantan Timur", "Kaltim", 7, 2),
    "65": ("Kalimantan Utara", "Kaltara", 7, 1),
    "71": ("Sulawesi Utara", "Sulut", 10, 1),
    "72": ("Sulawesi Tengah", "Sulteng", 9, 2),
    "73": ("Sulawesi Selatan", "Sulsel", 8.5, 4),
    "74": ("Sulawesi Tenggara", "Sultra", 9.5, 3),
    "75": ("Gorontalo", "Gorontalo", 9, 1),
    "76": ("Sulawesi Barat", "Sulbar", 8.5, 3),
    "81": ("Maluku", "Maluku", 11.5, 4),
    "82": ("Maluku Utara", "Malut", 11.5, 2),
    "91": ("Papua", "Papua", 15, 2),
    "92": ("Papua Barat", "Pabar", 14, 2),
    "93": ("Papua Selatan", "Pasel", 15, 4),
    "94": ("Papua Tengah", "Pateng", 14, 3),
    "95": ("Papua Pegunungan", "Papeg", 15, 3),
    "96": ("Papua Barat Daya", "PBD", 13, 2),
}

#: Where one colour ends and the next begins: shares, and scores by the method's bands.
SHARE_CUTS = (0.15, 0.30, 0.45, 0.60, 0.75, 0.90)
SCORE_CUTS = (20.0, 40.0, 60.0, 80.0)


@dataclass(frozen=True, slots=True)
class Tile:
    """One province's place and colour class: 1 (little) to 7 (much), None for too little data."""

    code: str
    name: str
    short: str
    x: float
    y: float
    step: int | None


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two drawings: its viewBox and its tiles, in reading order."""

    view_box: str
    tiles: tuple[Tile, ...]


def colour_step(x: float | None, cuts: Sequence[float]) -> int | None:
    """The class of ``x``: a value on a cut belongs to the higher class. Fewer classes spread over the seven."""
    if x is None:
        return None
    place = bisect_right(cuts, round(x, 9))
    return 1 + round(place * 6 / len(cuts))


def tile_halves(values: Mapping[str, float | None], cuts: Sequence[float] = SHARE_CUTS) -> tuple[Half, Half]:
    """West and east with the colour class of each province; codes missing from ``values`` have too little data."""
    ordered = sorted(TILES.items(), key=lambda item: (item[1][3], item[1][2]))
    tiles = [
        Tile(code, name, short, column, row, colour_step(values.get(code), cuts))
        for code, (name, short, column, row) in ordered
    ]
    west = [tile for tile in tiles if tile.x < HALF_COLUMNS]
    east = [tile for tile in tiles if tile.x >= HALF_COLUMNS]
    return _half(west, 0), _half(east, HALF_COLUMNS)


def _half(tiles: Sequence[Tile], first_column: int) -> Half:
    """Columns and rows become drawing units; empty rows above are left away."""
    first_row = min(int(tile.y) for tile in tiles)
    last_row = max(int(tile.y) for tile in tiles)
    placed = tuple(
        Tile(
            t.code,
            t.name,
            t.short,
            (t.x - first_column) * TILE,
            (t.y - first_row) * TILE,
            t.step,
        )
        for t in tiles
    )
    return Half(f"0 0 {HALF_COLUMNS * TILE} {(last_row - first_row + 1) * TILE}", placed)

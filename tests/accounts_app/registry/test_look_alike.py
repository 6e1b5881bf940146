"""Which names a hasty reader takes for one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts_app.registry.look_alike import edit_distance, find_similar, skeleton

OFFICIAL = "pemkotcontoh"


@pytest.mark.parametrize(
    "name",
    [
        "pemkot_contoh",
        "Pemkot.Contoh",
        "pemk0tc0nt0h",  # digits
        "pemkоtcоntоh",  # Cyrillic o
        "pernkotcontoh",  # r and n
        "pemkotcontho",  # neighbours swapped
        "pemkotconto",  # a letter left out
        "pemkotcontohh",
        "pemkotcontoh_official",
        "infopemkotcontoh",
        "pémkotcontoh",
        "ｐｅｍｋｏｔｃｏｎｔｏｈ",  # wide letters
    ],
)
def test_names_that_differ_by_little_are_found(name: str):
    assert find_similar(name, ["dishub_lain", OFFICIAL]) == [OFFICIAL]


@pytest.mark.parametrize("name", ["dinkescontoh", "pemkot", "pemprovcontoh_kita", "warga_biasa", "x"])
def test_other_names_are_not(name: str):
    assert find_similar(name, [OFFICIAL, "abc", "xy"]) == []


def test_short_names_must_look_the_same():
    assert find_similar("dlh1", ["dlhi", "dlha"]) == ["dlhi"]


def test_the_nearest_come_first_and_no_more_than_asked():
    known = ["pemkotcontoh_official", "pemkotcontoha", "pemkot.contoh", "pemkotcontohab"]
    assert find_similar(OFFICIAL, known, limit=2) == ["pemkot.contoh", "pemkotcontoha"]


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("", "", 0), ("ab", "ba", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("abc", "", 3)],
)
def test_edit_distances_by_hand(first: str, second: str, distance: int):
    assert edit_distance(first, second, 5) == distance
    assert edit_distance(second, first, 5) == distance
    assert edit_distance(first, second, 1) == min(distance, 2)


@given(st.text(max_size=30), st.text(max_size=30))
def test_looking_alike_goes_both_ways(first: str, second: str):
    """Also: any text may be asked, and the quick look at letters drops nothing that the distance allows."""
    assert bool(find_similar(first, [second])) == bool(find_similar(second, [first]))
    a, b = skeleton(first), skeleton(second)
    shorter = min(len(a), len(b))
    if edit_distance(a, b, 30) <= (0 if shorter < 5 else 1 if shorter < 10 else 2):
        assert find_similar(first, [second]) == [second]

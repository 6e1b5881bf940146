"""Which elements of a complete profile its name, bio and links show."""

import pytest

from analytics_app.indicators.profile import ProfileElement as E
from analytics_app.text.profile_elements import find_elements, is_government


@pytest.mark.parametrize(
    ("element", "bio", "links"),
    [
        (E.PHONE, "WA 0812-3456-7890", []),
        (E.PHONE, "Telp (021) 3456789, 021 345 6789", []),
        (E.PHONE, "Call center 112", []),
        (E.PHONE, "", ["https://wa.me/628123456789"]),
        (E.MAIL, "surel: kominfo@pemalangkab.go.id", []),
        (E.WEBSITE, "pemalangkab.go.id", []),
        (E.WEBSITE, "", ["https://www.malangkota.go.id/"]),
        (E.COMPLAINTS, "Lapor di SP4N-LAPOR!", []),
        (E.COMPLAINTS, "", ["https://www.lapor.go.id"]),
        (E.ADDRESS, "Jl. Surohadikusumo No. 1", []),
        (E.ADDRESS, "", ["https://maps.app.goo.gl/abc"]),
        (E.HOURS, "Senin–Jumat 07.30 – 16.00", []),
        (E.HOURS, "Siaga 24 jam", []),
        (E.FUNCTION, "Informasi layanan dan kegiatan kabupaten", []),
    ],
)
def test_an_element_is_found(element: E, bio: str, links: list[str]) -> None:
    assert find_elements("x", bio, links)[element] is True


@pytest.mark.parametrize(
    ("element", "bio"),
    [
        (E.PHONE, "Buka 07.30-16.00"),
        (E.PHONE, "Sejak 2010, 1200 pegawai"),
        (E.MAIL, "kominfo@gmail.com"),
        (E.WEBSITE, "kominfo@pemalangkab.go.id"),
        (E.WEBSITE, "pemalang.com"),
        (E.HOURS, "Nomor 7.30"),
        (E.FUNCTION, "0812-3456-7890 a@b.go.id"),
    ],
)
def test_what_only_looks_like_an_element_is_not_one(element: E, bio: str) -> None:
    assert find_elements("x", bio, [])[element] is False


def test_what_the_platform_does_not_show_is_unknown() -> None:
    assert set(find_elements(None, None, None).values()) == {None}
    only_links = find_elements(None, None, ["https://contoh.go.id"])
    assert (only_links[E.WEBSITE], only_links[E.ADDRESS], only_links[E.MAIL]) == (True, False, None)


def test_names_of_agencies_are_official_and_others_are_not() -> None:
    assert find_elements("Diskominfo Kab. Contoh", "", [])[E.NAME] is True
    assert find_elements("Kabar Contoh", "", [])[E.NAME] is False


@pytest.mark.parametrize("url", ["https://go.id.contoh.com", "https://contoh-go.id", "https://bogo.id", "x"])
def test_sites_that_only_sound_like_the_governments_are_not(url: str) -> None:
    assert not is_government(url)

"""What people type or paste when they ask about an account."""

import pytest

from accounts_app.registry.profile_names import Sought, Unreadable, plain_name, profile_address, read_profile

NAMED = [
    ("@contoh", "", "contoh"),
    ("  contoh.resmi ", "", "contoh.resmi"),
    ("con\u200btoh\u2060", "", "contoh"),  # copied from an application
    ("https://x.com/contoh?s=20&t=abc", "x", "contoh"),
    ("x.com/contoh/", "x", "contoh"),
    ("https://mobile.twitter.com/Contoh/status/17300", "x", "Contoh"),
    ("//twitter.com/@contoh", "x", "contoh"),
    ("https://twitter.com/intent/user?screen_name=contoh", "x", "contoh"),
    ("HTTPS://WWW.INSTAGRAM.COM/contoh.resmi/?hl=id", "instagram", "contoh.resmi"),
    ("instagram.com/stories/contoh/3300112/", "instagram", "contoh"),
    ("https://m.facebook.com/contoh?locale=id_ID", "facebook", "contoh"),
    ("https://id-id.facebook.com/pg/contoh/about/", "facebook", "contoh"),
    ("fb.com/contoh#profil", "facebook", "contoh"),
    ("https://www.tiktok.com/@contoh?lang=id-ID", "tiktok", "contoh"),
    ("https://www.tiktok.com/%40contoh/video/7300", "tiktok", "contoh"),
    ("https://m.youtube.com/@contoh/videos", "youtube", "contoh"),
    ("https://www.youtube.com/c/contoh", "youtube", "contoh"),
    ("youtube.com/user/contoh/", "youtube", "contoh"),
]
BY_ID = [
    ("https://www.youtube.com/channel/UC_abc-1/featured", "youtube", "UC_abc-1"),
    ("https://www.facebook.com/profile.php?id=1000123&mibextid=x", "facebook", "1000123"),
    ("https://www.facebook.com/people/Pemkot-Contoh/1000123/", "facebook", "1000123"),
    ("https://www.facebook.com/p/Pemkot-Contoh-1000123/", "facebook", "1000123"),
    ("https://x.com/i/user/44196397", "x", "44196397"),
]
UNREADABLE = [
    ("", Unreadable.EMPTY),
    (" \u200b ", Unreadable.EMPTY),
    ("dinas sosial kota contoh", Unreadable.NO_NAME),
    ("contoh' OR 1=1 --", Unreadable.NO_NAME),
    ("<script>", Unreadable.NO_NAME),
    ("x.com/%00", Unreadable.NO_NAME),
    ("https://x.com/", Unreadable.NO_ACCOUNT_IN_ADDRESS),
    ("https://x.com/i/status/1730", Unreadable.NO_ACCOUNT_IN_ADDRESS),
    ("https://www.instagram.com/reel/Cxyz/", Unreadable.NO_ACCOUNT_IN_ADDRESS),
    ("https://www.youtube.com/watch?v=abc", Unreadable.NO_ACCOUNT_IN_ADDRESS),
    ("https://www.facebook.com/groups/warga/", Unreadable.NO_ACCOUNT_IN_ADDRESS),
    ("https://vt.tiktok.com/ZSabc/", Unreadable.SHORT_ADDRESS),
    ("https://lain.contoh.go.id/pemkot", Unreadable.UNKNOWN_SITE),
    ("https://x.com.lain.invalid/contoh", Unreadable.UNKNOWN_SITE),  # not X
    ("https://[salah/contoh", Unreadable.UNKNOWN_SITE),
]


@pytest.mark.parametrize(("typed", "platform", "name"), NAMED)
def test_a_name_is_found_in_whatever_was_copied(typed: str, platform: str, name: str):
    assert read_profile(typed) == Sought(platform, name)


@pytest.mark.parametrize(("typed", "platform", "user_id"), BY_ID)
def test_addresses_that_hold_a_stable_id_are_asked_by_it(typed: str, platform: str, user_id: str):
    assert read_profile(typed) == Sought(platform, "", user_id)


@pytest.mark.parametrize(("typed", "why"), UNREADABLE)
def test_what_names_no_account_says_why(typed: str, why: Unreadable):
    assert read_profile(typed) == why


def test_only_latin_case_is_alike():
    assert plain_name("Pem_KOT") == "pem_kot"
    assert plain_name("pem\u212aot") != "pemkot"  # the Kelvin sign, whose small letter is k
    assert plain_name("p\u0435mkot") != "pemkot"  # Cyrillic e


@pytest.mark.parametrize("platform", ["x", "instagram", "facebook", "tiktok", "youtube"])
def test_the_address_of_an_account_leads_back_to_it(platform: str):
    assert read_profile(profile_address(platform, "contoh.resmi_1")) == Sought(platform, "contoh.resmi_1")
    assert "//" not in profile_address(platform, "a//b").removeprefix("https://")


def test_long_and_odd_texts_are_read_in_no_time():
    for typed in ("a.a." * 10_000, "x.com/" + "%" * 10_000, "@" * 10_000, "x.com/?" + "a=1&" * 5_000):
        read_profile(typed)

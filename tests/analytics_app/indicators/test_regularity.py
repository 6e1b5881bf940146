"""Qualifying days against a comparison of every pair, and the share of days."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Status
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.regularity import DatedPost, qualifying_days, update_regularity
from analytics_app.indicators.result import WhyNot

FIRST = date(2026, 1, 1)
LONG = "jadwal layanan keliling kependudukan pekan ini di balai desa contoh"


def days(*numbers: int) -> set[date]:
    return {FIRST + timedelta(days=number) for number in numbers}


def post(number: int, text: str, has_media: bool = False) -> DatedPost:
    return DatedPost(FIRST + timedelta(days=number), text, has_media)


def test_short_text_counts_only_with_media() -> None:
    assert qualifying_days([post(0, "selamat pagi"), post(1, "selamat malam", has_media=True)]) == days(1)


def test_web_address_does_not_make_a_text_long() -> None:
    assert qualifying_days([post(0, "baca https://contoh.example/" + "a" * 60)]) == set()


def test_repeated_flyer_counts_once_in_thirty_days() -> None:
    flyer = [post(n, f"{LONG} https://contoh.example/{n}") for n in (0, 1, 30)]
    assert qualifying_days(flyer) == days(0)


def test_flyer_counts_again_after_thirty_days() -> None:
    assert qualifying_days([post(0, LONG), post(31, LONG)]) == days(0, 31)


def test_order_of_the_posts_does_not_matter() -> None:
    assert qualifying_days([post(3, LONG), post(0, LONG)]) == days(0)


words = st.sampled_from(["air", "jalan", "desa", "warga", "lampu", "pasar", "sehat", "kota"])
texts = st.lists(words, min_size=0, max_size=14).map(" ".join)


@given(st.lists(st.tuples(st.integers(0, 45), texts), max_size=25))
def test_near_duplicates_are_those_of_comparing_every_pair(rows: list[tuple[int, str]]) -> None:
    posts = [post(number, text, has_media=True) for number, text in rows]
    assert qualifying_days(posts) == _every_pair(posts)


def _every_pair(posts: list[DatedPost]) -> set[date]:
    found, before = set(), []
    for one in sorted(posts, key=lambda p: p.local_day):
        tokens = re.findall(r"\w+", one.text.lower())
        shingles = {tuple(tokens[i : i + 3]) for i in range(max(len(tokens) - 2, 1))} if tokens else set()
        is_repeated = any(
            (one.local_day - day).days <= 30 and len(shingles & other) / len(shingles | other) >= 0.8
            for day, other in before
            if shingles and other
        )
        if not is_repeated:
            found.add(one.local_day)
        before.append((one.local_day, shingles))
    return found


def test_share_counts_only_observed_days() -> None:
    result = update_regularity(days(*range(40), 89), days(*range(80)), seed=7)
    assert (result.numerator, result.denominator, result.n, result.x) == (40, 80, 80, 0.5)
    assert result.interval is not None
    assert result.interval.low < 0.5 < result.interval.high


def test_fewer_than_sixty_observed_days_have_no_value() -> None:
    result = update_regularity(days(*range(50)), days(*range(59)), seed=7)
    assert (result.status, result.reason, result.n) == (Status.INSUFFICIENT, WhyNot.BELOW_MINIMUM, 59)


def test_no_observed_day_is_no_case() -> None:
    assert update_regularity(set(), set(), seed=7).reason == WhyNot.NO_CASES


def test_account_that_never_posts_is_known_and_has_an_interval_with_width() -> None:
    result = update_regularity(set(), days(*range(90)), seed=7)
    assert (result.x, result.score, result.interval) == (0.0, 0.0, wilson(0, 90))

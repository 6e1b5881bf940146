"""Authors who say the same are one voice where chance is drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.text.rules.copies import same_voices, shared_texts
from analytics_app.text.rules.labels import intent_of

LONG = "Tolong perbaiki jalan rusak di depan pasar kami segera"
OTHER = "Mohon air bersih segera dialirkan lagi ke kampung kami"


def test_six_words_and_more_are_shared_whatever_name_or_number_stands_in_them() -> None:
    written = [
        ("a", f"@akun {LONG} 12"),
        ("b", f"{LONG}!"),
        ("c", OTHER),
        ("d", "Terima kasih min"),
        ("e", "Terima kasih min"),
    ]
    assert [sorted(own) for own in shared_texts(written).values()] == [["a", "b"]]


def test_voices_join_through_those_who_say_both() -> None:
    order = {"a": "3", "b": "2", "c": "1", "d": "0"}
    written = [
        ("a", LONG),
        ("b", LONG),
        ("b", OTHER),
        ("c", OTHER),
        ("d", "Sesuatu yang lain sama sekali dari semua itu"),
    ]
    assert same_voices(written, order) == {"a": "c", "b": "c", "c": "c"}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from((LONG, OTHER, LONG + " ini", OTHER + " itu"))),
        max_size=12,
    )
)
def test_voices_are_the_connected_groups(written: list[tuple[str, str]]) -> None:
    order = {author: author for author in "abcdefgh"}
    groups = [{author} for author in order]  # merged pair by pair, as one would by hand
    for one, text in written:
        for other, same in written:
            if text == same and one != other:
                mine, theirs = (next(g for g in groups if x in g) for x in (one, other))
                if mine is not theirs:
                    groups.remove(theirs)
                    mine |= theirs
    expected = {a: min(group) for group in groups if len(group) > 1 for a in group}
    assert same_voices(written, order) == expected


def test_who_advertises_waits_for_no_answer() -> None:
    found = intent_of("slot gacor link di bio bonus new member")
    assert (found.intent, found.needs_response) == ("spam_promosi", False)
    assert intent_of("lampu jalan depan rumah saya").needs_response

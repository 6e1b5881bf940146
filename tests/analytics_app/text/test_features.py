"""Counts of words and letters, checked by counting them a second time in plain Python."""

from collections import Counter
from itertools import pairwise

import pytest

from analytics_app.text.features import Counts, letter_counts, read_letters, read_texts, word_counts

BITS = 22
TEXTS = ["jalan rusak jalan", "", "a", "ab 🔥 ab", "pelayanannya lambat sekali min " * 3, "é"]


def letters_of(text: str) -> Counter[str]:
    runs: Counter[str] = Counter()
    for word in text.split():
        padded = f" {word} "
        for length in range(2, 6):
            runs.update(padded[i : i + length] for i in range(len(padded) - length + 1))
    return runs


def words_of(text: str) -> Counter[str]:
    words = text.split()
    return Counter(words) + Counter(" ".join(pair) for pair in pairwise(words))


def row(counts: Counts, place: int) -> list[float]:
    return sorted(counts.values[counts.starts[place] : counts.starts[place + 1]].tolist())


@pytest.mark.parametrize("place", range(len(TEXTS)))
def test_features_are_those_that_plain_python_counts(place: int) -> None:
    texts = [" ".join(text.split()) for text in TEXTS]
    read = read_letters(texts)
    assert row(word_counts(read, BITS), place) == sorted(map(float, words_of(texts[place]).values()))
    assert row(letter_counts(read, BITS), place) == sorted(map(float, letters_of(texts[place]).values()))


def test_a_text_has_the_same_features_whatever_stands_beside_it() -> None:
    alone = letter_counts(read_letters(["air mati"]), BITS)
    among = letter_counts(read_letters(["xyz", "air mati", "", "uvw"]), BITS)
    assert alone.columns.tolist() == among.columns[among.starts[1] : among.starts[2]].tolist()


def test_models_read_plain_letters_with_marks_and_emoji_as_words() -> None:
    assert read_texts(["Bаguuuus!!🔥 @dinas https://contoh.id/x", "\x00", "a\nb", "jl.\t- -5!"]) == [
        "baguus ! ! 🔥 @ urlx",
        "",
        "a b",
        "jl . - - 5 !",
    ]
    assert read_texts(["@dinas.kota, cek www.contoh.id"]) == ["@ , cek urlx"]


def test_no_texts_give_no_rows() -> None:
    assert word_counts(read_letters([]), BITS).starts.tolist() == [0]
    assert letter_counts(read_letters([]), BITS).starts.tolist() == [0]

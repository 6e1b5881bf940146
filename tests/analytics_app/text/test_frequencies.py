"""Words and hashtags counted once a text, in standard form, without what says nothing or too much."""

from analytics_app.text.frequencies import content_words, count_frequencies, hashtags


def test_stop_words_numbers_mentions_addresses_and_personal_data_are_no_words() -> None:
    text = "Min @contoh, jln rusak bgt di https://contoh.invalid/a NIK saya [NIK] telp [TELP] 08123 yg #JalanRusak"
    assert content_words(text) == ["jalan", "rusak", "nik", "telp"]
    assert hashtags(text) == {"jalanrusak"}


def test_informal_spellings_are_one_word_and_count_once_a_text() -> None:
    found = count_frequencies([("a", "jln rusak, jalan rusak"), ("b", "JALAN ruuusak"), ("b", "jalan")])
    assert [(one.word, one.texts, one.writers) for one in found.words] == [("jalan", 3, 2), ("rusak", 2, 2)]


def test_writers_who_are_not_known_are_people_of_their_own() -> None:
    (word,) = count_frequencies([(None, "banjir"), (None, "banjir")]).words
    assert (word.texts, word.writers) == (2, 2)


def test_the_share_of_service_words_is_of_all_content_words() -> None:
    found = count_frequencies([("a", "ktp ktp rembulan"), ("b", "rembulan")])
    assert (found.content_words, found.service_words, found.service_share) == (4, 2, 0.5)
    assert count_frequencies([("a", "yang di")]).service_share is None

import pytest

from analytics_app.text.normalise import raw_tokens
from analytics_app.text.rules.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("saya sudah lapor tapi belum ada jawaban dari dinas", "id"),
        ("aku wis lapor nanging durung ono jawaban, piye iki", "jv"),
        ("abdi tos lapor tapi teu acan aya jawaban, kumaha ieu teh", "su"),
        ("ambo alah lapor indak ado jawaban, baa ko, dima kantornyo", "min"),
        ("gue udeh lapor kagak ade jawaban, pegimane nyang begini aje", "bew"),
        ("i have reported this to you but they are not on it", "en"),
    ],
)
def test_function_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(raw_tokens(text)) == language


@pytest.mark.parametrize(
    "text", ["", "jalan rusak", "piye iki min", "KTP KK SIM STNK BPJS PBB", "the saya is yang and dan"]
)
def test_short_and_undecided_texts_are_unknown(text: str) -> None:
    assert language_of(raw_tokens(text)) is None

from analytics_app.text.normalise import normalise, template_text


def test_informal_words_become_standard_and_repeated_letters_one() -> None:
    assert normalise("Min, KOK lamaaaa bgt?? #jalanrusak gak dijawab") == (
        "admin kok lama banget jalanrusak tidak dijawab"
    )


def test_addresses_and_mentions_are_no_words() -> None:
    assert normalise("@lapor cek https://lapor.example/rusak ya") == "cek ya"


def test_templates_that_differ_in_name_number_emoji_and_link_are_equal() -> None:
    first = template_text("Halo @warga_1 🙏 tiket 123 sudah kami catat. https://contoh.id/a [TELP]")
    second = template_text("halo @lain  tiket 98 SUDAH kami catat")
    assert first == second == "halo tiket sudah kami catat"


def test_different_answers_have_different_templates() -> None:
    assert template_text("Sudah kami catat") != template_text("Belum kami catat")

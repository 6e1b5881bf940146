"""Labels of the rules on texts whose author had not read the rules: the half that was not looked at while mending.

A column holds the class, several that would do ("a|b"), ``none`` for no class, or "-" where it is not asked.
Phrases are not to be fitted to single lines here.
"""

import csv
from pathlib import Path

import pytest

from analytics_app.text.classify import Task, classify
from analytics_app.text.rules.labels import intent_of

HERE = Path(__file__).parent


def read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("name", "task", "least"),
    [
        ("citizens.tsv", Task.INTENT, 0.85),
        ("citizens.tsv", Task.PROBLEM, 0.85),
        ("citizens.tsv", Task.SERVICE, 0.85),
        ("official.tsv", Task.FUNCTION, 0.8),
        ("official.tsv", Task.TOPIC, 0.9),
    ],
)
def test_most_texts_get_their_class(name: str, task: Task, least: float) -> None:
    rows = [row for row in read(name) if row[task] != "-"]
    found = classify([row["text"] for row in rows], [task])
    wrong = [
        (row["text"], row[task], labels[task].value)
        for row, labels in zip(rows, found, strict=True)
        if (labels[task].value or "none") not in row[task].split("|")
    ]
    assert 1 - len(wrong) / len(rows) >= least, wrong


@pytest.mark.parametrize(
    "text",
    [
        "Mohon pohon di depan sekolah dipangkas, terima kasih",
        "Selamat pagi, lampu di gang kami padam sejak kemarin. Terima kasih atas perhatiannya",
        "assalamualaikum, saya belum terdaftar sebagai penerima bantuan",
        "tutup selokan hilang depan balai desa, mksih",
        "mantap min, enam bulan KTP belum jadi",
        "keren banget pelayanannya 🙄",
        "makasih infonya tapi airnya tetap mati",
        "pagi min, kuota besok masih ada?",
        "tetangga saya kena judi slot, lapor kemana ya",
        "ada promo pajak gak min",
        "pelayanan tidak ramah",
    ],
)
def test_politeness_and_mockery_take_nobody_out_of_the_waiting(text: str) -> None:
    assert intent_of(text).needs_response


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("makasih min, jalan rusak di kampung kami sudah diaspal", "apresiasi"),
        ("Terima kasih infonya, ayo tetap semangat, jangan lengah", "apresiasi"),
        ("tidak ada pungli di sini, aman, terima kasih", "apresiasi"),
        ("selamat pagi min", "sapaan_sosial"),
        ("sabtu buka ga min", "tanya_informasi"),
        ("blanko ktp kapan datang, punya saya sudah jadi belum ya", "tanya_status"),
        ("kenapa surat saya tidak keluar", "pengaduan_layanan"),
        ("petugas minta uang 50rb buat tanda tangan", "pengaduan_pengawasan"),
        ("airnya padam dari kemarin", "pengaduan_layanan"),
        ("parit depan toko ga pernah dikuras", "pengaduan_layanan"),
        ("dibilang gratis padahal tidak", "pengaduan_layanan"),
        ("petugas loketnya galak", "pengaduan_layanan"),  # names a problem, and no intent's keyword
        ("minta bibit pohon buat rw kami", "permohonan_layanan"),
        ("minta maaf ya semuanya", None),
        ("sibuk pencitraan, mohon perbaiki dulu lampunya", "permohonan_layanan"),
        ("Wah naik lagi ????", None),
    ],
)
def test_what_the_form_of_a_message_says(text: str, intent: str | None) -> None:
    assert intent_of(text).intent == intent


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("g4c0r banget situs ini", True),
        ("s l o t terpercaya malam ini", True),
        ("jasa pasang ac murah, order wa ya", True),
        ("butuh dana? hubungi kami, bunga rendah", True),
        ("promo pajak kendaraan sampai kapan", False),
        ("jual sembako murah di mana, wa tidak dibalas", False),
        ("a b c d nilai rapor anak saya", False),
        ("blok c4 no 7 gelap", False),
        ("dana cepat cair dong min bansosnya", False),
    ],
)
def test_advertisements_in_disguise_are_told_from_talk_of_them(text: str, is_spam: bool) -> None:
    found = classify([text], [Task.SPAM, Task.INTENT])[0]
    assert (found[Task.SPAM].value == "spam", found[Task.INTENT].value == "spam_promosi") == (
        is_spam,
        is_spam,
    )


def test_the_label_and_the_thread_agree() -> None:
    texts = [row["text"] for row in read("citizens.tsv")]
    labels = classify(texts, [Task.INTENT])
    assert [found[Task.INTENT].value for found in labels] == [intent_of(text).intent for text in texts]

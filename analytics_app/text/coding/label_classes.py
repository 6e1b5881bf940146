"""The classes that a label can have, with name, definition and key: the codebook's, under the ids that labels hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics_app.choices import LabelTask
from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.coding.codebook import CODEBOOKS, KEYS, CodeClass
from analytics_app.text.coding.definitions import Meaning
from analytics_app.text.rules.spam import BOT, COPY
from analytics_app.text.rules.spam import NONE as NOT_SPAM

#: The key for "no class fits"; no list of classes is long enough to use it.
NONE_KEY = "z"

_BOOKS: Mapping[Task, LabelTask] = {
    Task.INTENT: LabelTask.INTENT,
    Task.PROBLEM: LabelTask.PROBLEM,
    Task.SERVICE: LabelTask.SERVICE,
    Task.SENTIMENT: LabelTask.SENTIMENT,
    Task.TOPIC: LabelTask.TOPIC,
    Task.FUNCTION: LabelTask.FUNCTION,
}
_CODED_AS = {"negative": "negatif", "neutral": "netral", "positive": "positif"}
_OWN: Mapping[Task, Mapping[str, tuple[str, str, Meaning]]] = {
    Task.SPAM: {
        "spam": (
            "Promosi atau spam",
            "Promotion or spam",
            (
                "Menawarkan barang, pinjaman, judi, atau tautan yang tidak menyangkut pemerintah.",
                "Offers goods, loans, gambling or links that do not concern the government.",
                "Pinjaman cair lima menit tanpa syarat, klik tautan di profil.",
            ),
        ),
        BOT: (
            "Berulang-ulang (bot)",
            "Repeated (bot)",
            (
                "Satu akun menulis hal yang sama lima kali atau lebih dalam satu jam.",
                "One account writes the same five times or more within an hour.",
                "Cek profil kami ya kak.",
            ),
        ),
        COPY: (
            "Salinan oleh banyak orang",
            "Copy by several people",
            (
                "Tiga orang atau lebih menulis kalimat yang sama kepada akun yang sama dalam sehari, seperti gerakan "
                "bersama atau petisi; tetap dihitung.",
                "Three people or more write the same sentence to the same account within a day, as in a campaign or "
                "a petition; it stays counted.",
                "Kami warga menolak penutupan pasar lama, mohon dibatalkan.",
            ),
        ),
        NOT_SPAM: (
            "Bukan spam",
            "Not spam",
            (
                "Pesan sungguhan dari seorang warga, betapapun singkatnya.",
                "A real message from a citizen, however short.",
                "Min, kapan buka?",
            ),
        ),
    },
    Task.INCIDENT: {
        "ditampilkan": (
            "Ditampilkan",
            "Shown",
            (
                "Balasan memuat NIK, nomor KK, alamat, nomor rekening, atau pelat milik warga.",
                "The reply contains a citizen's identity number, family card number, address, bank account or plate.",
                "Atas NIK [NIK] sudah kami proses.",
            ),
        ),
        "diminta_di_ruang_terbuka": (
            "Diminta di ruang terbuka",
            "Asked for in public",
            (
                "Balasan meminta warga menulis data pribadinya di tempat yang terbaca semua orang.",
                "The reply asks the citizen to write personal data where everybody can read it.",
                "Silakan tulis NIK dan nomor HP di kolom komentar.",
            ),
        ),
    },
    Task.LANGUAGE: {
        "id": ("Indonesia", "Indonesian", ("Sebagian besar berbahasa Indonesia.", "Mostly Indonesian.", "")),
        "jv": ("Jawa", "Javanese", ("Sebagian besar berbahasa Jawa.", "Mostly Javanese.", "")),
        "su": ("Sunda", "Sundanese", ("Sebagian besar berbahasa Sunda.", "Mostly Sundanese.", "")),
        "min": ("Minang", "Minangkabau", ("Sebagian besar berbahasa Minang.", "Mostly Minangkabau.", "")),
        "bew": ("Betawi", "Betawi", ("Sebagian besar berlogat Betawi.", "Mostly Betawi.", "")),
        "en": ("Inggris", "English", ("Sebagian besar berbahasa Inggris.", "Mostly English.", "")),
    },
}


def label_classes(task: Task) -> tuple[CodeClass, ...]:
    """The classes of a task in the order in which they are offered, each with its key."""
    return tuple(
        CodeClass(id, key, name_id, name_en, *meaning)
        for key, (id, name_id, name_en, meaning) in zip(KEYS, _named(task), strict=False)
    )


def _named(task: Task) -> Iterable[tuple[str, str, str, Meaning]]:
    if task in _OWN:
        return [(id, *_OWN[task][id]) for id in CLASSES[task]]
    book = CODEBOOKS[_BOOKS[task]]
    found = [(id, book.find(_CODED_AS.get(id, id))) for id in CLASSES[task]]
    return [
        (id, one.name_id, one.name_en, (one.definition_id, one.definition_en, one.example))
        for id, one in found
        if one is not None
    ]

"""What a citizen's message wants, where keywords alone mislead: politeness, negation, questions, mockery.

Keywords rank as the taxonomy says. Greetings and thanks open and close messages of every kind, so they name the intent
only of a message that says nothing else ("A closing thank-you after a request does not count"). A message without
keyword is a question or a request where its form says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from analytics_app.text.rules.lexicon import NOTHING, Hit, Words
from analytics_app.text.rules.spam import is_spam
from analytics_app.text.taxonomy.classes import phrases
from analytics_app.text.taxonomy.further import FURTHER
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.text.taxonomy.stop_words import STOP_WORDS
from analytics_app.text.taxonomy.words import STOPWORDS_EXTRA

_PLACE = {intent.id: place for place, intent in enumerate(INTENTS)}
PRAISE, GREETING, SPAM = _PLACE["apresiasi"], _PLACE["sapaan_sosial"], _PLACE["spam_promosi"]
EMERGENCY = _PLACE["darurat"]
QUESTION, STATUS, REQUEST = _PLACE["tanya_informasi"], _PLACE["tanya_status"], _PLACE["permohonan_layanan"]
COMPLAINT, HOAX, CRITICISM = _PLACE["pengaduan_layanan"], _PLACE["klarifikasi_hoaks"], _PLACE["kritik_umum"]
HOPE = _PLACE["aspirasi"]
_WANTS = frozenset(place for place, intent in enumerate(INTENTS) if intent.needs_response) | {CRITICISM}

_ASKING = frozenset(
    phrases(
        "apa, apakah, bagaimana, kapan, berapa, dimana, mana, siapa, kemana, kenapa, mengapa, kah, bolehkah, bisakah, "
        "adakah, masihkah, sudahkah, haruskah, perlukah, gratiskah"
    )
)
_PLEADING = frozenset(
    phrases(
        "mohon, tolong, minta, bantu, bantuan, dibantu, bantuannya, butuh, perlu, please, pls, pliss, plis"
    )
)
_REPROACHING = frozenset(phrases("kenapa, mengapa, kok"))  # with "tidak": "kenapa surat saya belum keluar"
_BROKEN_PROMISE = frozenset(phrases("padahal, nyatanya, kenyataannya"))  # it is not as it ought to be
# What cannot be done, and what was not done: "ga bisa masuk", "belum diangkut", "tidak pernah dikeruk".
_FAILED = re.compile(
    r" (?:(?:tidak|belum) (?:bisa|dapat)|(?:belum|tidak pernah|belum pernah) di(?!nas|mana|sini|sana|dik)[a-z]{4,}) "
)
_BEGGING = frozenset(phrases("mohon, tolong, minta, please, pls, plis"))
_BUT = frozenset(phrases("tapi, tetapi, namun, cuma, cuman, hanya, sayangnya, padahal, kecuali"))
_LACKING = frozenset(phrases("tidak, belum, tanpa, kurang"))
# A closing word that makes a question of a sentence: "samsat sabtu buka ga min".
_TAGS = frozenset(phrases("tidak, belum, kan, bukan"))
_ADDRESS = frozenset(
    phrases(
        "admin, kak, kakak, bapak, ibu, bang, mas, mbak, gan, sis, ya, yah, sih, dong, nih, kira, nggih, deh, lah, guys"
    )
)
_DONE = frozenset(
    phrases(
        "jadi, selesai, cair, rampung, diproses, ditindaklanjuti, diambil, keluar, kelar, turun, terbit, dikirim, "
        "dicetak, diterima, disetujui, diverifikasi, masuk"
    )
)
_THANKS = frozenset(
    phrases("terima, kasih, makasih, suwun, nuwun, nuhun, matur, hatur, tarimo, alhamdulillah")
)
_GREETINGS = frozenset(
    phrases(
        "selamat, pagi, siang, sore, malam, assalamualaikum, assalamu, alaikum, wr, wb, waalaikumsalam, halo, hai, "
        "hallo, hi, hadir, nyimak, salam, semangat, wkwk, wkwkwk, haha, hahaha, hehe, aamiin, amin, amiin, allah, "
        "sugeng, enjang, enjing, dalu, ndalu, wilujeng, wengi, permisi, absen, ulang, tahun, semua, semuanya, sehat, "
        "hormat"
    )
)
# Alone they speak of promotions and gambling as often as they make them.
_WEAK_SPAM = frozenset(
    phrases("dana cepat, dana cair, wa kami, slot, promo, diskon, judi, pinjol, cuan, pinjaman online")
)
_EMPTY = _ADDRESS | STOP_WORDS | STOPWORDS_EXTRA
_PRAISE_WORDS = frozenset(
    word for phrase in (*INTENTS[PRAISE].keywords, *FURTHER["intent"]["apresiasi"]) for word in phrase.split()
) - (_THANKS | _EMPTY | {"kasi", "makin", "tambah", "sangat", "langsung", "pelayanan"})
_MOCKING = frozenset("🙄😏🤡🤮😒🤣😂🤪🥱")
_SHORT = 3  # words beside greeting and thanks that still say nothing
_LONG = 30  # words; beyond that one word is no cry for help
_SINGLE_QUESTION_MARK = re.compile(r"(?<!\?)\?(?!\?)")  # runs of them are also what is left of emoji


def decide(
    hits: Sequence[Hit], words: Words, text: str, names_problem: Callable[[], bool] = lambda: False
) -> list[Hit]:
    """The hits of the intents' keywords that count, best first; what the form says where none is left.

    ``names_problem`` is asked last: who names a problem with a service complains of it.
    """
    kept = [hit for hit in hits if not _is_figure_of_speech(hit, hits, words, text)]
    if kept:
        return _asked_of_complaint(kept, words, text)
    if not words.standard:
        return []
    form = SPAM if is_spam(" ".join(words.standard)) else _by_form(words, text)
    if form in (None, REQUEST) and names_problem():
        form = COMPLAINT
    return [Hit(form, "", 1, 1)] if form is not None else []


def _is_figure_of_speech(hit: Hit, hits: Sequence[Hit], words: Words, text: str) -> bool:
    """Whether a hit of a weak class is politeness, mockery, or talk about what it names."""
    if hit.order == EMERGENCY:
        return hit.length == 1 and hit.count == 1 and len(words.standard) > _LONG
    if hit.order == CRITICISM:  # of its definition: without a request
        return not _BEGGING.isdisjoint(words.standard)
    if hit.order == SPAM:
        return not _advertises(hit, words)
    if hit.order not in (PRAISE, GREETING):
        return False
    if any(other.order in _WANTS for other in hits):
        return not (hit.order == PRAISE and _tells_of_success(hit, hits, words))
    if hit.order == GREETING:
        return any(other.order == PRAISE for other in hits) or _says_more(words, text)
    return _is_closing_thanks(words, text)


def _tells_of_success(hit: Hit, hits: Sequence[Hit], words: Words) -> bool:
    """Thanks for something put right ("makasih jalan rusak sudah diaspal"), with nothing asked and no "but"."""
    said = frozenset(words.standard)
    return (
        "sudah" in said
        and bool(said & _THANKS)
        and said.isdisjoint(_BUT | _PLEADING | _LACKING)
        and all(other.order == COMPLAINT for other in hits if other.order in _WANTS)
        and hit.length >= max(other.length for other in hits if other.order in _WANTS)
    )


def _is_closing_thanks(words: Words, text: str) -> bool:
    """Whether thanks or praise close a message that wants something, or mock."""
    said = frozenset(words.standard)
    if _mocks(text) or not said.isdisjoint(_BUT):
        return True
    if not said.isdisjoint(_PRAISE_WORDS):
        return _asks(words, text) and "mohon" in said
    lacks = (
        not said.isdisjoint(_LACKING) and NOTHING not in words.lines[0]
    )  # "tidak ada pungli" lacks nothing
    if _asks(words, text) or lacks or not said.isdisjoint(_BEGGING):
        return True
    first = next((place for place, word in enumerate(words.standard) if word in _THANKS), 0)
    return first > _SHORT and _content(words.standard[:first]) >= _SHORT


def _mocks(text: str) -> bool:
    return not text.isascii() and not _MOCKING.isdisjoint(text)


def _says_more(words: Words, text: str) -> bool:
    """Whether a message holds more than a greeting."""
    content = _content(word for word in words.standard if word not in _GREETINGS)
    return content > _SHORT or (
        content > 0 and (_asks(words, text) or not _PLEADING.isdisjoint(words.standard))
    )


def _content(words: Iterable[str]) -> int:
    """How many words say something by themselves."""
    return sum(not word.isdigit() and word not in _EMPTY for word in words)


def _advertises(hit: Hit, words: Words) -> bool:
    """Whether spam words offer something; "tetangga kena judi slot, lapor kemana" does not."""
    if is_spam(" ".join(words.standard)):
        return True
    if hit.keyword in _WEAK_SPAM and hit.count == 1:
        return False
    return hit.count > 1 or _PLEADING.isdisjoint(words.standard)


def _asks(words: Words, text: str) -> bool:
    return (
        _SINGLE_QUESTION_MARK.search(text) is not None
        or not _ASKING.isdisjoint(words.standard)
        or _has_tag(words)
    )


def _has_tag(words: Words) -> bool:
    for word in reversed(words.standard):
        if word not in _ADDRESS and word not in _THANKS and word != "sebelumnya":
            return word in _TAGS or (word.endswith("kah") and len(word) > 4)
    return False


def _asked_of_complaint(kept: list[Hit], words: Words, text: str) -> list[Hit]:
    """A single word like "mati" or "laporan" in what is plainly a question does not make it a complaint."""
    best = kept[0]
    if best.order != COMPLAINT or best.length > 1 or best.count > 1:
        return kept
    asked = next((hit for hit in kept if hit.order in (QUESTION, STATUS, HOAX, HOPE, REQUEST)), None)
    return [asked, *(hit for hit in kept if hit is not asked)] if asked is not None else kept


def _by_form(words: Words, text: str) -> int | None:
    """A question, a question for the state of things, or a request, by form alone."""
    said = frozenset(words.standard)
    is_asked = _SINGLE_QUESTION_MARK.search(text) is not None or not said.isdisjoint(_ASKING)
    if not is_asked and not said.isdisjoint(_BROKEN_PROMISE):
        return COMPLAINT
    if _asks(words, text) and not (_mocks(text) and "?" not in text):
        waits = bool(said & _DONE) and not said.isdisjoint(("sudah", "belum", "kapan"))
        if waits:
            return STATUS
        if not said.isdisjoint(_REPROACHING):
            return COMPLAINT if not said.isdisjoint(_LACKING) else QUESTION
        return QUESTION
    if _FAILED.search(words.lines[-1]):
        return COMPLAINT
    if not said.isdisjoint(("mohon", "tolong")) or ("minta" in words.standard[:2] and "maaf" not in said):
        return REQUEST
    return None

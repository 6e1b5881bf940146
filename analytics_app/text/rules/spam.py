"""Spam by what a text says, bots and coordinated copies by who says the same how often."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics_app.text.taxonomy.classes import phrases

SPAM, BOT, COPY, NONE = "spam", "bot", "salinan_terkoordinasi", "wajar"
SPAM_CLASSES = (SPAM, BOT, COPY, NONE)

COPY_AUTHORS = 3
COPY_WORDS = 6  # shorter texts are the same by chance ("terima kasih min")
COPY_WITHIN = timedelta(hours=24)
BOT_TEXTS = 5
BOT_WITHIN = timedelta(hours=1)

_MONEY = re.compile(
    r"\b(?:(?:link|klik|cek)\s(?:di\s)?bio|depo(?:sit)?\s\d|bonus\snew\smember|rtp\s|jp\s(?:terus|maxwin)|wd\s(?:cepat|lancar)|"
    r"(?:modal|investasi|depo)\s\S+\s(?:jadi|bisa|dapat|wd|auto)\s\S+|"
    r"(?:butuh|perlu)\s(?:dana|modal|uang)\b.{0,60}\b(?:hubungi|hub|wa|chat|klik|cek)\b|bunga\s(?:rendah|ringan)|"
    r"gabung\s(?:di\s)?(?:grup|group|channel)\s(?:telegram|wa|whatsapp)|bonus\s(?:\d+\s)?(?:member|depo)|"
    r"profit\s(?:tiap\shari|harian|konsisten)|"
    r"pinjaman\s(?:cepat|tanpa)|tambah\sfollowers?|jasa\s(?:follower|like)s?|open\sbo)\b"
)

# Goods and services are offered with a way to order; who asks or complains names both too.
_OFFER = re.compile(
    r"\b(?:jual|jasa|promo|diskon|ready\sstock?|open\s(?:order|jastip)|obat|penawaran|reseller)\b.{0,80}?"
    r"\b(?:wa|whatsapp|hub|order|dm|inbox|japri|cod|klik|checkout|cek\s(?:bio|profil)|link\sdi\sbio)\b"
)
# One of these begins whatever _MONEY and _OFFER find: the rest need not be searched.
_FIRST_WORDS = frozenset(
    phrases(
        "link, klik, cek, depo, deposit, bonus, rtp, jp, wd, pinjaman, tambah, jasa, open, modal, investasi, butuh, "
        "perlu, bunga, gabung, profit, jual, promo, diskon, ready, obat, penawaran, reseller"
    )
)
_WANTS_SOMETHING = re.compile(
    r"\b(?:mohon|tolong|lapor|laporan|keluhan|kenapa|mengapa|bagaimana|apakah|dimana|kapan|berapa|tidak|belum|admin)\b"
)
# "g4c0r", "s l o t": written so that filters do not know them; nobody writes so for another reason.
_DISGUISED = re.compile(
    r"\b(?=[a-z0-9]*[a-z])(?=[a-z0-9]*[013457])[a-z0-9]{4,12}\b|\b[a-z0-9](?: [a-z0-9]){3,14}\b"
)
_HAS_DISGUISE = re.compile(r"[a-z][013457]+[a-z]|\b[a-z0-9] [a-z0-9] [a-z0-9] [a-z0-9]\b")
_LETTERS_OF_DIGITS = str.maketrans("013457", "oieast")
_GAMBLING = re.compile(r"slot|gacor|maxwin|togel|scatter|judol|jackpot|bokep|zeus|jepe")


@dataclass(frozen=True, slots=True)
class Written:
    """A citizen's message: who wrote what when.

    ``template``: equal for texts that are copies of each other (``normalise.template_text`` or its hash); ``words``
    how many it has. ``to``: the account that is written to; None: nobody in particular.
    """

    id: int
    author: str
    template: Hashable
    words: int
    at: datetime
    to: Hashable | None


def is_spam(standard: str) -> bool:
    """Whether standard words (``normalise``) are an advertisement of the kinds that flood comments."""
    if _HAS_DISGUISE.search(standard) and _is_gambling_in_disguise(standard):
        return True
    if _FIRST_WORDS.isdisjoint(standard.split()):
        return False
    if _MONEY.search(standard) is not None:
        return True
    return _OFFER.search(standard) is not None and _WANTS_SOMETHING.search(standard) is None


def _is_gambling_in_disguise(standard: str) -> bool:
    return any(
        _GAMBLING.search(hit[0].replace(" ", "").translate(_LETTERS_OF_DIGITS))
        for hit in _DISGUISED.finditer(standard)
    )


def find_copies(messages: Iterable[Written]) -> dict[int, str]:
    """Messages that are copies: BOT where one author repeats a text, COPY where several write one to the same account.

    BOT: BOT_TEXTS times within BOT_WITHIN; COPY: COPY_WORDS words and more, COPY_AUTHORS authors within COPY_WITHIN. In
    the whole country some people say the same by chance on any day, so copies are sought account by account.
    A copy is no judgement on who wrote it: petitions are copies too, so these messages stay in every count and are
    shown as what they are. Only messages within COPY_WITHIN of it decide what one is.
    """
    by_text: dict[Hashable, list[Written]] = defaultdict(list)
    for message in messages:
        by_text[message.template].append(message)
    found: dict[int, str] = {}
    for group in by_text.values():
        group.sort(key=lambda message: (message.at, message.id))
        if group[0].words >= COPY_WORDS:
            found |= dict.fromkeys(_shared(group), COPY)
        found |= dict.fromkeys(_repeated(group), BOT)
    return found


def _shared(group: Sequence[Written]) -> set[int]:
    by_account: dict[Hashable, list[Written]] = defaultdict(list)
    for message in group:
        if message.to is not None:
            by_account[message.to].append(message)
    return {
        id
        for own in by_account.values()
        for id in _dense(own, [message.author for message in own], COPY_AUTHORS, COPY_WITHIN)
    }


def _repeated(group: Sequence[Written]) -> set[int]:
    by_author: dict[str, list[Written]] = defaultdict(list)
    for message in group:
        by_author[message.author].append(message)
    return {
        id for own in by_author.values() for id in _dense(own, list(range(len(own))), BOT_TEXTS, BOT_WITHIN)
    }


def _dense(group: Sequence[Written], keys: Sequence[Hashable], enough: int, within: timedelta) -> set[int]:
    """The messages that lie in a stretch of time that holds enough different keys; one pass over the group."""
    found: set[int] = set()
    counts: Counter[Hashable] = Counter()
    start = marked = 0
    for end, message in enumerate(group):
        counts[keys[end]] += 1
        while message.at - group[start].at > within:
            counts[keys[start]] -= 1
            if not counts[keys[start]]:
                del counts[keys[start]]
            start += 1
        if len(counts) >= enough:
            found.update(one.id for one in group[max(start, marked) : end + 1])
            marked = end + 1
    return found

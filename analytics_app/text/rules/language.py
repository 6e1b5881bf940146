"""Which language a text is in, by its function words; unknown when it is short or they do not agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics_app.text.taxonomy.classes import phrases
from analytics_app.text.taxonomy.regional import BETAWI, JAVANESE, MINANGKABAU, SUNDANESE

MINIMUM_WORDS = 5  # every method flips shorter posts
_MINIMUM_HITS = 2

_INDONESIAN = frozenset(
    phrases(
        "yang, dan, di, ke, dari, untuk, dengan, tidak, ini, itu, ada, sudah, belum, bisa, akan, atau, pada, juga, "
        "saya, kami, kita, apa, kenapa, bagaimana, kapan, berapa, mana, kalau, karena, tapi, lagi, saja, sama, oleh, "
        "gak, ga, nggak, yg, tdk, udah, sdh, blm, dgn, utk, gimana, kalo, aja, nih, dong, tolong, mohon, jadi, "
        "harus, masih, banget, lebih, dalam, adalah, mau, kok, sih, min, pak, bu, jangan, setelah, sampai, para"
    )
)
_ENGLISH = frozenset(
    phrases(
        "the, and, is, are, was, of, to, in, for, with, this, that, it, you, i, we, not, have, has, be, on, at, my, "
        "what, how, when, please, thank, thanks, your, they, will, can, so, but, from, just"
    )
)
#: ISO 639 codes (bew: Betawi) and the function words of each.
_WORDS: Mapping[str, frozenset[str]] = {
    "id": _INDONESIAN,
    "jv": frozenset(
        (*JAVANESE, "ora", "lan", "ono", "wae", "nang", "ning", "kok", "mas", "mbak", "aku", "kowe", "saka")
    ),
    "su": frozenset(
        (*SUNDANESE, "teh", "mah", "atuh", "euy", "urang", "nu", "ka", "keur", "ari", "aya", "ti")
    ),
    "min": frozenset(
        (*MINANGKABAU, "nan", "jo", "awak", "ndak", "lah", "dek", "iko", "itu", "ado", "urang", "ko")
    ),
    "bew": frozenset((*BETAWI, "kagak", "gue", "lu", "elu", "aje", "ade", "bang", "mpok", "noh", "dah")),
    "en": _ENGLISH,
}
_CODES: Mapping[str, tuple[str, ...]] = {
    word: tuple(code for code, known in _WORDS.items() if word in known)
    for word in frozenset().union(*_WORDS.values())
}
_WRITTEN_OFTEN = ("id", "en")


def language_of(words: Sequence[str]) -> str | None:
    """The language whose function words are more than any other's, by at least two; None: unknown.

    Regional words are rarer in these lists than Indonesian ones and people mix, so they count one and a half.
    """
    if len(words) < MINIMUM_WORDS:
        return None
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        for code in _CODES.get(word, ()):
            scores[code] += 1.0 if code in _WRITTEN_OFTEN else 1.5
    ranked = sorted(scores, key=lambda code: -scores[code])
    first, second = ranked[0], ranked[1]
    enough = scores[first] >= _MINIMUM_HITS and scores[first] >= scores[second] + 1
    return first if enough else None

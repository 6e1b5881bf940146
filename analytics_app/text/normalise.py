"""Plain forms of a text, to match keywords and to recognise templates by. Neither is shown."""

from __future__ import annotations

import re

from analytics_app.text.taxonomy.words import NORMALISE

_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+")
_TOKEN = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_NOT_TEMPLATE = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+|\[(?:nik|telp|email)\]|[\d_]+|[^\w\s]+")


def raw_tokens(text: str) -> list[str]:
    """The words of a text in lower case, without addresses and mentions; "#" and punctuation only divide."""
    text = text.lower()
    if "@" in text or "://" in text or "www." in text:
        text = _NOT_WORDS.sub(" ", text)
    return _TOKEN.findall(text)


def normalise_tokens(tokens: list[str]) -> list[str]:
    """Tokens with letters repeated three times or more squeezed to one, informal words made standard.

    The list that came in is returned where nothing changes.
    """
    joined = " ".join(tokens)
    squeezed = _REPEATED.sub(r"\1", joined).split(" ") if _REPEATED.search(joined) else tokens
    if NORMALISE.keys().isdisjoint(squeezed):
        return squeezed
    return " ".join([NORMALISE.get(token, token) for token in squeezed]).split(" ")


def normalise(text: str) -> str:
    """The text as the taxonomy matches it: lower case, standard words, one blank between them."""
    return " ".join(normalise_tokens(raw_tokens(text)))


def template_text(text: str) -> str:
    """What stays the same when a template is filled in: no mentions, addresses, digits, emoji or punctuation.

    Two automatic replies that differ only in the "@" they greet, a ticket number or a link are equal.
    """
    return " ".join(_NOT_TEMPLATE.sub(" ", text.lower()).split())

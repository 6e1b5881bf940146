"""Plain forms of a text, to match keywords and to recognise templates by. Neither is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analytics_app.text.characters import is_picture, plain_characters
from analytics_app.text.taxonomy.regional import REGIONAL
from analytics_app.text.taxonomy.words import NORMALISE

#: What is read of a text; more says nothing more about what it wants.
LONGEST = 20_000
_STANDARD: Mapping[str, str] = {**REGIONAL, **NORMALISE}
_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+")
_MENTION = re.compile(r"@[\w.]+")
_TOKEN = re.compile(r"[^\W_]+")
#: What divides tokens in ASCII as blanks: splitting at those takes half the time that _TOKEN takes.
_ASCII_TOKENS = {code: " " for code in range(128) if not chr(code).isalnum()}
_TOKEN_OR_PICTURE = re.compile(r"[^\W_]+|[^\w\s!-~]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_NOT_TEMPLATE = re.compile(
    r"(?:https?://|www\.)\S+|@[\w.]+|\[(?:nik|kk|telp|email|plat|alamat|rekening|nisn)\]|[\d_]+|[^\w\s]+"
)


def raw_tokens(text: str) -> list[str]:
    """The words of a text in lower case, without addresses and mentions; "#" and punctuation only divide."""
    plain = _plain(text)
    return plain.translate(_ASCII_TOKENS).split() if plain.isascii() else _TOKEN.findall(plain)


def _plain(text: str) -> str:
    text = plain_characters(text[:LONGEST]).lower()
    if "://" in text or "www." in text:
        return _NOT_WORDS.sub(" ", text)
    return _MENTION.sub(" ", text) if "@" in text else text


def normalise_tokens(tokens: list[str]) -> list[str]:
    """Tokens with letters repeated three times or more squeezed to one, informal words made standard.

    The list that came in is returned where nothing changes.
    """
    joined = " ".join(tokens)
    squeezed = _REPEATED.sub(r"\1", joined).split(" ") if _REPEATED.search(joined) else tokens
    if _STANDARD.keys().isdisjoint(squeezed):
        return squeezed
    return " ".join([_STANDARD.get(token, token) for token in squeezed]).split(" ")


def normalise(text: str) -> str:
    """The text in standard words and emoji, lower case, one blank between them."""
    plain = _plain(text)
    if plain.isascii():
        return " ".join(normalise_tokens(_TOKEN.findall(plain)))
    tokens = [token for token in _TOKEN_OR_PICTURE.findall(plain) if token[0].isalnum() or is_picture(token)]
    return " ".join(normalise_tokens(tokens))


def template_text(text: str) -> str:
    """What stays the same when a template is filled in: no mentions, addresses, digits, emoji or punctuation.

    Two automatic replies that differ only in the "@" they greet, a ticket number or a link are equal.
    """
    return " ".join(_NOT_TEMPLATE.sub(" ", text.lower()).split())

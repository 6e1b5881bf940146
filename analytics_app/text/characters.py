"""One way to write each character: for matching and for models, never for what is shown.

Look-alikes of other scripts become the letters they imitate, compatibility forms (𝗴𝗮𝗰𝗼𝗿, ｇａｃｏｒ) and accents become
plain letters, characters that are not seen (zero-width, direction marks) disappear, control characters become
blanks, and every emoji stands as a word of its own.
"""

from __future__ import annotations

import unicodedata

# Cyrillic and Greek letters that are drawn like Latin ones.
_LOOKALIKES = dict(
    zip(
        "авеёкмнорстухѕіјԁɡһ" + "αβεικνορτυχ" + "АВЕКМНОРСТУХЅІЈ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "ıɩ",
        "abeekmhopctyxsijdgh" + "abeiknoptux" + "ABEKMHOPCTYXSIJ" + "ABEZHIKMNOPTYX" + "ii",
        strict=True,
    )
)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_UNSEEN = ("Cf", "Mn", "Me", "Cs", "Co", "Cn")


class _Plain(dict[int, str]):
    """What becomes of each character; worked out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    category = unicodedata.category(char)
    if ord(char) in _SKIN_TONES or category in _UNSEEN:
        return ""
    if category == "Cc":
        return " "
    if category == "So":
        parts = unicodedata.normalize("NFKD", char)
        return f" {char} " if parts == char else parts  # "①" and "🅰" are letters, not pictures
    return char


_TABLE = _Plain()


def plain_characters(text: str) -> str:
    """The text in plain letters, with every emoji between blanks. Texts in ASCII come back as they are."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return text.translate(_TABLE)


def is_picture(char: str) -> bool:
    """Whether a character is an emoji or another picture."""
    return unicodedata.category(char) == "So"

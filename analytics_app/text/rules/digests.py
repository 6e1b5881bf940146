"""Whether a post is a periodic digest ("Berita Sepekan", paper 002): by what such series call themselves."""

from __future__ import annotations

import re

_DIGEST = re.compile(
    r"\b(?:(?:berita|kabar|kilas|info|warta|sorotan)\s+(?:se)?(?:pekan|minggu|bulan)"
    r"|(?:rangkuman|ringkasan|rekap(?:itulasi)?|kaleidoskop)\s+(?:berita\s+|kegiatan\s+|informasi\s+)?"
    r"(?:se)?(?:pekan|minggu|bulan|mingguan|bulanan))\b",
    re.IGNORECASE,
)


def is_digest(text: str) -> bool:
    """Whether the text names itself a digest of a week or a month."""
    return _DIGEST.search(text) is not None

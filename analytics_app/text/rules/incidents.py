"""Personal data in what an official account writes: shown, or asked for where all can read (privacy_safety).

What is stored is masked, so shown data stand as tokens. A telephone number alone is no incident: offices give theirs.
These are candidates; the indicator counts what a person confirmed.
"""

from __future__ import annotations

import re

SHOWN, ASKED = "ditampilkan", "diminta_di_ruang_terbuka"
INCIDENTS = (SHOWN, ASKED)

_TOKENS = re.compile(r"\[(?:NIK|KK|ALAMAT|REKENING|PLAT)\]")
_DATA = (
    r"(?:nik|no(?:mor|\.)?\s?(?:nik|kk|ktp|hp|wa|telepon|telp|rekening)|nomor\s(?:induk|kartu)\skeluarga|"
    r"(?:foto|scan)\s?(?:ktp|kk)|alamat\s(?:lengkap|rumah)|tanggal\slahir|nama\sibu)"
)
_ASK = re.compile(
    rf"\b(?:sebutkan|tulis(?:kan)?|kirim(?:kan)?|sertakan|cantumkan|infokan|sampaikan|lampirkan|mohon|minta|boleh)\b"
    rf"[^.!?]{{0,40}}\b{_DATA}\b",
    re.IGNORECASE,
)
_IN_PRIVATE = re.compile(
    r"\b(?:dm|direct\smessage|inbox|japri|pesan\s(?:langsung|pribadi)|chat\s(?:pribadi|admin)|messenger|"
    r"whatsapp|wa|email|e-mail|kantor|loket)\b",
    re.IGNORECASE,
)
_DATA_NAMES_WA = re.compile(r"\bno(?:mor|\.)?\s?wa\b", re.IGNORECASE)


def incident_of(text: str) -> str | None:
    """Whether an official message shows a citizen's data, or asks to write them in the open; None: neither."""
    if _TOKENS.search(text):
        return SHOWN
    if _ASK.search(text) and not _IN_PRIVATE.search(_DATA_NAMES_WA.sub("", text)):
        return ASKED
    return None

"""From bytes to blocks of whole text lines, with bounded memory.

UTF-8 is tried first; a byte that is not UTF-8 is read as Windows-1252, so that UTF-8, Latin-1 and files that mix both
are read in one pass without a guess over the whole file. Mojibake that is valid text stays as it is.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from analytics_app.sources.errors import SourceRefused

BLOCK_BYTES = 256 * 1024
MAX_LINE_CHARS = 2_000_000  # what a longer line holds beyond this is dropped; its row is rejected
HEAD_BYTES = 64 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"%PDF", "dokumen PDF"),
    (b"\xd0\xcf\x11\xe0", "berkas Excel lama (.xls)"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"PAR1", "berkas Parquet"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"\x7fELF", "program"),
)


def _cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw = error.object[error.start : error.end]
    return "".join(_CP1252[byte] for byte in raw), error.end


_CP1252 = [
    bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
    for byte in range(256)
]
codecs.register_error("govmonitor-cp1252", _cp1252)


def read_head(path: Path, size: int = HEAD_BYTES) -> bytes:
    """The first bytes of a file; refuses what is no readable file or is empty."""
    if not path.is_file():
        raise SourceRefused("not_a_file", f"“{path.name}” bukan berkas.", "Pilih satu berkas, bukan folder.")
    with path.open("rb") as file:
        head = file.read(size)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise SourceRefused("empty", "Berkas kosong.", "Ekspor ulang datanya lalu coba lagi.")
    return head


def require_text(head: bytes) -> None:
    """Refuses content that is not text: images, archives, programs, other binary data."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise SourceRefused(
                "binary",
                f"Isi berkas ini adalah {name}, bukan tabel atau JSON.",
                "Simpan datanya sebagai CSV, XLSX, JSONL, atau JSON.",
            )
    if detect_encoding(head).startswith(("utf-16", "utf-32")):
        return
    odd = sum(head.count(byte) for byte in _CONTROLS)
    if odd > max(8, len(head) // 20):
        raise SourceRefused(
            "binary", "Isi berkas ini bukan teks.", "Simpan datanya sebagai CSV, XLSX, JSONL, atau JSON."
        )


_CONTROLS = [bytes([byte]) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b"]


def detect_encoding(head: bytes) -> str:
    """Name of the encoding by BOM, else by the pattern of NUL bytes, else "utf-8"."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.3 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.1 * half:
        return "utf-16-be"
    return "utf-8"


class TextBlocks:
    """Iterates a file as lists of whole physical lines (line ends kept: LF, CRLF, CR).

    ``bytes_read`` grows while iterating; ``has_fallback`` becomes true once a byte was not UTF-8.
    NUL characters are dropped: no text column can hold them.
    """

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self.path = path
        self.bytes_total = path.stat().st_size
        self.bytes_read = 0
        self.has_fallback = False
        self.encoding = known_encoding(encoding) if encoding else detect_encoding(read_head(path))

    def __iter__(self) -> Iterator[list[str]]:
        rest = ""
        dropping = False
        with self.path.open("rb") as file:
            for text in self._texts(file):
                text = rest + text
                if dropping:
                    text, dropping = _after_line_end(text)
                cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
                rest = text[cut:]
                if cut:
                    yield _split_lines(text[:cut])
                if len(rest) > MAX_LINE_CHARS:
                    yield [rest[:MAX_LINE_CHARS] + "\n"]
                    rest, dropping = "", True
        if rest:
            yield _split_lines(rest)

    def _texts(self, file: BinaryIO) -> Iterator[str]:
        decode = codecs.getincrementaldecoder(self.encoding)("replace")
        pending = b""
        is_first = True
        while True:
            block = file.read(BLOCK_BYTES)
            self.bytes_read += len(block)
            if self.encoding == "utf-8":
                text, used = self._decode_utf8(pending + block, final=not block)
                pending = (pending + block)[used:]
            else:
                text = decode.decode(block, final=not block)
            if is_first and text:
                text = text.removeprefix("\ufeff")
                is_first = False
            yield text.replace("\x00", "") if "\x00" in text else text
            if not block:
                return

    def _decode_utf8(self, data: bytes, *, final: bool) -> tuple[str, int]:
        try:
            return codecs.utf_8_decode(data, "strict", final)
        except UnicodeDecodeError:
            self.has_fallback = True
            return codecs.utf_8_decode(data, "govmonitor-cp1252", final)


def known_encoding(name: str) -> str:
    """The codec of an encoding that a person named. Raises SourceRefused for one that is not of text."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        info = None
    if info is None or not info._is_text_encoding:
        raise SourceRefused(
            "unknown_encoding", f"Pengodean “{name}” tidak dikenal.", "Contoh: utf-8, utf-16, cp1252."
        )
    return "utf-8" if info.name in ("utf-8", "utf-8-sig") else info.name


def _after_line_end(text: str) -> tuple[str, bool]:
    """What follows the first line end, and whether none was found."""
    at = text.find("\n")
    return (text[at + 1 :], False) if at >= 0 else ("", True)


def _split_lines(text: str) -> list[str]:
    # StringIO knows exactly LF, CRLF and CR; str.splitlines would also cut at U+2028 and form feeds inside a text.
    return io.StringIO(text, newline="").readlines()

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics_app.sources import decoding
from analytics_app.sources.decoding import TextBlocks, detect_encoding, read_head, require_text
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import write


def text_of(path: Path, encoding: str | None = None) -> str:
    return "".join(line for block in TextBlocks(path, encoding) for line in block)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_survives_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "id;teks\n1;Mengapa “naïf”? é\n" * 3
    assert text_of(write(tmp_path, text.encode(encoding))) == text


def test_latin_1_and_utf_8_in_one_file_are_both_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a,é😀\n".encode() + "b,é\n".encode("latin-1"))
    blocks = TextBlocks(path)
    assert [line for block in blocks for line in block] == ["a,é😀\n", "b,é\n"]
    assert blocks.has_fallback


def test_mojibake_is_kept_as_it_is(tmp_path: Path) -> None:
    assert text_of(write(tmp_path, "terima kasih ðŸ™\n")) == "terima kasih ðŸ™\n"


def test_characters_cut_by_a_block_border_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "BLOCK_BYTES", 3)
    text = "é😀ab\r\ncd\u2028ef\rgh\n" * 5
    blocks = TextBlocks(write(tmp_path, text))
    lines = [line for block in blocks for line in block]
    assert "".join(lines) == text
    assert lines[:3] == ["é😀ab\r\n", "cd\u2028ef\r", "gh\n"]
    assert blocks.bytes_read == blocks.bytes_total


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("b"), data)
    text_of(path, "utf-8")


def test_nul_characters_are_dropped(tmp_path: Path) -> None:
    assert text_of(write(tmp_path, b"id,te\x00ks\nsatu,dua\n")) == "id,teks\nsatu,dua\n"


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_LINE_CHARS", 1000)
    monkeypatch.setattr(decoding, "BLOCK_BYTES", 500)
    blocks = list(TextBlocks(write(tmp_path, "a" * 50_000 + "\nb\n")))
    lines = [line for block in blocks for line in block]
    assert [len(line) for line in lines] == [1001, 2]
    assert lines[-1] == "b\n"


def test_utf_16_without_bom_is_told_by_its_nul_bytes() -> None:
    assert detect_encoding("id,teks".encode("utf-16-le")) == "utf-16-le"
    assert detect_encoding("id,teks".encode("utf-16-be")) == "utf-16-be"
    assert detect_encoding(codecs.BOM_UTF8 + b"id") == "utf-8"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "xls"),
        (bytes(range(1, 32)) * 50, "bukan teks"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(content: bytes, word: str) -> None:
    with pytest.raises(SourceRefused, match=word):
        require_text(content)


def test_nothing_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (write(tmp_path, b""), write(tmp_path, b"\xef\xbb\xbf \r\n", "spasi")):
        with pytest.raises(SourceRefused, match="kosong"):
            read_head(path)
    with pytest.raises(SourceRefused, match="bukan berkas"):
        read_head(tmp_path)


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    for name in ("tidak-ada", "base64"):
        with pytest.raises(SourceRefused, match="tidak dikenal"):
            TextBlocks(write(tmp_path, b"a"), name)

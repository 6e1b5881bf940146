"""Files that are no messages at all: a clear refusal each, in little memory and time."""

import contextlib
import os
from pathlib import Path

import pytest

from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import read_x, write


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"", "kosong"),
        (b"\n\n \r\n", "kosong"),
        (bytes(range(256)) * 20, "bukan teks"),
        (b"<!DOCTYPE html><html>masuk, lalu unduh</html>", "halaman web"),
        (b"teks\nhalo\nhai\n", "satu kolom"),
        (b"id,text,created_at\n", "satu baris data pun"),
        (b'"id,text\n1,a\n', "satu kolom"),
        (b"[" * 100_000, "tidak utuh"),
    ],
)
def test_a_file_without_messages_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, word: str
) -> None:
    with pytest.raises(SourceRefused, match=word) as caught:
        read_x(tmp_path, content)
    assert caught.value.code
    assert caught.value.remedy


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    header = b",".join(b"c%d" % number for number in range(1_000_000))
    with pytest.raises(SourceRefused, match=r"lebih dari 1\.000 kolom"):
        read_x(tmp_path, header + b"\n" + b"," * 999_999 + b"\n")


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    from analytics_app.sources.inspection import inspect
    from analytics_app.sources.options import ParseOptions

    for path in (tmp_path, tmp_path / "tidak-ada"):
        with pytest.raises(SourceRefused, match="bukan berkas"):
            inspect(path, ParseOptions())


@pytest.mark.parametrize("seed", range(30))
def test_random_bytes_never_crash_the_reader(tmp_path: Path, seed: int) -> None:
    """Bytes of every kind before, inside and after a table: read, rejected or refused, nothing else."""
    noise = os.urandom(seed * 7)
    content = b"id,text,created_at\n1,a,2024-01-01T00:00:00Z\n"
    at = seed * len(content) // 30
    path = write(tmp_path, content[:at] + noise + content[at:])
    with contextlib.suppress(SourceRefused):
        read_x(tmp_path, path.read_bytes())

"""JSON files as a stream of documents: lines of JSONL, items of an array, or one object.

Files up to MAX_WHOLE are parsed at once; larger ones are streamed, an object with one long list in pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson
import orjson

from analytics_app.choices import Reason
from analytics_app.records import RowError
from analytics_app.sources.csv_records import MAX_RAW_CHARS
from analytics_app.sources.decoding import TextBlocks
from analytics_app.sources.errors import SourceRefused

MAX_WHOLE = 64 * 1024 * 1024
PAGE_ITEMS = 1_000
_LISTS = ("data", "items", "statuses")
Document = tuple[int, Any]


class JsonDocuments:
    """Iterates (number, document); the number is the physical line in JSONL, else the place in the array."""

    kind = "json"
    delimiter = None

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self.path = path
        blocks = TextBlocks(path, encoding)
        self._given_encoding = encoding
        self.encoding = blocks.encoding
        self.bytes_total = blocks.bytes_total
        self.bytes_read = 0
        self.is_lines = _is_lines(blocks)
        self.is_array = not self.is_lines and _starts_array(TextBlocks(path, encoding))
        if self.is_lines:
            self.kind = "jsonl"

    def documents(self) -> Iterator[Document | RowError]:
        """Raises SourceRefused where the file as a whole is not JSON; a bad JSONL line is a RowError."""
        if self.is_lines:
            yield from self._lines()
        elif self.bytes_total <= MAX_WHOLE:
            yield from self._whole()
        else:
            yield from self._streamed()
        self.bytes_read = self.bytes_total

    def _lines(self) -> Iterator[Document | RowError]:
        blocks = TextBlocks(self.path, self._given_encoding)
        number = 0
        loads = orjson.loads
        for lines in blocks:
            self.bytes_read = blocks.bytes_read
            for line in lines:
                number += 1
                if line.isspace():
                    continue
                try:
                    yield number, loads(line)
                except orjson.JSONDecodeError as error:
                    detail = f"Baris ini bukan JSON yang utuh: {error}"
                    yield RowError(number, Reason.MALFORMED_ROW, None, detail, line[:MAX_RAW_CHARS])

    def _whole(self) -> Iterator[Document]:
        text = "".join(line for block in TextBlocks(self.path, self._given_encoding) for line in block)
        try:
            whole = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise _not_json(str(error)) from error
        del text
        if isinstance(whole, list):
            size = max(1, len(whole))
            for number, item in enumerate(whole, start=1):
                self.bytes_read = self.bytes_total * number // size
                yield number, item
        else:
            yield 1, whole

    def _streamed(self) -> Iterator[Document]:
        if not self.encoding.startswith("utf-8"):
            raise _not_json("JSON sebesar ini harus UTF-8")
        try:
            with self.path.open("rb") as file:
                prefix, rest = self._outline(file)
            with self.path.open("rb") as file:
                items = ijson.items(file, prefix, use_float=True)
                if prefix == "item":
                    for number, item in enumerate(items, start=1):
                        self.bytes_read = file.tell()
                        yield number, item
                    return
                yield from self._pages(file, items, prefix.split(".")[0], rest)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise _not_json(str(error)) from error

    def _pages(
        self, file: BinaryIO, items: Iterator[Any], name: str, rest: dict[str, Any]
    ) -> Iterator[Document]:
        page: list[Any] = []
        number = 0
        for item in items:
            page.append(item)
            if len(page) == PAGE_ITEMS:
                number += 1
                self.bytes_read = file.tell()
                yield number, {**rest, name: page}
                page, rest = [], _after_first_page(rest)
        if page or not number:
            yield number + 1, {**rest, name: page}

    def _outline(self, file: BinaryIO) -> tuple[str, dict[str, Any]]:
        """Where the long list stands, and what stands beside it (includes, errors, kind)."""
        first = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
        if first.startswith(b"["):
            return "item", {}
        file.seek(0)
        rest: dict[str, Any] = {}
        name = ""
        for key, value in _members(file):
            if key in _LISTS and value is None:
                name = key
            else:
                rest[key] = value
        if not name:
            raise SourceRefused(
                "not_messages", "JSON ini tidak berisi daftar pesan.", "Unggah berkas ekspor pesan."
            )
        return f"{name}.item", rest


def _after_first_page(rest: dict[str, Any]) -> dict[str, Any]:
    """What every page needs (who the users are), without what must come once (errors, other tweets)."""
    includes = rest.get("includes")
    users = includes.get("users") if isinstance(includes, dict) else None
    return {"kind": rest.get("kind"), "includes": {"users": users}}


def _members(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    """Members of the root object; a long list (one of _LISTS) comes as None, unread."""
    events = ijson.parse(file, use_float=True)
    key = ""
    skipping = False
    builder: Any = None
    for prefix, event, value in events:
        if prefix == "" and event == "map_key":
            key, skipping, builder = value, value in _LISTS, ijson.ObjectBuilder()
            if skipping:
                yield key, None
        elif prefix == "" or skipping:
            continue
        else:
            builder.event(event, value)
            if prefix == key and event not in ("start_map", "start_array", "map_key"):
                yield key, builder.value


def _is_lines(blocks: TextBlocks) -> bool:
    """JSONL: the first filled line is a whole object and another follows."""
    first = None
    for lines in blocks:
        for line in lines:
            if line.isspace():
                continue
            if first is not None:
                return line.lstrip().startswith("{")
            try:
                first = orjson.loads(line)
            except orjson.JSONDecodeError:
                return False
            if not isinstance(first, dict):
                return False
    return False


def _starts_array(blocks: TextBlocks) -> bool:
    return next(
        (line.lstrip().startswith("[") for lines in blocks for line in lines if not line.isspace()), False
    )


def _not_json(detail: str) -> SourceRefused:
    return SourceRefused(
        "not_json",
        f"Berkas ini diawali seperti JSON, tetapi tidak utuh: {detail}.",
        "Unduh atau ekspor ulang berkasnya.",
    )

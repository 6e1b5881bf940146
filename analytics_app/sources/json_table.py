"""JSONL and JSON arrays as tables: keys are columns, nested objects one level down become "outer.inner"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson

from analytics_app.choices import Reason
from analytics_app.records import RowError
from analytics_app.sources.csv_records import MAX_RAW_CHARS, Record
from analytics_app.sources.json_documents import JsonDocuments

SAMPLE = 1_000


class JsonTable:
    """Rows of objects; the columns are the keys of the first SAMPLE objects, in the order they come."""

    delimiter = None

    def __init__(self, documents: JsonDocuments) -> None:
        self._documents = documents
        self.kind = documents.kind
        self.encoding = documents.encoding
        self.bytes_total = documents.bytes_total
        columns: dict[str, None] = {}
        for item in islice(documents.documents(), SAMPLE):
            if not isinstance(item, RowError) and isinstance(item[1], dict):
                columns.update(dict.fromkeys(_flatten(item[1])))
        self.columns = tuple(columns)

    @property
    def bytes_read(self) -> int:
        return self._documents.bytes_read

    def records(self) -> Iterator[Record | RowError]:
        columns = self.columns
        for item in self._documents.documents():
            if isinstance(item, RowError):
                yield item
                continue
            number, document = item
            if not isinstance(document, dict):
                raw = orjson.dumps(document).decode()[:MAX_RAW_CHARS]
                yield RowError(number, Reason.MALFORMED_ROW, None, "Butir ini bukan objek JSON.", raw)
                continue
            get = _flatten(document).get
            yield (
                number,
                [value if type(value := get(column, "")) is str else read_value(value) for column in columns],
            )


def read_value(value: Any) -> str:
    """A JSON value as a table cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return orjson.dumps(value).decode()


def _flatten(document: dict[str, Any]) -> dict[str, Any]:
    if dict not in map(type, document.values()):
        return document
    flat: dict[str, Any] = {}
    for key, value in document.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": item for inner, item in value.items()})
        else:
            flat[key] = value
    return flat

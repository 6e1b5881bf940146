"""Which format a file has, by its content alone; the file's name plays no part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analytics_app.choices import SourceFormat
from analytics_app.records import RowError
from analytics_app.sources import (
    complaint_table,
    conversation,
    generic_table,
    twcs,
    tweet_harvest,
    x_api_v1,
    x_api_v2,
    youtube,
)
from analytics_app.sources.api_documents import ApiFormat
from analytics_app.sources.columns import apply_given
from analytics_app.sources.containers import Table, open_container
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.json_documents import JsonDocuments
from analytics_app.sources.json_table import JsonTable
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.profiles import Profile, Sample
from analytics_app.sources.refusals import is_user, refuse_document

SAMPLE_ROWS = 500
API_FORMATS = (youtube.FORMAT, x_api_v1.FORMAT, x_api_v2.FORMAT)
_BY_FORMAT = {api.format: api for api in API_FORMATS}


@dataclass(frozen=True)
class TableSource:
    """A table whose format and mapping are known; ``sample`` are its first rows."""

    table: Table
    profile: Profile
    mapping: dict[str, str]
    sample: Sample


@dataclass(frozen=True)
class ApiSource:
    """JSON documents of an API whose shape is known."""

    documents: JsonDocuments
    api: ApiFormat


def open_source(path: Path, options: ParseOptions) -> TableSource | ApiSource:
    """Recognises the file, or takes the format a person gave. Raises SourceRefused."""
    container = open_container(path, options)
    if isinstance(container, JsonDocuments):
        return _open_json(container, options)
    if options.format in _BY_FORMAT:
        raise _wrong_format(options.format, "berkas ini tabel, bukan JSON")
    return _open_table(container, options)


def _open_json(documents: JsonDocuments, options: ParseOptions) -> TableSource | ApiSource:
    if api := _BY_FORMAT.get(options.format) if options.format else None:
        return ApiSource(documents, api)
    first: Any = None
    if options.format is None:
        for document in _first_documents(documents):
            first = document if first is None else first
            for api in API_FORMATS:
                if api.holds_messages(document):
                    return ApiSource(documents, api)
    table = JsonTable(documents)
    if _is_one_object(documents) or len(table.columns) < 2 or is_user(first):
        raise refuse_document(first)
    try:
        return _open_table(table, options)
    except SourceRefused as refusal:
        if refusal.code == "not_messages" and first is not None:
            raise refuse_document(first) from None
        raise


def _first_documents(documents: JsonDocuments) -> Iterator[Any]:
    for item in islice(documents.documents(), SAMPLE_ROWS):
        if not isinstance(item, RowError):
            yield item[1]


def _is_one_object(documents: JsonDocuments) -> bool:
    return not documents.is_lines and not documents.is_array


def _open_table(table: Table, options: ParseOptions) -> TableSource:
    rows = islice((item for item in table.records() if not isinstance(item, RowError)), SAMPLE_ROWS)
    sample = [list(cells) for _, cells in rows]
    profile = _profile(table, sample, options.format)
    mapping = apply_given(profile.map(table.columns, sample), options.mapping, table.columns)
    return TableSource(table, profile, mapping, sample)


def _profile(table: Table, sample: Sample, given: SourceFormat | None) -> Profile:
    columns = table.columns
    finders: dict[SourceFormat, Callable[[], Profile | None]] = {
        SourceFormat.TWEET_HARVEST: lambda: tweet_harvest.find_profile(columns),
        SourceFormat.TWCS: lambda: twcs.find_profile(columns),
        SourceFormat.CONVERSATION: lambda: conversation.find_profile(columns),
        SourceFormat.COMPLAINT: lambda: complaint_table.find_profile(columns, sample),
    }
    if given is SourceFormat.TABLE:
        return generic_table.PROFILE
    if given is not None:
        if profile := finders[given]():
            return profile
        if given is SourceFormat.COMPLAINT:
            return complaint_table.COMPLAINTS
        raise _wrong_format(given, "kolom yang menjadi cirinya tidak ada")
    for find in finders.values():
        if profile := find():
            return profile
    return generic_table.PROFILE


def _wrong_format(format: SourceFormat, why: str) -> SourceRefused:
    return SourceRefused(
        "wrong_format",
        f"Berkas ini tidak dapat dibaca sebagai {format.value}: {why}.",
        "Biarkan formatnya dikenali sendiri, atau pilih format lain (--source-format).",
    )

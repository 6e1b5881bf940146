"""Helpers of these tests: write a small file, read it the way the importer does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analytics_app.choices import Platform
from analytics_app.records import MessageRecord, ParsedRow, RowError
from analytics_app.sources.inspection import Inspection, inspect
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.parsing import parse


def write(folder: Path, content: str | bytes, name: str = "berkas") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, **options: Any) -> tuple[Inspection, list[MessageRecord], list[RowError]]:
    """Inspection, records and rejected rows of a file."""
    wanted = ParseOptions(**options)
    inspection = inspect(path, wanted)
    rows = list(parse(path, wanted, inspection))
    good = [row.record for row in rows if isinstance(row, ParsedRow)]
    return inspection, good, [row for row in rows if isinstance(row, RowError)]


def read_x(
    folder: Path, content: str | bytes, **options: Any
) -> tuple[Inspection, list[MessageRecord], list[RowError]]:
    """As `read`, for content that does not name a platform or zone."""
    return read(write(folder, content), **{"platform": Platform.X, "zone": "UTC", **options})


def read_json(
    folder: Path, document: Any, **options: Any
) -> tuple[Inspection, list[MessageRecord], list[RowError]]:
    return read(write(folder, json.dumps(document)), **options)


def table(rows: Sequence[Sequence[str]], header: str = "id,text,created_at") -> str:
    return "\n".join([header, *(",".join(row) for row in rows)]) + "\n"

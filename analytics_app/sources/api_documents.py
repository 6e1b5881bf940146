"""What the parsers of recorded API bodies share: one document in, messages and problems out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from analytics_app.choices import Platform, Reason, SourceFormat
from analytics_app.records import MessageRecord
from analytics_app.sources.errors import RowProblem
from analytics_app.sources.times import read_stamp

Raw = Mapping[str, Any]
Parsed = tuple[Raw, MessageRecord | RowProblem]


@dataclass(frozen=True)
class ApiFormat:
    """One API shape. ``holds_messages`` looks at a document; ``parse`` gives its messages and what is none."""

    format: SourceFormat
    platform: Platform
    evidence: str
    holds_messages: Callable[[Any], bool]
    parse: Callable[[Raw], Iterator[Parsed]]


def read_api_time(value: Any, field: str) -> datetime:
    """An API's time in UTC. Raises RowProblem where it is absent or unreadable."""
    if not value:
        raise RowProblem(Reason.MISSING_TIME, field, "Pesan ini tidak punya waktu.")
    stamp = read_stamp(str(value))
    if stamp is None or stamp.moment is None or stamp.moment.tzinfo is None:
        raise RowProblem(Reason.UNREADABLE_TIME, field, f"“{str(value)[:60]}” bukan waktu yang dapat dibaca.")
    return stamp.moment.astimezone(UTC)


def read_number(value: Any) -> int | None:
    """A count; None where the API does not give one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdigit() else None


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, of a single object, or of nothing."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def read_record(build: Callable[[], MessageRecord]) -> MessageRecord | RowProblem:
    """The record, or the problem that kept it from being one."""
    try:
        return build()
    except RowProblem as problem:
        return problem

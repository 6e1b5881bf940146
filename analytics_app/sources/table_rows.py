"""Turns the cells of one table row into a message record. The hot path of every table import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from analytics_app.choices import MessageKind, Platform, Reason, TimePrecision
from analytics_app.records import MessageRecord, ParsedRow, RowError
from analytics_app.sources.cells import (
    is_nothing,
    read_count,
    read_handle,
    read_id,
    read_lang,
    read_plain,
    read_table_text,
)
from analytics_app.sources.columns import FIELDS
from analytics_app.sources.csv_records import MAX_RAW_CHARS
from analytics_app.sources.errors import RowProblem
from analytics_app.sources.platforms import read_platform
from analytics_app.sources.profiles import Draft, Profile
from analytics_app.sources.time_columns import TimeColumn
from analytics_app.sources.times import EARLIEST, LATEST, Shape, read_stamp, to_instant

_ABSENT = -1  # rows get one empty cell more at their end, so that an unmapped field reads as empty
_YES = frozenset(("true", "1", "ya", "yes", "y", "t"))


class TimeReader:
    """Reads one mapped time column, with what the whole column said about its order."""

    def __init__(
        self, column: str, index: int, verdict: TimeColumn | None, zone: tzinfo | None, clock: int
    ) -> None:
        self.column = column
        self.index = index
        self._clock = clock
        self._zone = zone
        self._order = (verdict.order if verdict else None) or "dmy"
        self._has_clock = verdict.has_clock if verdict else True

    def stated(self, cells: Sequence[str]) -> str:
        """The time as the row states it, with the clock of its own column."""
        value = cells[self.index]
        if self._clock != _ABSENT and value:
            return f"{value.strip()} {cells[self._clock].strip()}".rstrip()
        return value

    def read(self, cells: Sequence[str], reference: datetime | None) -> tuple[datetime, TimePrecision] | None:
        """The instant in UTC; None for an empty cell. Raises RowProblem for an unreadable one."""
        value = self.stated(cells)
        if self._has_clock and len(value) > 10 and value[4] == "-" and (fast := self._read_iso(value)):
            return fast, TimePrecision.EXACT
        if is_nothing(value):
            return None
        stamp = read_stamp(value, self._order)
        if stamp is None:
            raise RowProblem(
                Reason.UNREADABLE_TIME, self.column, f"“{value[:60]}” bukan waktu yang dapat dibaca."
            )
        placed = to_instant(stamp, self._zone, reference)
        if placed is None:
            raise RowProblem(Reason.UNREADABLE_TIME, self.column, _why_unplaced(stamp.shape, value))
        if not self._has_clock and placed[1] is TimePrecision.EXACT:
            return placed[0], TimePrecision.DAY
        return placed

    def _read_iso(self, value: str) -> datetime | None:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        if not EARLIEST <= moment.year <= LATEST:
            return None
        if moment.tzinfo is None:
            if self._zone is None:
                return None
            moment = moment.replace(tzinfo=self._zone)
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _why_unplaced(shape: Shape, value: str) -> str:
    if shape is Shape.RELATIVE:
        return f"“{value[:60]}” nisbi, dan waktu pengambilan datanya tidak ada di baris ini."
    return f"Zona waktu atau urutan tanggal “{value[:60]}” tidak diketahui."


class RowBuilder:
    """Builds records for one file: columns, mapping, zone and order are settled before the first row."""

    def __init__(
        self,
        columns: Sequence[str],
        mapping: Mapping[str, str],
        profile: Profile,
        platform: Platform | None,
        times: Mapping[str, TimeColumn],
        zone: tzinfo | None,
    ) -> None:
        self._columns = tuple(columns)
        self._by_field = {field: column for column, field in mapping.items()}
        self._profile = profile
        self._platform = platform
        at = {
            field.name: self._columns.index(self._by_field[field.name])
            if field.name in self._by_field
            else _ABSENT
            for field in FIELDS
        }
        self._at = at
        self._text = at["text"]
        self._text_column = self._by_field.get("text")
        self._rare = [name for name in _RARE if at[name] != _ABSENT]
        self._has_place = any(
            at[name] != _ABSENT for name in ("conversation_id", "container_id", "in_reply_to_handle")
        )

        def reader(field: str, clock: int = _ABSENT) -> TimeReader | None:
            if at[field] == _ABSENT:
                return None
            return TimeReader(self._by_field[field], at[field], times.get(field), zone, clock)

        self._created = reader("created_at", at["created_clock"])
        self._answered = reader("answered_at")
        created = times.get("created_at")
        self._extracted = reader("extracted_at") if created and created.relative else None

    def build(self, line: int, cells: list[str]) -> ParsedRow | RowError:
        """One row; what keeps it from being a message comes back as a RowError with the row itself."""
        cells.append("")
        try:
            record = self._record(cells)
        except RowProblem as problem:
            raw = " | ".join(cells[:-1])[:MAX_RAW_CHARS]
            return RowError(line, problem.reason, problem.column, problem.detail, raw)
        return ParsedRow(line, record)

    def _record(self, cells: list[str]) -> MessageRecord:
        at = self._at
        column = self._by_field.get
        platform = self._platform or self._row_platform(cells[at["platform"]])
        platform_id = read_id(value, column("platform_id")) if (value := cells[at["platform_id"]]) else None
        if platform_id is None and self._profile.needs_id:
            raise RowProblem(Reason.MISSING_ID, column("platform_id"), "Baris ini tidak punya id pesan.")
        created_at, precision = self._created_at(cells)
        author_id, handle = self._author(cells)
        text = read_table_text(value, self._text_column) if (value := cells[self._text]) else ""
        parent_id = read_id(value, column("parent_id")) if (value := cells[at["parent_id"]]) else None
        place = self._place(cells) if self._has_place else _NOWHERE
        is_repost = (value := cells[at["is_repost"]]) != "" and value.strip().lower() in _YES
        kind = self._profile.kind(
            Draft(platform, platform_id, parent_id, *place, text, cells[at["kind"]], is_repost)
        )
        rare = self._rare_fields(cells) if self._rare else {}
        if self._answered:
            precision = self._add_answer(cells, rare, precision)
        if not text:
            self._require_content(cells, kind, rare)
        return MessageRecord(
            platform=platform,
            platform_id=platform_id,
            kind=kind,
            text=text,
            created_at=created_at,
            time_precision=precision,
            author_id=author_id,
            author_handle=handle,
            parent_id=parent_id,
            parent_is_inferred=self._profile.parent_is_inferred and parent_id is not None,
            conversation_id=place[0] or place[1],
            in_reply_to_handle=place[2],
            **rare,
        )

    def _author(self, cells: list[str]) -> tuple[str | None, str | None]:
        """Stable id and screen name."""
        at, column = self._at, self._by_field.get
        author_id = read_id(value, column("author_id")) if (value := cells[at["author_id"]]) else None
        handle = read_handle(value) if (value := cells[at["author_handle"]]) else None
        if handle is None and author_id is None and self._profile.needs_author:
            raise RowProblem(Reason.MISSING_AUTHOR, column("author_handle"), "Baris ini tidak punya penulis.")
        return author_id, handle

    def _add_answer(self, cells: list[str], rare: dict[str, Any], precision: TimePrecision) -> TimePrecision:
        """Adds the time of the first answer. A span is known no better than its end: an answer known by its day
        alone leaves the row answered, but not measurable."""
        answered = self._answered.read(cells, None) if self._answered else None
        if answered is None:
            return precision
        rare["answered_at"] = answered[0]
        return answered[1] if precision is TimePrecision.EXACT else precision

    def _place(self, cells: list[str]) -> tuple[str | None, str | None, str | None]:
        """Conversation, what the message comments on, and whom it addresses."""
        at, column = self._at, self._by_field.get
        return (
            read_id(cells[at["conversation_id"]], column("conversation_id")),
            read_id(cells[at["container_id"]], column("container_id")),
            read_handle(cells[at["in_reply_to_handle"]]),
        )

    def _row_platform(self, value: str) -> Platform:
        platform = read_platform(value)
        if platform is None:
            detail = f"Platform “{value[:60]}” tidak dikenal."
            raise RowProblem(Reason.UNKNOWN_PLATFORM, self._by_field.get("platform"), detail)
        return platform

    def _created_at(self, cells: list[str]) -> tuple[datetime, TimePrecision]:
        reader = self._created
        if reader is None:
            raise RowProblem(Reason.MISSING_TIME, None, "Berkas ini tidak punya kolom waktu.")
        extracted = self._extracted.read(cells, None) if self._extracted else None
        created = reader.read(cells, extracted[0] if extracted else None)
        if created is None:
            raise RowProblem(Reason.MISSING_TIME, reader.column, "Baris ini tidak punya waktu.")
        return created

    def _rare_fields(self, cells: list[str]) -> dict[str, Any]:
        """Fields that most files lack; only those that are mapped are looked at."""
        found: dict[str, Any] = {}
        for name in self._rare:
            value = cells[self._at[name]]
            if not value:
                continue
            if name in _COUNTS:
                found[name] = read_count(value)
            elif name == "is_official":
                found[name] = self._profile.official_values.get(value.strip().lower())
            elif name == "lang":
                found[name] = read_lang(value)
            elif name == "url":
                found[name] = read_url(value)
            elif name == "answer_text":
                found[name] = read_table_text(value, self._by_field[name]) or None
            else:
                found[name] = read_plain(value)
        return found

    def _require_content(self, cells: list[str], kind: MessageKind, rare: Mapping[str, Any]) -> None:
        has_media = not is_nothing(cells[self._at["media_url"]])
        if kind is MessageKind.REPOST or has_media or rare.get("answered_at") or rare.get("answer_text"):
            return
        raise RowProblem(Reason.MISSING_TEXT, self._text_column, "Baris ini tidak punya isi.")


_NOWHERE = (None, None, None)
_COUNTS = frozenset(("like_count", "repost_count", "reply_count", "quote_count", "view_count"))
_RARE = (
    *sorted(_COUNTS),
    "lang",
    "url",
    "is_official",
    "answer_text",
    "agency",
    "topic",
)


def read_url(value: str) -> str | None:
    """A web address; X's form for a tweet whose author the scraper did not know is made to work."""
    value = value.strip()
    if not value.startswith(("http://", "https://")):
        return None
    return value.replace("/undefined/status/", "/i/status/")

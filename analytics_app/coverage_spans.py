"""Joins captured spans and asks them questions: is this instant observed, until when, which local days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics_app.periods import Period, day_bounds, local_day


@dataclass(frozen=True, slots=True)
class Span:
    """One batch's span of one account, as stored."""

    source: str
    is_stated: bool
    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class Observed:
    """Disjoint closed spans in time order."""

    spans: tuple[tuple[datetime, datetime], ...] = ()

    def end_for(self, instant: datetime) -> datetime | None:
        """Where observation ends that was running at ``instant``; None when it was not."""
        for start, end in self.spans:
            if start <= instant <= end:
                return end
        return None

    def days(self, window: Period, zone: ZoneInfo) -> set[date]:
        """Local days of the window that lie in a span, at least in part."""
        days: set[date] = set()
        for start, end in self.spans:
            first = max(local_day(start, zone), window.first_day)
            last = min(local_day(end, zone), window.last_day)
            if end == day_bounds(last, zone)[0] and end > start:
                last -= timedelta(days=1)  # a span that ends at midnight holds nothing of that day
            days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
        return days

    @property
    def last_at(self) -> datetime | None:
        return self.spans[-1][1] if self.spans else None

    @property
    def first_at(self) -> datetime | None:
        return self.spans[0][0] if self.spans else None


def join_spans(spans: Iterable[Span]) -> Observed:
    """What was observed in all.

    Stated spans count as stated. Unstated ones of one source reach from the first to the last of them, whatever
    the number of files: a source cut into two files covers what it covered as one.
    """
    pieces: list[tuple[datetime, datetime]] = []
    by_source: dict[str, tuple[datetime, datetime]] = {}
    for span in spans:
        if span.is_stated:
            pieces.append((span.start_at, span.end_at))
        else:
            start, end = by_source.get(span.source, (span.start_at, span.end_at))
            by_source[span.source] = (min(start, span.start_at), max(end, span.end_at))
    return Observed(tuple(_merge(sorted([*pieces, *by_source.values()]))))


def _merge(pieces: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged

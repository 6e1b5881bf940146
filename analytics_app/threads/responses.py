"""Plain numbers about trees and replies, as ``thread_report`` prints them; no threads and no clocks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime

from analytics_app.choices import AuthorRole, MessageKind, ParentState, TimePrecision
from analytics_app.records import ThreadMessage, TreePlace
from analytics_app.threads.addresses import is_citizens

PERCENTS = (5, 25, 50, 75, 90, 95)


def percentiles(values: Iterable[float], percents: Sequence[int] = PERCENTS) -> dict[str, float | None]:
    """``{"p5": …}`` with linear interpolation between order statistics (numpy's default); None without values."""
    ordered = sorted(values)
    return {f"p{percent}": _percentile(ordered, percent) for percent in percents}


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    if not ordered:
        return None
    below, hundredths = divmod((len(ordered) - 1) * percent, 100)  # in whole numbers: exact
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * hundredths / 100


def count_parents(states: Mapping[ParentState, int]) -> dict[str, int]:
    """What became of the parents that sources gave: given = found + absent + self_loops + cycles.

    ``inferred`` stands apart: those parents were assumed, by the file or by us.
    """
    found = states.get(ParentState.FOUND, 0)
    absent = states.get(ParentState.ABSENT, 0)
    self_loops = states.get(ParentState.SELF_LOOP, 0)
    cycles = states.get(ParentState.CYCLE, 0)
    return {
        "given": found + absent + self_loops + cycles,
        "found": found,
        "absent": absent,
        "self_loops": self_loops,
        "cycles": cycles,
        "inferred": states.get(ParentState.INFERRED, 0),
    }


def official_reply_minutes(messages: Iterable[ThreadMessage], places: Mapping[int, TreePlace]) -> list[float]:
    """Minutes from a citizen's message to each official reply of which it is the parent; exact times only."""
    by_id = {message.id: message for message in messages}
    minutes: list[float] = []
    for reply in by_id.values():
        parent_key = places[reply.id].parent_message_id
        if parent_key is None or reply.role != AuthorRole.OFFICIAL or reply.kind == MessageKind.REPOST:
            continue
        parent = by_id[parent_key]
        if is_citizens(parent) and reply.time_precision == parent.time_precision == TimePrecision.EXACT:
            minutes.append(_minutes(parent.created_at, reply.created_at))
    return minutes


def conversation_first_reply_minutes(rows: Iterable[tuple[Hashable, bool, datetime]]) -> list[float]:
    """Minutes from the first citizen's message of a conversation to the first official one at or after it.

    ``rows``: (conversation as the source names it, whether the author is official, time); a message may be in
    several conversations. Conversations without a citizen or without such a reply give nothing.
    """
    opened: dict[Hashable, datetime] = {}
    official: dict[Hashable, list[datetime]] = {}
    for conversation, is_official, created_at in rows:
        if is_official:
            official.setdefault(conversation, []).append(created_at)
        elif conversation not in opened or created_at < opened[conversation]:
            opened[conversation] = created_at
    minutes: list[float] = []
    for conversation, start in opened.items():
        later = [created_at for created_at in official.get(conversation, ()) if created_at >= start]
        if later:
            minutes.append(_minutes(start, min(later)))
    return minutes


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60

"""Which citizens' messages repeat or share a text, asked again of what a slice of messages touches.

What a message is depends only on those with its text within a day of it (``rules.spam.find_copies``), so a slice
concerns itself and those around it, in whatever order messages come in. Most texts stand alone: the database says which
do not, and only around those it is read. What the texts say is kept as a hash, and goes with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db import connection

from analytics_app.choices import MessageKind, TimePrecision
from analytics_app.models import MessageTemplate
from analytics_app.services.copying import array_of, copy_rows
from analytics_app.text.classify import LabelSource, Task
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.spam import BOT, COPY, COPY_WITHIN, SPAM, Written, find_copies

_COLUMNS = ("message_id", "template", "words", "written_at")


class Candidate(NamedTuple):
    """A citizen's message as far as it may be a copy. ``author`` None: the source names none, so it is no copy."""

    id: int
    platform: str
    kind: str
    author: str | None
    text: str
    at: datetime
    precision: str

    @property
    def is_comparable(self) -> bool:
        """In the open, by somebody, at a known time: what is known by its day alone comes at no certain hour."""
        is_timed = self.precision == TimePrecision.EXACT
        return self.author is not None and is_timed and self.kind != MessageKind.DIRECT


def find_around(candidates: Sequence[Candidate], officials: Collection[int] = ()) -> dict[int, str | None]:
    """Message → BOT, COPY or None, of all that the candidates may change; who is absent is neither.

    Remembers the candidates' texts. ``officials``: messages that are no citizen's (any more).
    """
    _remember(candidates, officials)
    spots = _in_company()
    around = _read(_ranges(spots, _AS_FAR_AS))
    found = find_copies(around)
    near = _Near(spots)
    return {one.id: found.get(one.id) for one in around if near.holds(one)}


def write_copies(found: Mapping[int, str | None], version: str) -> None:
    """Labels messages that are labelled already. A person's word stays, and so does spam by what the text says."""
    keys: dict[str, Any] = {
        "ids": list(found),
        "values": list(found.values()),
        "task": Task.SPAM.value,
        "copies": [BOT, COPY],
        "spam": SPAM,
        "rule": LabelSource.RULE.value,
        "person": LabelSource.PERSON.value,
        "version": version,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, keys)
        cursor.execute(_UPSERT, keys)


def forget(message_ids: Collection[int]) -> None:
    """Of texts that go nothing stays to compare with."""
    MessageTemplate.objects.filter(message__in=message_ids).delete()


# --- pieces --------------------------------------------------------------------------------------

Spot = tuple[int, datetime]  # a template, and when somebody wrote it
#: Those within COPY_WITHIN of a spot are concerned, and those within as much of them decide.
_AS_FAR_AS = 2 * COPY_WITHIN


def _remember(candidates: Sequence[Candidate], officials: Collection[int]) -> None:
    """Keeps the templates of the messages; the table ``spot`` then holds them and those that they had before."""
    rows = [row for one in candidates if one.is_comparable and (row := _row(one))]
    with connection.cursor() as cursor:
        cursor.execute(_SPOTS)
        copy_rows("spot", _COLUMNS, rows)
        cursor.execute(_FORGET_CHANGED, {"ids": array_of([*officials, *(one.id for one in candidates)])})
        before = cursor.fetchall()
        cursor.execute(_KEEP)
        if before:
            copy_rows("spot", _COLUMNS, before)


def _in_company() -> list[Spot]:
    """The spots around which another message has their template.

    One that stands alone is no copy, and nobody becomes one or ceases to be one by it.
    """
    keys: dict[str, Any] = {"around": _AS_FAR_AS}
    with connection.cursor() as cursor:
        cursor.execute(_IN_COMPANY, keys)
        spots: list[Spot] = cursor.fetchall()
    return spots


def _row(one: Candidate) -> tuple[int, int, int, datetime] | None:
    """A person has other keys on another platform, so texts are compared within one."""
    template = template_text(one.text)
    if not template:
        return None
    digest = blake2b(f"{one.platform}:{template}".encode(), digest_size=8).digest()
    words = min(template.count(" ") + 1, 32_767)
    return one.id, int.from_bytes(digest, "big", signed=True), words, one.at


class _Near:
    """Whether something was written within COPY_WITHIN of a spot with its template."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._times: dict[Hashable, list[datetime]] = defaultdict(list)
        for template, at in sorted(spots):
            self._times[template].append(at)

    def holds(self, one: Written) -> bool:
        times = self._times[one.template]
        place = bisect_left(times, one.at - COPY_WITHIN)
        return place < len(times) and times[place] <= one.at + COPY_WITHIN


def _ranges(spots: Iterable[Spot], around: timedelta) -> list[tuple[int, datetime, datetime]]:
    """The stretches of time around the spots, template by template; none overlaps another."""
    by_template: dict[int, list[datetime]] = defaultdict(list)
    for template, at in spots:
        by_template[template].append(at)
    ranges = []
    for template, times in by_template.items():
        times.sort()
        begin = end = times[0]
        for at in times[1:]:
            if at - end > 2 * around:
                ranges.append((template, begin - around, end + around))
                begin = at
            end = at
        ranges.append((template, begin - around, end + around))
    return ranges


def _read(ranges: Sequence[tuple[int, datetime, datetime]]) -> list[Written]:
    if not ranges:
        return []
    templates, begins, ends = zip(*ranges, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, {"templates": list(templates), "begins": list(begins), "ends": list(ends)})
        return [Written(*row) for row in cursor.fetchall()]


_SPOTS = """
DROP TABLE IF EXISTS spot;
CREATE TEMP TABLE spot ON COMMIT DROP AS
SELECT message_id, template, words, written_at FROM analytics_app_messagetemplate WITH NO DATA
"""
_FORGET_CHANGED = """
DELETE FROM analytics_app_messagetemplate t WHERE t.message_id = ANY(%(ids)s::bigint[])
AND NOT EXISTS (SELECT 1 FROM spot s
                WHERE (s.message_id, s.template, s.written_at) = (t.message_id, t.template, t.written_at))
RETURNING t.message_id, t.template, t.words, t.written_at
"""
_KEEP = """
INSERT INTO analytics_app_messagetemplate (message_id, template, words, written_at)
SELECT message_id, template, words, written_at FROM spot ON CONFLICT DO NOTHING
"""
# LIMIT keeps it one look into the index a spot: a text may have been written a hundred thousand times.
_IN_COMPANY = """
SELECT s.template, s.written_at FROM spot s CROSS JOIN LATERAL (
    SELECT 1 FROM analytics_app_messagetemplate t WHERE t.template = s.template
    AND t.written_at BETWEEN s.written_at - %(around)s AND s.written_at + %(around)s
    AND t.message_id <> s.message_id LIMIT 1) AS other
"""
_AROUND = """
SELECT t.message_id, m.author_key, t.template, t.words, t.written_at, COALESCE(m.addressed_account_id, h.account_id)
FROM unnest(%(templates)s::bigint[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
    AS g (template, begin_at, end_at)
JOIN analytics_app_messagetemplate t ON t.template = g.template AND t.written_at BETWEEN g.begin_at AND g.end_at
JOIN analytics_app_message m ON m.id = t.message_id
LEFT JOIN analytics_app_thread h ON h.id = m.thread_id
"""
_FOUND = "unnest(%(ids)s::bigint[], %(values)s::text[]) AS f (message_id, value)"
_REMOVE = f"""
DELETE FROM analytics_app_label l USING {_FOUND}
WHERE l.message_id = f.message_id AND f.value IS NULL AND l.task = %(task)s AND l.source = %(rule)s
AND l.value = ANY(%(copies)s)
"""
_UPSERT = f"""
INSERT INTO analytics_app_label AS l (message_id, task, value, source, version)
SELECT f.message_id, %(task)s, f.value, %(rule)s, %(version)s FROM {_FOUND}
WHERE f.value IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM analytics_app_labelcorrection c WHERE (c.message_id, c.task) = (f.message_id, %(task)s))
ON CONFLICT (message_id, task) DO UPDATE SET value = excluded.value, source = excluded.source,
    confidence = NULL, version = excluded.version
WHERE l.source <> %(person)s AND l.value <> %(spam)s AND l.value <> excluded.value
"""

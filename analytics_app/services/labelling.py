"""Labels what a change touched: the rebuild notes messages, a slice of them is labelled in one transaction.

Safe to run twice and to kill: a message's note goes with its labels. Memory holds one slice and the texts of the next,
however many wait. What a person said stays, whatever rules and models say later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from analytics_app.models import StaleLabel
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.services.copies import Candidate, find_around, write_copies
from analytics_app.services.copying import array_of, copy_rows
from analytics_app.services.cycles import no_search_for_cycles
from analytics_app.services.label_ahead import Labelled, LabelsAhead, Text, versions_of
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.text_models import find_models
from analytics_app.text.classify import CITIZEN_TASKS, OFFICIAL_TASKS, Label, LabelSource, Task
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.rules.spam import NONE as NO_SPAM

SLICE = 2_000
_COLUMNS = ("message_id", "task", "value", "confidence", "source", "version")


def count_pending() -> int:
    """How many messages wait to be labelled."""
    return StaleLabel.objects.count()


def label_pending(on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Labels every message that waits; returns how many."""
    done = 0
    with hold(LockSpace.LABEL), LabelsAhead(find_models(Task), current_additions()) as ahead:
        while taken := _label_some(ahead):
            done += taken
            on_progress(done)
    return done


def mark_outdated() -> int:
    """Notes every message where other rules or another model made a label of a text that is held; returns how many.

    Every one, for what found nothing before left no label that could tell. Once a day, and after that none is found.
    """
    versions = versions_of(find_models(Task), current_additions())
    with connection.cursor() as cursor:
        cursor.execute(_IS_OUTDATED, _told_apart(versions))
        return mark_all() if cursor.fetchone() else 0


def mark_all() -> int:
    """Notes every message, also those that were never labelled; returns how many were added."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK_ALL)
        return int(cursor.rowcount)


def mark_task(task: Task) -> int:
    """Notes every message that the task concerns, for a model that came or changed; returns how many were added."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK_TASK, {"official": task in OFFICIAL_TASKS, "citizen": task in CITIZEN_TASKS})
        return int(cursor.rowcount)


def _label_some(ahead: LabelsAhead) -> int:
    with transaction.atomic(), no_search_for_cycles(), connection.cursor() as cursor:
        cursor.execute(_TAKE, [SLICE])
        ids = [id for (id,) in cursor.fetchall()]
        if ids:
            own, others = _read(ids)
            cursor.execute(_NEXT, [SLICE])
            labelled = ahead.labels_of(_texts(own, others), cursor.fetchall())
            found = find_around(others, [id for id, _ in own])
            done = {*(id for id, _ in own), *(one.id for one in others)}
            _write(done, _rows(own, others, labelled, found, ahead.rules_version), ahead.versions)
            around = {id: value for id, value in found.items() if id not in done}
            write_copies(around, ahead.rules_version)
            cursor.execute(_RECUT, {"ids": array_of(done)})
            cursor.execute(_STALE_SCORES, {"ids": array_of(ids)})
        return len(ids)


Own = tuple[int, str]  # what an official account wrote


def _read(ids: Sequence[int]) -> tuple[list[Own], list[Candidate]]:
    """What official accounts wrote of these messages, and what citizens did; texts that are gone have no part."""
    own: list[Own] = []
    others: list[Candidate] = []
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"ids": array_of(ids)})
        for is_own, *row in cursor.fetchall():
            one = Candidate(*row)
            if is_own:
                own.append((one.id, one.text))
            else:
                others.append(one)
    return own, others


def _texts(own: Iterable[Own], others: Iterable[Candidate]) -> Iterator[Text]:
    yield from ((True, text) for _, text in own)
    yield from ((False, one.text) for one in others)


Row = tuple[int, str, str, float | None, str, str]


def _rows(
    own: Iterable[Own],
    others: Iterable[Candidate],
    labelled: Labelled,
    copies: Mapping[int, str | None],
    rules_version: str,
) -> Iterator[Row]:
    for id, text in own:
        yield from _worth_a_row(id, labelled[True, text])
    for one in others:
        labels = labelled[False, one.text]
        copy = copies.get(one.id)
        # What the text says goes before who says it too.
        if copy is not None and labels[Task.SPAM].value == NO_SPAM:
            yield one.id, Task.SPAM, copy, None, LabelSource.RULE, rules_version
        yield from _worth_a_row(one.id, labels)


def _worth_a_row(id: int, labels: Mapping[Task, Label]) -> Iterator[Row]:
    """Nothing found needs no row, nor that a message is no spam."""
    for label in labels.values():
        if label.value is not None and label.value != NO_SPAM:
            yield id, label.task, label.value, label.confidence, label.source, label.version


def _told_apart(versions: Sequence[str]) -> dict[str, Any]:
    """What tells labels of these versions from others', and the program's from people's."""
    return {
        "person": LabelSource.PERSON.value,
        "incident": Task.INCIDENT.value,
        "versions": list(versions),
        "rules": f"{RULES_VERSION}%",
    }


def _write(ids: Collection[int], rows: Iterable[Row], versions: Sequence[str]) -> None:
    """Replaces the labels of these messages that the program made, touching only what differs."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_TABLE)
        copy_rows("new_label", _COLUMNS, rows)
        keys = {"ids": array_of(ids), **_told_apart(versions)}
        cursor.execute(_REMOVE, keys)
        changed = {id for (id,) in cursor.fetchall()}
        cursor.execute(_UPSERT, keys)
        changed.update(id for (id,) in cursor.fetchall())
        cursor.execute(MARK_SCORES, {"ids": array_of(changed)})


# No slice waits for the disk: a server that falls may lose the last ones, note and label alike, and they wait again.
_TAKE = """
SET LOCAL synchronous_commit = off;
DELETE FROM analytics_app_stalelabel WHERE message_id IN
    (SELECT message_id FROM analytics_app_stalelabel ORDER BY message_id LIMIT %s)
RETURNING message_id
"""
# In the order of Candidate.
_HELD = """
SELECT account_id IS NOT NULL, id, platform, kind, author_key, text, created_at, time_precision
FROM analytics_app_message WHERE id = ANY(%(ids)s::bigint[]) AND text_gone IS NULL
"""
# What comes after the slice that was taken.
_NEXT = """
SELECT account_id IS NOT NULL, text FROM analytics_app_message WHERE text_gone IS NULL
AND id IN (SELECT message_id FROM analytics_app_stalelabel ORDER BY message_id LIMIT %s)
"""
_NEW_TABLE = f"""
DROP TABLE IF EXISTS new_label;
CREATE TEMP TABLE new_label ON COMMIT DROP AS SELECT {", ".join(_COLUMNS)} FROM analytics_app_label WITH NO DATA
"""
# Personal data once shown were shown, whatever stands there now; only other rules take an incident back, and added
# keywords make no other rules for it.
_REMOVE = """
DELETE FROM analytics_app_label l WHERE l.message_id = ANY(%(ids)s::bigint[]) AND l.source <> %(person)s
AND NOT (l.task = %(incident)s AND (l.version = ANY(%(versions)s) OR l.version LIKE %(rules)s))
AND NOT EXISTS (SELECT 1 FROM new_label n WHERE (n.message_id, n.task) = (l.message_id, l.task))
RETURNING l.message_id
"""
# What a person said of a message includes that no class fits, which leaves no label but a correction.
_UPSERT = f"""
INSERT INTO analytics_app_label AS l ({", ".join(_COLUMNS)})
SELECT {", ".join(_COLUMNS)} FROM new_label n
WHERE NOT EXISTS (SELECT 1 FROM analytics_app_labelcorrection c
                  WHERE (c.message_id, c.task) = (n.message_id, n.task))
ON CONFLICT (message_id, task) DO UPDATE SET value = excluded.value, confidence = excluded.confidence,
    source = excluded.source, version = excluded.version
WHERE l.source <> %(person)s AND (l.value, l.confidence, l.source, l.version)
    IS DISTINCT FROM (excluded.value, excluded.confidence, excluded.source, excluded.version)
RETURNING l.message_id
"""
#: Figures of the accounts that messages concern follow from their labels.
MARK_SCORES = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT l.account_id, min((m.created_at AT TIME ZONE r.zone)::date)
FROM analytics_app_messagelink l
JOIN analytics_app_message m ON m.id = l.message_id
JOIN accounts_app_officialaccount a ON a.id = l.account_id
JOIN accounts_app_region r ON r.id = a.region_id
WHERE l.message_id = ANY(%(ids)s::bigint[])
GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
# Threads follow from intents: those that stand in the messages may be of other keywords than the labels, or a model
# knows better.
_RECUT = """
UPDATE analytics_app_message m SET intent_version = NULL, needs_rebuild = true
FROM unnest(%(ids)s::bigint[]) AS g (id)
LEFT JOIN analytics_app_label l ON l.message_id = g.id AND l.task = 'intent'
WHERE m.id = g.id AND m.addressed_account_id IS NOT NULL AND m.intent_version IS NOT NULL
AND m.intent IS DISTINCT FROM l.value
"""
# What own posts are about stands in the figures; the day in UTC is never after the local one.
_STALE_SCORES = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT m.account_id, min((m.created_at AT TIME ZONE 'UTC')::date)
FROM analytics_app_message m WHERE m.id = ANY(%(ids)s::bigint[]) AND m.account_id IS NOT NULL GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
_IS_OUTDATED = """
SELECT 1 FROM analytics_app_label l JOIN analytics_app_message m ON m.id = l.message_id
WHERE m.text_gone IS NULL AND l.source <> %(person)s AND NOT l.version = ANY(%(versions)s)
AND NOT (l.task = %(incident)s AND l.version LIKE %(rules)s) LIMIT 1
"""
_MARK_ALL = """
INSERT INTO analytics_app_stalelabel (message_id)
SELECT id FROM analytics_app_message WHERE text_gone IS NULL ON CONFLICT DO NOTHING
"""
_MARK_TASK = """
INSERT INTO analytics_app_stalelabel (message_id)
SELECT id FROM analytics_app_message WHERE text_gone IS NULL
AND CASE WHEN account_id IS NULL THEN %(citizen)s ELSE %(official)s END
ON CONFLICT DO NOTHING
"""

"""Adds keywords to the taxonomy's classes and takes them out of use: a new version, by which messages are labelled.

Nothing that was said is changed in place: labels and figures keep the version they were made with until they are made
anew, figures that differ supersede the old ones, which stay in the history.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from accounts_app.audit import record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.database_scope import as_system
from accounts_app.models import User
from analytics_app.models import TaxonomyKeyword
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.services.labelling import mark_all
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.text_models import find_models
from analytics_app.text.classify import CITIZEN_TASKS, OFFICIAL_TASKS, Task, classify
from analytics_app.text.normalise import normalise_tokens, raw_tokens
from analytics_app.text.taxonomy.additions import Addition, Additions, Refused, check_keyword
from analytics_app.text.taxonomy.words import NORMALISE

#: Messages that a preview reads; it says when there were more.
PREVIEW_MOST = 20_000
_SLICE = 1_000


class KeywordRefused(ValueError):
    """The keyword may not be added; ``why`` says what is wrong."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why.problem.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Preview:
    """What a keyword would change: messages that may contain it and were read, and how many go from class to class.

    ``is_whole``: no message that may contain it was left out.
    """

    read: int
    is_whole: bool
    changes: Mapping[tuple[str | None, str | None], int]

    @property
    def changed(self) -> int:
        return sum(self.changes.values())


@as_system
def preview_keyword(addition: Addition) -> Preview:
    """Labels the held messages that may contain the keyword with and without it; writes nothing.

    What a person labelled is left out, since it stays. Raises KeywordRefused.
    """
    held = current_additions()
    _require_addable(addition, held)
    task, texts = Task(addition.task), _candidates(addition)
    models = find_models([task])
    wanted = held.with_one(addition)
    changes: Counter[tuple[str | None, str | None]] = Counter()
    for start in range(0, min(len(texts), PREVIEW_MOST), _SLICE):
        part = texts[start : min(start + _SLICE, PREVIEW_MOST)]
        before = classify(part, [task], models, held)
        after = classify(part, [task], models, wanted)
        changes.update(
            (old[task].value, new[task].value)
            for old, new in zip(before, after, strict=True)
            if old[task].value != new[task].value
        )
    return Preview(min(len(texts), PREVIEW_MOST), len(texts) <= PREVIEW_MOST, changes)


@as_system
def add_keyword(addition: Addition, *, by: User, at: datetime) -> TaxonomyKeyword:
    """Adds a keyword as the next version; every held message waits to be labelled anew. Raises KeywordRefused."""
    with hold(LockSpace.TAXONOMY), transaction.atomic():
        held = current_additions()
        _require_addable(addition, held)
        row = TaxonomyKeyword.objects.create(
            task=addition.task,
            class_id=addition.class_id,
            keyword=addition.keyword,
            added_change=held.change + 1,
            added_by=by,
            added_at=at,
        )
        mark_all()
        _record(row, by, old=None, new=addition.keyword, change=held.change + 1)
        return row


@as_system
def remove_keyword(keyword: TaxonomyKeyword, *, by: User, at: datetime) -> bool:
    """Takes an added keyword out of use as the next version; False where it was out already."""
    with hold(LockSpace.TAXONOMY), transaction.atomic():
        row = TaxonomyKeyword.objects.select_for_update().get(pk=keyword.pk)
        if row.removed_change is not None:
            return False
        change = current_additions().change + 1
        row.removed_change, row.removed_by, row.removed_at = change, by, at
        row.save(update_fields=["removed_change", "removed_by", "removed_at"])
        mark_all()
        _record(row, by, old=row.keyword, new=None, change=change)
        return True


def _record(row: TaxonomyKeyword, by: User, *, old: str | None, new: str | None, change: int) -> None:
    where = {"task": row.task, "class": row.class_id, "change": change}
    record_event(
        AuditAction.TAXONOMY_CHANGED,
        actor=by,
        subject=row,
        old={**where, "keyword": old} if old else None,
        new={**where, "keyword": new},
    )


def _require_addable(addition: Addition, held: Additions) -> None:
    why = check_keyword(addition, held)
    if why is not None:
        raise KeywordRefused(why)


def _candidates(addition: Addition) -> list[str]:
    """Held texts that may contain the keyword, one more than are read, newest first. One query."""
    task = Task(addition.task)
    sides = [task in CITIZEN_TASKS, task in OFFICIAL_TASKS]
    with connection.cursor() as cursor:
        cursor.execute(
            _CANDIDATES,
            {
                "pattern": _pattern(addition.keyword),
                "citizens": sides[0],
                "officials": sides[1],
                "task": task.value,
                "most": PREVIEW_MOST + 1,
            },
        )
        return [text for (text,) in cursor.fetchall()]


def _pattern(keyword: str) -> str:
    """A regular expression for texts that may contain the keyword's longest word, stretched or informally spelt."""
    word = max(normalise_tokens(raw_tokens(keyword)), key=len)
    spellings = [word, *(informal for informal, standard in NORMALISE.items() if word in standard.split())]
    return "|".join("".join(f"{re.escape(letter)}+" for letter in spelling) for spelling in spellings)


_CANDIDATES = """
SELECT m.text FROM analytics_app_message m
WHERE m.text_gone IS NULL AND m.text ~* %(pattern)s
  AND ((m.account_id IS NULL AND %(citizens)s) OR (m.account_id IS NOT NULL AND %(officials)s))
  AND NOT EXISTS (SELECT 1 FROM analytics_app_labelcorrection c WHERE c.message_id = m.id AND c.task = %(task)s)
ORDER BY m.id DESC LIMIT %(most)s
"""

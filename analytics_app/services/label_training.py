"""Trains the model of a task from what people coded and corrected, and has messages labelled anew by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from analytics_app.selectors.taught_texts import Taught, taught_texts
from analytics_app.services import labelling
from analytics_app.text.classify import Task
from analytics_app.text.features import read_texts
from analytics_app.text.model import save_model
from analytics_app.text.training import Trained, train_model

#: A class with fewer codes cannot be learnt or measured: it stays with the rules.
LEAST_CODES = 10
#: Where a model's description names the columns that it read beside each text.
CONTEXT_COLUMNS = "context_columns"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts with codes of files and of people, and what of people's was left out.

    ``rare``: classes that too few texts have, with how many; ``message_ids``: the messages learnt from.
    """

    texts: tuple[str, ...]
    codes: tuple[str, ...]
    message_ids: tuple[int, ...]
    rare: dict[str, int]
    taught: Taught


@dataclass(frozen=True, slots=True)
class Context:
    """The columns that each text was read with, and ``words``: the texts without them, to know copies by."""

    columns: Sequence[str]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What was trained and where it lies; ``marked``: messages that wait to be labelled by it."""

    path: Path
    trained: Trained
    marked: int


def collect_lesson(task: Task, texts: Sequence[str] = (), codes: Sequence[str] = ()) -> Lesson:
    """What people said of the task, added to texts of files; classes with fewer than LEAST_CODES are left out."""
    taught = taught_texts(task)
    counts = Counter([*codes, *(one.value for one in taught.texts)])
    rare = {name: n for name, n in sorted(counts.items()) if n < LEAST_CODES}
    of_files = [pair for pair in zip(texts, codes, strict=True) if pair[1] not in rare]
    of_people = [one for one in taught.texts if one.value not in rare]
    pairs = [*of_files, *((one.text, one.value) for one in of_people)]
    return Lesson(
        tuple(text for text, _ in pairs),
        tuple(code for _, code in pairs),
        tuple(one.message_id for one in of_people),
        rare,
        taught,
    )


def train(
    task: str,
    texts: Sequence[str],
    codes: Sequence[str],
    folder: Path,
    *,
    name: str,
    files: Sequence[str],
    now: datetime,
    lesson: Lesson | None = None,
    context: Context | None = None,
) -> Result:
    """Trains and stores a model; one that learnt from people labels every message anew. Raises TooLittle."""
    copies = read_texts(context.words) if context is not None else None
    trained = train_model(task, texts, codes, name=name, groups=copies)
    about = {**trained.model.about, "trained_at": now.isoformat(timespec="seconds"), "files": list(files)}
    if context is not None:
        about[CONTEXT_COLUMNS] = list(context.columns)
    if lesson is not None:
        about["people"] = {
            "message_ids": sorted(lesson.message_ids),
            "disputed": lesson.taught.disputed,
            "no_class": lesson.taught.no_class,
            "gone": lesson.taught.gone,
            "rare": lesson.rare,
        }
    path = save_model(replace(trained.model, about=about), folder)
    is_used = lesson is not None and name == task
    return Result(path, trained, labelling.mark_task(Task(task)) if is_used else 0)

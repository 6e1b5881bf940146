"""Which model does which task: one trained here before the one that the product ships; none where neither is usable."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.model import ModelIncompatible, ModelMissing, ModelUnusable, TextModel, load_model

SHIPPED = Path(__file__).resolve().parents[1] / "text" / "models"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelState:
    """What became of the search for a task's model. ``problem`` says why there is none."""

    task: str
    model: TextModel | None
    is_shipped: bool = False
    problem: str | None = None


def find_model(task: str, name: str | None = None) -> ModelState:
    """The model of a task, by its own name or the task's. A broken one is passed over, said, and logged."""
    problems = []
    for folder in (Path(settings.TEXT_MODEL_DIR), SHIPPED):
        try:
            model = read_model(folder / f"{name or task}.json")
            require_fit(model, task)
        except ModelMissing:
            continue
        except ModelUnusable as problem:
            logger.warning("text model not used: %s", problem)
            problems.append(str(problem))
        else:
            return ModelState(task, model, folder == SHIPPED, "; ".join(problems) or None)
    return ModelState(task, None, problem="; ".join(problems) or None)


def find_models(tasks: Iterable[str]) -> dict[str, TextModel]:
    """The usable models of these tasks."""
    states = [find_model(task) for task in tasks]
    return {state.task: state.model for state in states if state.model is not None}


def read_model(path: Path) -> TextModel:
    """Reads a model once for each state of its files. Raises ModelUnusable."""
    if not path.exists():
        raise ModelMissing(f"{path.name}: tidak ada model ini")
    files = (path, path.with_suffix(".npz"))
    return _read(path, tuple(file.stat().st_mtime_ns for file in files if file.exists()))


@lru_cache(maxsize=16)
def _read(path: Path, changed_ns: tuple[int, ...]) -> TextModel:
    return load_model(path)


def require_fit(model: TextModel, task: str) -> None:
    """A model answers its own task, in classes that the task knows."""
    if model.task != task:
        raise ModelIncompatible(f"{model.name}: dibuat untuk tugas {model.task}, bukan {task}")
    known = CLASSES[Task(task)] if task in set(Task) else None
    if known is not None and (odd := set(model.classes) - set(known)):
        raise ModelIncompatible(
            f"{model.name}: kelas yang tidak dikenal tugas {task}: {', '.join(sorted(odd))}"
        )

"""What the commands for text models share: naming a table's columns, reading it, printing figures per class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper

from analytics_app.records import RowError
from analytics_app.services.label_training import CONTEXT_COLUMNS
from analytics_app.services.text_models import find_model, read_model, require_fit
from analytics_app.sources.errors import SourceRefused
from analytics_app.sources.text_table import NoColumn, read_texts_of
from analytics_app.text.classify import CLASSES, Label, Task, classify, label_with
from analytics_app.text.evaluation import ClassFigures
from analytics_app.text.model import ModelUnusable, TextModel

ALTERNATIVES = 3
_SENTIMENTS = {"negatif": "negative", "netral": "neutral", "positif": "positive"} | {
    name.casefold(): name for name in CLASSES[Task.SENTIMENT]
}
_REMEDY = "Latih lagi dengan train_labels, atau pakai --model rules."


def add_table_options(parser: CommandParser, *, label_required: bool, columns_required: bool = True) -> None:
    """Adds ``--text-column``, ``--label-column`` and ``--no-header``."""
    parser.add_argument("--text-column", required=columns_required, metavar="NAME")
    if label_required:
        parser.add_argument("--label-column", required=columns_required, metavar="NAME")
        parser.add_argument("--skip-label", nargs="+", default=[], metavar="KELAS", help="kode yang dilewati")
    parser.add_argument(
        "--no-header",
        action="store_true",
        help="berkas tanpa baris judul, dipisah tab; kolom ditulis sebagai 1, 2, …",
    )


@dataclass(slots=True)
class CodedTexts:
    """What is read of each text, its code, its words alone (copies have the same), and how many rows were broken."""

    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    broken: int = 0


def read_coded(options: dict[str, Any], context_columns: Sequence[str] = ()) -> CodedTexts:
    """The texts with codes in the files of ``--data``. Raises CommandError."""
    coded = CodedTexts()
    if options["data"] and not (options["text_column"] and options["label_column"]):
        raise CommandError("Sebutkan --text-column dan --label-column.")
    for path in map(Path, options["data"]):
        with told_of(path):
            for item in read_texts_of(
                path,
                options["text_column"],
                options["label_column"],
                context_columns=context_columns,
                has_header=not options["no_header"],
            ):
                if isinstance(item, RowError):
                    coded.broken += 1
                elif item.code and item.code not in options["skip_label"] and item.text.strip():
                    coded.texts.append(item.whole)
                    coded.codes.append(item.code)
                    coded.words.append(item.text)
    if options["task"] == Task.SENTIMENT:
        coded.codes = [_SENTIMENTS.get(code.casefold(), code) for code in coded.codes]
    return coded


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """What is wrong with a file becomes a CommandError that names it."""
    if not path.is_file():
        raise CommandError(f"Berkas tidak ada: {path}")
    try:
        yield
    except (SourceRefused, NoColumn) as problem:
        raise CommandError(f"{path}: {problem}") from problem
    except BrokenPipeError:  # of the output
        raise
    except OSError as problem:
        raise CommandError(f"{path}: tidak dapat dibaca ({problem.strerror}).") from problem


def context_columns_of(model: TextModel | None) -> list[str]:
    """The columns that the model read beside each text when it learnt; a table it labels has to have them too."""
    return list(model.about.get(CONTEXT_COLUMNS, [])) if model is not None else []


def add_model_option(parser: CommandParser) -> None:
    """Adds ``--model``."""
    parser.add_argument(
        "--model", metavar="NAME", help="nama model atau berkas JSON-nya; “rules”: aturan saja"
    )


def choose_model(task: str, name: str | None, stderr: OutputWrapper) -> TextModel | None:
    """The model asked for, else the task's own; None: the rules do it, which is said. Raises CommandError."""
    model = None
    if name and name.endswith(".json"):
        try:
            model = read_model(Path(name))
            require_fit(model, task)
        except ModelUnusable as problem:
            raise CommandError(f"Model tidak dapat dipakai: {problem}. {_REMEDY}") from problem
    elif name != "rules":
        state = find_model(task, name)
        model = state.model
        if state.problem:
            stderr.write(f"Model tidak dapat dipakai: {state.problem}")
        if name and model is None:
            raise CommandError(f"Tidak ada model “{name}” untuk tugas {task}. {_REMEDY}")
    if model is None:
        if task not in set(Task):
            raise CommandError(
                f"Tidak ada model maupun aturan untuk tugas {task}. Tugas dengan aturan: {', '.join(Task)}."
            )
        if task == Task.SENTIMENT:
            raise CommandError(f"Aturan tidak menilai {task}: perlu model. Latih dengan train_labels.")
        stderr.write(f"Tanpa model: {task} dilabeli dengan aturan saja.")
    return model


def label_texts(texts: Sequence[str], task: str, model: TextModel | None) -> list[Label]:
    """What the model says with its next best classes, or what the rules say."""
    if model is not None:
        return label_with(model, texts, ALTERNATIVES)
    return [labels[Task(task)] for labels in classify(texts, [Task(task)])]


def best_guess(label: Label) -> str | None:
    """The class, also where the model is not sure enough for the product to use it."""
    return label.alternatives[0][0] if label.alternatives else label.value


def write_classes(stdout: OutputWrapper, classes: Sequence[ClassFigures]) -> None:
    """Precision, recall, F1 and support of each class, one a line; "–" where there are no cases."""
    width = max(len(figures.name) for figures in classes)
    stdout.write(f"{'kelas':{width}}  presisi  recall     F1  jumlah")
    for figures in classes:
        stdout.write(
            f"{figures.name:{width}}  {_share(figures.precision):>7}  {_share(figures.recall):>6}  "
            f"{figures.f1:.3f}  {figures.support:>6}"
        )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

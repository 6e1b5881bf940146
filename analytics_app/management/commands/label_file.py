"""Labels any table of texts, so that rules and models can be judged on texts they have not seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics_app.management.text_options import (
    add_model_option,
    add_table_options,
    best_guess,
    choose_model,
    context_columns_of,
    label_texts,
    told_of,
)
from analytics_app.records import RowError
from analytics_app.sources.text_table import TextRow, read_texts_of
from analytics_app.text.classify import Label
from analytics_app.text.model import TextModel

BATCH = 1000
SHOWN = 10


class Command(BaseCommand):
    help = "Labeli tabel teks: satu objek JSON per baris dengan kelas, keyakinan, asal, dan versi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        add_table_options(parser, label_required=False)
        parser.add_argument("--task", required=True, metavar="NAME")
        add_model_option(parser)
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")

    def handle(self, **options: Any) -> None:
        model = choose_model(options["task"], options["model"], self.stderr)
        path = Path(options["file"])
        read, broken = 0, []
        with told_of(path):
            rows = read_texts_of(
                path,
                options["text_column"],
                context_columns=context_columns_of(model),
                has_header=not options["no_header"],
            )
            for item in _labelled(rows, options["task"], model):
                read += 1
                if "error" in item:
                    broken.append(item["line"])
                self.stdout.write(json.dumps(item, ensure_ascii=False))
        if not read:
            raise CommandError(f"{path}: tidak ada baris di bawah nama kolom.")
        if broken:
            places = ", ".join(map(str, broken[:SHOWN])) + (", …" if len(broken) > SHOWN else "")
            self.stderr.write(f"{len(broken)} dari {read} baris tidak terbaca (“error”): baris {places}.")


def _labelled(
    rows: Iterator[TextRow | RowError], task: str, model: TextModel | None
) -> Iterator[dict[str, Any]]:
    while batch := list(islice(rows, BATCH)):
        labels = iter(label_texts([row.whole for row in batch if isinstance(row, TextRow)], task, model))
        for row in batch:
            if isinstance(row, TextRow):
                yield _as_json(row, next(labels))
            else:
                yield {"line": row.line, "class": None, "error": row.reason.value, "detail": row.detail}


def _as_json(row: TextRow, label: Label) -> dict[str, Any]:
    """``class`` is the best guess even where the model would abstain; ``abstained`` says that it is not used."""
    return {
        "line": row.line,
        "class": best_guess(label),
        "confidence": label.confidence,
        "abstained": label.value is None,
        "source": label.source,
        "version": label.version,
        "alternatives": [{"class": name, "confidence": chance} for name, chance in label.alternatives],
    }

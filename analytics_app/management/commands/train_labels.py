"""Trains a text model from tables with codes and keeps it where the product looks for the models of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics_app.management.output import add_format_option, print_json
from analytics_app.management.text_options import add_table_options, read_coded, write_classes
from analytics_app.selectors.labels import corrected_texts
from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.model import save_model
from analytics_app.text.training import TooLittle, train_model

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class Command(BaseCommand):
    help = "Latih model teks dari tabel yang sudah disandi; melaporkan angka per kelas dari validasi silang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--task", required=True, metavar="NAME", help="misalnya sentiment, intent, agency"
        )
        parser.add_argument("--data", nargs="+", default=[], metavar="FILE")
        parser.add_argument(
            "--from-corrections", action="store_true", help="juga label yang dibetulkan orang"
        )
        add_table_options(parser, label_required=True, columns_required=False)
        parser.add_argument("--name", metavar="NAME", help="nama model; bawaannya nama tugas")
        parser.add_argument("--output", metavar="DIR", help="map model; bawaannya map data produk")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        task, name = options["task"], options["name"] or options["task"]
        if not (_NAME.fullmatch(task) and _NAME.fullmatch(name)):
            raise CommandError("Nama tugas dan model: huruf kecil, angka, “_” dan “-”.")
        if not options["data"] and not options["from_corrections"]:
            raise CommandError("Sebutkan --data, --from-corrections, atau keduanya.")
        texts, codes, broken = read_coded(options)
        if options["from_corrections"]:
            for text, code in corrected_texts(task):
                texts.append(text)
                codes.append(code)
        _require_known(task, codes)
        try:
            trained = train_model(task, texts, codes, name=name)
        except TooLittle as problem:
            raise CommandError(f"Data terlalu sedikit: {problem}") from problem
        about = {
            **trained.model.about,
            "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": [Path(path).name for path in options["data"]],
        }
        path = save_model(
            replace(trained.model, about=about), Path(options["output"] or settings.TEXT_MODEL_DIR)
        )
        measured = about["measured"]
        if options["format"] == "json":
            print_json(self.stdout, {"model": str(path), "rows": len(texts), "broken": broken, **measured})
            return
        self.stdout.write(
            f"{path}: {len(texts)} teks, {len(trained.model.classes)} kelas, {broken} baris rusak"
        )
        write_classes(self.stdout, trained.evaluation.classes)
        self.stdout.write(
            f"validasi silang: macro F1 {measured['macro_f1']:.3f}, akurasi {measured['accuracy']:.3f}, "
            f"di antara tiga teratas {measured['among_first_three']:.3f}, abstain {measured['abstained']:.3f}, "
            f"galat kalibrasi {measured['calibration_error']:.3f}"
        )


def _require_known(task: str, codes: list[str]) -> None:
    """Codes of a task of the product must be its classes: another codebook is another task."""
    if task in set(Task) and (odd := sorted(set(codes) - set(CLASSES[Task(task)]))):
        raise CommandError(
            f"Kelas tak dikenal untuk {task}: {', '.join(odd[:10])}. Kelasnya: {', '.join(CLASSES[Task(task)])}. "
            "Untuk buku kode lain pakai nama tugas lain."
        )

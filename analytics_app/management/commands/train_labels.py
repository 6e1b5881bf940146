"""Trains a text model from tables with codes, from people's codes, or both, and keeps it where the product looks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics_app.management.output import add_format_option, print_json
from analytics_app.management.text_options import add_table_options, read_coded, write_classes
from analytics_app.services.label_training import LEAST_CODES, Context, Lesson, Result, collect_lesson, train
from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.training import TooLittle

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class Command(BaseCommand):
    help = (
        "Latih model teks dari tabel yang sudah disandi, dari sandi dan pembetulan orang di basis data, atau dari "
        "keduanya; melaporkan angka per kelas dari validasi silang."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--task", required=True, metavar="NAME", help="misalnya sentiment, intent, agency"
        )
        parser.add_argument("--data", nargs="+", default=[], metavar="FILE")
        parser.add_argument(
            "--from-codes",
            "--from-corrections",
            action="store_true",
            help="juga dari pesan yang disepakati dua penyandi atau sudah diputuskan, dan label yang dibetulkan "
            "orang; pesan lalu dilabeli ulang dengan model itu",
        )
        add_table_options(parser, label_required=True, columns_required=False)
        parser.add_argument(
            "--context-column",
            action="append",
            default=[],
            metavar="NAME",
            help="kolom yang ikut dibaca bersama teks, misalnya kelurahan; boleh diulang; tidak untuk tugas produk",
        )
        parser.add_argument("--name", metavar="NAME", help="nama model; bawaannya nama tugas")
        parser.add_argument("--output", metavar="DIR", help="map model; bawaannya map data produk")
        add_format_option(parser)

    def handle(self, **options: Any) -> None:
        task, name = options["task"], options["name"] or options["task"]
        if not (_NAME.fullmatch(task) and _NAME.fullmatch(name)):
            raise CommandError("Nama tugas dan model: huruf kecil, angka, “_” dan “-”.")
        if not options["data"] and not options["from_codes"]:
            raise CommandError("Sebutkan --data, --from-codes, atau keduanya.")
        context_columns = options["context_column"]
        if context_columns and task in set(Task):
            raise CommandError("--context-column: hanya untuk tugas lain; pesan tidak punya kolom itu.")
        coded = read_coded(options, context_columns)
        texts, codes, broken = coded.texts, coded.codes, coded.broken
        _require_known(task, codes)
        lesson = _collect(task, texts, codes) if options["from_codes"] else None
        if lesson is not None:
            texts, codes = list(lesson.texts), list(lesson.codes)
        try:
            result = train(
                task,
                texts,
                codes,
                Path(options["output"] or settings.TEXT_MODEL_DIR),
                name=name,
                files=[Path(path).name for path in options["data"]],
                now=datetime.now(UTC),
                lesson=lesson,
                context=Context(context_columns, coded.words) if context_columns else None,
            )
        except TooLittle as problem:
            raise CommandError(f"Data terlalu sedikit: {problem}{_left_out(lesson)}") from problem
        self._warn_of_rare(result)
        if options["format"] == "json":
            print_json(self.stdout, _as_json(result, len(texts), broken, lesson))
        else:
            self._report(result, len(texts), broken, lesson)

    def _warn_of_rare(self, result: Result) -> None:
        rare = [one for one in result.trained.evaluation.classes if one.support < LEAST_CODES]
        if rare:
            names = ", ".join(f"{one.name} {one.support}" for one in rare)
            self.stderr.write(
                f"Terlalu sedikit contoh untuk dipelajari dan diukur (kurang dari {LEAST_CODES}): {names}. "
                "Tambah contohnya, atau lewati dengan --skip-label."
            )

    def _report(self, result: Result, rows: int, broken: int, lesson: Lesson | None) -> None:
        trained = result.trained
        measured = trained.model.about["measured"]
        low, high = measured["macro_f1_interval"]
        self.stdout.write(
            f"{result.path}: {rows} teks, {len(trained.model.classes)} kelas, {broken} baris rusak"
        )
        write_classes(self.stdout, trained.evaluation.classes)
        self.stdout.write(
            f"validasi silang: macro F1 {measured['macro_f1']:.3f} (selang 95% {low:.3f}–{high:.3f}), "
            f"akurasi {measured['accuracy']:.3f}, "
            f"di antara tiga teratas {measured['among_first_three']:.3f}, abstain {measured['abstained']:.3f}, "
            f"galat kalibrasi {measured['calibration_error']:.3f}"
        )
        if lesson is not None:
            self.stdout.write(
                f"dari orang: {len(lesson.message_ids)} pesan{_left_out(lesson)}; "
                f"{result.marked} pesan menunggu label baru: pada impor berikutnya, atau kini dengan label_messages"
            )


def _collect(task: str, texts: list[str], codes: list[str]) -> Lesson:
    if task not in set(Task):
        raise CommandError(f"Orang tidak menyandi tugas {task}; pakai --data.")
    return collect_lesson(Task(task), texts, codes)


def _left_out(lesson: Lesson | None) -> str:
    """What of people's codes was not learnt from, and why."""
    if lesson is None:
        return ""
    taught = lesson.taught
    rare = ", ".join(f"{name} {n}" for name, n in lesson.rare.items()) or "–"
    return (
        f" (ditinggalkan: {taught.disputed} berselisih, {taught.no_class} tanpa kelas yang cocok, {taught.gone} "
        f"teksnya sudah tiada, kelas dengan kurang dari {LEAST_CODES} sandi: {rare})"
    )


def _as_json(result: Result, rows: int, broken: int, lesson: Lesson | None) -> dict[str, Any]:
    found: dict[str, Any] = {"model": str(result.path), "rows": rows, "broken": broken}
    if lesson is not None:
        taught = lesson.taught
        found["people"] = {
            "learnt": len(lesson.message_ids),
            "disputed": taught.disputed,
            "no_class": taught.no_class,
            "gone": taught.gone,
            "rare": lesson.rare,
            "marked": result.marked,
        }
    return found | result.trained.model.about["measured"]


def _require_known(task: str, codes: list[str]) -> None:
    """Codes of a task of the product must be its classes: another codebook is another task."""
    if task in set(Task) and (odd := sorted(set(codes) - set(CLASSES[Task(task)]))):
        raise CommandError(
            f"Kelas tak dikenal untuk {task}: {', '.join(odd[:10])}. Kelasnya: {', '.join(CLASSES[Task(task)])}. "
            "Untuk buku kode lain pakai nama tugas lain."
        )

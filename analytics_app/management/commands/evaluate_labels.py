"""How rules or a model label tables whose codes are known, per class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics_app.management.output import add_format_option, print_json
from analytics_app.management.text_options import (
    add_model_option,
    add_table_options,
    best_guess,
    choose_model,
    context_columns_of,
    label_texts,
    read_coded,
    write_classes,
)
from analytics_app.text.classify import CLASSES, Task
from analytics_app.text.evaluation import evaluate, macro_f1_interval


class Command(BaseCommand):
    help = "Bandingkan label aturan atau model dengan kode pada tabel: presisi, recall, F1, jumlah per kelas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--task", required=True, metavar="NAME")
        parser.add_argument("--data", required=True, nargs="+", metavar="FILE")
        add_table_options(parser, label_required=True)
        add_model_option(parser)
        add_format_option(parser)

    def _require_common(self, codes: list[str], classes: Sequence[str]) -> None:
        """Codes of another codebook would look like a model that is always wrong."""
        odd = sorted(set(codes) - set(classes))
        if len(odd) == len(set(codes)):
            raise CommandError(
                f"Tak satu pun kode berkas ini dikenal ({', '.join(odd[:10])}). Kelasnya: {', '.join(classes)}. "
                "Ganti kodenya, pilih --model lain, atau lewati dengan --skip-label."
            )
        if odd:
            n = sum(code in odd for code in codes)
            self.stderr.write(
                f"Kode yang tidak dikenal dihitung salah ({n} baris): {', '.join(odd[:10])}. "
                "Lewati dengan --skip-label."
            )

    def handle(self, **options: Any) -> None:
        model = choose_model(options["task"], options["model"], self.stderr)
        coded = read_coded(options, context_columns_of(model))
        texts, codes, broken = coded.texts, coded.codes, coded.broken
        if not codes:
            raise CommandError("Tidak ada teks dengan kode pada berkas ini.")
        self._require_common(codes, model.classes if model is not None else CLASSES[Task(options["task"])])
        labels = label_texts(texts, options["task"], model)
        found = evaluate(codes, [best_guess(label) for label in labels])
        abstained = sum(label.value is None for label in labels)
        first_three = None
        if model is not None:
            hits = (
                code in [name for name, _ in label.alternatives]
                for code, label in zip(codes, labels, strict=True)
            )
            first_three = sum(hits) / len(codes)
        version = labels[0].version
        low, high = macro_f1_interval(found)
        if options["format"] == "json":
            print_json(
                self.stdout,
                {
                    "task": options["task"],
                    "source": labels[0].source,
                    "version": version,
                    "n": found.n,
                    "broken": broken,
                    "accuracy": found.accuracy,
                    "macro_f1": found.macro_f1,
                    "macro_f1_interval": [low, high],
                    "among_first_three": first_three,
                    "would_abstain": abstained,
                    "classes": [asdict(one) for one in found.classes],
                    "confusion": [
                        {"code": code, "label": label, "n": n}
                        for (code, label), n in sorted(
                            found.confusion.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")
                        )
                    ],
                },
            )
            return
        write_classes(self.stdout, found.classes)
        self.stdout.write(
            f"n = {found.n}, akurasi {found.accuracy:.3f}, macro F1 {found.macro_f1:.3f} "
            f"(selang 95% {low:.3f}–{high:.3f}), "
            f"akan abstain {abstained}, baris rusak {broken}, {labels[0].source} {version}"
        )
        if first_three is not None:
            self.stdout.write(f"di antara tiga teratas {first_three:.3f}")

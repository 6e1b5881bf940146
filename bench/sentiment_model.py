"""Trains the sentiment model that the product ships: python -m bench.sentiment_model DATA [--output DIR]

DATA holds ``semarang-dinkes-instagram`` and ``nusax``, the two sets whose licences let weights be passed on
(analytics_app/text/models/sentiment.md). The twelve versions of a NusaX sentence stay on one side of every fold.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path

from analytics_app.text.evaluation import evaluate
from analytics_app.text.model import save_model
from analytics_app.text.training import train_model

SHIPPED = Path(__file__).resolve().parents[1] / "analytics_app" / "text" / "models"
SOURCES = [
    {
        "name": "Semarang City Health Office comments (dkk-semarang)",
        "origin": "https://github.com/yasirabd/sentiment-dkk-semarang",
        "licence": "Apache-2.0",
    },
    {
        "name": "NusaX sentiment, 12 languages, train and valid",
        "origin": "https://github.com/IndoNLP/nusax",
        "licence": "CC-BY-SA-4.0",
    },
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    rows = [*_semarang(options.data), *_nusax(options.data)]
    texts, codes, groups, sets = (list(column) for column in zip(*rows, strict=True))
    trained = train_model("sentiment", texts, codes, groups=groups)
    by_set = {}
    for name in sorted(set(sets)):
        chosen = [place for place, one in enumerate(sets) if one == name]
        part = evaluate([codes[place] for place in chosen], [trained.held_out[place] for place in chosen])
        by_set[name] = {"n": part.n, "macro_f1": round(part.macro_f1, 4), "accuracy": round(part.accuracy, 4)}
        print(f"{name:24} n {part.n:5}  macro F1 {part.macro_f1:.3f}")
    print(f"{'all':24} n {trained.evaluation.n:5}  macro F1 {trained.evaluation.macro_f1:.3f}")
    about = {**trained.model.about, "sources": SOURCES, "by_set": by_set}
    save_model(replace(trained.model, about=about), options.output)


def _semarang(data: Path) -> list[tuple[str, str, str, str]]:
    with (data / "semarang-dinkes-instagram" / "train_masked.csv").open(encoding="utf-8") as file:
        return [
            (row["text"], row["label"], " ".join(row["text"].lower().split()), "semarang")
            for row in csv.DictReader(file)
        ]


def _nusax(data: Path) -> list[tuple[str, str, str, str]]:
    rows = []
    for folder in sorted((data / "nusax").iterdir()):
        for part in ("train", "valid"):
            path = folder / f"{part}.csv"
            if path.exists():
                with path.open(encoding="utf-8") as file:
                    rows += [
                        (row["text"], row["label"], f"nusax {row['id']}", f"nusax-{folder.name}")
                        for row in csv.DictReader(file)
                    ]
    return rows


if __name__ == "__main__":
    main()

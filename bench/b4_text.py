"""B4: labels of stored messages end to end, against a bare vectoriser and its matrix product on the same texts."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from analytics_app.models import Label, Message, StaleLabel
from analytics_app.services import labelling
from analytics_app.services.text_models import find_model
from analytics_app.text.classify import CITIZEN_TASKS, classify
from bench import database
from bench.measure import alternate, middle, peak_mb, report, rows_of, seconds

PURE = 5_000


def run(sizes: list[str]) -> None:
    """Rows a second of the pure pass and of the whole service; how much memory grows with the messages."""
    database.ensure_accounts()
    table, raw = [], {}
    peaks = []
    for size in sizes:
        messages = rows_of(size)
        database.empty()
        database.import_in_child(database.volume_file(messages))
        Label.objects.all().delete()
        StaleLabel.objects.all().delete()
        texts = list(Message.objects.order_by("pk").values_list("text", flat=True)[:PURE])
        ours, bare = alternate(lambda: _pass(texts), lambda: _bare(texts), 3)  # noqa: B023
        ratio = middle(bare) / middle(ours)
        table.append((f"{size}: one pass for all tasks / bare", f"{ratio:.2f}", ">= 0.6", ratio >= 0.6))
        labelling.mark_all()
        took = seconds(labelling.label_pending)
        peaks.append(peak_mb())
        bare_all = middle(bare) / len(texts) * messages
        table.append(
            (
                f"{size}: stored messages end to end / bare",
                f"{bare_all / took:.2f}",
                ">= 0.6",
                bare_all / took >= 0.6,
            )
        )
        table.append((f"{size}: messages/s, peak MB", f"{messages / took:,.0f}, {peaks[-1]:.0f}", "", None))
        raw[size] = {"pass": ours, "bare": bare, "end_to_end": took, "peak_mb": peaks[-1]}
    if len(peaks) > 1:
        growth = peaks[-1] - peaks[0]
        table.append(("memory grows by", f"{growth:.0f} MB", "<= 100 MB", growth <= 100))
    report("b4_text", table, raw)


def _pass(texts: list[str]) -> float:
    model = find_model("sentiment").model
    assert model is not None
    models = {"sentiment": model}
    return seconds(
        lambda: [
            classify(texts[start : start + labelling.SLICE], CITIZEN_TASKS, models)
            for start in range(0, len(texts), labelling.SLICE)
        ]
    )


def _bare(texts: list[str]) -> float:
    """scikit-learn's hashing of words and letters as the model uses them, times a matrix of three columns."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import HashingVectorizer

    size = 1 << 18
    words = HashingVectorizer(ngram_range=(1, 2), n_features=size)
    letters = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=size)
    weights = np.ones((2 * size, 3), np.float32)
    started = perf_counter()
    for start in range(0, len(texts), labelling.SLICE):
        part = texts[start : start + labelling.SLICE]
        hstack((words.transform(part), letters.transform(part)), format="csr") @ weights
    return perf_counter() - started

"""B3: rebuild what a batch of 10,000 touched, in a small and in a large database; the pure functions alone."""

from __future__ import annotations

from dataclasses import astuple, fields, replace
from time import perf_counter

from django.db import connection

from analytics_app.records import ThreadMessage
from analytics_app.services import rebuild as service
from analytics_app.services.stored_messages import KnownAccounts, load_messages
from analytics_app.text.taxonomy.intents import INTENTS
from analytics_app.threads.rebuild import rebuild
from bench import database, volume
from bench.measure import alternate, middle, report, rows_of, seconds

BATCH = 10_000
PURE = 50_000


def run(sizes: list[str]) -> None:
    """Seconds a batch at each size; records/s of the pure rebuild against building the records from tuples."""
    database.ensure_accounts()
    table, raw, batches = [], {}, {}
    for size in sizes:
        messages = rows_of(size)
        database.empty()
        database.import_in_child(database.volume_file(messages))
        whole = seconds(service.rebuild_pending)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE analytics_app_message")
        batches[size] = [_batch(messages, number) for number in range(3)]
        raw[size] = {"whole_seconds": whole, "batch_seconds": batches[size]}
        table.append((f"{size}: all, messages/s", f"{messages / whole:,.0f}", "", None))
        table.append((f"{size}: a batch of 10,000", f"{middle(batches[size]):.2f} s", "", None))
        if size == sizes[0]:
            pure_s, build_s = _pure()
            ratio = middle(build_s) / middle(pure_s)
            raw["pure"] = {"rebuild": pure_s, "build": build_s}
            table.append(("pure rebuild / building records", f"{ratio:.2f}", ">= 0.3", ratio >= 0.3))
    if len(sizes) > 1:
        growth = middle(batches[sizes[-1]]) / middle(batches[sizes[0]])
        table.append((f"batch at {sizes[-1]} / at {sizes[0]}", f"{growth:.2f}", "<= 1.3", growth <= 1.3))
    report("b3_threads", table, raw)


def _batch(messages: int, number: int) -> float:
    path = database.folder() / f"batch-{messages}-{number}.jsonl"
    volume.write_batch(path, messages, BATCH, number)
    database.import_file(path, source=f"batch {number}")
    path.unlink()
    started = perf_counter()
    service.rebuild_pending()
    return perf_counter() - started


def _pure() -> tuple[list[float], list[float]]:
    known = KnownAccounts.load()
    where = (
        "WHERE m.root_id IN (SELECT id FROM analytics_app_message WHERE root_id = id ORDER BY id LIMIT %(n)s)"
    )
    stored = load_messages(known, where, {"n": PURE})
    records = [replace(item.record) for item in list(stored.values())[:PURE]]
    names = [field.name for field in fields(ThreadMessage)]
    tuples = [tuple(getattr(record, name) for name in names) for record in records]
    assert tuples[0] == astuple(records[0])
    strength = tuple(intent.id for intent in INTENTS)

    def pure() -> float:
        return seconds(lambda: rebuild(records, known.counting, strength))

    def build() -> float:
        return seconds(lambda: [ThreadMessage(*values) for values in tuples])

    return alternate(pure, build, 5)

"""B3: rebuild what a batch of 10,000 touched, in a small and in a large database; the pure functions alone."""

from __future__ import annotations

from dataclasses import fields
from time import perf_counter
from typing import Any

from django.db import connection

from analytics_app.services import rebuild as service
from analytics_app.services.cycles import no_search_for_cycles
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
            table += _pure(raw)
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


def _pure(raw: dict[str, object]) -> list[tuple[str, str, str, bool | None]]:
    """The pure rebuild against building, from tuples, what it takes; and what it takes and gives.

    Both without the search for cycles, as the service runs it.
    """
    known = KnownAccounts.load()
    where = (
        "WHERE m.root_id IN (SELECT id FROM analytics_app_message WHERE root_id = id ORDER BY id LIMIT %(n)s)"
    )
    taken = [item.record for item in load_messages(known, where, {"n": PURE}).values()][:PURE]
    strength = tuple(intent.id for intent in INTENTS)
    given = rebuild(taken, known.counting, strength)
    inside = [_tuples(taken)]
    outside = [_tuples(list(given.places.values())), _tuples(given.answers), _tuples(given.threads)]

    def build(kinds: list[tuple[type, list[tuple[object, ...]]]]) -> None:
        for kind, tuples in kinds:
            _ = [kind(*values) for values in tuples]

    with no_search_for_cycles():
        pure_s, in_s = alternate(
            lambda: seconds(lambda: rebuild(taken, known.counting, strength)),
            lambda: seconds(lambda: build(inside)),
            5,
        )
        out_s = [seconds(lambda: build(outside)) for _ in range(5)]
    raw["pure"] = {"rebuild": pure_s, "records in": in_s, "records out": out_s}
    alone = middle(in_s) / middle(pure_s)
    both = (middle(in_s) + middle(out_s)) / middle(pure_s)
    return [
        ("building the records in / pure rebuild", f"{alone:.2f}", "", None),
        ("building the records in and out / pure rebuild", f"{both:.2f}", ">= 0.3", both >= 0.3),
    ]


def _tuples(records: list[Any]) -> tuple[type, list[tuple[object, ...]]]:
    names = [field.name for field in fields(records[0])]
    return type(records[0]), [tuple(getattr(record, name) for name in names) for record in records]

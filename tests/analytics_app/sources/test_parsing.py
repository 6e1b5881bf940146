import tracemalloc
from collections import deque
from pathlib import Path

from analytics_app.choices import Platform
from analytics_app.sources.inspection import inspect
from analytics_app.sources.options import ParseOptions
from analytics_app.sources.parsing import parse

OPTIONS = ParseOptions(platform=Platform.X)


def peak_of(path: Path, rows: int) -> int:
    with path.open("w") as file:
        file.write("id,text,created_at\n")
        for number in range(rows):
            file.write(f'{number},"lampu jalan padam\nsejak {number} hari",2024-01-01T00:00:00Z\n')
    tracemalloc.start()
    deque(parse(path, OPTIONS, inspect(path, OPTIONS)), maxlen=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_stays_flat_in_the_size_of_the_file(tmp_path: Path) -> None:
    assert peak_of(tmp_path / "besar", 24_000) < 1.2 * peak_of(tmp_path / "kecil", 8_000)


def test_two_readings_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(
        "id,text,created_at\n" + "".join(f"{n % 7},t{n},2024-01-01T00:00:0{n % 10}Z\n" for n in range(50))
    )
    inspection = inspect(path, OPTIONS)
    first, second = (
        [(row.line, getattr(row, "record", row)) for row in parse(path, OPTIONS, inspection)]
        for _ in range(2)
    )
    assert first == second
    assert [line for line, _ in first] == list(range(2, 52))

import json
from pathlib import Path

from analytics_app.choices import Platform, Reason, SourceFormat
from tests.analytics_app.sources.reading import read, write

ROWS = [
    {
        "id": 1966678425491399055,
        "text": "satu",
        "created_at": 1700000000,
        "user": {"screen_name": "a"},
        "likes": 3,
    },
    {
        "id": 3.0,
        "text": "dua",
        "created_at": "2023-11-14T22:13:20Z",
        "user": {"screen_name": "b"},
        "baru": None,
    },
    {"id": 1.966678425491399e18, "text": "tiga", "created_at": 1700000000000},
]


def test_lines_of_json_are_a_table_with_exact_ids(tmp_path: Path) -> None:
    content = "\n".join(map(json.dumps, ROWS)) + '\n{"id": 4, "text"\n\n[1]\n'
    inspection, (first, second), errors = read(write(tmp_path, content), platform=Platform.X)
    assert (inspection.format, inspection.container) == (SourceFormat.TABLE, "jsonl")
    assert (first.platform_id, first.like_count, first.author_handle) == ("1966678425491399055", 3, "a")
    assert (second.platform_id, second.created_at) == ("3", first.created_at)
    assert [(error.line, error.reason) for error in errors] == [
        (3, Reason.FLOAT_ID),
        (4, Reason.MALFORMED_ROW),
        (6, Reason.MALFORMED_ROW),
    ]


def test_an_array_of_objects_is_the_same_table(tmp_path: Path) -> None:
    _, records, errors = read(write(tmp_path, json.dumps(ROWS)), platform=Platform.X)
    assert [record.text for record in records] == ["satu", "dua"]
    assert errors[0].reason is Reason.FLOAT_ID

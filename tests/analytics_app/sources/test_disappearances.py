"""Files that say which messages are gone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics_app.choices import Disappearance
from analytics_app.sources.disappearances import (
    DisappearanceProblem,
    DisappearanceRow,
    read_disappearances,
)
from analytics_app.sources.observations import UnreadableFile

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEAD = "platform,platform_id,what,at\n"


def read(text: str) -> list[object]:
    return list(read_disappearances(text.encode(), NOW))


def test_a_table_gives_rows_whose_time_may_be_unknown():
    assert read(
        HEAD + "x,17300,deleted_by_author,2026-05-01T09:00+07:00\n\ninstagram,179_a,Hidden_by_account,\n"
    ) == [
        DisappearanceRow(
            2, "x", "17300", Disappearance.DELETED_BY_AUTHOR, datetime(2026, 5, 1, 2, 0, tzinfo=UTC)
        ),
        DisappearanceRow(4, "instagram", "179_a", Disappearance.HIDDEN_BY_ACCOUNT, None),
    ]


def test_json_lines_say_the_same():
    line = {"platform": "x", "platform_id": 17300, "what": "restored", "at": None}
    assert read(json.dumps(line)) == [DisappearanceRow(1, "x", "17300", Disappearance.RESTORED, None)]
    assert len(read("\n".join([json.dumps(line)] * 3))) == 3


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("channel,1,deleted_by_author,", "platform", "unknown_choice"),  # a desk's rows are on no platform
        ("x,,deleted_by_author,", "platform_id", "missing_value"),
        ("x,1%' OR 1=1,deleted_by_author,", "platform_id", "bad_id"),
        ("x,1,gone,", "what", "unknown_choice"),
        ("x,1,restored,2026-05-01T09:00", "at", "no_zone"),
        ("x,1,restored,kemarin", "at", "bad_time"),
        ("x,1,restored,0001-01-01T00:00+14:00", "at", "bad_time"),
        ("x,1,restored,2026-06-02T00:00Z", "at", "in_future"),
        ("x,1,restored,2026-05-01T09:00Z,lebih", "", "malformed_row"),
    ],
)
def test_a_bad_row_says_where_and_why(row: str, column: str, reason: str):
    (problem,) = read(HEAD + row)
    assert isinstance(problem, DisappearanceProblem)
    assert (problem.line, problem.column, problem.reason) == (2, column, reason)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" ", "empty"),
        (HEAD, "empty"),
        ("platform,id\nx,1", "missing_columns"),
        ("what,what,platform,platform_id\n", "repeated_column"),
        ('{"platform":\n', "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"platform_id": ' + "9" * 5_000 + "}", "not_json"),
        (HEAD + 'x,"1', "broken_quotes"),
        (HEAD + "x,1\0,restored", "not_text"),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, problem: str):
    with pytest.raises(UnreadableFile) as refused:
        read(text)
    assert refused.value.problem == problem


def _error(**changes: object) -> dict[str, object]:
    base = {
        "value": "17300",
        "detail": "Could not find tweet with ids: [17300].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": "ids",
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }
    return base | changes


def test_a_body_of_the_x_api_tells_what_was_not_given_and_not_why():
    forbidden = "https://api.twitter.com/2/problems/not-authorized-for-resource"
    body = {
        "data": [{"id": "1", "text": "ada"}],
        "errors": [
            _error(),
            _error(
                value="17301",
                type=forbidden,
                detail="Sorry, you are not authorized to see the Tweet with ids.",
            ),
            _error(value="17302", type=forbidden, detail="The author of this Tweet has been suspended."),
            _error(value="9", resource_type="user", detail="User has been suspended: [9]."),
            _error(
                value="17303", type=forbidden, detail="You are not authorized to access 'organic_metrics'"
            ),
            _error(value="17304", type="https://api.twitter.com/2/problems/invalid-request"),
            _error(value="1;2"),
            "apa",
        ],
    }
    assert [(row.platform_id, row.what) for row in read(json.dumps(body))] == [
        ("17300", Disappearance.UNKNOWN),
        ("17301", Disappearance.UNKNOWN),
        ("17302", Disappearance.AUTHOR_REMOVED),
    ]
    with pytest.raises(UnreadableFile):  # nothing is gone in it
        read(json.dumps({"data": [{"id": "1", "text": "ada"}]}))


@pytest.mark.shared_data
def test_recorded_bodies_give_the_deleted_posts_alone(shared_data: Path):
    found = {}
    for path in (shared_data / "api" / "x-v2-postman" / "responses").glob("*.json"):
        try:
            rows = read_disappearances(path.read_bytes(), NOW)
        except UnreadableFile:
            continue
        found[path.name] = rows
    ids = {row.platform_id for rows in found.values() for row in rows if isinstance(row, DisappearanceRow)}
    assert ids == {"1276230436478386177"}
    assert len(found) >= 3

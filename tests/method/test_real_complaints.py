"""A city's real complaints: the response figures that were computed for them by other means."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics_app.indicators.response import response_rate
from analytics_app.records import ThreadOutcome


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text and text != "NULL" else None


@pytest.mark.shared_data
def test_complaints_of_2022_give_the_known_kaplan_meier_figures(shared_data: Path) -> None:
    path = shared_data / "complaints" / "surabaya-wargaku" / "complaints_2022.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        pairs = [
            (_instant(row["tanggal_keluhan"]), _instant(row["tanggal_ditanggapi"]))
            for row in csv.DictReader(file)
        ]
    end = max(instant for pair in pairs for instant in pair if instant)
    outcomes = [
        ThreadOutcome(
            number, 1, None, opened, replied, end, is_negative=replied is not None and replied < opened
        )
        for number, (opened, replied) in enumerate(pairs)
        if opened is not None
    ]
    result = response_rate(outcomes)
    assert result.detail["counts"] == {
        "threads": 8690,
        "answered": 7896,
        "waiting": 794,
        "not_observable": 0,
        "negative": 4,
    }
    figures = (result.n, result.detail["f24"], result.x, result.detail["median_hours"])
    assert figures == (
        8686,
        *(pytest.approx(v, abs=5e-5) for v in (0.8006, 0.8902)),
        pytest.approx(9.88, abs=5e-3),
    )

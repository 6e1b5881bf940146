import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analytics_app.choices import Platform, Reason, TimePrecision
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import read, write


def workbook(path: Path, *rows: list[Any], **others: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for title, more in others.items():
        other = book.create_sheet(title)
        for row in more:
            other.append(row)
    book.save(path)
    return path


HEADER = ["id", "text", "tanggal", "likes"]


def test_a_worksheet_is_a_table_with_dates_and_whole_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a",
        HEADER,
        ["1966678425491399055", "satu", datetime(2024, 1, 2, 3, 4), 3.0],  # noqa: DTZ001
        [],
        [5, "dua", datetime(2024, 1, 3), None],  # noqa: DTZ001
        [1.9667e18, "tiga", datetime(2024, 1, 3), None],  # noqa: DTZ001
    )
    inspection, (first, second), (lost,) = read(path, platform=Platform.X, zone="WIB")
    assert (inspection.container, inspection.sheet, inspection.columns) == ("xlsx", "Sheet", tuple(HEADER))
    assert (first.platform_id, first.like_count) == ("1966678425491399055", 3)
    assert first.created_at == datetime(2024, 1, 1, 20, 4, tzinfo=UTC)
    assert (second.platform_id, second.like_count) == ("5", None)
    assert (lost.line, lost.reason) == (5, Reason.FLOAT_ID)


def test_date_cells_without_a_clock_are_days(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a", HEADER, [1, "a", date(2024, 1, 2), 0], [2, "b", date(2024, 1, 3), 0])
    _, records, _ = read(path, platform=Platform.X, zone="UTC")
    assert [record.time_precision for record in records] == [TimePrecision.DAY] * 2


def test_another_sheet_can_be_chosen_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a", HEADER, Kedua=[HEADER, [1, "dari kedua", "2024-01-01T00:00:00Z", 1]])
    inspection, (record,), _ = read(path, platform=Platform.X, sheet="Kedua")
    assert (record.text, inspection.sheets) == ("dari kedua", ("Sheet", "Kedua"))
    with pytest.raises(SourceRefused, match="Sheet, Kedua"):
        read(path, sheet="Ketiga")


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bom"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(60):
                sheet.write(b"0" * 1_000_000)
    with pytest.raises(SourceRefused, match="60 MB"):
        read(path)


def test_other_archives_and_broken_workbooks_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("a.csv", "x")
    with pytest.raises(SourceRefused, match="arsip ZIP"):
        read(tmp_path / "zip")
    whole = workbook(tmp_path / "a", HEADER).read_bytes()
    with pytest.raises(SourceRefused, match="rusak"):
        read(write(tmp_path, whole[:200]))
    with zipfile.ZipFile(tmp_path / "kosong", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(SourceRefused, match="rusak"):
        read(tmp_path / "kosong")

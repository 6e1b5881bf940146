import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from analytics_app.choices import Reason
from analytics_app.records import RowError
from analytics_app.sources import csv_records
from analytics_app.sources.csv_records import read_records
from analytics_app.sources.decoding import TextBlocks
from tests.analytics_app.sources.reading import write

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.text(
    'a",;\n\r\t', max_size=8
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    row = st.lists(CELL, min_size=width, max_size=width)
    header = [f"kolom {number}" for number in range(width)]
    return [header, *draw(st.lists(row, max_size=8))]


def written(rows: list[list[str]], delimiter: str, line_end: str, quoting: int) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return text.getvalue()


def read_back(text: str, delimiter: str = ",") -> list[tuple[int, list[str]] | RowError]:
    with TemporaryDirectory() as folder:
        return list(read_records(TextBlocks(write(Path(folder), text), "utf-8"), delimiter))


@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_table_is_read_back_as_it_was_written(
    rows: list[list[str]], delimiter: str, line_end: str, quoting: int
) -> None:
    if (
        line_end == "\n" and quoting == csv.QUOTE_MINIMAL
    ):  # csv.writer then leaves a lone CR unquoted: not a table
        rows = [[cell.replace("\r", " ") for cell in row] for row in rows]
    text = written(rows, delimiter, line_end, quoting)
    assert [cells for _, cells in read_back(text, delimiter)] == rows  # type: ignore[misc]


@given(tables())
def test_line_numbers_are_those_of_the_physical_lines(rows: list[list[str]]) -> None:
    text = written(rows, ",", "\n", csv.QUOTE_ALL)
    starts, line = [], 1
    for row in rows:
        starts.append(line)
        line += len(io.StringIO(written([row], ",", "\n", csv.QUOTE_ALL), newline="").readlines())
    assert [item[0] for item in read_back(text)] == starts  # type: ignore[index]


WORDS = st.text("abc ,\n", max_size=10)


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=3, max_size=12),
    st.data(),
    st.sampled_from(["drop a quote", "cut the line", "add a quote", "break the line"]),
)
def test_damage_to_one_line_costs_at_most_its_record(
    rows: list[tuple[str, str, str]], data: st.DataObject, damage: str
) -> None:
    """Every other record is still read, in order; what else comes is a rejected row."""
    whole = [[f"r{number}", *(cell for cell in row), "akhir"] for number, row in enumerate(rows)]
    lines = [written([row], ",", "\n", csv.QUOTE_ALL) for row in whole]
    hit = data.draw(st.integers(0, len(rows) - 1))
    at = data.draw(st.integers(1, len(lines[hit]) - 2))
    lines[hit] = damaged(lines[hit], damage, at)
    items = read_back("a,b,c,d,e\n" + "".join(lines))
    good = [item[1] for item in items[1:] if not isinstance(item, RowError)]
    assert [cells for cells in good if cells in whole and cells != whole[hit]] == [
        row for number, row in enumerate(whole) if number != hit and row != whole[hit]
    ]


def damaged(line: str, damage: str, at: int) -> str:
    if damage == "drop a quote":
        quote = line.index('"', min(at, line.rindex('"')))
        return line[:quote] + line[quote + 1 :]
    if damage == "cut the line":
        return line[:at] + "\n"
    return line[:at] + ('"' if damage == "add a quote" else "\n") + line[at:]


def test_a_short_record_is_rejected_together_with_its_continuation() -> None:
    items = read_back("id,teks,waktu\n1,awal\nlanjutan,2024\n2,utuh,2024\n")
    assert [(item.line, item.reason) for item in items if isinstance(item, RowError)] == [
        (2, Reason.MALFORMED_ROW),
        (3, Reason.MALFORMED_ROW),
    ]
    assert items[-1] == (4, ["2", "utuh", "2024"])
    assert isinstance(items[2], RowError)
    assert "baris 2" in items[2].detail


def test_an_unclosed_quote_does_not_swallow_the_rest_of_the_file() -> None:
    rest = "".join(f"{number},biasa,2024\n" for number in range(60_000))
    items = read_back('id,teks,waktu\n0,"terbuka,2024\n' + rest)
    assert [item.line for item in items if isinstance(item, RowError)] == [2]
    assert len(items) == 60_002


def test_a_quote_that_stays_open_at_the_end_costs_its_line_alone() -> None:
    items = read_back('id,teks\n1,"terbuka\n2,utuh\n')
    assert [item if isinstance(item, tuple) else item.line for item in items] == [
        (1, ["id", "teks"]),
        2,
        (3, ["2", "utuh"]),
    ]


def test_empty_columns_after_the_last_are_dropped_and_blank_lines_passed_over() -> None:
    assert read_back("id,nama\n1,a,,,\n\n   \n2,b\n") == [
        (1, ["id", "nama"]),
        (2, ["1", "a"]),
        (5, ["2", "b"]),
    ]


def test_more_columns_than_the_header_are_rejected() -> None:
    items = read_back("id,nama\n1,a,lebih\n")
    assert isinstance(items[1], RowError)
    assert items[1].raw == "1,a,lebih\n"


def test_the_limit_of_a_cell_is_above_the_limit_of_a_text() -> None:
    text = "x" * 200_000
    assert read_back(f"id,teks\n1,{text}\n")[1] == (2, ["1", text])
    assert csv.field_size_limit() > csv_records.MAX_RECORD_CHARS

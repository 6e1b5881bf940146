"""The registry's CSV: forms in which people really have it, and what is refused with which reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts_app.registry.file import (
    AccountRow,
    FileProblem,
    RegistryReason,
    RowProblem,
    UnreadableRegistryFile,
    read_registry_file,
)

HEADER = "region_code,agency,platform,handle,role,platform_user_id,monitored_from,monitored_until"
GOOD = "33.27,Diskominfo,x,contoh,utama,,,"
GOOD_ROW = AccountRow(2, "33.27", "Diskominfo", "x", "contoh", "utama")


def _rows(*lines: str, header: str = HEADER) -> list[AccountRow | RowProblem]:
    return list(read_registry_file("\n".join([header, *lines]).encode()))


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{GOOD}\n".encode(),
        f"{HEADER}\r\n{GOOD}\r\n".encode("utf-8-sig"),
        f"{HEADER}\n{GOOD}".replace(",", ";").encode(),
        f"{HEADER}\n{GOOD}".replace(",", "\t").encode(),
        f"{HEADER.upper()}\n{GOOD}".encode(),
        f"{HEADER.replace('_', ' ').title()}\n{GOOD}".encode(),
        b"role,handle,platform,agency,region_code\nutama,@contoh,X,Diskominfo,33.27",
        b"region_code;agency;platform;handle;role\n33,27;Diskominfo;Twitter;@contoh;UTAMA",
        f"{HEADER},catatan\n{GOOD},abaikan".encode(),
    ],
    ids=[
        "plain",
        "BOM, CRLF",
        ";",
        "tab",
        "upper case",
        "spaces",
        "required alone",
        "comma code",
        "further column",
    ],
)
def test_the_same_row_is_read_from_every_form(content: bytes):
    assert list(read_registry_file(content)) == [GOOD_ROW]


@pytest.mark.parametrize(
    ("platform", "written", "handle", "user_id"),
    [
        ("x", "@Contoh_1", "Contoh_1", ""),
        ("x", "https://x.com/contoh?lang=id", "contoh", ""),
        ("x", "twitter.com/contoh/status/1", "contoh", ""),
        ("instagram", "https://www.instagram.com/contoh.resmi/", "contoh.resmi", ""),
        ("tiktok", "https://www.tiktok.com/@contoh", "contoh", ""),
        ("facebook", "https://www.facebook.com/profile.php?id=1000123", "1000123", "1000123"),
        ("facebook", "facebook.com/contoh", "contoh", ""),
        ("youtube", "https://www.youtube.com/channel/UC_abc-1", "UC_abc-1", "UC_abc-1"),
        ("youtube", "https://www.youtube.com/@contoh", "contoh", ""),
        ("youtube", "youtube.com/c/contoh", "contoh", ""),
        ("channel", "Aduan  Warga / Wargaku", "Aduan Warga / Wargaku", ""),
    ],
)
def test_handles_come_as_names_or_profile_addresses(platform: str, written: str, handle: str, user_id: str):
    (row,) = _rows(f"33.27,Diskominfo,{platform},{written},utama,,,")
    assert isinstance(row, AccountRow)
    assert (row.handle, row.platform_user_id) == (handle, user_id)


@pytest.mark.parametrize(
    ("line", "reason", "column"),
    [
        ("33.27,,x,contoh,utama", RegistryReason.MISSING_VALUE, "agency"),
        ("33.27,Diskominfo,x", RegistryReason.MISSING_VALUE, "handle"),
        ("33.27,Diskominfo,koran,contoh,utama", RegistryReason.UNKNOWN_PLATFORM, "platform"),
        ("33.27,Diskominfo,x,contoh,bupati", RegistryReason.UNKNOWN_ROLE, "role"),
        ("33.27,Diskominfo,x,dua kata,utama", RegistryReason.BAD_HANDLE, "handle"),
        ("33.27,Diskominfo,x,=HYPERLINK(1),utama", RegistryReason.BAD_HANDLE, "handle"),
        ("33.27,Diskominfo,x,https://x.com/,utama", RegistryReason.BAD_HANDLE, "handle"),
        ("33.27,Diskominfo,x,contoh,utama,1.9667E+18", RegistryReason.ROUNDED_ID, "platform_user_id"),
        (
            "33.27,Diskominfo,x,contoh,utama,1966712345678901248.0",
            RegistryReason.ROUNDED_ID,
            "platform_user_id",
        ),
        ("33.27,Diskominfo,x,contoh,utama,,31 Januari", RegistryReason.BAD_DATE, "monitored_from"),
        ("33.27,Diskominfo,x,contoh,utama,,2026-02-30", RegistryReason.BAD_DATE, "monitored_from"),
        (
            "33.27,Diskominfo,x,contoh,utama,,2026-02-01,2026-01-31",
            RegistryReason.DATES_REVERSED,
            "monitored_until",
        ),
        ("33.27,Dinas, Kominfo,x,contoh,utama,1,,2026-01-31", RegistryReason.MALFORMED_ROW, ""),
        (f"33.27,{'a' * 201},x,contoh,utama", RegistryReason.TOO_LONG, "agency"),
    ],
)
def test_a_bad_row_says_line_reason_and_column_and_the_rest_goes_on(
    line: str, reason: RegistryReason, column: str
):
    bad, good = _rows(line, GOOD)
    assert isinstance(bad, RowProblem)
    assert (bad.line, bad.reason, bad.column) == (2, reason, column)
    assert isinstance(good, AccountRow)
    assert good.line == 3


def test_dates_and_ids_as_spreadsheets_write_them():
    (row,) = _rows("33.27,Diskominfo,x,contoh,utama,12345.0,31/01/2026,2026-12-31")
    assert isinstance(row, AccountRow)
    assert (row.platform_user_id, row.monitored_from, row.monitored_until) == (
        "12345",
        date(2026, 1, 31),
        date(2026, 12, 31),
    )


def test_lines_are_counted_as_an_editor_counts_them():
    rows = _rows('33.27,"Dinas\nKominfo",x,contoh,utama,,,', "", ",,,,", "33.27,Dinas,x,,utama,,,")
    assert [(row.line, type(row)) for row in rows] == [(2, AccountRow), (6, RowProblem)]
    assert rows[0].agency == "Dinas Kominfo"


@pytest.mark.parametrize(
    ("content", "problem", "where"),
    [
        (b" \n", FileProblem.EMPTY, ""),
        (b"\x89PNG\r\n\x1a\n\0\0", FileProblem.NOT_TEXT, ""),
        (f"{HEADER}\n33.27,Dinas Kes\xe9hatan,x,contoh,utama".encode("latin-1"), FileProblem.NOT_UTF8, "2"),
        (b"region_code,handle\n33,contoh", FileProblem.MISSING_COLUMNS, "agency, platform, role"),
        (f"{HEADER},handle\n{GOOD},lain".encode(), FileProblem.REPEATED_COLUMN, "handle"),
    ],
)
def test_a_file_that_is_not_a_registry_is_refused_as_a_whole(
    content: bytes, problem: FileProblem, where: str
):
    with pytest.raises(UnreadableRegistryFile) as refused:
        read_registry_file(content)
    assert (refused.value.problem, refused.value.where) == (problem, where)


def test_a_quote_that_never_closes_is_refused_with_its_line():
    with pytest.raises(UnreadableRegistryFile) as refused:
        _rows(GOOD, '33.27,"Dinas,x,contoh,utama', GOOD)
    assert (refused.value.problem, refused.value.where) == (FileProblem.BROKEN_QUOTES, "3")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters='"\0\r\n', codec="utf-8"), max_size=12), max_size=9)
    )
)
def test_whatever_stands_in_the_cells_each_record_gives_one_answer(table: list[list[str]]):
    lines = [",".join(cells) for cells in table]
    answers = list(read_registry_file("\n".join([HEADER, *lines]).encode()))
    written = [number for number, line in enumerate(lines, start=2) if line.replace(",", "").strip()]
    assert [answer.line for answer in answers] == written

from pathlib import Path

from analytics_app.choices import SourceFormat
from analytics_app.records import FormatCapability
from analytics_app.sources.capability import capability_of
from tests.analytics_app.sources.reading import read_x


def of(folder: Path, header: str, row: str) -> FormatCapability:
    return read_x(folder, f"{header}\n{row}\n")[0].capability


def test_what_a_table_carries_depends_on_its_columns(tmp_path: Path) -> None:
    bare = of(tmp_path, "text,created_at", "halo,2024-01-01T10:00:00Z")
    assert (bare.carries_reposts, bare.carries_replies, bare.carries_official) == (False, False, False)
    full = of(
        tmp_path,
        "text,created_at,username,in_reply_to_id,is_retweet",
        "halo,2024-01-01T10:00:00Z,kota,7,false",
    )
    assert (full.carries_reposts, full.carries_replies, full.carries_official) == (True, True, True)
    assert of(tmp_path, "text,created_at", "RT @kota: halo,2024-01-01T10:00:00Z").carries_reposts


def test_dates_without_a_clock_carry_no_exact_time(tmp_path: Path) -> None:
    assert not of(tmp_path, "text,created_at", "halo,2024-01-01\nhai,2024-01-02").carries_exact_time
    assert of(tmp_path, "text,created_at", "halo,2024-01-01 10:00\nhai,2024-01-02 11:00").carries_exact_time


def test_only_the_x_api_carries_native_reposts() -> None:
    carrying = {format for format in SourceFormat if capability_of(format).carries_reposts}
    assert carrying == {SourceFormat.X_API_V1, SourceFormat.X_API_V2}

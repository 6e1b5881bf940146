"""Files as people really have them. Counts were taken by hand from the files and their descriptions."""

import csv
import io
import random
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analytics_app.choices import MessageKind, Platform, Reason, SourceFormat, TimePrecision
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import read, write

pytestmark = pytest.mark.shared_data

TWCS = "threads/twcs/twcs_dev.csv"
ORPHANS = "threads/twcs/spotify_support_requests_orphans.csv"
CONVERSATIONS = "threads/ibm-customer-care/threads_flat_dev.csv"
REPLIES = "threads/mbg-policy-replies/hybrid_labeled_data.csv"
COMPLAINTS = "complaints/surabaya-wargaku/complaints_2022.csv"
HARVEST = "exports/tweet-harvest/korupsi.csv"
RELATIVE = "exports/youtube-relative-dates/youtube_comments_SzXMacu80o8.csv"
MENTIONS = "exports/kai121-mentions/kai121_sep_oct_2021.csv"
PLAY = "exports/ikd-reviews/Google_Play_Store_Rev.csv"
APPLE = "exports/ikd-reviews/Apple_App_Store_Rev.csv"
BUS = "exports/transjogja-reviews/df_transjog_raw.csv"
MIXED = "exports/ppkm-sample/sample-data.csv"


@pytest.mark.parametrize(
    ("name", "options", "format", "platform", "good", "bad"),
    [
        (TWCS, {}, SourceFormat.TWCS, Platform.X, 3591, 1),
        (ORPHANS, {}, SourceFormat.TWCS, Platform.X, 15090, 13),
        (CONVERSATIONS, {}, SourceFormat.CONVERSATION, Platform.X, 1211, 0),
        (REPLIES, {}, SourceFormat.TABLE, Platform.X, 12389, 0),
        (COMPLAINTS, {"zone": "UTC"}, SourceFormat.COMPLAINT, Platform.CHANNEL, 8690, 0),
        (HARVEST, {}, SourceFormat.TWEET_HARVEST, Platform.X, 1511, 0),
        (RELATIVE, {"zone": "WIB"}, SourceFormat.TABLE, Platform.YOUTUBE, 7912, 0),
        (MENTIONS, {"zone": "WIB", "platform": Platform.X}, SourceFormat.TABLE, Platform.X, 9032, 0),
        (PLAY, {"zone": "WIB"}, SourceFormat.COMPLAINT, Platform.CHANNEL, 100, 0),
        (APPLE, {"zone": "WIB"}, SourceFormat.COMPLAINT, Platform.CHANNEL, 86, 0),
        (BUS, {"zone": "WIB"}, SourceFormat.COMPLAINT, Platform.CHANNEL, 344, 0),
        (MIXED, {"zone": "WIB"}, SourceFormat.TABLE, None, 800, 0),
    ],
)
def test_every_row_is_read_or_rejected(
    shared_data: Path,
    name: str,
    options: dict[str, Any],
    format: SourceFormat,
    platform: Platform | None,
    good: int,
    bad: int,
) -> None:
    inspection, records, errors = read(shared_data / name, **options)
    assert (inspection.format, inspection.platform) == (format, platform)
    assert (len(records), len(errors), inspection.records) == (good, bad, good + bad)
    assert inspection.has_ids is any(record.platform_id for record in records)


def test_the_broken_row_of_twcs_is_the_second_with_its_id(shared_data: Path) -> None:
    _, records, (broken,) = read(shared_data / TWCS)
    assert broken.reason is Reason.MISSING_TIME
    assert "3398" in broken.raw
    assert [record.platform_id for record in records].count("3398") == 1
    present = {record.platform_id for record in records}
    parents = [record.parent_id for record in records if record.parent_id]
    assert (len(parents), sum(parent in present for parent in parents)) == (2669, 2663)


def test_orphans_name_a_parent_and_fragments_are_rejected_with_their_lines(shared_data: Path) -> None:
    _, records, errors = read(shared_data / ORPHANS)
    assert all(record.parent_id for record in records)
    assert {error.reason for error in errors} == {Reason.MALFORMED_ROW}
    assert sum("Lanjutan" in error.detail for error in errors) == 7


def test_conversations_share_messages(shared_data: Path) -> None:
    _, records, _ = read(shared_data / CONVERSATIONS)
    assert len({record.platform_id for record in records}) == 1205
    assert len({record.conversation_id for record in records}) == 525
    assert sum(record.is_official is True for record in records) == 586
    assert all(record.parent_is_inferred for record in records if record.parent_id)


def test_self_loops_are_passed_on_as_they_stand(shared_data: Path) -> None:
    _, records, _ = read(shared_data / REPLIES)
    assert sum(record.parent_id == record.platform_id for record in records) == 9545


def test_complaints_are_answered_as_the_city_says(shared_data: Path) -> None:
    inspection, records, _ = read(shared_data / COMPLAINTS, zone="UTC")
    answered = [record for record in records if record.answered_at]
    assert len(answered) == 7896
    assert sum(record.answered_at < record.created_at for record in answered if record.answered_at) == 4
    assert {record.kind for record in records} == {MessageKind.COMPLAINT}
    assert sum(record.topic is None for record in records) == 189
    assert not any("\\n" in record.text for record in records)
    profile = inspection.hour_profile  # as stated; the night of Surabaya is 17 to 22 o'clock in UTC
    assert sum(profile) == 8690
    assert profile.index(min(profile)) in range(17, 23)
    assert inspection.mojibake >= 59


def test_relative_dates_are_approximate(shared_data: Path) -> None:
    _, records, _ = read(shared_data / RELATIVE, zone="WIB")
    assert {record.time_precision for record in records} == {TimePrecision.APPROXIMATE}


def test_mentions_are_month_first_throughout(shared_data: Path) -> None:
    inspection, records, _ = read(shared_data / MENTIONS, zone="WIB", platform=Platform.X)
    assert [column.order for column in inspection.time_columns] == ["mdy"]
    assert {record.time_precision for record in records} == {TimePrecision.DAY}
    local = Counter(record.created_at.astimezone(ZoneInfo("Asia/Jakarta")).month for record in records)
    assert local == {9: 6325, 10: 2707}  # a day-first reader would scatter them over the year


def test_reviews_are_answered_and_once_before_they_were_written(shared_data: Path) -> None:
    _, records, _ = read(shared_data / BUS, zone="WIB")
    answered = [record for record in records if record.answered_at]
    early = [record for record in answered if record.answered_at and record.answered_at < record.created_at]
    assert (len(answered), len(early)) == (13, 1)
    assert all(record.answer_text and record.kind is MessageKind.REVIEW for record in answered)


def test_a_monitoring_export_names_its_platforms(shared_data: Path) -> None:
    _, records, _ = read(shared_data / MIXED, zone="WIB")
    counts = Counter(record.platform for record in records)
    assert counts == {Platform.X: 594, Platform.INSTAGRAM: 133, Platform.YOUTUBE: 73}
    assert not any("<U+" in record.text or "\\n" in record.text for record in records)


def test_harvested_tweets_have_conversations_and_no_names(shared_data: Path) -> None:
    _, records, _ = read(shared_data / HARVEST)
    assert len({record.conversation_id for record in records}) == 996
    assert sum(record.in_reply_to_handle is not None for record in records) == 1016
    assert {record.author_handle for record in records} == {None}
    assert "in" not in {record.lang for record in records}


def test_youtube_threads_give_comments_and_replies(shared_data: Path) -> None:
    inspection, records, errors = read(shared_data / "api/youtube-data-api/search-comments.json")
    assert (inspection.format, errors) == (SourceFormat.YOUTUBE, [])
    tops = {record.platform_id for record in records if record.parent_id is None}
    replies = [record.parent_id for record in records if record.parent_id]
    assert (len(tops), len(replies)) == (100, 41)
    assert tops.issuperset(replies)


def test_every_recorded_body_is_read_or_refused_with_a_reason(shared_data: Path) -> None:
    bodies = [*shared_data.glob("api/**/*.json"), *shared_data.glob("api/**/responses/*.txt")]
    outcomes: Counter[str] = Counter()
    for path in bodies:
        try:
            inspection, records, errors = read(path)
        except SourceRefused:
            outcomes["refused"] += 1
        else:
            assert len(records) + len(errors) == inspection.records
            assert records, path.name
            outcomes["read"] += 1
    assert (outcomes["read"] > 40, sum(outcomes.values())) == (True, len(bodies))


def test_reference_lists_are_no_message_tables(shared_data: Path) -> None:
    lists = sorted(shared_data.glob("complaints/surabaya-wargaku/mediacenter_*.csv"))
    assert len(lists) == 5
    for path in lists:
        with pytest.raises(SourceRefused, match="bukan tabel pesan"):
            read(path, zone="WIB", platform=Platform.CHANNEL)


def as_rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        delimiter = ";" if "ikd" in str(path) else ","
        return [row for row in csv.reader(file, delimiter=delimiter) if row]


def as_text(rows: list[list[str]], delimiter: str, line_end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue()


FACTS = (
    "platform_id",
    "parent_id",
    "conversation_id",
    "created_at",
    "text",
    "author_handle",
    "kind",
    "answered_at",
)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "line_end"),
    [(";", "utf-8-sig", "\r\n"), ("\t", "utf-16", "\r\n")],
)
@pytest.mark.parametrize("name", [TWCS, CONVERSATIONS, REPLIES, COMPLAINTS, HARVEST, MENTIONS, PLAY, BUS])
def test_the_same_table_in_another_dress_gives_the_same_messages(
    shared_data: Path, tmp_path: Path, name: str, delimiter: str, encoding: str, line_end: str
) -> None:
    """Rows shuffled, columns moved, delimiter and encoding changed, BOM added."""
    options: dict[str, Any] = {"zone": "WIB", "platform": Platform.X if name == MENTIONS else None}
    inspection, records, errors = read(shared_data / name, **options)
    header, *rows = as_rows(shared_data / name)
    order = list(range(len(header)))
    random.Random(7).shuffle(order)
    random.Random(8).shuffle(rows)
    dressed = [[row[index] for index in order] for row in [header, *rows]]
    path = write(tmp_path, as_text(dressed, delimiter, line_end).encode(encoding))
    again, moved, moved_errors = read(path, **options)
    assert (again.format, again.platform, set(again.mapping.items())) == (
        inspection.format,
        inspection.platform,
        set(inspection.mapping.items()),
    )
    assert len(moved_errors) == len(errors)
    facts = [tuple(getattr(record, fact) for fact in FACTS) for record in records]
    assert Counter(tuple(getattr(record, fact) for fact in FACTS) for record in moved) == Counter(facts)

"""Every table format on small tables of our own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics_app.choices import MessageKind, Platform, Reason, SourceFormat, TimePrecision
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import read, read_x, table, write

HARVEST = (
    '"conversation_id_str","created_at","favorite_count","full_text","id_str","in_reply_to_screen_name","lang","tweet_url",'
    '"user_id_str","username"\r\n'
    '"1001","Sun Sep 14 15:10:18 +0000 2025","2","jalan &amp; jembatan","1001","","in","https://x.com/undefined/status/1001",'
    '"77",\r\n'
    '"1001","Sun Sep 14 15:11:18 +0000 2025","0","@kota siap","1002","kota","qme","","78","warga_dua"\r\n'
)
TWCS = (
    ",tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
    "0,1,ContohKota,False,Tue Oct 31 22:14:37 +0000 2017,@115 siap,2,3.0\n"
    "1,3,115,True,Tue Oct 31 22:10:47 +0000 2017,@ContohKota lampu,1,\n"
    "sisa teks,4,,,,,,\n"
)
CONVERSATION = (
    "conversation,company,tweet_id,author,role,created_at,in_reply_to_assumed,text\n"
    "A,K,1,warga,client,2020-04-01T17:31:32.000Z,,halo\n"
    "A,K,2,kota,agent,2020-04-01T18:31:32.000Z,1,siap\n"
    "B,K,2,kota,agent,2020-04-01T18:31:32.000Z,,siap\n"
)
COMPLAINTS = (
    "id,keluhan,tanggal_keluhan,topik,instansi,tanggal_ditanggapi\n"
    r"7,lampu padam\ndi jalan A,2022-01-01 00:29:00,Lampu,Dinas A,2022-01-01 10:29:00" + "\n"
    "8,air mati,2022-01-02 00:29:00,,Dinas B,\n"
)
REVIEWS = (
    "User Name;Rating;Review;Waktu Upload\r\nA;3;bagus;14/12/2023 13.31\r\nB;1;rusak;03/12/2024 13.20\r\n"
)


def test_tweet_harvest_gives_conversations_but_no_parents(tmp_path: Path) -> None:
    inspection, (root, reply), errors = read(write(tmp_path, HARVEST))
    assert (inspection.format, inspection.questions, errors) == (SourceFormat.TWEET_HARVEST, (), [])
    assert (root.kind, root.text, root.lang, root.author_handle) == (
        MessageKind.ORIGINAL,
        "jalan & jembatan",
        "id",
        None,
    )
    assert (root.author_id, root.url, root.like_count) == ("77", "https://x.com/i/status/1001", 2)
    assert (reply.kind, reply.parent_id, reply.conversation_id) == (MessageKind.REPLY, None, "1001")
    assert (reply.in_reply_to_handle, reply.lang, reply.url) == ("kota", None, None)
    assert (inspection.capability.carries_reposts, inspection.capability.carries_replies) == (False, True)


def test_twcs_gives_true_parents_and_who_is_official(tmp_path: Path) -> None:
    inspection, (answer, question), (broken,) = read(write(tmp_path, TWCS))
    assert inspection.format is SourceFormat.TWCS
    assert (answer.parent_id, answer.is_official, answer.author_handle) == ("3", True, "ContohKota")
    assert (question.parent_id, question.is_official, question.kind) == (None, False, MessageKind.ORIGINAL)
    assert question.created_at == datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
    assert (broken.line, broken.reason) == (4, Reason.MISSING_TIME)
    assert broken.raw.startswith("sisa teks | 4")


def test_a_message_may_stand_in_several_conversations(tmp_path: Path) -> None:
    inspection, records, errors = read(write(tmp_path, CONVERSATION))
    assert (inspection.format, inspection.platform, errors) == (SourceFormat.CONVERSATION, Platform.X, [])
    assert [(record.platform_id, record.conversation_id) for record in records] == [
        ("1", "A"),
        ("2", "A"),
        ("2", "B"),
    ]
    assert [record.parent_is_inferred for record in records] == [False, True, False]
    assert [record.is_official for record in records] == [False, True, True]


def test_a_complaint_table_has_its_first_answer_beside_it(tmp_path: Path) -> None:
    inspection, (first, second), _ = read(write(tmp_path, COMPLAINTS), zone="WIB")
    assert (inspection.format, inspection.platform) == (SourceFormat.COMPLAINT, Platform.CHANNEL)
    assert (first.kind, first.text) == (MessageKind.COMPLAINT, "lampu padam\ndi jalan A")
    assert first.created_at == datetime(2021, 12, 31, 17, 29, tzinfo=UTC)
    assert first.answered_at == datetime(2022, 1, 1, 3, 29, tzinfo=UTC)
    assert (first.topic, first.agency, first.platform_id) == ("Lampu", "Dinas A", "7")
    assert (second.answered_at, second.topic) == (None, None)
    assert inspection.capability.carries_official


def test_an_answer_known_by_its_day_alone_cannot_be_measured(tmp_path: Path) -> None:
    content = COMPLAINTS.replace("2022-01-01 10:29:00", "2022-01-03")
    _, (first, second), _ = read(write(tmp_path, content), zone="UTC")
    assert (first.answered_at, first.time_precision) == (datetime(2022, 1, 3, tzinfo=UTC), TimePrecision.DAY)
    assert second.time_precision is TimePrecision.EXACT


def test_store_reviews_are_reviews_day_first(tmp_path: Path) -> None:
    inspection, records, _ = read(write(tmp_path, REVIEWS), zone="WIB")
    assert (inspection.delimiter, inspection.platform) == (";", Platform.CHANNEL)
    assert {record.kind for record in records} == {MessageKind.REVIEW}
    assert records[1].created_at == datetime(2024, 12, 3, 6, 20, tzinfo=UTC)
    assert not inspection.capability.carries_official


def test_scraped_reviews_carry_the_answer_and_its_text(tmp_path: Path) -> None:
    content = (
        "reviewId,userName,content,score,thumbsUpCount,at,replyContent,repliedAt\n"
        "a-1,A,bagus,5,2,2025-10-11 10:45:51,terima kasih,2025-01-01 00:00:01\n"
    )
    _, (record,), _ = read(write(tmp_path, content), zone="UTC")
    assert (record.kind, record.answer_text, record.platform_id) == (
        MessageKind.REVIEW,
        "terima kasih",
        "a-1",
    )
    assert record.answered_at == datetime(
        2025, 1, 1, 0, 0, 1, tzinfo=UTC
    )  # stores overwrite the time of an edit


def test_rows_that_name_their_platform_go_there(tmp_path: Path) -> None:
    rows = [["twitter", "8/21/2021", "10:59:00", "satu"], ["youtube", "7/21/2021", "23:52:00", "dua"]]
    content = table([*rows, ["blogs", "7/1/2021", "1:00:00", "tiga"]], "service,date,time,message")
    inspection, records, errors = read(write(tmp_path, content), zone="WIB")
    assert (inspection.platform, inspection.platform_evidence) == (None, "kolom “service”")
    assert [record.platform for record in records] == [Platform.X, Platform.YOUTUBE]
    assert records[0].created_at == datetime(2021, 8, 21, 3, 59, tzinfo=UTC)
    assert [(error.line, error.reason) for error in errors] == [(4, Reason.UNKNOWN_PLATFORM)]


def test_comments_under_a_video_share_its_conversation_and_are_approximate(tmp_path: Path) -> None:
    content = (
        '"video_id","author","published","text","extracted_at"\n'
        '"SzXabcd_-12","@a","3 minggu yang lalu (diedit)","baris\nkedua","2025-05-19 10:05:35"\n'
    )
    inspection, (record,), _ = read(write(tmp_path, content), zone="WIB")
    assert (inspection.platform, record.kind, record.conversation_id) == (
        Platform.YOUTUBE,
        MessageKind.REPLY,
        "SzXabcd_-12",
    )
    assert record.created_at == datetime(2025, 4, 28, 3, 5, 35, tzinfo=UTC)
    assert record.time_precision is TimePrecision.APPROXIMATE
    assert not inspection.capability.carries_exact_time


def test_a_relative_time_without_reference_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="nisbi") as caught:
        read_x(tmp_path, "author,published,text\na,3 minggu yang lalu,halo\n")
    assert "extracted_at" in caught.value.remedy


def test_kinds_come_from_the_kind_column_or_the_text(tmp_path: Path) -> None:
    rows = [
        ["1", "RT @kota: banjir", "2024-01-01T00:00:00Z", ""],
        ["2", "kutip", "2024-01-01T00:00:00Z", "quote"],
        ["3", "biasa", "2024-01-01T00:00:00Z", ""],
        ["4", "", "2024-01-01T00:00:00Z", "retweet"],
    ]
    inspection, records, errors = read_x(tmp_path, table(rows, "id,text,created_at,type"))
    assert [record.kind.value for record in records] == ["repost", "quote", "original", "repost"]
    assert (errors, inspection.capability.carries_reposts) == ([], True)
    assert inspection.has_ids


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        (["1", "a", ""], Reason.MISSING_TIME, "created_at"),
        (["1", "a", "kapan-kapan"], Reason.UNREADABLE_TIME, "created_at"),
        (["1", "", "2024-01-01T00:00:00Z"], Reason.MISSING_TEXT, "text"),
        (["1.9667E+18", "a", "2024-01-01T00:00:00Z"], Reason.FLOAT_ID, "id"),
        (["1", "a" * 100_001, "2024-01-01T00:00:00Z"], Reason.TOO_LONG, "text"),
        (["1", "a"], Reason.MALFORMED_ROW, None),
    ],
)
def test_a_bad_row_is_kept_with_line_column_and_reason(
    tmp_path: Path, row: list[str], reason: Reason, column: str | None
) -> None:
    good = [[str(number), "utuh", "2024-01-01T00:00:00Z"] for number in range(9)]
    _, records, (error,) = read_x(tmp_path, table([*good, row]))
    assert (error.line, error.reason, error.column) == (11, reason, column)
    assert error.raw[:1] == "1"
    assert error.detail
    assert len(records) == 9


def test_rows_of_the_minority_order_are_rejected(tmp_path: Path) -> None:
    rows = [["1", "a", f"{day}/09/2021"] for day in range(13, 30)] + [["2", "b", "09/30/2021"]]
    _, records, (error,) = read_x(tmp_path, table(rows))
    assert (len(records), error.reason) == (17, Reason.UNREADABLE_TIME)


def test_what_the_file_does_not_say_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, table([["1", "a", "03/12/2024 13.20"]]))
    for given, option in (
        ({}, "--date-order"),
        ({"date_order": "dmy"}, "--zone"),
        ({"date_order": "dmy", "zone": "WIB"}, "--platform"),
    ):
        with pytest.raises(SourceRefused, match=option):
            read(path, **given)
    _, (record,), _ = read(path, date_order="dmy", zone="WIB", platform=Platform.INSTAGRAM)
    assert (record.created_at, record.platform) == (
        datetime(2024, 12, 3, 6, 20, tzinfo=UTC),
        Platform.INSTAGRAM,
    )


def test_an_unknown_zone_is_refused_with_examples(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="WITA"):
        read_x(tmp_path, table([["1", "a", "2024-01-01 00:00"]]), zone="Mars/Utopia")


def test_the_hours_as_stated_are_shown_before_a_zone_is_chosen(tmp_path: Path) -> None:
    rows = [["1", "a", "2024-01-01 09:10"], ["2", "b", "2024-01-02 09:59"], ["3", "c", "2024-01-03 23:00"]]
    inspection, _, _ = read_x(tmp_path, table(rows))
    assert (inspection.hour_profile[9], inspection.hour_profile[23], sum(inspection.hour_profile)) == (
        2,
        1,
        3,
    )


def test_a_persons_mapping_and_format_stand_over_recognition(tmp_path: Path) -> None:
    path = write(tmp_path, COMPLAINTS)
    mapping = {"instansi": "text", "keluhan": ""}
    inspection, records, _ = read(
        path, zone="UTC", format=SourceFormat.TABLE, platform=Platform.X, mapping=mapping
    )
    assert inspection.format is SourceFormat.TABLE
    assert [record.text for record in records] == ["Dinas A", "Dinas B"]
    with pytest.raises(SourceRefused, match="twcs"):
        read(path, format=SourceFormat.TWCS)


def test_a_table_without_times_or_texts_is_no_message_table(tmp_path: Path) -> None:
    for content in ("id;name;;;;\n1;Dinas A;;;;\n2;Dinas B;;;;\n", "id,waktu\n1,2024-01-01 00:00\n"):
        with pytest.raises(SourceRefused, match="bukan tabel pesan"):
            read_x(tmp_path, content)


def test_mojibake_rows_are_counted_and_kept(tmp_path: Path) -> None:
    rows = [["1", "makasih ðŸ™", "2024-01-01T00:00:00Z"], ["2", "makasih", "2024-01-01T00:00:00Z"]]
    inspection, records, _ = read_x(tmp_path, table(rows))
    assert (inspection.mojibake, records[0].text) == (1, "makasih ðŸ™")


def test_a_row_says_where_it_stands_and_progress_reaches_the_end(tmp_path: Path) -> None:
    from analytics_app.records import ParsedRow
    from analytics_app.sources.inspection import inspect
    from analytics_app.sources.options import ParseOptions
    from analytics_app.sources.parsing import parse

    path = write(tmp_path, "id,text,created_at,lain\n1,a &amp; b,2024-01-01T00:00:00Z,x\n")
    options = ParseOptions(platform=Platform.X)
    rows = parse(path, options, inspect(path, options))
    (row,) = list(rows)
    assert isinstance(row, ParsedRow)
    assert row.record.text == "a & b"
    assert (row.line, rows.bytes_read, rows.bytes_total) == (2, path.stat().st_size, path.stat().st_size)

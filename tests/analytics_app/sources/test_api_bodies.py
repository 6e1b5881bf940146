"""Bodies of the three APIs, in shapes recorded from them, with content of our own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics_app.choices import MessageKind, Platform, Reason, SourceFormat
from analytics_app.sources import json_documents
from analytics_app.sources.errors import SourceRefused
from tests.analytics_app.sources.reading import read, read_json, write

SNOWFLAKE = str((1_700_000_000_000 - 1_288_834_974_657) << 22)
PAGE: dict[str, Any] = {
    "data": [
        {
            "id": "11",
            "text": "siap &amp; cek",
            "author_id": "7",
            "created_at": "2024-06-24T16:28:14.000Z",
            "conversation_id": "10",
            "in_reply_to_user_id": "8",
            "lang": "in",
            "referenced_tweets": [{"type": "quoted", "id": "9"}, {"type": "replied_to", "id": "10"}],
            "public_metrics": {"retweet_count": 1, "reply_count": 2, "like_count": 3, "quote_count": 4},
        },
        {
            "id": "12",
            "text": "RT",
            "created_at": "2024-06-24T16:28:14.000Z",
            "referenced_tweets": [{"type": "retweeted", "id": "1"}],
        },
        {"id": SNOWFLAKE, "text": "tanpa waktu"},
        {"id": "20", "text": "lama"},
    ],
    "includes": {
        "users": [
            {"id": "7", "username": "kota", "name": "Kota"},
            {"id": "8", "username": "warga", "name": "W"},
        ],
        "tweets": [
            {"id": "10", "text": "lampu padam", "author_id": "8", "created_at": "2024-06-24T15:28:14.000Z"},
            {"id": "11", "text": "sudah di data", "created_at": "2024-06-24T16:28:14.000Z"},
        ],
    },
    "errors": [{"title": "Not Found Error", "detail": "Could not find tweet with ids: [5].", "value": "5"}],
    "meta": {"next_token": "abc"},
}


def test_a_v2_page_gives_its_tweets_those_they_refer_to_and_its_errors(tmp_path: Path) -> None:
    inspection, records, errors = read_json(tmp_path, PAGE)
    assert (inspection.format, inspection.platform, inspection.questions) == (
        SourceFormat.X_API_V2,
        Platform.X,
        (),
    )
    assert [record.platform_id for record in records] == ["11", "12", SNOWFLAKE, "10"]
    reply, repost, timeless, parent = records
    assert (reply.kind, reply.parent_id, reply.conversation_id) == (MessageKind.REPLY, "10", "10")
    assert (reply.author_handle, reply.in_reply_to_handle, reply.text) == ("kota", "warga", "siap & cek")
    assert (reply.repost_count, reply.reply_count, reply.like_count, reply.quote_count) == (1, 2, 3, 4)
    assert (repost.kind, repost.parent_id) == (MessageKind.REPOST, None)
    assert timeless.created_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert parent.author_handle == "warga"
    assert [error.reason for error in errors] == [Reason.MISSING_TIME, Reason.NOT_A_MESSAGE]
    assert "Could not find tweet" in errors[1].detail


def test_pages_and_single_tweets_line_by_line_are_read_alike(tmp_path: Path) -> None:
    pages = "\n".join(json.dumps(page) for page in (PAGE, {"data": PAGE["data"][0]}))
    _, records, errors = read(write(tmp_path, pages))
    assert len(records) == 5
    assert {error.line for error in errors} == {1}
    tweets = "\n".join(json.dumps(tweet) for tweet in PAGE["data"][:2])
    assert len(read(write(tmp_path, tweets))[1]) == 2


def test_long_tweets_are_read_in_full(tmp_path: Path) -> None:
    tweet = {**PAGE["data"][0], "note_tweet": {"text": "panjang " * 100}}
    _, (record,), _ = read_json(tmp_path, {"data": tweet})
    assert len(record.text) == 799


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"data": [{"id": "1", "name": "A", "username": "a"}]}, "daftar pengguna"),
        ({"data": [{"value": "kota", "id": "1"}], "meta": {}}, "aturan"),
        ({"data": [{"id": "1", "state": "ended"}]}, "Spaces"),
        ({"data": [{"start": "a", "end": "b", "tweet_count": 3}]}, "hitungan"),
        (
            {"errors": [{"title": "Not Found Error", "detail": "tidak ada"}]},
            "galat dari API: Not Found Error",
        ),
        ({"title": "Unauthorized", "detail": "Unauthorized", "status": 401}, "Unauthorized"),
        ({"data": [{"id": "20", "text": "lama"}]}, "tidak memuat waktu"),
        ({"kind": "youtube#videoListResponse", "items": [{"kind": "youtube#video"}]}, "videoListResponse"),
        (
            [{"screen_name": "a", "name": "A", "followers_count": 1, "status": {"text": "x"}}],
            "daftar pengguna",
        ),
        ([], "tidak berisi pesan"),
        ({}, "objek kosong"),
    ],
)
def test_bodies_without_messages_are_refused_by_what_they_hold(tmp_path: Path, body: Any, word: str) -> None:
    with pytest.raises(SourceRefused, match=word):
        read_json(tmp_path, body)


def test_json_that_breaks_off_is_refused_and_plain_text_too(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="tidak utuh"):
        read(write(tmp_path, '{"data": [{"id": "1", '))
    with pytest.raises(SourceRefused, match="Rate limit exceeded"):
        read(write(tmp_path, "Rate limit exceeded\n"))


STATUS: dict[str, Any] = {
    "created_at": "Wed Jun 24 16:28:14 +0000 2020",
    "id_str": "2",
    "text": "@kota lampu &amp; jalan",
    "user": {"id_str": "7", "screen_name": "warga", "followers_count": 3},
    "in_reply_to_status_id_str": "1",
    "in_reply_to_screen_name": "kota",
    "retweet_count": 5,
    "favorite_count": 6,
    "lang": "in",
}


def test_v1_statuses_give_replies_reposts_and_quotes(tmp_path: Path) -> None:
    plain = {**STATUS, "in_reply_to_status_id_str": None, "in_reply_to_screen_name": None}
    statuses = [STATUS, {**plain, "retweeted_status": STATUS}, {**plain, "is_quote_status": True}, plain]
    inspection, records, errors = read_json(tmp_path, {"statuses": statuses})
    assert (inspection.format, errors) == (SourceFormat.X_API_V1, [])
    assert [record.kind.value for record in records] == ["reply", "repost", "quote", "original"]
    assert (records[0].parent_id, records[0].in_reply_to_handle, records[0].text) == (
        "1",
        "kota",
        "@kota lampu & jalan",
    )
    assert (records[0].author_handle, records[0].author_id, records[0].lang) == ("warga", "7", "id")
    assert len(read_json(tmp_path, statuses)[1]) == len(read_json(tmp_path, statuses[0])[1]) + 3


def comment(number: str, **snippet: Any) -> dict[str, Any]:
    said = {
        "textOriginal": f"komentar {number}",
        "authorDisplayName": "Nama Panjang",
        "authorChannelId": {"value": "UC1"},
        "publishedAt": "2020-05-14T22:23:00Z",
        "videoId": "V",
        "likeCount": 1,
    }
    return {"kind": "youtube#comment", "id": number, "snippet": {**said, **snippet}}


THREADS = {
    "kind": "youtube#commentThreadListResponse",
    "items": [
        {
            "kind": "youtube#commentThread",
            "id": "a",
            "snippet": {"videoId": "V", "topLevelComment": comment("a"), "totalReplyCount": 2},
            "replies": {
                "comments": [
                    comment("a.1", parentId="a", authorDisplayName="@kota"),
                    comment("a.2", textOriginal=""),
                ]
            },
        }
    ],
}


def test_youtube_comments_stand_under_the_video_and_replies_under_comments(tmp_path: Path) -> None:
    inspection, (top, reply), (empty,) = read_json(tmp_path, THREADS)
    assert (inspection.format, inspection.platform) == (SourceFormat.YOUTUBE, Platform.YOUTUBE)
    assert (top.parent_id, top.conversation_id, top.reply_count, top.kind) == (
        None,
        "V",
        2,
        MessageKind.REPLY,
    )
    assert (top.author_id, top.author_handle) == ("UC1", None)
    assert (reply.parent_id, reply.conversation_id, reply.author_handle) == ("a", "V", "kota")
    assert empty.reason is Reason.MISSING_TEXT


@pytest.mark.parametrize("document", [PAGE, THREADS, {"statuses": [STATUS] * 3}, [STATUS] * 3])
def test_a_file_too_large_to_hold_is_streamed_to_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, document: Any
) -> None:
    _, whole, errors = read_json(tmp_path, document)
    monkeypatch.setattr(json_documents, "MAX_WHOLE", 10)
    monkeypatch.setattr(json_documents, "PAGE_ITEMS", 2)
    _, streamed, streamed_errors = read_json(tmp_path, document)
    assert {record.platform_id: record.author_handle for record in streamed} == {
        record.platform_id: record.author_handle for record in whole
    }
    assert len(streamed) == len(whole)
    assert {error.reason for error in streamed_errors} == {error.reason for error in errors}
    assert len(streamed_errors) == len(errors)

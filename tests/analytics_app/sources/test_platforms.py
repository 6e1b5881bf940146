from datetime import UTC, datetime

from analytics_app.choices import Platform
from analytics_app.sources.platforms import find_platform, read_platform, snowflake_time

ID = str(((1_700_000_000_000 - 1_288_834_974_657) << 22) + 5)


def test_platforms_are_known_by_their_usual_names() -> None:
    assert [read_platform(name) for name in ("Twitter", "IG", "YouTube", "channel", "blogs", "")] == [
        Platform.X,
        Platform.INSTAGRAM,
        Platform.YOUTUBE,
        Platform.CHANNEL,
        None,
        None,
    ]


def test_an_x_id_holds_the_second_of_its_making() -> None:
    assert snowflake_time(ID) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert snowflake_time("20") is None
    assert snowflake_time("abc") is None


def test_column_names_addresses_and_ids_give_the_platform_away() -> None:
    mapping = {"id": "platform_id", "waktu": "created_at", "url": "url"}
    columns = list(mapping)
    x_row = [[ID, "2023-11-14 22:13:20", ""]]
    assert find_platform(["reply_to_tweet_id"], {}, []) == (Platform.X, "nama kolom “reply_to_tweet_id”")
    assert (find_platform(columns, mapping, [["1", "", "https://www.instagram.com/p/1"]]) or [None])[
        0
    ] is Platform.INSTAGRAM
    assert (find_platform(columns, mapping, x_row) or [None])[0] is Platform.X
    assert find_platform(columns, mapping, [[ID, "2021-01-01 00:00:00", ""]]) is None


def test_video_ids_tell_youtube_from_tiktok() -> None:
    mapping = {"video_id": "container_id"}
    assert (find_platform(["video_id"], mapping, [["SzXabcd_-12"]]) or [None])[0] is Platform.YOUTUBE
    assert find_platform(["video_id"], mapping, [["7301234567890123456"]]) is None

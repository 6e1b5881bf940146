"""Platforms by the names people use, and what in a table gives its platform away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from analytics_app.choices import Platform
from analytics_app.sources.columns import column_key, column_values
from analytics_app.sources.times import read_stamp

_NAMES = {
    "x": Platform.X,
    "twitter": Platform.X,
    "xtwitter": Platform.X,
    "tweet": Platform.X,
    "instagram": Platform.INSTAGRAM,
    "ig": Platform.INSTAGRAM,
    "facebook": Platform.FACEBOOK,
    "fb": Platform.FACEBOOK,
    "tiktok": Platform.TIKTOK,
    "youtube": Platform.YOUTUBE,
    "yt": Platform.YOUTUBE,
    "channel": Platform.CHANNEL,
}
_IN_COLUMNS = (
    (Platform.X, re.compile(r"tweet|twitter|screenname")),
    (Platform.INSTAGRAM, re.compile(r"instagram|^ig|shortcode")),
    (Platform.FACEBOOK, re.compile(r"facebook|^fb")),
    (Platform.TIKTOK, re.compile(r"tiktok")),
    (Platform.YOUTUBE, re.compile(r"youtube|^yt|authorchannel")),
)
_IN_URLS = (
    (Platform.X, re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/", re.I)),
    (Platform.INSTAGRAM, re.compile(r"https?://(?:www\.)?instagram\.com/", re.I)),
    (Platform.FACEBOOK, re.compile(r"https?://(?:www\.|m\.)?(?:facebook\.com|fb\.watch)/", re.I)),
    (Platform.TIKTOK, re.compile(r"https?://(?:www\.|vt\.)?tiktok\.com/", re.I)),
    (Platform.YOUTUBE, re.compile(r"https?://(?:www\.)?(?:youtube\.com|youtu\.be)/", re.I)),
)
_YOUTUBE_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_FIRST_SNOWFLAKE = 29_700_859_247  # X numbered tweets one by one before 4 November 2010
_X_EPOCH = datetime.fromtimestamp(1_288_834_974, UTC) + timedelta(milliseconds=657)


def read_platform(value: str) -> Platform | None:
    """The platform a cell or option names; None for one we do not know."""
    return _NAMES.get(column_key(value))


def snowflake_time(tweet_id: str) -> datetime | None:
    """When X gave out an id, to the second as its API states it; None for ids older than the scheme."""
    if not tweet_id.isdigit() or not _FIRST_SNOWFLAKE < int(tweet_id) < 2**63:
        return None
    return (_X_EPOCH + timedelta(milliseconds=int(tweet_id) >> 22)).replace(microsecond=0)


def find_platform(
    columns: Sequence[str], mapping: Mapping[str, str], sample: Sequence[Sequence[str]]
) -> tuple[Platform, str] | None:
    """The platform of a table and the evidence in words: column names, message addresses, ids; None without any."""
    for column in columns:
        for platform, pattern in _IN_COLUMNS:
            if pattern.search(column_key(column)):
                return platform, f"nama kolom “{column}”"
    by_field = {field: column_values(columns, sample, column) for column, field in mapping.items()}
    for platform, pattern in _IN_URLS:
        if by_field.get("url") and all(pattern.match(value) for value in by_field["url"]):
            return platform, "alamat pesan"
    videos = by_field.get("container_id", [])
    if (
        videos
        and "video" in _column_of(mapping, "container_id")
        and all(map(_YOUTUBE_VIDEO.fullmatch, videos))
    ):
        return Platform.YOUTUBE, "id video berbentuk YouTube"
    if _are_snowflakes(columns, mapping, sample):
        return Platform.X, "id pesan memuat waktu seperti id X"
    return None


def _column_of(mapping: Mapping[str, str], field: str) -> str:
    return next((column_key(column) for column, name in mapping.items() if name == field), "")


def _are_snowflakes(
    columns: Sequence[str], mapping: Mapping[str, str], sample: Sequence[Sequence[str]]
) -> bool:
    """Whether the times inside the ids agree with the times beside them, whatever the zone."""
    places = {field: columns.index(column) for column, field in mapping.items()}
    if "platform_id" not in places or "created_at" not in places:
        return False
    hits = [
        _agrees(cells[places["platform_id"]], cells[places["created_at"]])
        for cells in sample
        if cells[places["platform_id"]]
    ]
    return len(hits) > 0 and sum(hits) >= 0.8 * len(hits)


def _agrees(tweet_id: str, stated: str) -> bool:
    inside = snowflake_time(tweet_id)
    stamp = read_stamp(stated)
    if inside is None or stamp is None or stamp.moment is None:
        return False
    moment = stamp.moment if stamp.moment.tzinfo else stamp.moment.replace(tzinfo=UTC)
    return abs(moment - inside) < timedelta(hours=14 if stamp.moment.tzinfo is None else 0, minutes=1)

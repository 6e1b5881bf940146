"""Writes the example world as the files that users bring: X API v2 pages, comment lists, scrapes, complaint tables.

A file holds one bundle in one calendar quarter, so the file of a quarter that is over is the same every day.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from analytics_app.choices import MessageKind
from analytics_app.example.accounts import UNSTATED, number_of
from analytics_app.example.story import Line
from analytics_app.example.world import World, captured_until, local_date, quarter_end, quarter_start

_ALL_SIDES = ("posts", "replies", "citizens")
_PAGE_TWEETS = 400
_STATED_CHANNELS = ("channel:31", "channel:33.02")
_RECAPTURE_DAYS = 45


@dataclass(frozen=True)
class ExampleFile:
    """A written file, and what a person would state when importing it."""

    path: Path
    source: str
    platform: str | None = None
    zone: str | None = None
    region_code: str | None = None
    covers: tuple[str, ...] | None = None
    covered_from: date | None = None
    covered_until: date | None = None


def write_files(world: World, folder: Path) -> list[ExampleFile]:
    """Every file of the world, in an order in which one would import them."""
    written = []
    for bundle in sorted(world.bundles):
        if bundle.startswith("channel:"):
            written.append(_write_channel(world, bundle, folder))
            continue
        for first, last in _quarters(world):
            lines = [line for line in world.bundles[bundle] if first <= local_date(line) <= last]
            if lines:
                written.append(_write_bundle(bundle, lines, first, last, folder))
    written.append(_write_recapture(world, folder))
    return written


def _quarters(world: World) -> Iterator[tuple[date, date]]:
    first = world.first_day
    while first <= world.last_day:
        last = min(quarter_end(first), world.last_day)
        yield first, last
        first = last + timedelta(days=1)


def _write_bundle(bundle: str, lines: Sequence[Line], first: date, last: date, folder: Path) -> ExampleFile:
    label = f"{first.year}-triwulan-{(first.month - 1) // 3 + 1}"
    stated: dict[str, Any] = {"covers": _ALL_SIDES, "covered_from": first, "covered_until": last}
    if bundle == "x":
        path = folder / f"contoh-x-api-{label}.jsonl"
        _write_x_pages(path, lines)
        return ExampleFile(path, "Contoh X API", **stated)
    if bundle == "instagram":
        path = folder / f"contoh-komentar-instagram-{label}.csv"
        _write_comments(path, lines)
        return ExampleFile(path, "Contoh komentar Instagram", platform="instagram", **stated)
    if bundle == "harvest":
        path = folder / f"contoh-tweet-harvest-{label}.csv"
        _write_harvest(path, lines)
        return ExampleFile(path, "Contoh tweet-harvest")
    if bundle == "others":
        path = folder / f"contoh-facebook-tiktok-youtube-{label}.jsonl"
        _write_json_lines(path, lines)
        return ExampleFile(path, "Contoh arsip media sosial", **stated)
    return _write_region(bundle.partition(":")[2], lines, first, last, folder / f"-{label}.csv", stated)


def _write_region(
    code: str, lines: Sequence[Line], first: date, last: date, ending: Path, stated: dict[str, Any]
) -> ExampleFile:
    """All platforms of one region in one table, with times of its zone that name no zone."""
    path = ending.with_name(f"contoh-arsip-{code}{ending.name}")
    place = lines[0].account.place
    _write_local_table(path, lines, ZoneInfo(place.zone))
    if code == UNSTATED:
        stated = {}
    else:
        stated["covered_until"] = min(last, captured_until(code, first))
    return ExampleFile(path, f"Contoh arsip {code}", zone=place.zone, region_code=code, **stated)


def _write_channel(world: World, bundle: str, folder: Path) -> ExampleFile:
    lines = world.bundles[bundle]
    account = lines[0].account
    code = account.place.code
    path = folder / f"contoh-kanal-aduan-{code}.csv"
    _write_complaints(path, lines, ZoneInfo(account.place.zone))
    stated: dict[str, Any] = {}
    if bundle in _STATED_CHANNELS:
        stated = {"covers": _ALL_SIDES, "covered_from": world.first_day, "covered_until": world.last_day}
    return ExampleFile(path, account.handle, "channel", account.place.zone, code, **stated)


def _write_recapture(world: World, folder: Path) -> ExampleFile:
    """Posts of the last weeks captured once more, with the counts they had by then."""
    first = max(quarter_start(world.last_day), world.last_day - timedelta(days=_RECAPTURE_DAYS))
    posts = [
        line
        for line in world.bundles["x"]
        if line.kind is MessageKind.ORIGINAL and line.author == line.account.handle and line.likes
        if first <= local_date(line) < world.last_day
    ]
    path = folder / "contoh-x-api-tangkapan-ulang.jsonl"
    _write_x_pages(path, posts, growth=1.4, errors=0)
    return ExampleFile(path, "Contoh X API")


# --- formats -------------------------------------------------------------------------------------


def _write_x_pages(path: Path, lines: Sequence[Line], *, growth: float = 1.0, errors: int = 3) -> None:
    """X API v2 bodies, one page a line; the first tells of posts that could not be had any more."""
    rest = iter(lines)
    with path.open("w", encoding="utf-8") as file:
        while page := list(islice(rest, _PAGE_TWEETS)):
            users = {line.author_id: line.author for line in page}
            users |= {_x_user(line): line.reply_to for line in page if line.reply_to}
            body: dict[str, Any] = {
                "data": [_tweet(line, growth) for line in page],
                "includes": {"users": [{"id": id, "username": name} for id, name in sorted(users.items())]},
                "meta": {"result_count": len(page)},
            }
            if errors:
                body["errors"] = [_error(number_of(f"{path.name}{n}", 18)) for n in range(errors)]
                errors = 0
            file.write(json.dumps(body, ensure_ascii=False) + "\n")


def _tweet(line: Line, growth: float) -> dict[str, Any]:
    likes = int(line.likes * growth)
    tweet: dict[str, Any] = {
        "id": line.id,
        "text": line.text,
        "created_at": line.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "author_id": line.author_id,
        "conversation_id": line.conversation,
        "lang": "in",
        "public_metrics": {
            "like_count": likes,
            "retweet_count": int(line.shares * growth),
            "reply_count": 0,
            "quote_count": 0,
            "impression_count": likes * 31,
        },
    }
    if line.kind is MessageKind.REPOST:
        tweet["referenced_tweets"] = [{"type": "retweeted", "id": number_of(line.id, 18)}]
    elif line.parent:
        tweet["referenced_tweets"] = [{"type": "replied_to", "id": line.parent}]
    if line.reply_to:
        tweet["in_reply_to_user_id"] = _x_user(line)
    return tweet


def _x_user(line: Line) -> str:
    """The id of whom a post answers: of an account by its registration, of a citizen by the name."""
    name = line.reply_to or ""
    return number_of(f"x:{name}", 12) if name.startswith("contoh_") else number_of(name, 11)


def _error(id: str) -> dict[str, str]:
    return {
        "resource_type": "tweet",
        "resource_id": id,
        "title": "Not Found Error",
        "detail": f"Could not find tweet with id: [{id}].",
    }


def _write_comments(path: Path, lines: Sequence[Line]) -> None:
    """A comment list as scrapers give it: some rows twice, one without a time, one cut short."""
    header = ("id_komentar", "waktu", "nama_akun", "teks", "id_induk", "suka")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for n, line in enumerate(lines):
            row = (line.id, _iso(line), line.author, line.text, line.parent or "", line.likes)
            writer.writerow(row)
            if n % 251 == 17:
                writer.writerow(row)
            if n == 300:
                writer.writerow(
                    (number_of(line.id, 15), "", line.author, "waktunya hilang waktu diekspor", "", 0)
                )
                writer.writerow((number_of(line.id, 14), _iso(line)))


def _write_json_lines(path: Path, lines: Sequence[Line]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            row = {
                "message_id": line.id,
                "platform": line.account.platform.value,
                "created_at": _iso(line),
                "username": line.author,
                "text": line.text,
                "parent_id": line.parent,
                "kind": _kind(line),
                "like_count": line.likes,
                "share_count": line.shares,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_harvest(path: Path, lines: Sequence[Line]) -> None:
    """A scrape of X's search page: it names conversations and addressees, no parents and no reposts."""
    _write_csv(
        path,
        ("conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "in_reply_to_screen_name",
         "lang", "quote_count", "reply_count", "retweet_count", "tweet_url", "user_id_str", "username"),
        [line for line in lines if line.kind is not MessageKind.REPOST],
        lambda line: (
            line.conversation, line.at.strftime("%a %b %d %H:%M:%S +0000 %Y"), line.likes, line.text, line.id,
            line.reply_to or "", "in", 0, 0, line.shares, f"https://x.com/undefined/status/{line.id}",
            line.author_id, line.author,
        ),
    )  # fmt: skip


def _write_local_table(path: Path, lines: Sequence[Line], zone: ZoneInfo) -> None:
    _write_csv(
        path,
        ("id_pesan", "platform", "waktu_posting", "akun", "isi", "id_induk", "jenis", "suka"),
        lines,
        lambda line: (
            line.id, line.account.platform.value, line.at.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S"),
            line.author, line.text, line.parent or "", _kind(line), line.likes,
        ),
        delimiter=";",
    )  # fmt: skip


def _write_complaints(path: Path, lines: Sequence[Line], zone: ZoneInfo) -> None:
    def local(at: Any) -> str:
        return str(at.astimezone(zone).strftime("%d/%m/%Y %H:%M")) if at else ""

    _write_csv(
        path,
        ("Nomor Aduan", "Tanggal Aduan", "Isi Aduan", "Tanggal Tanggapan", "Jawaban"),
        lines,
        lambda line: (line.id, local(line.at), line.text, local(line.answered_at), line.answer or ""),
        delimiter=";",
    )


def _write_csv(
    path: Path,
    header: Sequence[str],
    lines: Sequence[Line],
    row: Callable[[Line], Sequence[object]],
    delimiter: str = ",",
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(map(row, lines))


def _kind(line: Line) -> str:
    if line.kind is MessageKind.ORIGINAL:
        return "post"
    return "comment" if line.kind is MessageKind.REPLY else line.kind.value


def _iso(line: Line) -> str:
    return line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

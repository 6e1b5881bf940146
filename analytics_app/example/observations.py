"""What people would have seen and noted beside the messages of the example world: profiles, searches, submissions.

Written as the tables that users bring. Everything follows from the account and the day, so a world that ends later
holds the same rows and those of the days after. All addresses end in ``.example``, which leads nowhere by RFC 2606.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from analytics_app.choices import MessageKind, ObservationKind, Platform
from analytics_app.example.accounts import ExampleAccount, Place, number_of
from analytics_app.example.behaviour import Behaviour
from analytics_app.example.story import Line
from analytics_app.example.world import World, quarter_start
from analytics_app.indicators.findability import standard_queries
from analytics_app.indicators.guides import CORE_SERVICES
from analytics_app.sources.observations import COLUMNS

_EPOCH = date(2020, 1, 6)  # a Monday: all rows of a week belong to one
_PROFILE_WEEKS = 4
_SEARCH_WEEKS = 8
_SUBMISSION_SHARE = 0.3  # of the posts that began as a submission of an agency
_UNPUBLISHED_SHARE = 0.12
_SERVICES_OF_PROVINCE = (
    "samsat_signal_pkb", "perizinan_mpp", "bansos", "kanal_pengaduan", "fasilitas_kesehatan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExampleTable:
    """A written table of observations of one kind."""

    path: Path
    kind: ObservationKind


@dataclass(frozen=True, slots=True)
class ExampleLinkCheck:
    """How a link of an account's profile would have answered in one week, which begins with ``week``."""

    platform: Platform
    handle: str
    url: str
    week: date
    is_alive: bool
    names_account: bool | None


def write_tables(world: World, folder: Path) -> list[ExampleTable]:
    """One table a kind, in an order in which one would take them in."""
    rows: Mapping[ObservationKind, Iterator[Mapping[str, object]]] = {
        ObservationKind.PROFILE: _profiles(world),
        ObservationKind.SEARCH: _searches(world),
        ObservationKind.SERVICE: _services(world),
        ObservationKind.COMMENTS: _comments(world),
        ObservationKind.REGISTER: _register(world),
        ObservationKind.SOURCE_ITEM: _source_items(world),
        ObservationKind.MEDIA: _media(world),
    }
    return [_write(folder / f"contoh-{kind}.csv", kind, of_kind) for kind, of_kind in rows.items()]


def link_checks(world: World) -> Iterator[ExampleLinkCheck]:
    """The weekly checks of the links that profiles show, since an account's first profile was noted."""
    for account in _watched(world):
        care = _care(account.place, account.behaviour)
        for monday in _mondays(world.first_day, world.last_day, 1):
            for place, url in enumerate(_links(account, care)):
                is_alive = not (care < 0.45 and place == 1)  # a complaint page that nobody looks after
                names = number_of(f"balik:{url}", 4)[-1] in "02468" if place == 0 else None
                yield ExampleLinkCheck(account.platform, account.handle, url, monday, is_alive, names)


# --- open comments -------------------------------------------------------------------------------


def _comments(world: World) -> Iterator[Mapping[str, object]]:
    """Twenty posts looked at every four weeks; one account in nine closes most of its comments."""
    for account in _watched(world):
        opened = 11 if _lot(account, 9) == 4 else 20
        for monday in _mondays(world.first_day, world.last_day, _PROFILE_WEEKS):
            yield {
                "platform": account.platform.value,
                "handle": account.handle,
                "checked_at": f"{monday.isoformat()}T10:00",
                "posts_checked": 20,
                "posts_open": opened,
                "is_blocked": "tidak",
            }


# --- profiles ------------------------------------------------------------------------------------


def _profiles(world: World) -> Iterator[Mapping[str, object]]:
    for account in _watched(world):
        care = _care(account.place, account.behaviour)
        turn = int(number_of(f"giliran:{account.handle}", 2)) % _PROFILE_WEEKS
        until = world.last_day
        if _lot(account, 11) == 3:  # nobody looked again for the last quarter and the running one
            until = quarter_start(quarter_start(world.last_day) - timedelta(days=1)) - timedelta(days=1)
        for monday in _mondays(world.first_day, until, _PROFILE_WEEKS, turn):
            yield _profile(account, care, monday)


def _profile(account: ExampleAccount, care: float, day: date) -> Mapping[str, object]:
    followers = _followers(account, day)
    shows_following = account.platform in (Platform.X, Platform.INSTAGRAM, Platform.TIKTOK)
    return {
        "platform": account.platform.value,
        "handle": account.handle,
        "taken_at": f"{day.isoformat()}T09:00",
        "display_name": _display_name(account, care),
        "bio": _bio(account, care),
        "verification": _badge(account, care),
        "links": " ".join(_links(account, care)) or "-",
        "followers": followers,
        "following": followers // 180 + 12 if shows_following else "",
    }


def _display_name(account: ExampleAccount, care: float) -> str:
    name = account.place.name
    return f"{account.agency} {name}" if care > 0.3 else f"{name} Hebat (contoh)"


def _bio(account: ExampleAccount, care: float) -> str:
    """The more care, the more of the eight elements; whom it names are the sisters that it leads to."""
    site = _site(account.place)
    parts = [f"Akun karangan: informasi dan layanan warga {account.place.name}."]
    if care > 0.25:
        parts.append(f"Surel humas@{site}.")
    if care > 0.4:
        parts.append("Telp 021-0000000.")
    if care > 0.55:
        parts.append("Jl. Contoh No. 1.")
    if care > 0.7:
        parts.append("Layanan 07.30-16.00.")
    if account.role == "utama" and care > 0.5:
        parts.append(f"@contoh_dukcapil_{_suffix(account.place)}")
    if account.role == "opd" and care > 0.35:
        parts.append(f"Bagian dari @{_main_handle(account.place)}")
    return " ".join(parts)


def _badge(account: ExampleAccount, care: float) -> str:
    if account.platform is Platform.YOUTUBE:
        return ""  # not to be seen there
    if care > 0.6:
        return "government"
    return "paid" if care > 0.45 else "none"


def _links(account: ExampleAccount, care: float) -> list[str]:
    site = _site(account.place)
    links = [f"https://{site}/"] if care > 0.3 else []
    return [*links, f"https://aduan.{site}/"] if care > 0.4 else links


def _followers(account: ExampleAccount, day: date) -> int:
    reach = {Platform.X: 0.004, Platform.INSTAGRAM: 0.012, Platform.FACEBOOK: 0.009, Platform.TIKTOK: 0.007}
    start = (
        account.place.population * reach.get(account.platform, 0.003) * (0.4 if account.role == "opd" else 1)
    )
    growth = 1 + (day - _EPOCH).days / 20_000
    return 150 + int(start * growth * (0.6 + _lot(account, 9) / 10))


# --- searches, services, submissions -------------------------------------------------------------


def _searches(world: World) -> Iterator[Mapping[str, object]]:
    for account in _main_accounts(world, (Platform.X, Platform.INSTAGRAM)):
        if _lot(account, 7) == 2:
            continue  # nobody searched
        care = _care(account.place, account.behaviour)
        for monday in _mondays(world.first_day, world.last_day, _SEARCH_WEEKS):
            for query in standard_queries(*_name_and_level(account.place)):
                yield {
                    "region_code": account.place.code,
                    "platform": account.platform.value,
                    "query": query,
                    "rank": _rank(f"{account.handle}:{account.platform}:{query}:{monday}", care),
                    "observed_at": f"{monday.isoformat()}T10:00",
                    "handle": account.handle,
                }


def _rank(text: str, care: float) -> int | str:
    draw = Random(text).random()
    if draw < care:
        return 1
    rank = int(2 + 12 * (draw - care) / (1 - care))
    return rank if rank <= 10 else "-"


def _services(world: World) -> Iterator[Mapping[str, object]]:
    for account in _main_accounts(world, (Platform.X, Platform.INSTAGRAM)):
        if _lot(account, 5) == 1:
            continue  # its remit was not noted
        care = _care(account.place, account.behaviour)
        quarter = world.first_day
        while quarter + timedelta(days=8) <= world.last_day:
            for service in _remit(account.place):
                yield _service(account, service, care, quarter + timedelta(days=8))
            quarter = quarter_start(quarter + timedelta(days=95))


def _service(account: ExampleAccount, service: str, care: float, day: date) -> Mapping[str, object]:
    rng = Random(f"{account.handle}:{account.platform}:{service}")
    row: dict[str, object] = {
        "platform": account.platform.value,
        "handle": account.handle,
        "service": service,
        "in_remit": "ya",
        "observed_at": f"{day.isoformat()}T11:00",
    }
    if rng.random() < care:
        url = f"https://{_site(account.place)}/panduan/{service}"
        row |= {"taps": rng.choice((1, 2, 2, 3)), "components": rng.randint(2, 6), "url": url}
    elif rng.random() < care:
        posted = day - timedelta(days=rng.randint(10, 300))
        row |= {"components": rng.randint(1, 6), "posted_on": posted.isoformat()}
    return row


def _source_items(world: World) -> Iterator[Mapping[str, object]]:
    """What agencies sent in, with the post that came of it; some of it nobody published."""
    for lines in world.bundles.values():
        for line in lines:
            account = line.account
            is_post = line.kind is MessageKind.ORIGINAL and line.author == account.handle
            is_main = account.role == "utama" and account.platform is Platform.X
            if is_post and is_main and _lot(account, 4) != 1:  # of the others nobody keeps a record
                yield from _submission(line, world)


def _media(world: World) -> Iterator[Mapping[str, object]]:
    """Every third post of a watched main account, looked at a day later: pictures, now and then a video."""
    watched = set(_watched(world))
    for lines in world.bundles.values():
        for line in lines:
            is_post = line.kind is MessageKind.ORIGINAL and line.author == line.account.handle
            if is_post and line.account.role == "utama" and line.account in watched:
                yield from _media_of(line, world)


def _media_of(line: Line, world: World) -> Iterator[Mapping[str, object]]:
    rng = Random(f"media:{line.id}")
    seen = line.at + timedelta(days=1)
    if rng.random() >= 1 / 3 or seen.date() > world.last_day:
        return
    care = _care(line.account.place, line.account.behaviour)
    row: dict[str, object] = {
        "platform": line.account.platform.value,
        "handle": line.account.handle,
        "message_id": line.id,
        "checked_at": seen.replace(microsecond=0).isoformat(),
        "caption_repeats_picture": "ya" if rng.random() < 0.3 * care else "tidak",
    }
    if rng.random() < 0.25:
        yield row | {"has_captions": "ya" if rng.random() < care else "tidak"}
    else:
        told = (
            f"Foto kegiatan nomor {line.id}: petugas melayani warga di loket." if rng.random() < care else "-"
        )
        yield row | {"alt_text": "gambar" if rng.random() < 0.1 else told}


def _submission(line: Line, world: World) -> Iterator[Mapping[str, object]]:
    rng = Random(f"kiriman:{line.id}")
    if rng.random() >= _SUBMISSION_SHARE:
        return
    care = _care(line.account.place, line.account.behaviour)
    hours = min(400.0, rng.lognormvariate(4.6 - 2.2 * care, 0.8))
    sent = line.at - timedelta(hours=hours)
    if sent < datetime.combine(world.first_day, time(), UTC) + timedelta(days=1):
        return
    row = {
        "platform": line.account.platform.value,
        "handle": line.account.handle,
        "reference": f"kiriman-{line.id}",
        "agency": "Perangkat daerah (contoh)",
        "submitted_at": sent.replace(microsecond=0).isoformat(),
        "is_emergency": "ya" if rng.random() < 0.05 else "tidak",
    }
    yield row | {"message_id": line.id}
    if rng.random() < _UNPUBLISHED_SHARE * (2 - care):
        yield row | {"reference": f"kiriman-{line.id}-lain", "is_emergency": "tidak"}


def _register(world: World) -> Iterator[Mapping[str, object]]:
    """Somebody compared the register with the government's own list on the second day; of some nobody has yet."""
    for place in dict.fromkeys(account.place for account in world.accounts if account.has_data):
        lot = int(number_of(f"daftar:{place.code}", 4)) % 5
        if lot:
            yield {
                "region_code": place.code,
                "is_complete": "tidak" if lot == 1 else "ya",
                "checked_at": f"{(world.first_day + timedelta(days=1)).isoformat()}T09:00",
                "note": "Dibandingkan dengan daftar akun di situs pemerintah (contoh).",
            }


# --- who and when --------------------------------------------------------------------------------


def _watched(world: World) -> Iterator[ExampleAccount]:
    """Accounts whose profile somebody noted: not all of them, and never a complaint channel."""
    for account in world.accounts:
        if account.platform is not Platform.CHANNEL and account.has_data and _lot(account, 8) != 5:
            yield account


def _main_accounts(world: World, platforms: Iterable[Platform]) -> Iterator[ExampleAccount]:
    for account in world.accounts:
        if account.role == "utama" and account.platform in platforms and account.has_data:
            yield account


def _mondays(first: date, last: date, every: int, turn: int = 0) -> Iterator[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    while monday <= last:
        if (monday - _EPOCH).days // 7 % every == turn:
            yield monday
        monday += timedelta(days=7)


def _care(place: Place, way: Behaviour) -> float:
    """How well a government looks after its channels, 0.1–0.95: those that answer mostly do, chance does the rest."""
    return 0.1 + 0.45 * way.answer_rate + 0.4 * (int(number_of(f"rapi:{place.code}", 4)) % 1000) / 1000


def _lot(account: ExampleAccount, sides: int) -> int:
    return int(number_of(f"undian:{account.place.code}:{account.platform}:{account.role}", 6)) % sides


def _remit(place: Place) -> tuple[str, ...]:
    return CORE_SERVICES if "." in place.code else _SERVICES_OF_PROVINCE


def _name_and_level(place: Place) -> tuple[str, str]:
    if "." not in place.code:
        return place.name, "provinsi"
    level, _, name = place.name.partition(" ")
    return name, level.lower()


def _suffix(place: Place) -> str:
    return place.code.replace(".", "_")


def _main_handle(place: Place) -> str:
    kind = "pemprov" if "." not in place.code else "pemkot" if place.name.startswith("Kota") else "pemkab"
    return f"contoh_{kind}_{_suffix(place)}"


def _site(place: Place) -> str:
    """A made-up government site: ``.go.id`` as it is written, under a name that nobody can have."""
    return f"{place.code.replace('.', '-')}.contoh.go.id.example"


def _write(path: Path, kind: ObservationKind, rows: Iterable[Mapping[str, object]]) -> ExampleTable:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in COLUMNS[kind]], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return ExampleTable(path, kind)

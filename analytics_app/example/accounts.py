"""The regions and official accounts of the example world. All names are invented and say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from analytics_app.choices import Platform
from analytics_app.example import behaviour as be
from analytics_app.example.behaviour import ARCHETYPES, Behaviour

#: Kabupaten and kota of the world: all large islands, all three zones, most in the demo supervisor's province.
REGENCIES = (
    "11.71", "12.07", "12.71", "13.71", "14.71", "16.71", "18.71", "31.71", "31.74", "32.04", "32.05", "32.73",
    "33.02", "33.15", "33.22", "33.27", "33.28", "33.72", "33.74", "34.02", "34.71", "35.07", "35.09", "35.78",
    "36.74", "51.08", "51.71", "52.71", "53.71", "61.71", "62.71", "63.71", "64.71", "64.72", "71.71", "73.06",
    "73.71", "74.71", "81.71", "91.71", "92.02", "94.01",
)  # fmt: skip
CHANNELS = ("31", "33.02", "35.78")
WITHOUT_DATA = "76"
TOO_LITTLE = "95"
LATE_START = "96"
SHORT_GAP, LONG_GAP = "36", "65"
UNSTATED = "72"
HARVESTED = ("53", "62")
#: What stands in one file together; regions of their own bundle are captured in another way than the rest.
OWN_BUNDLES = (SHORT_GAP, LONG_GAP, UNSTATED)
#: Regions of the demo sign-ins and other fixed roles in the story.
_CHOSEN: Mapping[str, Behaviour] = {
    "33": be.TIDY,
    "33.02": replace(be.RISING, threads=1.5),
    "33.15": replace(be.SLOW, threads=0.9),
    "33.22": be.TEMPLATED,
    "33.27": be.QUICK,
    "33.28": be.QUIET,
    "33.72": be.NIGHT,
    "33.74": be.STEADY,
    "31": replace(be.QUICK, posts=0.9),
    "17": be.NEVER,
    "19": be.ROBOT,
    "75": be.INSTITUTIONAL,
    "61": be.NIGHT,
    "82": be.REPOSTER,
    "93": be.QUIET,
    TOO_LITTLE: be.SPARSE,
    UNSTATED: be.STEADY,
    SHORT_GAP: be.TIDY,
    LONG_GAP: be.STEADY,
    LATE_START: be.TIDY,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A region as the reference table knows it. ``zone`` is an IANA name."""

    code: str
    name: str
    zone: str
    population: int


@dataclass(frozen=True, slots=True)
class ExampleAccount:
    """An official account of the example world, its manners, and the bundle of files that carries it."""

    place: Place
    agency: str
    platform: Platform
    handle: str
    role: str
    behaviour: Behaviour
    bundle: str
    has_data: bool = True
    monitored_from: date | None = None

    @property
    def user_id(self) -> str:
        """The platform's stable id: 12 digits that follow from the name; channels have none."""
        return "" if self.platform is Platform.CHANNEL else number_of(f"{self.platform}:{self.handle}", 12)


def number_of(text: str, digits: int) -> str:
    """A number of so many digits that always follows from the text; never with a leading zero."""
    value = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
    low = 10 ** (digits - 1)
    return str(low + value % (9 * low))


def build_accounts(places: Iterable[Place], previous_quarter: date) -> list[ExampleAccount]:
    """All accounts, by region code. ``previous_quarter`` is when the late one began to be watched.

    ``places`` are the regions of the reference table; all provinces take part, and REGENCIES of the rest.
    """
    chosen = sorted((p for p in places if "." not in p.code or p.code in REGENCIES), key=lambda p: p.code)
    accounts = []
    for turn, place in enumerate(chosen):
        manners = _CHOSEN.get(place.code, ARCHETYPES[turn * 7 % len(ARCHETYPES)])
        for account in _accounts_of(place, manners):
            if place.code == LATE_START:
                account = replace(account, monitored_from=previous_quarter)
            accounts.append(replace(account, has_data=place.code != WITHOUT_DATA))
    return accounts


def _accounts_of(place: Place, manners: Behaviour) -> Iterator[ExampleAccount]:
    code = place.code.replace(".", "_")
    size = _size(place)
    main = replace(manners, threads=manners.threads * size, posts=manners.posts * 0.72)
    title = _title(place)
    agency = f"Sekretariat {title} (contoh)"
    handle = f"contoh_{title.lower()}_{code}"

    def account(platform: Platform, name: str, office: str, role: str, way: Behaviour) -> ExampleAccount:
        return ExampleAccount(place, office, platform, name, role, way, _bundle(place, platform))

    yield account(Platform.X, handle, agency, "utama", main)
    pictures = replace(main, threads=main.threads * 0.9, posts=main.posts * 0.5)
    yield account(Platform.INSTAGRAM, handle, agency, "utama", pictures)
    lot = int(number_of(place.code, 4))
    if lot % 2 == 1:
        page = replace(main, threads=main.threads * 0.5, posts=main.posts * 0.3)
        yield account(Platform.FACEBOOK, handle, agency, "utama", page)
    if lot % 4 == 0:
        clips = replace(main, threads=main.threads * 0.6, posts=main.posts * 0.2)
        yield account(Platform.TIKTOK, handle, agency, "utama", clips)
    if lot % 5 == 1:
        films = replace(main, threads=main.threads * 0.25, posts=main.posts * 0.12)
        yield account(Platform.YOUTUBE, handle, agency, "utama", films)
    agencies = (
        ("diskominfo", "Dinas Komunikasi dan Informatika (contoh)"),
        ("dukcapil", "Dukcapil (contoh)"),
    )
    for place_in_list, (short, office) in enumerate(agencies):
        if (lot + place_in_list) % 3 == 0 or place.code.startswith("33"):
            way = ARCHETYPES[(lot + 5 * place_in_list) % len(ARCHETYPES)]
            way = replace(way, threads=way.threads * size * 0.4, posts=way.posts * 0.3)
            where = Platform.X if short == "diskominfo" else Platform.INSTAGRAM
            yield account(where, f"contoh_{short}_{code}", office, "opd", way)
    if lot % 6 == 2:
        head = replace(be.QUIET, threads=0.3 * size, posts=0.3, ceremony_share=0.8, service_share=0.05)
        yield account(Platform.INSTAGRAM, f"contoh_kepala_{code}", agency, "kepala_daerah", head)
    if place.code in CHANNELS:
        desk = replace(be.STEADY, threads=5 * size, posts=0, answer_rate=0.88, median_hours=20)
        name = f"Kanal Aduan Contoh {place.code}"
        yield account(Platform.CHANNEL, name, "Kanal aduan (contoh)", "utama", desk)


def _title(place: Place) -> str:
    if "." not in place.code:
        return "Pemprov"
    return "Pemkot" if place.name.startswith("Kota") else "Pemkab"


def _size(place: Place) -> float:
    """How much is written to a region: it grows more slowly than the population.

    The least is what lets a government that answers reach the cases that the method asks for within a quarter.
    """
    is_province = "." not in place.code
    size = float((place.population / (3_000_000 if is_province else 1_500_000)) ** 0.45)
    return min(1.0, max(0.5, 0.55 * size)) if is_province else min(0.6, max(0.42, 0.42 * size))


def _bundle(place: Place, platform: Platform) -> str:
    if platform is Platform.CHANNEL:
        return f"channel:{place.code}"
    if place.code in OWN_BUNDLES:
        return f"region:{place.code}"
    if platform is Platform.X:
        return "harvest" if place.code in HARVESTED else "x"
    return "instagram" if platform is Platform.INSTAGRAM else "others"

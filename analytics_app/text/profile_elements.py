"""Which of the eight elements of a complete profile its name, bio and links show (method 5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from analytics_app.indicators.profile import ProfileElement

_PHONE = re.compile(
    r"(?<!\d)(?:\+?62|0)[\s.\-]?\d(?:[\s.\-]?\d){6,12}(?!\d)|\b(?:call\s*center|telp|hotline)\D{0,5}\d{3,}",
    re.I,
)
_CHAT = ("wa.me", "whatsapp.com")
_MAIL = re.compile(r"[\w.+\-]+@(?:[\w\-]+\.)*go\.id\b", re.I)
_COMPLAINTS = re.compile(
    r"\b(?:sp4n|lapor\.go\.id|lapor!|kanal (?:aduan|pengaduan)|layanan (?:aduan|pengaduan)|pengaduan)", re.I
)
_ADDRESS = re.compile(r"\b(?:jl|jln|jalan)\b\.?\s+\w|\balamat\b|\bkomplek(?:s)?\b", re.I)
_MAP = re.compile(r"://(?:maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.|www\.google\.com/maps)", re.I)
_SITE = re.compile(r"(?<![@\w.])(?:[\w\-]+\.)+go\.id\b", re.I)
_HOURS = re.compile(r"\b\d{1,2}[.:]\d{2}\s*(?:-|–|s\.?/?d\.?|sampai)\s*\d{1,2}[.:]\d{2}|\b24\s*jam\b", re.I)
_AGENCY = re.compile(
    r"\b(?:pemerintah|pemprov|pemkab|pemkot|dinas|diskominfo|badan|kecamatan|kelurahan|sekretariat|humas|prokopim)\b",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_FUNCTION_WORDS = 3
_MENTION = re.compile(r"(?<![\w.])@([\w.\-]{2,100})")
_PLATFORM_HOSTS = {
    "x": ("x.com", "twitter.com"),
    "instagram": ("instagram.com",),
    "facebook": ("facebook.com",),
    "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com",),
}
#: Made-up data write ``.go.id`` under a name that RFC 2606 keeps from everybody: no real profile gains by it.
_GOVERNMENT = ("go.id", "go.id.example")


def is_government(url: str) -> bool:
    """Whether the address lies on a .go.id site."""
    host = urlsplit(url).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in _GOVERNMENT)


def find_elements(
    display_name: str | None, bio: str | None, links: Sequence[str] | None
) -> dict[ProfileElement, bool | None]:
    """Element → there, not there, or None where the platform shows neither of what it could stand in.

    A stand-in by pattern: a complaint app that neither its name nor its address gives away is not seen.
    """
    shown = bio is not None or links is not None
    text, urls = bio or "", [link.lower() for link in links or ()]
    hosts = [urlsplit(url).hostname or "" for url in urls]
    in_text_or_links = {
        ProfileElement.PHONE: bool(_PHONE.search(_HOURS.sub(" ", text)))
        or any(host.endswith(_CHAT) for host in hosts),
        ProfileElement.WEBSITE: bool(_SITE.search(text)) or any(is_government(url) for url in urls),
        ProfileElement.COMPLAINTS: any(_COMPLAINTS.search(part) for part in (text, *urls))
        or any("lapor" in url or "aduan" in url for url in urls),
        ProfileElement.ADDRESS: bool(_ADDRESS.search(text)) or any(_MAP.search(url) for url in urls),
    }
    in_text = {
        ProfileElement.FUNCTION: len(_LETTERS.findall(_without_contacts(text))) >= _FUNCTION_WORDS,
        ProfileElement.MAIL: bool(_MAIL.search(text)),
        ProfileElement.HOURS: bool(_HOURS.search(text)),
    }
    found: dict[ProfileElement, bool | None] = {
        ProfileElement.NAME: None if display_name is None else bool(_AGENCY.search(display_name))
    }
    found |= {element: is_there if shown else None for element, is_there in in_text_or_links.items()}
    found |= {element: is_there if bio is not None else None for element, is_there in in_text.items()}
    return found


def accounts_named(bio: str | None, links: Sequence[str] | None) -> frozenset[tuple[str, str]] | None:
    """(platform or "", name in small letters) of every account that bio and links lead to; None: neither is shown."""
    if bio is None and links is None:
        return None
    found = {("", name.lower().rstrip(".")) for name in _MENTION.findall(bio or "")}
    for link in links or ():
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        platform = next((one for one, hosts in _PLATFORM_HOSTS.items() if host in hosts), None)
        name = parts.path.strip("/").split("/")[0].removeprefix("@").lower()
        if platform and name:
            found.add((platform, name))
    return frozenset(found)


def links_of(element: ProfileElement, links: Sequence[str]) -> list[str]:
    """The links that stand for an element: where they fail, it is not there."""
    if element is ProfileElement.WEBSITE:
        return [link for link in links if is_government(link)]
    if element is ProfileElement.COMPLAINTS:
        return [link for link in links if "lapor" in link.lower() or "aduan" in link.lower()]
    return []


def _without_contacts(text: str) -> str:
    for pattern in (_HOURS, _PHONE, _MAIL):
        text = pattern.sub(" ", text)
    return re.sub(r"https?://\S+|\S+\.go\.id\S*", " ", text)

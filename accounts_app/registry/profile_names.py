"""Which account somebody means who types a name or pastes an address. Pure: text in, name out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from accounts_app.choices import AccountPlatform

MAX_TYPED = 500
_NAME = re.compile(r"[\w.\-]{1,100}")
_ADDRESS = re.compile(r"(?:https?:)?//|[\w\-]+(?:\.[\w\-]+)+/", re.IGNORECASE)
_HOSTS = {
    "x.com": AccountPlatform.X,
    "twitter.com": AccountPlatform.X,
    "instagram.com": AccountPlatform.INSTAGRAM,
    "instagr.am": AccountPlatform.INSTAGRAM,
    "facebook.com": AccountPlatform.FACEBOOK,
    "fb.com": AccountPlatform.FACEBOOK,
    "fb.me": AccountPlatform.FACEBOOK,
    "tiktok.com": AccountPlatform.TIKTOK,
    "youtube.com": AccountPlatform.YOUTUBE,
}
#: Hosts whose addresses name nobody: what they stand for is known only to whoever follows them.
_SHORTENERS = ("t.co", "youtu.be", "fb.watch", "vt.tiktok.com", "vm.tiktok.com", "bit.ly", "s.id")
#: First parts of an address that are pages of the platform itself, and no account.
_NO_ACCOUNT = {
    AccountPlatform.X: "home explore search hashtag settings messages notifications share",
    AccountPlatform.INSTAGRAM: "p reel reels tv explore accounts direct",
    AccountPlatform.FACEBOOK: "groups events watch share sharer.php photo.php story.php permalink.php marketplace reel",
    AccountPlatform.TIKTOK: "t tag music discover foryou",
    AccountPlatform.YOUTUBE: "watch shorts playlist results feed embed hashtag live",
}
_PREFIXES = {
    AccountPlatform.INSTAGRAM: ("stories",),
    AccountPlatform.FACEBOOK: ("pg",),
    AccountPlatform.YOUTUBE: ("c", "user"),
}


class Unreadable(StrEnum):
    """Why no account can be told from what was typed."""

    EMPTY = "empty"
    NO_NAME = "no_name"
    NO_ACCOUNT_IN_ADDRESS = "no_account_in_address"
    SHORT_ADDRESS = "short_address"
    UNKNOWN_SITE = "unknown_site"


@dataclass(frozen=True, slots=True)
class Sought:
    """An account that is asked about. ``platform`` "": any; of name and stable id at least one is there."""

    platform: str
    name: str
    user_id: str = ""

    @property
    def shown(self) -> str:
        """As people write it."""
        return f"@{self.name}" if self.name else self.user_id


def read_profile(typed: str) -> Sought | Unreadable:
    """``@nama``, ``nama``, or a profile's address on any of the platforms, in whatever form it was copied."""
    text = "".join(one for one in typed[:MAX_TYPED] if unicodedata.category(one) != "Cf").strip()
    if not text:
        return Unreadable.EMPTY
    if _ADDRESS.match(text):
        return _read_address(text)
    return _named("", text)


def plain_name(name: str) -> str:
    """For comparing: A–Z and a–z are alike, and no other letters are (the Kelvin sign is no k)."""
    return "".join(one.lower() if one.isascii() else one for one in name)


def profile_address(platform: str, name: str, user_id: str = "") -> str:
    """Where the account is found; "" for a complaint channel."""
    name = quote(name, safe="")
    match platform:
        case AccountPlatform.X:
            return f"https://x.com/{name}"
        case AccountPlatform.INSTAGRAM:
            return f"https://www.instagram.com/{name}/"
        case AccountPlatform.FACEBOOK:
            is_number = name.isdigit()
            return f"https://www.facebook.com/{'profile.php?id=' if is_number else ''}{name}"
        case AccountPlatform.TIKTOK:
            return f"https://www.tiktok.com/@{name}"
        case AccountPlatform.YOUTUBE:
            is_channel = bool(user_id) and name == quote(user_id, safe="")
            return f"https://www.youtube.com/{'channel/' if is_channel else '@'}{name}"
    return ""


def _read_address(text: str) -> Sought | Unreadable:
    try:
        url = urlsplit(text if "//" in text[:8] else f"https://{text}")
        host = (url.hostname or "").lower()
    except ValueError:  # brackets that are no address
        return Unreadable.UNKNOWN_SITE
    if host in _SHORTENERS:
        return Unreadable.SHORT_ADDRESS
    platform = next((one for at, one in _HOSTS.items() if host == at or host.endswith(f".{at}")), None)
    if platform is None:
        return Unreadable.UNKNOWN_SITE
    return _read_parts(platform, url)


def _read_parts(platform: AccountPlatform, url: SplitResult) -> Sought | Unreadable:
    parts = [part for part in unquote(url.path).split("/") if part]
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    first = parts[0].lower() if parts else ""
    if platform == AccountPlatform.X and (first, *parts[1:2]) == ("intent", "user"):
        return _named(platform, query.get("screen_name", ""), query.get("user_id", ""))
    if platform == AccountPlatform.X and (first, *parts[1:2]) == ("i", "user"):
        return _by_id(platform, parts[2:3])
    if platform == AccountPlatform.FACEBOOK and first == "profile.php":
        return _by_id(platform, [query.get("id", "")])
    if platform == AccountPlatform.FACEBOOK and first in ("people", "pages"):
        return _by_id(platform, parts[2:3])
    if platform == AccountPlatform.FACEBOOK and first == "p":  # /p/Nama-Halaman-100064…/
        return _by_id(platform, [part.rpartition("-")[2] for part in parts[1:2]])
    if platform == AccountPlatform.YOUTUBE and first == "channel":
        return _by_id(platform, parts[1:2])
    if first in _PREFIXES.get(platform, ()):
        parts = parts[1:]
    if not parts or first in _NO_ACCOUNT[platform].split() or first in ("i", "intent"):
        return Unreadable.NO_ACCOUNT_IN_ADDRESS
    return _named(platform, parts[0])


def _by_id(platform: str, ids: list[str]) -> Sought | Unreadable:
    if not ids or not _NAME.fullmatch(ids[0]):
        return Unreadable.NO_ACCOUNT_IN_ADDRESS
    return Sought(platform, "", ids[0])


def _named(platform: str, name: str, user_id: str = "") -> Sought | Unreadable:
    name = name.strip().lstrip("@").rstrip("/")
    if not name and platform and _NAME.fullmatch(user_id):
        return Sought(platform, "", user_id)
    return Sought(platform, name) if _NAME.fullmatch(name) else Unreadable.NO_NAME
